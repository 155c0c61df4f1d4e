from django.urls import path

from development.views import attestation, needs, newcomers, plan, providers, requests

urlpatterns = [
    path("requests/", requests.request_list, name="requests"),
    path("requests/file/<str:fmt>/", requests.request_file, name="requests_file"),
    path("requests/add/", requests.request_add, name="request_add"),
    path("requests/<int:pk>/edit/", requests.request_edit, name="request_edit"),
    path("requests/<int:pk>/remove/", requests.request_remove, name="request_remove"),
    path("requests/<int:pk>/plan/", requests.request_plan, name="request_plan"),
    path("requests/<int:pk>/done/", requests.request_done, name="request_done"),
    path("requests/<int:pk>/decline/", requests.request_decline, name="request_decline"),
    path("requests/<int:pk>/return/", requests.request_return, name="request_return"),
    path("plan/", plan.plan, name="plan"),
    path("plan/file/<str:fmt>/", plan.plan_file, name="plan_file"),
    path("attestation/", attestation.outlook, name="attestation"),
    path("attestation/file/<str:fmt>/", attestation.outlook_file, name="attestation_file"),
    path("attestation/add/", attestation.planned_add, name="planned_add"),
    path("attestation/<int:pk>/edit/", attestation.planned_edit, name="planned_edit"),
    path("attestation/<int:pk>/remove/", attestation.planned_remove, name="planned_remove"),
    path("needs/", needs.needs, name="needs"),
    path("needs/file/<str:fmt>/", needs.needs_file, name="needs_file"),
    path("months/", needs.watch, name="watch"),
    path("months/file/<str:fmt>/", needs.watch_file, name="watch_file"),
    path("newcomers/", newcomers.newcomers, name="newcomers"),
    path("newcomers/file/<str:fmt>/", newcomers.newcomers_file, name="newcomers_file"),
    path("providers/", providers.provider_list, name="providers"),
    path("providers/add/", providers.provider_add, name="provider_add"),
    path("providers/<int:pk>/", providers.provider_page, name="provider"),
    path("providers/<int:pk>/edit/", providers.provider_edit, name="provider_edit"),
    path("providers/<int:pk>/merge/", providers.provider_merge, name="provider_merge"),
]
