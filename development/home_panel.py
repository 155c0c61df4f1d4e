"""The home page: how people of the district, or of the own organisations, stand with courses, attestation, deficits."""

from datetime import date

from django.db.models import Count

from development.district.attesting import outlook_of
from development.district.people import people_of, runs_lists
from development.models import Deficit, DeficitKind
from development.register import on_watch, with_standing
from development.rules.outlook import EXPIRED, MISSED
from methodservice.registries import Panel

LATE = (EXPIRED, MISSED)


def development_panel(user, day: date):
    """6 queries, none for those who run no lists."""
    if not runs_lists(user) or not user.municipality_id:
        return
    people = people_of(user)
    lines = outlook_of(user, day.year, day)
    kinds = Deficit.objects.open_on(day).filter(teacher__in=people.order_by()).order_by()
    numbers = dict(kinds.values_list("kind").annotate(people=Count("teacher", distinct=True)))
    most = max(numbers, key=numbers.get, default=None)
    context = {
        "overdue": on_watch(with_standing(people), "overdue", day).count(),
        "year": day.year,
        "attested": len({line.teacher.pk for line in lines}),
        "late": len({line.teacher.pk for line in lines if line.outlook.kind in LATE}),
        "lacking": kinds.aggregate(people=Count("teacher", distinct=True))["people"],
        "most": DeficitKind(most).label if most else "",
        "most_people": numbers.get(most, 0),
    }
    if any(context[name] for name in ("overdue", "attested", "lacking")):
        yield Panel("development/_home_panel.html", context, order=8)
