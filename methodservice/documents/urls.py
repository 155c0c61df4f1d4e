from django.urls import path

from methodservice.documents import views

app_name = "documents"

urlpatterns = [path("<slug:code>/", views.check, name="check")]
