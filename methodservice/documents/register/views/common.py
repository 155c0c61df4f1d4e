"""What the pages of the register share."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

TITLE = "Реестр документов"


def require_district_staff(user) -> None:
    """403 unless the user reads everything of the municipality."""
    if not user.access.is_district_staff:
        raise PermissionDenied


def crumbs_to(entry=None) -> list[tuple[str, str]]:
    """The path to a page of the register or of an entry."""
    crumbs = [(TITLE, reverse("register:list"))]
    return [*crumbs, (str(entry), entry.get_absolute_url())] if entry else crumbs
