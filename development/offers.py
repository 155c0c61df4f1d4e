"""What development offers to the rooms above."""

from development import offers_card, offers_district, personal
from development.figures import FIGURES
from methodservice.directory.counting import offer_figures


def register():
    """Called once when the app is ready."""
    personal.register()
    offer_figures(FIGURES)
    offers_card.register()
    offers_district.register()
