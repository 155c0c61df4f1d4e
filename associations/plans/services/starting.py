"""Lines for a plan from somewhere else: a new plan begins with them, one that may still be changed gets them added."""

from collections.abc import Iterable

from django.db import transaction

from associations.models import Association
from associations.plans.lines import LineDraft
from associations.plans.models import AnnualPlan, PlanEdition
from associations.plans.services.editing import CLOSED, add_lines, start_edition
from associations.services.associations import lock_open_association
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused

NO_PLAN = -1
MEANWHILE = (
    "План изменился, пока страница была открыта. Посмотрите на него и, если нужно, добавьте строки ещё раз."
)


def lines_seen(edition: PlanEdition | None) -> int:
    """How many lines there are, NO_PLAN without a plan: what a page of starting was shown with. 1 query."""
    return edition.lines.count() if edition else NO_PLAN


def open_edition_of(
    association: Association, year: SchoolYear
) -> tuple[AnnualPlan | None, PlanEdition | None]:
    """(plan of the year, its edition that may be changed now), each may be missing. 2 queries."""
    plan = AnnualPlan.objects.filter(association=association, school_year=year.first).first()
    if plan is None:
        return None, None
    plan.association = association
    edition = plan.editions.filter(state__in=PlanEdition.OPEN).first()
    if edition:
        edition.plan = plan
    return plan, edition


@transaction.atomic
def fill_plan(
    *,
    association: Association,
    year: SchoolYear,
    drafts: Iterable[LineDraft],
    by,
    seen: int | None = None,
    **words: str,
) -> PlanEdition:
    """Begin the plan of the year with the lines, or add them to its open edition. Raises Refused when it is closed.

    seen: `lines_seen` of the page that the person had, None where the caller takes care of a second click itself;
    another number now raises AlreadyDone. words: theme, goals, tasks of a new plan; one that there is keeps its own.
    """
    association = lock_open_association(association.pk)
    plan, edition = open_edition_of(association, year)
    if plan is not None and edition is None:
        raise Refused(CLOSED)
    if seen is not None and lines_seen(edition) != seen:
        raise AlreadyDone(MEANWHILE)
    if edition is None:
        return start_edition(association=association, year=year, by=by, drafts=drafts, **words)
    add_lines(edition=edition, drafts=drafts, by=by)
    return edition
