"""Templates of plans: kept from any plan, turned into lines of another one."""

from django.db import transaction
from django.db.models import Prefetch

from associations.models import Association, Office
from associations.plans.copying import moved
from associations.plans.lines import LineDraft, known_to
from associations.plans.models import (
    ActivityKind,
    Direction,
    LineResponsible,
    PlanEdition,
    PlanLine,
    PlanTemplate,
)
from associations.plans.responsible import resolve
from associations.plans.services.starting import fill_plan
from associations.plans.usual_template import usual_template
from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.lib.officefiles import normal
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import Refused

TWIN = "Шаблон с таким названием уже есть. Придумайте другое."
EMPTY = "В плане нет ни одной строки: сохранять нечего."


def templates_for(association: Association) -> list[PlanTemplate]:
    """What a plan of the association may begin with; the built-in one where the municipality has none. 1 query."""
    return list(PlanTemplate.objects.fitting(association)) or [usual_template(association)]


@transaction.atomic
def save_template(*, edition: PlanEdition, title: str, by) -> PlanTemplate:
    """Keep the words of an edition as a template; people are left out, offices stay. Raises Refused."""
    plan = edition.plan
    association = plan.association
    Municipality.objects.select_for_update(of=("self",)).get(pk=association.municipality_id)
    refuse_twin(association.municipality_id, title)
    people = LineResponsible.objects.filter(teacher__isnull=False)
    lines = edition.lines.select_related("direction", "kind").order_by("position", "pk")
    lines = list(lines.prefetch_related(Prefetch("responsibles", people, to_attr="people")))
    if not lines:
        raise Refused(EMPTY)
    known = known_to(association, plan.year)
    template = PlanTemplate.objects.create(
        municipality=association.municipality,
        title=title,
        level=association.level,
        school_year=plan.school_year,
        theme=edition.theme,
        goals=edition.goals,
        tasks=edition.tasks,
        lines=[_words_of(line, known) for line in lines],
    )
    audit.record(audit.Verb.CREATED, by=by, obj=template, note=f"строк: {len(lines)}")
    return template


def refuse_twin(municipality_id: int, title: str, *, but: int | None = None) -> None:
    """Raises Refused when another template has the title, whatever the case of its letters."""
    rows = PlanTemplate.objects.filter(municipality=municipality_id).exclude(pk=but)
    if normal(title) in map(normal, rows.values_list("title", flat=True)):
        raise Refused(TWIN, "title")


def _words_of(line: PlanLine, known) -> dict[str, str]:
    responsible = line.responsible
    if line.people:
        who = resolve(
            responsible,
            level=known.level,
            own=known.own,
            people=known.people,
            associations=known.associations,
        )
        responsible = ", ".join([*(Office(office).label for office in who.offices), *who.unresolved])
    return {
        "section": line.section,
        "action": line.action,
        "deadline": line.deadline,
        "responsible": responsible,
        "expected": line.expected,
        "direction": line.direction.title if line.direction else "",
        "kind": line.kind.title if line.kind else "",
    }


def drafts_of(template: PlanTemplate, association: Association, year: SchoolYear) -> list[LineDraft]:
    """Lines of the template for a plan of the year; directions and kinds that are still offered. 2 queries."""
    municipality = association.municipality_id
    directions, kinds = (
        {each.title: each for each in model.objects.filter(municipality=municipality).offered()}
        for model in (Direction, ActivityKind)
    )
    return [
        moved(
            LineDraft(
                **words
                | {
                    "direction": directions.get(words.get("direction", "")),
                    "kind": kinds.get(words.get("kind", "")),
                }
            ),
            year.first - template.school_year,
        )
        for words in template.lines
    ]


@transaction.atomic
def start_from(
    *, template: PlanTemplate, association: Association, year: SchoolYear, seen: int, by
) -> PlanEdition:
    """Fill the plan of the year with the lines of a template. seen: as in `fill_plan`."""
    return fill_plan(
        association=association,
        year=year,
        drafts=drafts_of(template, association, year),
        seen=seen,
        by=by,
        theme=template.theme,
        goals=template.goals,
        tasks=template.tasks,
    )


@transaction.atomic
def rename_template(*, template: PlanTemplate, title: str, by) -> PlanTemplate:
    """Give a template another title. Raises Refused."""
    Municipality.objects.select_for_update(of=("self",)).get(pk=template.municipality_id)
    refuse_twin(template.municipality_id, title, but=template.pk)
    before = audit.state_of(template)
    template.title = title
    template.save(update_fields=["title"])
    audit.record_change(by=by, obj=template, before=before)
    return template


@transaction.atomic
def delete_template(*, template: PlanTemplate, by) -> None:
    """Forget a template; plans that began with it stay."""
    audit.record(audit.Verb.DELETED, by=by, obj=template)
    template.delete()
