from django.urls import path

from methodservice.imports.views import files, lists

app_name = "imports"

urlpatterns = [
    path("", lists.index, name="index"),
    path("new/<slug:kind>/", lists.upload, name="upload"),
    path("new/<slug:kind>/template/", lists.template, name="template"),
    path("<int:pk>/", files.file, name="file"),
    path("<int:pk>/confirm/", files.confirm, name="confirm"),
    path("<int:pk>/discard/", files.discard, name="discard"),
]
