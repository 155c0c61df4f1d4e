"""The year of events association by association."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.events.filters import years_of
from associations.events.models import Event
from associations.events.summary import read_summary
from associations.events.views.common import REGISTER, crumbs_to
from associations.views.card import asked_year
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.periods import SchoolYear

COLUMNS = [
    ("Объединение", "association.title"),
    ("Проведено", "held"),
    ("Участников", "came.distinct"),
    ("Посещений", "came.attendances"),
    ("Выступили", "speakers.distinct"),
    ("Победителей и призёров", "winners.distinct"),
    ("Без имён", "outsiders"),
]


@require_GET
def summary(request):
    """`?year=2026`. 7 queries beside the user's rights, whatever the number of associations."""
    today = timezone.localdate()
    year = asked_year(request, SchoolYear.containing(today))
    lines = read_summary(request.user, year)
    name = f"Итоги мероприятий {year.first}-{year.first + 1}"
    if download := export_if_asked(request, lines, COLUMNS, name, by=request.user):
        return download
    context = {
        "year": year,
        "years": years_of(Event.objects.visible_to(request.user), today),
        "lines": lines,
        "held": sum(line.held for line in lines),
        "register": f"{reverse(REGISTER)}?year={year.first}&state=held",
        "crumbs": crumbs_to(),
    }
    return render(request, "events/summary.html", context)
