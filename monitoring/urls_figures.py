"""Addresses of figures: `monitoring/urls.py` takes them in."""

from django.urls import path

from monitoring.views import figures

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:key>/", figures.figure_records, name="figure_records"),
]
