"""What monitoring offers to the rooms above and below."""

from monitoring import (
    offers_aggregation,
    offers_campaigns,
    offers_cycle,
    offers_figures,
    offers_indicators,
    offers_results,
    offers_returns,
    personal,
)


def register():
    """Called once when the app is ready."""
    personal.register()
    offers_aggregation.register()
    offers_campaigns.register()
    offers_cycle.register()
    offers_figures.register()
    offers_indicators.register()
    offers_results.register()
    offers_returns.register()
