"""Plans of any size and state for tests, written through the services but for the slow printing."""

from datetime import UTC, datetime

from associations.models import Association
from associations.plans.lines import LineDraft
from associations.plans.models import PlanEdition, PlanLine
from associations.plans.services.editing import start_edition
from methodservice.documents.models import FrozenDocument, new_check_code
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make

PLAN_YEAR = SchoolYear(2026)
SUBMITTED_AT = datetime(2026, 9, 10, 9, 0, tzinfo=UTC)
APPROVED_AT = datetime(2026, 9, 12, 9, 0, tzinfo=UTC)


def drafts(number: int, **words) -> list[LineDraft]:
    """So many drafts of lines: «Дело 1», «Дело 2»… in October."""
    common = {"section": PlanLine.Section.BETWEEN, "deadline": "октябрь"} | words
    return [LineDraft(action=f"Дело {place}", **common) for place in range(1, number + 1)]


def edition_with(
    lines: int = 2,
    *,
    association: Association | None = None,
    state: str = PlanEdition.State.DRAFT,
    year: SchoolYear = PLAN_YEAR,
    by=None,
    **words,
) -> PlanEdition:
    """The first edition of a plan in the state; words: of each line (section, deadline, responsible, …)."""
    association = association or make.AssociationFactory()
    by = by or make.UserFactory(municipality=association.municipality)
    edition = start_edition(
        association=association,
        year=year,
        by=by,
        theme="Качество урока",
        goals="Повысить качество урока.",
        tasks="Изучить опыт.\nОбменяться опытом.",
        drafts=drafts(lines, **words),
    )
    edition.state = state
    if state != PlanEdition.State.DRAFT:
        edition.submitted_at, edition.submitted_by = SUBMITTED_AT, by
    if state in PlanEdition.KEPT:
        edition.approved_at, edition.approved_by = APPROVED_AT, by
        edition.document = frozen_plan(edition, by)
    edition.save()
    return edition


def frozen_plan(edition: PlanEdition, by) -> FrozenDocument:
    """A frozen document whose PDF is not a file anybody could open."""
    association = edition.plan.association
    return FrozenDocument.objects.create(
        municipality=association.municipality,
        kind=FrozenDocument.Kind.PLAN,
        number=str(edition.number),
        date=APPROVED_AT.date(),
        edition=edition.number,
        title=f"План работы на {edition.plan.year}",
        snapshot={},
        pdf=b"%PDF",
        sha256="0" * 64,
        check_code=new_check_code(),
        signed_by=by,
    )
