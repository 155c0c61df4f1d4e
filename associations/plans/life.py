"""Жизнь пунктов плана: what became of each item by a day, and why it is said so.

`judge` is the rule, pure; `life_of` reads a plan and applies it. The plan page, the page of an item, tasks and reports
read the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from associations.card import STATE_KINDS as MEETING_KINDS
from associations.events.models import Event
from associations.events.workflow import STATE_KINDS as EVENT_KINDS
from associations.models import Meeting
from associations.plans.models import AnnualPlan, ItemDone, ItemLink, LineOccurrence, PlanEdition, PlanLine

SOON_DAYS = 14
"""Two weeks before its last day an item is soon due: time enough to prepare a seminar."""


class State(StrEnum):
    """Where an item stands. HELD: what it became has taken place, nobody has marked it yet."""

    PLANNED = "planned"
    SOON = "soon"
    OVERDUE = "overdue"
    HELD = "held"
    DONE = "done"
    DONE_LATE = "done_late"


LOOKS = {
    State.PLANNED: ("plain", "Впереди"),
    State.SOON: ("soon", "Скоро срок"),
    State.OVERDUE: ("overdue", "Просрочено"),
    State.HELD: ("waiting", "Ждёт отметки"),
    State.DONE: ("done", "Выполнено"),
    State.DONE_LATE: ("done", "Выполнено позже срока"),
}
"""Look (see the tag `state`) and word of each."""
FINISHED = (State.DONE, State.DONE_LATE)
PRESSING = (State.OVERDUE, State.SOON, State.HELD)
"""Something is to be done about it now."""


@dataclass(frozen=True)
class Verdict:
    """state; detail: the reason in words, may be empty; due: the last day of what is next, None without a date."""

    state: State
    detail: str
    due: date | None


def judge(ends: Sequence[date], *, held: Sequence[date], done_on: date | None, today: date) -> Verdict:
    """Where an item stands today.

    ends: last days of its occurrences in order; held: days of the meetings and events that took place, in order: each
    stands for one occurrence; done_on: the day of the mark, which outweighs everything else.
    """
    times, took_place = len(ends), len(held)
    counted = f"проведено {took_place} из {times}" if times > 1 else ""
    if done_on is not None:
        late = bool(ends) and done_on > ends[-1]
        words = [f"{done_on:%d.%m.%Y}", f"срок был {ends[-1]:%d.%m.%Y}" if late else "", counted]
        return Verdict(State.DONE_LATE if late else State.DONE, _joined(words), None)
    if not ends:
        return Verdict(State.PLANNED, f"проведено: {took_place}" if took_place else "без точной даты", None)
    if took_place >= times:
        return Verdict(State.HELD, counted or f"прошло {held[0]:%d.%m.%Y}", None)
    due = ends[took_place]
    days = (due - today).days
    if days < 0:
        return Verdict(State.OVERDUE, _joined([counted, f"срок был {due:%d.%m.%Y}"]), due)
    state = State.SOON if days <= SOON_DAYS else State.PLANNED
    return Verdict(state, _joined([counted, f"до {due:%d.%m.%Y}"]), due)


def _joined(words: Iterable[str]) -> str:
    return ", ".join(word for word in words if word)


@dataclass(frozen=True)
class LinkLife:
    """A meeting or an event that an item became. kind, word: its state for the tag `state`."""

    link: ItemLink
    title: str
    day: date
    kind: str
    word: str
    held: bool

    @property
    def url(self) -> str:
        return (self.link.meeting or self.link.event).get_absolute_url()


@dataclass(frozen=True)
class ItemLife:
    """One item of a plan by a day. kind, word: for the tag `state`; detail: why; times: occurrences in the year."""

    state: State
    kind: str
    word: str
    detail: str
    due: date | None
    times: int
    links: tuple[LinkLife, ...]
    done: ItemDone | None

    @property
    def finished(self) -> bool:
        return self.state in FINISHED

    @property
    def held(self) -> tuple[LinkLife, ...]:
        """Links that took place, by date."""
        return tuple(link for link in self.links if link.held)


def life_of(plan: AnnualPlan, today: date) -> dict[int, ItemLife]:
    """{key of an item: its life} for the edition in force; empty when none is. 4 queries, 1 when it is empty."""
    lines = PlanLine.objects.filter(edition__plan=plan, edition__state=PlanEdition.State.APPROVED)
    return life_of_lines(lines, today)


def life_of_lines(lines, today: date) -> dict[int, ItemLife]:
    """{key of an item: its life} by the lines that speak of it, one to an item. 4 queries, 1 for no lines."""
    items = dict(lines.order_by("position").values_list("item", "pk"))
    if not items:
        return {}
    ends: dict[int, list[date]] = {}
    for line, end in (
        LineOccurrence.objects.filter(line__in=items.values())
        .order_by("ends", "pk")
        .values_list("line", "ends")
    ):
        ends.setdefault(line, []).append(end)
    done = {mark.item_id: mark for mark in ItemDone.objects.filter(item__in=items).select_related("evidence")}
    links: dict[int, list[LinkLife]] = {}
    for link in ItemLink.objects.filter(item__in=items).select_related("meeting", "event"):
        links.setdefault(link.item_id, []).append(link_life(link))
    return {
        item: _life(ends.get(line, []), done.get(item), links.get(item, []), today)
        for item, line in items.items()
    }


def link_life(link: ItemLink) -> LinkLife:
    """What a link leads to. Reads `meeting` and `event`."""
    if meeting := link.meeting:
        return LinkLife(
            link,
            f"Заседание: {meeting.theme}",
            meeting.date,
            MEETING_KINDS[meeting.state],
            meeting.get_state_display(),
            meeting.state in Meeting.TOOK_PLACE,
        )
    event = link.event
    return LinkLife(
        link,
        f"Мероприятие: {event.title}",
        event.starts,
        EVENT_KINDS[event.state],
        event.get_state_display(),
        event.state == Event.State.HELD,
    )


def _life(ends, done: ItemDone | None, links: list[LinkLife], today: date) -> ItemLife:
    links = sorted(links, key=lambda link: (link.day, link.link.pk))
    held = [link.day for link in links if link.held]
    verdict = judge(ends, held=held, done_on=done.done_on if done else None, today=today)
    kind, word = LOOKS[verdict.state]
    return ItemLife(verdict.state, kind, word, verdict.detail, verdict.due, len(ends), tuple(links), done)
