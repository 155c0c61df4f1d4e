"""What views of the district offer to the rooms above: pages of the room, lists to load, a panel of the home page, a
card of «Справочники»."""

from django.urls import reverse

from development.district.people import runs_lists
from development.home_panel import development_panel
from development.importing import IMPORTERS
from development.models import Provider
from methodservice import registries
from methodservice.registries import Card, MenuItem

PAGES = (
    ("36 месяцев", "development:watch"),
    ("План-заявка", "development:requests"),
    ("План курсов", "development:plan"),
    ("Аттестация", "development:attestation"),
    ("Потребности", "development:needs"),
    ("Молодые и новые", "development:newcomers"),
)


def provider_card(user):
    """1 query."""
    if runs_lists(user):
        number = Provider.objects.visible_to(user).count()
        yield Card("Организации ДПО", reverse("development:providers"), "Кто учит педагогов", number)


def register():
    """Called once when the app is ready."""
    registries.importers |= {importer.name: importer for importer in IMPORTERS}
    registries.menu.extend(
        MenuItem(title, url_name, order=50 + place, may_open=runs_lists, under="development:home")
        for place, (title, url_name) in enumerate(PAGES)
    )
    registries.panel_providers.append(development_panel)
    registries.directory_cards.append(provider_card)
