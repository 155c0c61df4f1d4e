"""What the pages of the district share: who may open them, the path to them, the year."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from development.district.people import runs_lists
from development.district.plan_years import asked_year


def require_runner(user) -> None:
    """403 for those who have a card of their own only."""
    if not runs_lists(user):
        raise PermissionDenied


def crumbs_to(*pages: tuple[str, str]) -> list[tuple[str, str]]:
    """The path to a page of the room. pages: (title, name of the route) between."""
    return [(title, reverse(name)) for title, name in (("Развитие", "development:home"), *pages)]


def year_of(request) -> int:
    return asked_year(request.GET.get("year", ""), timezone.localdate())


def asked_with_year(request, year: int):
    """What the filter asks, with the year that is shown."""
    data = request.GET.copy()
    data["year"] = str(year)
    return data
