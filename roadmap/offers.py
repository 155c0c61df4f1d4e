"""What roadmaps offer to the rooms above and below: the menu, the order that approves, the work of the day, tasks,
panels, files, what facts close."""

from methodservice import registries
from methodservice.directory.counting import offer_figures
from methodservice.registries import MenuItem
from roadmap import offers_life, personal
from roadmap.figures import FIGURES
from roadmap.orders import ROADMAP
from roadmap.services.coming import bring_due
from roadmap.services.reading import warnings_of


def register():
    """Called once when the app is ready."""
    personal.register()
    registries.menu.append(MenuItem("Дорожные карты", "roadmap:list", order=30))
    registries.order_kinds[ROADMAP.key] = ROADMAP
    registries.daily_work.append(bring_due)
    registries.file_warnings.append(warnings_of)
    offers_life.register()
    offer_figures(FIGURES)
