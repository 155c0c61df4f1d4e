"""What reports tell monitoring: whose report is accepted. (`figures.py` is about figures inside a report.)"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from associations.cadence import rules_of
from associations.figures import CLOSED, ROOM, associations_of
from associations.reports.models import AnnualReport
from associations.reports.years import due_day
from methodservice.directory.counting import figure_of
from methodservice.lib.periods import SchoolYear
from methodservice.registries import Counted


def year_due(due: str, day: date) -> SchoolYear:
    """The latest school year whose report had to be handed in by the day. due: `MunicipalityRules.report_due`."""
    year = SchoolYear.containing(day)
    while due_day(due, year) > day:
        year = year.previous
    return year


def _accepted(span):
    over = timezone.make_aware(datetime.combine(span.cut_off + timedelta(days=1), time.min))
    year = year_due(rules_of(span.municipality.pk).report_due, span.cut_off)
    return AnnualReport.objects.filter(
        association__in=associations_of(span),
        school_year=year.first,
        state=AnnualReport.State.ACCEPTED,
        accepted_at__lt=over,
    )


def _tell(rows, span, user):
    rows = rows.defer("figures", *AnnualReport.SECTIONS).select_related(
        "association__municipality", "association__school"
    )
    for report in rows.order_by("association__level", "association__teachers_of", "pk"):
        yield Counted(
            report.association.title,
            report.get_absolute_url(),
            f"отчёт за {report.year.title} учебный год",
            timezone.localdate(report.accepted_at),
        )


FIGURES = (
    figure_of(
        _accepted,
        _tell,
        path="association__school",
        key="reports.accepted",
        title="Объединения, у которых принят годовой отчёт",
        room=ROOM,
        unit="ед.",
        words="Отчёт за последний учебный год, срок сдачи которого к дню сбора прошёл, принят не позже этого дня. "
        f"{CLOSED}",
        on_day=True,
    ),
)
"""1 query beside the municipality's rules."""
