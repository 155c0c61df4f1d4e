"""What the register and the look of documents offer to the rooms beside them."""

from django.db.models import Q

from methodservice import registries
from methodservice.documents import personal
from methodservice.documents.models import RegisterEntry
from methodservice.documents.register.style import logos
from methodservice.documents.register.views.style import directory_cards
from methodservice.registries import MenuItem


def scans(user):
    """Scans of documents: whoever sees the register."""
    return Q(pk__in=RegisterEntry.objects.visible_to(user).exclude(file=None).values("file"))


def register():
    """Called once when the app is ready."""
    personal.register()
    registries.file_scopes.extend([scans, logos])
    registries.directory_cards.append(directory_cards)
    registries.menu.append(
        MenuItem(
            "Реестр", "register:list", order=72, may_open=lambda user: user.access.is_district_staff,
            under="orders:list",
        )
    )  # fmt: skip
