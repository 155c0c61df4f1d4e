"""The list of people with where each of them stands: conditions and columns of one query."""

from datetime import date

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from development.models import Course, Deficit, DeficitKind, Route
from development.rules.courses import SOON, begun_by
from development.rules.standing import WATCH_STATES
from development.workflow import State
from methodservice.lib.querysets import count_of

LONG_AGO = date(1900, 1, 1)
ANY_KIND, NO_KIND = "any", "none"
DEFICIT_CHOICES = [
    (ANY_KIND, "есть открытые"),
    *((kind, f"открыты {label}") for kind, label in DeficitKind.choices),
    (NO_KIND, "открытых нет"),
]
WATCH_CHOICES = [(state, WATCH_STATES[state][1]) for state in ("overdue", "soon", "fresh")]
ROUTE_CHOICES = [("active", "в работе"), ("none", "не в работе")]


def with_standing(teachers):
    """Teachers with `last_course` (its end), `begun` (it or the day of hiring, from which 36 months are counted;
    `LONG_AGO` where both are unknown), `open_deficits`, `route_pk` and `route_theme` of the latest route in work.

    No query.
    """
    mine = {"teacher": OuterRef("pk")}
    courses = Course.objects.kept().filter(**mine).order_by("-ends", "-pk")
    routes = Route.objects.filter(state=State.ACTIVE, **mine).order_by("-starts", "-pk")
    last = Subquery(courses.values("ends")[:1])
    return teachers.annotate(
        last_course=last,
        begun=Coalesce(last, "hired_on", Value(LONG_AGO)),
        open_deficits=count_of(Deficit.objects.filter(closed_on__isnull=True, **mine)),
        route_pk=Subquery(routes.values("pk")[:1]),
        route_theme=Subquery(routes.values("theme")[:1]),
    )


def on_watch(teachers, state: str, today: date):
    """Of `with_standing`: those whose `rules.courses.watch` says the state on the day."""
    over, soon = begun_by(today), begun_by(today + SOON)
    if state == "overdue":
        return teachers.filter(begun__lte=over)
    if state == "soon":
        return teachers.filter(begun__gt=over, begun__lte=soon)
    return teachers.filter(begun__gt=soon)


def with_deficits(teachers, asked: str):
    """Those with an open deficit, of the kind if it is one, or with none."""
    rows = Deficit.objects.filter(teacher=OuterRef("pk"), closed_on__isnull=True)
    if asked in DeficitKind.values:
        rows = rows.filter(kind=asked)
    condition = Exists(rows)
    return teachers.filter(~condition if asked == NO_KIND else condition)
