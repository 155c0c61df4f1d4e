from django.urls import path

from methodservice.documents import views_files

app_name = "files"

urlpatterns = [path("<int:pk>/", views_files.file, name="file")]
