from django.urls import path

from associations.urls_meetings import urlpatterns as meetings
from associations.views import card, editing, proposals, register, staffing, terms

app_name = "associations"

urlpatterns = [
    path("", register.association_list, name="list"),
    path("add/", editing.add, name="add"),
    path("<int:pk>/", card.detail, name="detail"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/close/", editing.close, name="close"),
    path("<int:pk>/members/", staffing.members, name="members"),
    path("<int:pk>/members/add/", staffing.members_add, name="members_add"),
    path("<int:pk>/members/copy/", staffing.roster_copy, name="roster_copy"),
    path("<int:pk>/members/approve/", staffing.roster_approve, name="roster_approve"),
    path("memberships/<int:pk>/end/", staffing.member_end, name="member_end"),
    path("rosters/<int:pk>/", card.roster, name="roster"),
    path("<int:pk>/terms/add/", terms.add, name="term_add"),
    path("terms/<int:pk>/end/", terms.end, name="term_end"),
    path("<int:pk>/proposals/add/", proposals.add, name="proposal_add"),
    path("proposals/<int:pk>/", proposals.detail, name="proposal"),
    path("proposals/<int:pk>/accept/", proposals.accept, name="proposal_accept"),
    path("proposals/<int:pk>/decline/", proposals.decline, name="proposal_decline"),
    *meetings,
]
