"""What plans offer to the rooms above: the municipality's lists among the directories."""

from associations.plans.views.lists import directory_cards
from methodservice import registries


def register():
    """Called once when the app is ready."""
    registries.directory_cards.append(directory_cards)
