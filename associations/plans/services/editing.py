"""The words of a plan: starting it, its theme and lines. Only an edition in draft or returned may change.

Each function takes the plan's row under a lock first: approval, submission and editing wait for each other.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from associations.models import Association
from associations.plans.lines import MOST_LINES, LineDraft, known_to, renumber, understand_lines, write_lines
from associations.plans.models import AnnualPlan, PlanEdition, PlanItem, PlanLine
from associations.services.associations import lock_open_association
from methodservice.directory import audit
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused

CLOSED = "План уже представлен на утверждение или утверждён: менять его сейчас нельзя."
GONE = "Этой строки в плане уже нет."
TOO_MANY = f"В плане не больше {MOST_LINES} строк."


def lock_plan(plan_id: int) -> AnnualPlan:
    """The plan under a row lock, with its association. Must run inside a transaction."""
    rows = AnnualPlan.objects.select_for_update(of=("self",))
    return rows.select_related("association__municipality", "association__school").get(pk=plan_id)


def lock_edition(edition: PlanEdition) -> PlanEdition:
    """The edition as it is now, under the lock of its plan. Raises Refused when it was thrown away."""
    plan = lock_plan(edition.plan_id)
    current = plan.editions.filter(pk=edition.pk).first()
    if current is None:
        raise Refused("Этой редакции плана больше нет: её удалили.")
    current.plan = plan
    return current


def lock_open_edition(edition: PlanEdition) -> PlanEdition:
    """Like `lock_edition`; raises Refused when its words may not change any more."""
    current = lock_edition(edition)
    if current.state not in PlanEdition.OPEN:
        raise Refused(CLOSED)
    return current


@transaction.atomic
def start_edition(
    *,
    association: Association,
    year: SchoolYear,
    by,
    theme: str = "",
    goals: str = "",
    tasks: str = "",
    drafts: Iterable[LineDraft] = (),
) -> PlanEdition:
    """The plan of the school year with its first edition in draft. Raises AlreadyDone when there is one."""
    association = lock_open_association(association.pk)
    if association.plans.filter(school_year=year.first).exists():
        raise AlreadyDone(f"План на {year} учебный год уже есть.")
    plan = AnnualPlan.objects.create(association=association, school_year=year.first)
    edition = PlanEdition.objects.create(plan=plan, theme=theme, goals=goals, tasks=tasks)
    audit.record(audit.Verb.CREATED, by=by, obj=edition)
    _check_room(edition, drafts := list(drafts))
    write_lines(edition, drafts, by=by)
    return edition


@transaction.atomic
def change_words(*, edition: PlanEdition, by, **words) -> PlanEdition:
    """Any of theme, goals, tasks, reason."""
    current = lock_open_edition(edition)
    before = audit.state_of(current)
    for name, value in words.items():
        setattr(current, name, value)
    current.version += 1
    current.save(update_fields=[*words, "version"])
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def add_lines(*, edition: PlanEdition, drafts: Iterable[LineDraft], by) -> list[PlanLine]:
    """Lines at the end of their sections; one or many."""
    current = lock_open_edition(edition)
    _check_room(current, drafts := list(drafts))
    return write_lines(current, drafts, by=by)


def _check_room(edition: PlanEdition, drafts: list[LineDraft]) -> None:
    if edition.lines.count() + len(drafts) > MOST_LINES:
        raise Refused(TOO_MANY)


@transaction.atomic
def change_line(*, line: PlanLine, by, **words) -> PlanLine:
    """Any of section, direction, kind, action, deadline, responsible, expected. What they mean is read anew."""
    edition, current = lock_line(line)
    before = audit.state_of(current)
    for name, value in words.items():
        setattr(current, name, value)
    current.save(update_fields=list(words))
    plan = edition.plan
    understand_lines([current], known=known_to(plan.association, plan.year), year=plan.year)
    current.position = renumber(edition)[current.pk]
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def move_line(*, line: PlanLine, up: bool, by) -> None:
    """One place up or down within its section; at the edge nothing happens."""
    edition, current = lock_line(line)
    rows = list(edition.lines.filter(section=current.section).order_by("position", "pk"))
    place = rows.index(current)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    neighbour = rows[other]
    before, after = current.position, neighbour.position
    current.position, neighbour.position = after, before
    PlanLine.objects.bulk_update([current, neighbour], ["position"])
    audit.record(audit.Verb.CHANGED, by=by, obj=current, changes={"№": [str(before), str(after)]})


@transaction.atomic
def remove_line(*, line: PlanLine, by) -> None:
    """Take a line out; the thing it was about goes too, unless another edition speaks of it."""
    edition, current = lock_line(line)
    audit.record(audit.Verb.DELETED, by=by, obj=current, note=current.action[:300])
    current.delete()
    forget_items(edition.plan)
    renumber(edition)


def forget_items(plan: AnnualPlan) -> None:
    """Delete items that no edition speaks of any more."""
    spoken_of = Exists(PlanLine.objects.filter(item=OuterRef("pk")))
    PlanItem.objects.filter(~spoken_of, plan=plan).delete()


def lock_line(line: PlanLine) -> tuple[PlanEdition, PlanLine]:
    """The line as it is now, under the lock of its plan. Raises Refused when it may not change or is gone."""
    edition = lock_open_edition(line.edition)
    current = edition.lines.select_related("direction", "kind", "item").filter(pk=line.pk).first()
    if current is None:
        raise Refused(GONE)
    current.edition = edition
    current.item.plan = edition.plan
    return edition, current
