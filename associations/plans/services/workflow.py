"""The way of an edition: submitted, returned with remarks, approved for good; the next edition, or none of it.

Each function takes the plan's row under a lock first, then looks at the state again.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from associations.plans.lines import LineDraft, write_lines
from associations.plans.models import AnnualPlan, PlanEdition, PlanLine
from associations.plans.printed import freeze_edition
from associations.plans.readiness import Problem, problems_of
from associations.plans.services.editing import forget_items, lock_edition, lock_plan
from associations.plans.workflow import State, move
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused

NOTHING_SAID = "Напишите замечание к плану или хотя бы к одной строке: без него непонятно, что исправить."
CHANGED_MEANWHILE = "Пока вы читали план, его отозвали и представили снова. Просмотрите его ещё раз."
NO_REASON = "Напишите, почему меняется план: причина останется в истории плана."


class NotReady(Refused):
    """The plan cannot be submitted yet. `problems`: what is to be corrected or confirmed, line by line."""

    def __init__(self, problems: tuple[Problem, ...]):
        super().__init__(problems[0].text)
        self.problems = problems


@transaction.atomic
def submit(
    *, edition: PlanEdition, by, confirmed: Collection[int] = (), at: datetime | None = None
) -> PlanEdition:
    """Hand the plan in for approval.

    confirmed: keys of lines whose deadline stays as written though not understood; at: when, by default now.

    Raises NotReady with all that is in the way, AlreadyDone on a second click.
    """
    current = lock_edition(edition)
    if current.state == State.SUBMITTED:
        raise AlreadyDone("План уже представлен на утверждение.")
    problems = problems_of(current, confirmed=confirmed)
    if problems and current.state in PlanEdition.OPEN:
        raise NotReady(problems)
    move(edition=current, to=State.SUBMITTED, by=by, submitted_at=at or timezone.now(), submitted_by=by)
    return current


@transaction.atomic
def withdraw(*, edition: PlanEdition, by) -> PlanEdition:
    """Take back a plan that nobody has approved or returned yet."""
    current = lock_edition(edition)
    if current.state == State.DRAFT:
        raise AlreadyDone("План уже отозван.")
    move(edition=current, to=State.DRAFT, by=by, note="отозван")
    return current


@transaction.atomic
def return_edition(
    *,
    edition: PlanEdition,
    by,
    comment: str = "",
    remarks: Mapping[int, str] | None = None,
    version: int | None = None,
) -> PlanEdition:
    """Return for correction. remarks: {line's key: remark}; a line without one loses its former remark.

    version: of the edition that was read; another one now is refused.
    """
    current = lock_edition(edition)
    remarks = {pk: text.strip() for pk, text in (remarks or {}).items() if text.strip()}
    if current.state == State.RETURNED:
        raise AlreadyDone("План уже возвращён.")
    _refuse_unread(current, version)
    if not (comment.strip() or remarks):
        raise Refused(NOTHING_SAID, "comment")
    lines = list(current.lines.all())
    for line in lines:
        line.remark = remarks.get(line.pk, "")
    PlanLine.objects.bulk_update(lines, ["remark"])
    move(edition=current, to=State.RETURNED, by=by, comment=comment.strip(), note=comment.strip())
    return current


def _refuse_unread(edition: PlanEdition, version: int | None) -> None:
    if version is not None and edition.version != version:
        raise Refused(CHANGED_MEANWHILE)


@transaction.atomic
def approve(
    *, edition: PlanEdition, by, version: int | None = None, at: datetime | None = None
) -> PlanEdition:
    """Approve: the words are frozen with their PDF, the edition in force is superseded — all or nothing.

    version: of the edition that was read; another one now is refused. at: when, by default now. Raises AlreadyDone on
    a second click.
    """
    current = lock_edition(edition)
    if current.state in PlanEdition.KEPT:
        raise AlreadyDone("План уже утверждён.")
    if current.state != State.SUBMITTED:
        raise Refused(f"Утвердить нельзя: состояние плана — «{current.get_state_display()}».")
    _refuse_unread(current, version)
    previous = current.plan.editions.in_force().select_related("document").first()
    if previous:
        move(edition=previous, to=State.SUPERSEDED, by=by)
    current.approved_at, current.approved_by = at or timezone.now(), by
    document = freeze_edition(current, previous=previous, by=by)
    move(
        edition=current,
        to=State.APPROVED,
        by=by,
        approved_at=current.approved_at,
        approved_by=by,
        document=document,
    )
    return current


@transaction.atomic
def open_new_edition(*, plan: AnnualPlan, reason: str, by) -> PlanEdition:
    """A further edition of an approved plan, with the words of the one in force; it supersedes that on its approval."""
    plan = lock_plan(plan.pk)
    if plan.editions.pending().exists():
        raise AlreadyDone("Новая редакция плана уже готовится.")
    current = plan.editions.in_force().first()
    if current is None:
        raise Refused("Новую редакцию готовят, когда план уже утверждён.")
    if not reason.strip():
        raise Refused(NO_REASON, "reason")
    last = plan.editions.order_by("-number").first()
    edition = PlanEdition.objects.create(
        plan=plan,
        number=last.number + 1,
        theme=current.theme,
        goals=current.goals,
        tasks=current.tasks,
        reason=reason.strip(),
    )
    audit.record(audit.Verb.CREATED, by=by, obj=edition, note=reason.strip())
    lines = current.lines.select_related("direction", "kind", "item").order_by("position", "pk")
    write_lines(edition, map(LineDraft.of, lines), by=by)
    return edition


@transaction.atomic
def discard_edition(*, edition: PlanEdition, by) -> AnnualPlan | None:
    """Throw away an edition in draft or returned, and what only it speaks of; → the plan, None when it is gone too."""
    current = lock_edition(edition)
    if current.state not in PlanEdition.OPEN:
        raise Refused(f"Удалить нельзя: состояние плана — «{current.get_state_display()}».")
    plan = current.plan
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()
    if not plan.editions.exists():
        plan.delete()
        return None
    forget_items(plan)
    return plan
