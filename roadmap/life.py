"""Жизнь пунктов дорожной карты: where each occurrence and each item stands by a day, and why it is said so.

`judge` is the rule, pure; `life_of` reads the items and applies it. Pages, tasks, progress and documents read the same
answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from methodservice.lib.deadlines import Kind
from roadmap.models import Completion, Line, Occurrence

SOON_DAYS = 14
"""Two weeks before its last day work is soon due."""


class State(StrEnum):
    """Where an occurrence or an item stands."""

    PLANNED = "planned"
    IN_WORK = "in_work"
    SOON = "soon"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
    CANCELLED = "cancelled"
    UNSCHEDULED = "unscheduled"
    ON_DEMAND = "on_demand"


LOOKS = {
    State.PLANNED: ("plain", "Впереди"),
    State.IN_WORK: ("waiting", "В работе"),
    State.SOON: ("soon", "Скоро срок"),
    State.OVERDUE: ("overdue", "Просрочено"),
    State.DONE: ("done", "Выполнено"),
    State.DONE_LATE: ("done", "Выполнено позже срока"),
    State.CANCELLED: ("plain", "Отменено"),
    State.UNSCHEDULED: ("soon", "Нужен график"),
    State.ON_DEMAND: ("plain", "По необходимости"),
}
"""Look (see the tag `state`) and word of each."""
FINISHED = (State.DONE, State.DONE_LATE, State.CANCELLED)
NEEDS_DATES = (Kind.BY_SCHEDULE, Kind.RELATIVE, Kind.UNRECOGNISED, "")
"""Kinds of deadlines whose days a person must set; "": no words at all."""


@dataclass(frozen=True)
class Verdict:
    """state; detail: the reason in words, may be empty; due: the last day of what is still to be done, or None."""

    state: State
    detail: str = ""
    due: date | None = None

    @property
    def kind(self) -> str:
        return LOOKS[self.state][0]

    @property
    def word(self) -> str:
        return LOOKS[self.state][1]

    @property
    def finished(self) -> bool:
        return self.state in FINISHED


def judge(
    *,
    starts: date | None,
    ends: date,
    done_on: date | None,
    started_on: date | None,
    cancelled_on: date | None,
    today: date,
) -> Verdict:
    """Where an occurrence stands today.

    A mark outweighs a cancellation, both outweigh the calendar. What somebody has begun is in work until its last day,
    however near that is; what nobody has begun is in work while its days run, and soon due at their end.
    """
    if done_on is not None:
        late = done_on > ends
        detail = f"{done_on:%d.%m.%Y}, срок был {ends:%d.%m.%Y}" if late else f"{done_on:%d.%m.%Y}"
        return Verdict(State.DONE_LATE if late else State.DONE, detail)
    if cancelled_on is not None:
        return Verdict(State.CANCELLED, f"{cancelled_on:%d.%m.%Y}")
    if ends < today:
        return Verdict(State.OVERDUE, f"срок был {ends:%d.%m.%Y}", ends)
    if started_on is not None:
        return Verdict(State.IN_WORK, f"с {started_on:%d.%m.%Y}, до {ends:%d.%m.%Y}", ends)
    if (ends - today).days <= SOON_DAYS:
        return Verdict(State.SOON, f"до {ends:%d.%m.%Y}", ends)
    begun = starts is not None and starts <= today
    return Verdict(State.IN_WORK if begun else State.PLANNED, f"до {ends:%d.%m.%Y}", ends)


def judge_item(verdicts: Sequence[Verdict], *, deadline_kind: str, facts: int) -> Verdict:
    """Where an item stands: by the first of its occurrences that waits, in order of their days.

    deadline_kind: of its words; facts: marks without a due date. Done when all that was not cancelled is done. Without
    occurrences a fact is the mark of the whole item, except where the words ask for a schedule or name no end.
    """
    counted = [verdict for verdict in verdicts if verdict.state is not State.CANCELLED]
    done = sum(verdict.finished for verdict in counted)
    times = f"выполнено {done} из {len(counted)}" if len(counted) > 1 else ""
    if not verdicts:
        told = f"отметок: {facts}" if facts else ""
        if deadline_kind == Kind.ON_DEMAND:
            return Verdict(State.ON_DEMAND, told)
        if facts and deadline_kind != Kind.BY_SCHEDULE:
            return Verdict(State.DONE, told)
        return Verdict(State.UNSCHEDULED, told)
    if not counted:
        return Verdict(State.CANCELLED, verdicts[-1].detail)
    if done == len(counted):
        late = any(verdict.state is State.DONE_LATE for verdict in counted)
        return Verdict(State.DONE_LATE if late else State.DONE, times or counted[-1].detail)
    first = next(verdict for verdict in counted if not verdict.finished)
    detail = ", ".join(filter(None, (times, first.detail)))
    return Verdict(first.state, detail, first.due)


@dataclass(frozen=True)
class OccurrenceLife:
    """An occurrence by a day. completion: its mark, with the file, or None."""

    occurrence: Occurrence
    verdict: Verdict
    completion: Completion | None


@dataclass(frozen=True)
class ItemLife:
    """An item by a day. occurrences in order of their days; facts: marks without a due date, oldest first.

    former: finished times and facts of earlier periods, by which nothing is judged.
    """

    verdict: Verdict
    occurrences: tuple[OccurrenceLife, ...]
    facts: tuple[Completion, ...]
    former: tuple[OccurrenceLife, ...] = ()
    former_facts: tuple[Completion, ...] = ()

    @property
    def marks(self) -> list[Completion]:
        """All, in order: of its occurrences, then of the rest."""
        times = (*self.former, *self.occurrences)
        marked = (each.completion for each in times if each.completion)
        return [*marked, *self.former_facts, *self.facts]

    @property
    def open(self) -> tuple[OccurrenceLife, ...]:
        """Occurrences that wait for a mark."""
        return tuple(each for each in self.occurrences if not each.verdict.finished)


def life_of(lines: Iterable[Line], today: date, *, own: bool = True) -> dict[int, ItemLife]:
    """{key of an item: its life} by the lines that speak of it, one to an item. 2 queries, none for no lines.

    own: by what belongs to the period of the line's edition, which comes with it; otherwise by everything.
    """
    lines = list(lines)
    kinds = {line.item_id: line.deadline_kind for line in lines}
    since = {line.item_id: line.part.edition.counted_from if own else date.min for line in lines}
    if not kinds:
        return {}
    marks: dict[int, Completion] = {}
    facts: dict[int, list[Completion]] = {}
    for mark in Completion.objects.filter(item__in=kinds).select_related("evidence", "marked_by"):
        if mark.occurrence_id:
            marks[mark.occurrence_id] = mark
        else:
            facts.setdefault(mark.item_id, []).append(mark)
    occurrences: dict[int, list[OccurrenceLife]] = {}
    for row in Occurrence.objects.filter(item__in=kinds):
        mark = marks.get(row.pk)
        occurrences.setdefault(row.item_id, []).append(
            OccurrenceLife(row, verdict_of(row, mark, today), mark)
        )
    return {
        item: _life(kind, occurrences.get(item, []), facts.get(item, []), since[item])
        for item, kind in kinds.items()
    }


def verdict_of(row: Occurrence, mark: Completion | None, today: date) -> Verdict:
    """The verdict of a stored occurrence and its mark."""
    return judge(
        starts=row.starts,
        ends=row.ends,
        done_on=mark.done_on if mark else None,
        started_on=row.started_on,
        cancelled_on=row.cancelled_on,
        today=today,
    )


def _life(kind: str, times: list[OccurrenceLife], facts: list[Completion], since: date) -> ItemLife:
    former = tuple(each for each in times if each.occurrence.ends < since and each.verdict.finished)
    own = tuple(each for each in times if each not in former)
    own_facts = tuple(mark for mark in facts if mark.done_on >= since)
    return ItemLife(
        judge_item([each.verdict for each in own], deadline_kind=kind, facts=len(own_facts)),
        own,
        own_facts,
        former,
        tuple(mark for mark in facts if mark.done_on < since),
    )


@dataclass(frozen=True)
class Progress:
    """Counts of occurrences: all that were not cancelled, done among them, done late, due by the day, done among these,
    overdue. «Осуществление в полном объёме» is `due_done` of `due`."""

    total: int = 0
    done: int = 0
    late: int = 0
    due: int = 0
    due_done: int = 0
    overdue: int = 0

    @property
    def percent(self) -> int | None:
        """Done of all, whole percents; None when there is nothing to do."""
        return self.done * 100 // self.total if self.total else None


def progress_of(lives: Iterable[ItemLife], today: date) -> Progress:
    """Counts over items: of a section, of a whole roadmap. Pure."""
    rows = [each for life in lives for each in life.occurrences if each.verdict.state is not State.CANCELLED]
    due = [each for each in rows if each.occurrence.ends < today]
    return Progress(
        total=len(rows),
        done=sum(each.verdict.finished for each in rows),
        late=sum(each.verdict.state is State.DONE_LATE for each in rows),
        due=len(due),
        due_done=sum(each.verdict.finished for each in due),
        overdue=sum(each.verdict.state is State.OVERDUE for each in rows),
    )
