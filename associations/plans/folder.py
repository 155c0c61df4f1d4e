"""The plan in an association's file of documents (Положение о ММО, раздел 6)."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from associations.models import Association
from associations.papers.lines import SourceFact, State
from associations.plans.models import PlanEdition
from methodservice.lib.periods import SchoolYear

WORDS = {
    PlanEdition.State.DRAFT: "готовится",
    PlanEdition.State.SUBMITTED: "на утверждении",
    PlanEdition.State.RETURNED: "на доработке",
}


def facts_of_plans(
    associations: Sequence[Association], year: SchoolYear, today: date
) -> dict[int, SourceFact]:
    """The edition in force, otherwise how far the plan has come. 1 query."""
    rows = PlanEdition.objects.filter(plan__association__in=associations, plan__school_year=year.first)
    found: dict[int, PlanEdition] = {}
    for edition in rows.exclude(state=PlanEdition.State.SUPERSEDED).select_related("plan").order_by("number"):
        # an edition in force comes before a pending one
        found.setdefault(edition.plan.association_id, edition)
    return {pk: _fact(edition) for pk, edition in found.items()}


def _fact(edition: PlanEdition) -> SourceFact:
    url = edition.plan.get_absolute_url()
    if edition.state != PlanEdition.State.APPROVED:
        return SourceFact(
            State.MISSING, "план ещё не утверждён", url, WORDS[PlanEdition.State(edition.state)]
        )
    number = f", редакция {edition.number}" if edition.number > 1 else ""
    day = timezone.localdate(edition.approved_at)
    return SourceFact(State.THERE, f"утверждён {day:%d.%m.%Y}{number}", url)
