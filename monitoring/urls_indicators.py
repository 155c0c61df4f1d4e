from django.urls import path

from monitoring.views import definitions, indicator_files, indicators

urlpatterns = [
    path("indicators/", indicators.sets, name="sets"),
    path("indicators/add/", indicators.set_add, name="set_add"),
    path("indicators/upload/", indicator_files.upload, name="set_upload"),
    path("indicators/readings/<int:pk>/", indicator_files.reading, name="set_reading"),
    path("indicators/readings/<int:pk>/discard/", indicator_files.discard, name="set_reading_discard"),
    path("indicators/<int:pk>/", indicators.set_page, name="set"),
    path("indicators/<int:pk>/edit/", indicators.set_edit, name="set_edit"),
    path("indicators/<int:pk>/revise/", indicators.revise, name="edition_add"),
    path("indicators/editions/<int:pk>/force/", indicators.force, name="edition_force"),
    path("indicators/editions/<int:pk>/discard/", indicators.discard, name="edition_discard"),
    path("indicators/editions/<int:pk>/targets/", definitions.targets, name="edition_targets"),
    path("indicators/editions/<int:pk>/changes/", definitions.changes, name="edition_changes"),
    path("indicators/editions/<int:pk>/reasons/", definitions.reasons, name="edition_reasons"),
    path(
        "indicators/editions/<int:pk>/changes/<slug:fmt>/",
        definitions.changes_file,
        name="edition_changes_file",
    ),
    path("indicators/editions/<int:pk>/file/<slug:fmt>/", indicators.file, name="edition_file"),
    path("indicators/editions/<int:pk>/add/", definitions.add, name="definition_add"),
    path("indicators/definitions/<int:pk>/", definitions.edit, name="definition_edit"),
    path("indicators/definitions/<int:pk>/move/", definitions.move, name="definition_move"),
    path("indicators/definitions/<int:pk>/remove/", definitions.remove, name="definition_remove"),
]
