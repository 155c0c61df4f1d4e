"""Addresses of monitoring, by page family."""

from monitoring import (
    urls_aggregation,
    urls_campaigns,
    urls_cycle,
    urls_figures,
    urls_indicators,
    urls_results,
    urls_returns,
)

app_name = "monitoring"

urlpatterns = [
    *urls_aggregation.urlpatterns,
    *urls_campaigns.urlpatterns,
    *urls_cycle.urlpatterns,
    *urls_figures.urlpatterns,
    *urls_indicators.urlpatterns,
    *urls_results.urlpatterns,
    *urls_returns.urlpatterns,
]
