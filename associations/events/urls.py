from django.urls import path

from associations.events.views import editing, materials, page, participants, printing, register, summary

app_name = "events"

urlpatterns = [
    path("", register.event_list, name="list"),
    path("summary/", summary.summary, name="summary"),
    path("add/", editing.add, name="add"),
    path("<int:pk>/", page.detail, name="detail"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/hold/", editing.hold, name="hold"),
    path("<int:pk>/cancel/", editing.cancel, name="cancel"),
    path("<int:pk>/plan-again/", editing.plan_again, name="plan_again"),
    path("<int:pk>/participants/", participants.participants, name="participants"),
    path("<int:pk>/participants/add/", participants.participants_add, name="participants_add"),
    path("<int:pk>/participants/members/", participants.members_add, name="members_add"),
    path("<int:pk>/materials/add/", materials.material_add, name="material_add"),
    path("<int:pk>/registration/<slug:fmt>/", printing.registration, name="registration"),
    path("<int:pk>/information/<slug:fmt>/", printing.information, name="information"),
    path("materials/<int:pk>/remove/", materials.material_remove, name="material_remove"),
]
