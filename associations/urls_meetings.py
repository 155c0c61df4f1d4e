"""Addresses of meetings and protocols; included by associations/urls.py."""

from django.urls import path

from associations.views import agenda, meetings, protocols, secretary

urlpatterns = [
    path("<int:pk>/meetings/add/", meetings.meeting_add, name="meeting_add"),
    path("<int:pk>/protocols/", protocols.protocol_list, name="protocol_list"),
    path("meetings/<int:pk>/", meetings.meeting_page, name="meeting"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/delete/", meetings.meeting_delete, name="meeting_delete"),
    path("meetings/<int:pk>/start/", meetings.meeting_start, name="meeting_start"),
    path("meetings/<int:pk>/not-held/", meetings.meeting_not_held, name="meeting_not_held"),
    path("meetings/<int:pk>/repeat/", meetings.meeting_repeat, name="meeting_repeat"),
    path("meetings/<int:pk>/sign/", meetings.meeting_sign, name="meeting_sign"),
    path("meetings/<int:pk>/correct/", meetings.meeting_correct, name="meeting_correct"),
    path("meetings/<int:pk>/items/add/", agenda.item_add, name="item_add"),
    path("meetings/<int:pk>/proposals/", agenda.proposals_take, name="proposals_take"),
    path("meetings/<int:pk>/all-present/", secretary.all_present, name="all_present"),
    path("meetings/<int:pk>/attendance/", secretary.attendance, name="attendance"),
    path("meetings/<int:pk>/officers/", secretary.officers, name="officers"),
    path("meetings/<int:pk>/guests/add/", secretary.guest_add, name="guest_add"),
    path("meetings/<int:pk>/draft/", secretary.draft, name="draft"),
    path("meetings/<int:pk>/draft/<slug:fmt>/", protocols.draft_file, name="draft_file"),
    path("guests/<int:pk>/remove/", secretary.guest_remove, name="guest_remove"),
    path("items/<int:pk>/edit/", agenda.item_edit, name="item_edit"),
    path("items/<int:pk>/move/", agenda.item_move, name="item_move"),
    path("items/<int:pk>/remove/", agenda.item_remove, name="item_remove"),
    path("items/<int:pk>/text/", secretary.item_text, name="item_text"),
    path("items/<int:pk>/votes/", secretary.votes, name="votes"),
    path("items/<int:pk>/votes/named/", secretary.named_votes, name="named_votes"),
    path("items/<int:pk>/presence/", secretary.presence, name="presence"),
    path("items/<int:pk>/decisions/add/", secretary.decision_add, name="decision_add"),
    path("items/<int:pk>/candidates/add/", agenda.candidate_add, name="candidate_add"),
    path("candidates/<int:pk>/remove/", agenda.candidate_remove, name="candidate_remove"),
    path("decisions/<int:pk>/", secretary.decision_save, name="decision_save"),
    path("decisions/<int:pk>/remove/", secretary.decision_remove, name="decision_remove"),
    path("protocols/<int:pk>/", protocols.protocol_page, name="protocol"),
    path("protocols/<int:pk>/<slug:fmt>/", protocols.protocol_file, name="protocol_file"),
    path("protocols/<int:pk>/extract/<str:number>/<slug:fmt>/", protocols.extract, name="extract"),
]
