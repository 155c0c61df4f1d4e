"""What plans offer to the rooms above: menu, tasks, panels, lists among the directories and for a new municipality."""

from associations.papers import folder
from associations.papers.models import PaperKind
from associations.plans import offers_life, personal, tasks_for
from associations.plans.figures import FIGURES
from associations.plans.folder import facts_of_plans
from associations.plans.services.lists import start_lists
from associations.plans.views.lists import directory_cards
from associations.plans.views.templates import template_card
from methodservice import registries
from methodservice.directory.counting import offer_figures
from methodservice.registries import MenuItem


def register():
    """Called once when the app is ready."""
    personal.register()
    registries.menu.append(MenuItem("Планы", "plans:list", order=22, under="associations:list"))
    registries.municipality_starters.append(start_lists)
    folder.sources[PaperKind.Source.PLAN] = facts_of_plans
    registries.task_providers.extend(tasks_for.TASKS)
    registries.panel_providers.extend(tasks_for.PANELS)
    registries.record_panels.setdefault("associations.association", []).append(tasks_for.panel_of_association)
    registries.directory_cards.extend((directory_cards, template_card))
    offers_life.register()
    offer_figures(FIGURES)
