from django.urls import path

from roadmap.views import printing

urlpatterns = [path("editions/<int:pk>/<slug:fmt>/", printing.file, name="file")]
