"""Addresses of roadmaps, by page family."""

from roadmap import (
    urls_approving,
    urls_editing,
    urls_indicators,
    urls_life,
    urls_list,
    urls_look,
    urls_printing,
    urls_reading,
    urls_revision,
)

app_name = "roadmap"

urlpatterns = [
    *urls_list.urlpatterns,
    *urls_reading.urlpatterns,
    *urls_look.urlpatterns,
    *urls_editing.urlpatterns,
    *urls_approving.urlpatterns,
    *urls_life.urlpatterns,
    *urls_indicators.urlpatterns,
    *urls_printing.urlpatterns,
    *urls_revision.urlpatterns,
]
