"""What the pages of mentoring share: the path to the page, whom they are for, records that a mentor may change."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mentoring.models import Pair
from methodservice.directory.access import fetch_visible

PAIRS = Pair.objects.with_people()


def may_oversee(user) -> bool:
    """Coverage is for the staff of the district and coordinators; others see their own pairs."""
    return user.access.is_district_staff or user.access.is_coordinator


def may_add(user) -> bool:
    return user.access.is_methodist or user.access.is_coordinator


def crumbs_to(pair: Pair | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The path to a page under mentoring, or under a pair."""
    crumbs = [("Наставничество", reverse("mentoring:home")), ("Пары", reverse("mentoring:pairs"))]
    return [*crumbs, (str(pair), pair.get_absolute_url()), *more] if pair else crumbs


def fetch_worked(queryset, user, **lookup):
    """A pair or what hangs on it, if the user may write its work down; 403 where one only sees it, 404 otherwise."""
    record = fetch_visible(queryset, user, **lookup)
    key = record.pk if isinstance(record, Pair) else record.pair_id
    if not Pair.objects.worked_by(user).filter(pk=key).exists():
        raise PermissionDenied
    return record
