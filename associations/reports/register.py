"""The register of reports for a school year: every association that worked in it, with its report or without."""

from dataclasses import dataclass

import django_filters
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from associations.models import Association, Level
from associations.reports.models import AnnualReport
from associations.reports.workflow import STATE_KINDS
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import words_in

NONE = "none"
WITHOUT = "Нет отчёта"
BEGUN = ("draft", "Готовится")
State = AnnualReport.State


@dataclass(frozen=True)
class Line:
    """An association and its report on the year, if there is one. opens: the person may read the report; late: the due
    day is over."""

    association: Association
    report: AnnualReport | None
    opens: bool
    late: bool

    @property
    def state(self) -> tuple[str, str]:
        """(kind, word) for the badge. Whoever may not read a report that is being prepared learns just that it is."""
        if self.report is None:
            return "overdue" if self.late else "plain", WITHOUT
        if not self.opens:
            return BEGUN
        return STATE_KINDS[State(self.report.state)], self.report.get_state_display()


def expected(associations, year: SchoolYear):
    """Those of the queryset that worked in the year: not created after it, not closed before it."""
    return associations.filter(
        Q(created_on__isnull=True) | Q(created_on__lte=year.ends),
        Q(closed_on__isnull=True) | Q(closed_on__gt=year.starts),
    )


def with_reports(associations, year: SchoolYear):
    """`year_reports` of each: a list of one report or none. 1 query beside the rows'."""
    rows = AnnualReport.objects.filter(school_year=year.first).defer("figures", *AnnualReport.SECTIONS)
    return associations.select_related("municipality", "school").prefetch_related(
        Prefetch("reports", rows, to_attr="year_reports")
    )


def lines_of(associations, user, *, late: bool) -> list[Line]:
    """Lines of associations read by `with_reports`. late: the due day is over. 1 query: what the person may read."""
    associations = list(associations)
    keys = [report.pk for each in associations for report in each.year_reports]
    readable = set(
        AnnualReport.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True) if keys else ()
    )
    return [
        Line(each, report, report is not None and report.pk in readable, late)
        for each in associations
        for report in [next(iter(each.year_reports), None)]
    ]


@dataclass(frozen=True)
class Summary:
    """How many reports are where. total: associations that worked in the year."""

    total: int
    accepted: int
    submitted: int
    returned: int
    draft: int

    @property
    def missing(self) -> int:
        return self.total - self.accepted - self.submitted - self.returned - self.draft


def summary_of(associations, year: SchoolYear) -> Summary:
    """2 queries."""
    there = expected(associations, year)
    states = (
        AnnualReport.objects.filter(association__in=there, school_year=year.first)
        .order_by("state")
        .values_list("state")
    )
    numbers = dict(states.annotate(number=Count("pk")))
    return Summary(there.count(), *(numbers.get(state, 0) for state in ORDER))


ORDER = (State.ACCEPTED, State.SUBMITTED, State.RETURNED, State.DRAFT)


class ReportFilter(django_filters.FilterSet):
    """The filter row. year: the one shown when the address names none; years: those offered."""

    year = django_filters.ChoiceFilter(label="Учебный год", method="by_year", empty_label=None)
    level = django_filters.ChoiceFilter(label="Уровень", choices=Level, empty_label="Все")
    state = django_filters.ChoiceFilter(
        label="Состояние",
        method="by_state",
        choices=[*State.choices, (NONE, "Нет отчёта")],
        empty_label="Любое",
    )
    q = django_filters.CharFilter(label="Название", method="by_words", max_length=200)

    def __init__(self, data, *args, year: SchoolYear, years, **kwargs):
        data = data.copy()
        data.setdefault("year", str(year.first))
        super().__init__(data, *args, **kwargs)
        self.default = year
        self.filters["year"].extra["choices"] = [(str(each.first), each.title) for each in years]

    @property
    def school_year(self) -> SchoolYear:
        """The chosen year; nonsense means the default one."""
        self.form.is_valid()
        chosen = self.form.cleaned_data.get("year")
        return SchoolYear(int(chosen)) if chosen else self.default

    def by_year(self, queryset, name, value):
        return queryset

    def by_state(self, queryset, name, value):
        reports = AnnualReport.objects.filter(association=OuterRef("pk"), school_year=self.school_year.first)
        if value == NONE:
            return queryset.exclude(Exists(reports))
        return queryset.filter(Exists(reports.filter(state=value)))

    def by_words(self, queryset, name, value):
        return queryset.filter(words_in(value, "teachers_of", "direction", "school__short_name"))
