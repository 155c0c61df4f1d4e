"""The register of plans: an association a row, with its plan of a school year or without one."""

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from associations.models import Association
from associations.plans.models import ItemDone, PlanEdition, PlanLine
from associations.plans.workflow import STATE_KINDS
from methodservice.directory.models import MunicipalityRules
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import count_of

State = PlanEdition.State
NO_PLAN = "none"
TITLE = ("level", "teachers_of", "school__short_name")
SORTS = {
    "title": TITLE,
    "state": ("plan_state",),
    "submitted": ("submitted_at",),
    "lines": ("lines_count",),
    "done": ("done_count",),
}


def register_rows(user, year: SchoolYear) -> QuerySet[Association]:
    """Associations that the user sees, open ones and those that had a plan of the year. 1 query. Annotations:

    plan, plan_state, plan_number, submitted_at — of the newest edition that the user may see, None without one;
    in_force — number of the edition in force; lines_count, done_count — its items and those marked as done;
    leads, approves — whether the user may write the plan, approve it.
    """
    editions = PlanEdition.objects.visible_to(user).filter(
        plan__association=OuterRef("pk"), plan__school_year=year.first
    )
    newest = editions.exclude(state=State.SUPERSEDED).order_by("-number")
    in_force = editions.filter(state=State.APPROVED).order_by()
    lines = PlanLine.objects.in_force().filter(
        edition__plan__association=OuterRef("pk"), edition__plan__school_year=year.first
    )
    marks = ItemDone.objects.filter(
        item__plan__association=OuterRef("pk"),
        item__plan__school_year=year.first,
        item__lines__edition__state=State.APPROVED,
    )
    rows = Association.objects.visible_to(user).annotate(
        plan=Subquery(newest.values("plan")[:1]),
        plan_state=Subquery(newest.values("state")[:1]),
        plan_number=Subquery(newest.values("number")[:1]),
        submitted_at=Subquery(newest.values("submitted_at")[:1]),
        in_force=Subquery(in_force.values("number")[:1]),
        lines_count=count_of(lines),
        done_count=count_of(marks),
        leads=Exists(Association.objects.led_by(user).filter(pk=OuterRef("pk"))),
        approves=Exists(Association.objects.approved_by(user).filter(pk=OuterRef("pk"))),
    )
    return rows.filter(Q(closed_on=None) | Q(plan__isnull=False)).select_related("municipality", "school")


def sorted_by(rows, key: str):
    """In the order of `?sort=key` or `?sort=-key`; the empty comes last, ties by title."""
    fields = SORTS.get(key.removeprefix("-"), TITLE)
    order = [
        F(name).desc(nulls_last=True) if key.startswith("-") else F(name).asc(nulls_last=True)
        for name in fields
    ]
    return rows.order_by(*order, *TITLE, "pk")


def state_of_row(row: Association, *, due: date, today: date) -> tuple[str, str]:
    """(kind, word) for the column «План»; without a plan it depends on the day by which it was due."""
    if row.plan_state is None:
        if not (row.leads or row.approves):
            return "plain", "Ещё не утверждён"
        return ("overdue" if due < today else "plain"), "Нет плана"
    state = State(row.plan_state)
    edition = f", редакция {row.plan_number}" if row.plan_number > 1 else ""
    return STATE_KINDS[state], f"{state.label}{edition}"


def due_day(rules: MunicipalityRules, year: SchoolYear) -> date:
    """The day by which the plan of the year is to be handed in, by the municipality's rule."""
    return year.on(rules.plan_due)


def start_url(association: Association, year: SchoolYear) -> str:
    """Where a plan of the year is begun."""
    return f"{reverse('plans:start', args=[association.pk])}?year={year.first}"


def counts_of(rows: QuerySet[Association]) -> tuple[int, dict[str, int]]:
    """(associations with a plan in force, {state of the newest edition: how many}), those without a plan under
    NO_PLAN. 1 query."""
    found = rows.order_by().values_list("plan_state", "in_force").annotate(number=Count("pk"))
    in_force, states = 0, {}
    for state, edition, number in found:
        in_force += number if edition else 0
        states[state or NO_PLAN] = states.get(state or NO_PLAN, 0) + number
    return in_force, states
