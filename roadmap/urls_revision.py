from django.urls import path

from roadmap.views import changes, revising

urlpatterns = [
    path("<int:pk>/revise/", revising.revise, name="revise"),
    path("<int:pk>/changes/", changes.changes, name="changes"),
    path("<int:pk>/reasons/", changes.reasons, name="reasons"),
    path("editions/<int:pk>/changes/<slug:fmt>/", changes.changes_file, name="changes_file"),
]
