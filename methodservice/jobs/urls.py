from django.urls import path

from methodservice.jobs import views

app_name = "jobs"

urlpatterns = [path("<int:pk>/", views.progress, name="progress")]
