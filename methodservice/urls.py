from django.contrib import admin
from django.urls import include, path

from methodservice.home import views as home

urlpatterns = [
    path("", home.home, name="home"),
    path("low-vision/", home.low_vision, name="low_vision"),
    path("healthz", home.health, name="health"),
    path("accounts/", include("methodservice.directory.urls_accounts")),
    path("directory/", include("methodservice.directory.urls")),
    path("associations/", include("associations.urls")),
    path("papers/", include("associations.papers.urls")),
    path("events/", include("associations.events.urls")),
    path("plans/", include("associations.plans.urls")),
    path("reports/", include("associations.reports.urls")),
    path("calendar/", include("associations.calendars.urls")),
    path("development/", include("development.urls")),
    path("surveys/", include("development.surveys.urls")),
    path("mentoring/", include("mentoring.urls")),
    path("personal/", include("methodservice.personal.urls")),
    path("monitoring/", include("monitoring.urls")),
    path("roadmaps/", include("roadmap.urls")),
    path("documents/orders/", include("methodservice.documents.orders.urls")),
    path("files/", include("methodservice.documents.urls_files")),
    path("documents/register/", include("methodservice.documents.register.urls")),
    path("printed/", include("methodservice.documents.urls_printed")),
    path("imports/", include("methodservice.imports.urls")),
    path("jobs/", include("methodservice.jobs.urls")),
    path("check/", include("methodservice.documents.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "methodservice.home.errors.server_error"
handler429 = "methodservice.home.errors.too_many_requests"
