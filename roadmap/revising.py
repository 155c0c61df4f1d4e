"""What a yearly revision offers: each line with its new deadline and what became of its item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from methodservice.lib.deadlines import Kind
from roadmap.content import SectionWords
from roadmap.life import ItemLife, State, life_of
from roadmap.lines import said
from roadmap.models import Edition, Line, Programme
from roadmap.shifting import moved_cells, moved_columns, moved_section

STANDING = (Kind.RECURRING, Kind.CONTINUOUS, Kind.ON_DEMAND)
"""Kinds of deadlines of what goes on from year to year."""


@dataclass(frozen=True)
class Offered:
    """A line of the edition in force. before, after: words of its deadline; life: of its item today."""

    line: Line
    life: ItemLife
    before: str
    after: str

    @property
    def item(self) -> int:
        return self.line.item_id

    @property
    def is_unfinished(self) -> bool:
        """Overdue, or to be done once and not done though its time has come."""
        state = self.life.verdict.state
        return state is State.OVERDUE or (
            self.line.deadline_kind not in STANDING and state in (State.SOON, State.IN_WORK)
        )

    @property
    def is_over(self) -> bool:
        """Done once and for all: the next edition can do without it."""
        return self.life.verdict.finished and self.line.deadline_kind not in STANDING

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Group:
    """Lines that are offered alike; keep: what is ticked at first."""

    title: str
    note: str
    keep: bool
    lines: tuple[Offered, ...]


def base_of(programme: Programme) -> Edition | None:
    """What a new edition grows from: the newest that was approved. 1 query."""
    rows = programme.editions.filter(state__in=Edition.KEPT).exclude(state=Edition.State.SUPERSEDED)
    return rows.order_by("-number").first()


def offers_of(edition: Edition, *, years: int, today: date) -> list[Offered]:
    """Each line as the next edition would say it. 3 queries."""
    lines = list(Line.objects.of(edition).select_related("part__edition", "section"))
    lives = life_of(lines, today)
    return [Offered(line, lives[line.item_id], line.deadline, _after(line, years)) for line in lines]


def _after(line: Line, years: int) -> str:
    section = line.section
    period = ""
    if section:
        period = moved_section(SectionWords(section.text, section.number, section.period), years).period
    columns = line.part.columns
    cells = moved_cells(columns, line.cells, years)
    return said(moved_columns(columns, years), cells, period).deadline


def grouped(offers: Sequence[Offered]) -> list[Group]:
    """Unfinished first, then what goes on, then what is done; empty groups are left out."""
    unfinished = [each for each in offers if each.is_unfinished]
    over = [each for each in offers if each.is_over]
    rest = [each for each in offers if not each.is_unfinished and not each.is_over]
    groups = (
        _group("Не выполнено", "Отмеченное переносится с основанием «не выполнено».", True, unfinished),
        _group("Продолжается и впереди", "", True, rest),
        _group("Выполнено", "Отметьте то, что нужно повторить.", False, over),
    )
    return [group for group in groups if group.lines]


def _group(title: str, note: str, keep: bool, lines: Iterable[Offered]) -> Group:
    return Group(title, note, keep, tuple(lines))
