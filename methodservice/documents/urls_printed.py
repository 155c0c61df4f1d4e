from django.urls import path

from methodservice.documents import views_printed

app_name = "printed"

urlpatterns = [path("<int:pk>/", views_printed.file, name="file")]
