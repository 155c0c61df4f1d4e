from django.urls import path

from monitoring.views import (
    campaign_burden,
    campaign_values,
    campaigns,
    campaigns_planning,
    campaigns_running,
    review,
)

urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="campaigns"),
    path("campaigns/add/", campaigns_planning.campaign_add, name="campaign_add"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/values/", campaign_values.campaign_values, name="campaign_values"),
    path("campaigns/<int:pk>/burden/", campaign_burden.campaign_burden, name="campaign_burden"),
    path("campaigns/<int:pk>/edit/", campaigns_planning.campaign_edit, name="campaign_edit"),
    path("campaigns/<int:pk>/open/", campaigns_planning.campaign_open, name="campaign_open"),
    path("campaigns/<int:pk>/delete/", campaigns_planning.campaign_delete, name="campaign_delete"),
    path("campaigns/<int:pk>/order/", campaigns_planning.campaign_order, name="campaign_order"),
    path("campaigns/<int:pk>/extend/", campaigns_running.campaign_extend, name="campaign_extend"),
    path("campaigns/<int:pk>/remind/", campaigns_running.campaign_remind, name="campaign_remind"),
    path("campaigns/<int:pk>/school/", campaigns_running.campaign_school_add, name="campaign_school_add"),
    path("campaigns/<int:pk>/accept/", campaigns_running.campaign_accept, name="campaign_accept"),
    path("campaigns/<int:pk>/close/", campaigns_running.campaign_close, name="campaign_close"),
    path("campaigns/<int:pk>/reopen/", campaigns_running.campaign_reopen, name="campaign_reopen"),
    path("campaigns/review/<int:pk>/", review.review, name="review"),
    path(
        "campaigns/review/<int:pk>/withdraw/",
        campaigns_running.campaign_school_withdraw,
        name="campaign_school_withdraw",
    ),
]
