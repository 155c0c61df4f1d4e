"""What plans offer to the rooms above: the municipality's lists among the directories."""

from associations.plans import offers_life
from associations.plans.views.lists import directory_cards
from associations.plans.views.templates import template_card
from methodservice import registries


def register():
    """Called once when the app is ready."""
    registries.directory_cards.extend((directory_cards, template_card))
    offers_life.register()
