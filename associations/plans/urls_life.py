"""Routes of starting a plan and of the life of its items; part of urls.py."""

from django.urls import path

from associations.plans.views import life, starting, templates

urlpatterns = [
    path("start/<int:pk>/", starting.start, name="start"),
    path("tables/<int:pk>/", starting.table, name="table"),
    path("tables/<int:pk>/discard/", starting.table_discard, name="table_discard"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<int:pk>/rename/", templates.template_rename, name="template_rename"),
    path("templates/<int:pk>/delete/", templates.template_delete, name="template_delete"),
    path("<int:pk>/template/", templates.template_save, name="template_save"),
    path("items/<int:pk>/", life.item, name="item"),
    path("items/<int:pk>/mark/", life.item_mark, name="item_mark"),
    path("items/<int:pk>/take-back/", life.item_take_back, name="item_take_back"),
    path("items/<int:pk>/meeting/", life.item_meeting, name="item_meeting"),
    path("items/<int:pk>/event/", life.item_event, name="item_event"),
    path("items/<int:pk>/link/", life.item_link, name="item_link"),
    path("links/<int:pk>/unlink/", life.item_unlink, name="item_unlink"),
]
