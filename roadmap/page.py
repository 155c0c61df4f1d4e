"""What the pages of a programme show: an edition that the person may see, its lines, where each stands."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from associations.plans.page import short_meaning
from methodservice.documents.recognition.answer import LIVING, Role
from methodservice.lib.deadlines import Deadline, Kind
from roadmap.life import ItemLife, Progress, Verdict, life_of, progress_of
from roadmap.life import State as Stand
from roadmap.lines import meaning
from roadmap.models import Edition, EditionPart, Line, LineParty, Programme, Section
from roadmap.workflow import STATE_KINDS

State = Edition.State
WHOLE = "весь период"
NO_DEADLINE = "Срок не указан."
OWN_PLACE = {
    role.value
    for role in (
        Role.NUMBER,
        Role.ACTION,
        Role.DEADLINE,
        Role.START,
        Role.END,
        Role.QUARTER,
        Role.RESPONSIBLE,
        Role.PARTNERS,
    )
}
"""Roles of columns that a row of the page shows in a place of their own."""
RESULTS = {role.value for role in (Role.RESULT, Role.INDICATOR, Role.DOCUMENT)}
"""Roles of columns that stand under the action of a row: by what one sees that it is done."""


@dataclass(frozen=True)
class Due:
    """A time at which a row is due: days of an occurrence, starts None for «до …». verdict: None unless the edition is
    in force."""

    row: "Row"
    starts: date | None
    ends: date
    verdict: Verdict | None

    @property
    def days(self) -> str:
        """«01.03.2026 – 31.03.2026», «до 15.05.2026»."""
        if self.starts is None:
            return f"до {self.ends:%d.%m.%Y}"
        return f"{self.starts:%d.%m.%Y} – {self.ends:%d.%m.%Y}"


@dataclass(frozen=True)
class Row:
    """A line as pages show it.

    life: of its item, None unless the edition is in force; deadline: what its words mean, None where `life` tells it
    or there are no words; parties: keys; by_hand: they were chosen by a person.
    """

    line: Line
    life: ItemLife | None
    deadline: Deadline | None
    parties: tuple[str, ...]
    by_hand: bool
    when: str = ""
    doubt: str = ""

    @property
    def dues(self) -> list[Due]:
        """Its times in order: what was written down for an edition in force, otherwise what the words say."""
        if self.life:
            return [
                Due(self, each.occurrence.starts, each.occurrence.ends, each.verdict)
                for each in self.life.occurrences
            ]
        return (
            [Due(self, each.start, each.end, None) for each in self.deadline.occurrences]
            if self.deadline
            else []
        )

    @property
    def title(self) -> str:
        """«1.2 Провести семинар», in one line."""
        return " ".join(f"{self.line.number} {self.line.action}".split())

    @property
    def note(self) -> str:
        """Beside the state: how many times it was done, or when; of what waits the day stands beside its words."""
        counted = [each for each in self.life.occurrences if each.verdict.state is not Stand.CANCELLED]
        if len(counted) > 1:
            return f"выполнено {sum(each.verdict.finished for each in counted)} из {len(counted)}"
        return "" if self.life.verdict.due else self.life.verdict.detail

    @property
    def extras(self) -> list[tuple[str, str]]:
        """(heading, text) of the columns that have no place of their own; empty cells are left out."""
        return [(heading, text) for role, heading, text in self._filled if role not in OWN_PLACE | RESULTS]

    @property
    def results(self) -> list[tuple[str, str]]:
        """(heading, text) of what the item has to come to; empty cells are left out."""
        return [(heading, text) for role, heading, text in self._filled if role in RESULTS]

    @property
    def _filled(self) -> list[tuple[str, str, str]]:
        columns = zip(self.line.part.columns, self.line.cells, strict=True)
        return [(column["role"], column["heading"], text) for column, text in columns if text.strip()]


@dataclass(frozen=True)
class ProgrammePage:
    """edition: the one shown; editions: all that the person may see, newest first; parts: its living tables; sections:
    {key of a part: its sections}; rows: in the order of the document."""

    programme: Programme
    edition: Edition
    editions: tuple[Edition, ...]
    parts: tuple[EditionPart, ...]
    sections: dict[int, tuple[Section, ...]]
    rows: tuple[Row, ...]
    today: date

    @property
    def shows_life(self) -> bool:
        return self.edition.state == State.IN_FORCE

    @property
    def is_numbered(self) -> bool:
        """Has any row a number: without one the tables leave that column out."""
        return any(row.line.number for row in self.rows)

    @property
    def width(self) -> int:
        """Columns of the tables of rows."""
        return 3 + self.is_numbered + self.shows_life

    @property
    def in_force(self) -> Edition | None:
        return next((each for each in self.editions if each.state == State.IN_FORCE), None)

    @property
    def coming(self) -> Edition | None:
        """A newer edition than the one in force: being prepared, or approved for a day to come."""
        newest = self.editions[0]
        return newest if self.in_force and newest.state in (State.DRAFT, State.APPROVED) else None

    @property
    def state(self) -> tuple[str, str]:
        """(kind, word) for the badge."""
        return state_of(self.edition)

    @cached_property
    def progress(self) -> Progress:
        """Of the whole; nothing unless the edition is in force."""
        return progress_of((row.life for row in self.rows if row.life), self.today)


def state_of(edition: Edition) -> tuple[str, str]:
    """«Действует», «Действует, редакция 2» with the look of the state."""
    word = edition.get_state_display()
    kind = STATE_KINDS[State(edition.state)]
    return kind, f"{word}, редакция {edition.number}" if edition.number > 1 else word


def editions_of(programme: Programme, user) -> list[Edition]:
    """All that the user may see, newest first. 1 query."""
    editions = list(Edition.objects.visible_to(user).filter(programme=programme).for_page())
    for edition in editions:
        edition.programme = programme
    return editions


def edition_among(editions: list[Edition], number: int | None = None) -> Edition | None:
    """The edition of the number, or by default the one in force, else the newest."""
    if number is not None:
        return next((each for each in editions if each.number == number), None)
    in_force = (each for each in editions if each.state == State.IN_FORCE)
    return next(in_force, editions[0] if editions else None)


def read_programme(
    programme: Programme, user, *, today: date, number: int | None = None
) -> ProgrammePage | None:
    """The edition of the number, or the usual one, with its lines; None when the person may not see it.

    5 queries: editions, tables, sections, lines, parties; 2 more for the life of an edition in force.
    """
    editions = editions_of(programme, user)
    edition = edition_among(editions, number)
    if edition is None:
        return None
    parts = {part.pk: part for part in edition.parts.filter(kind__in=LIVING).order_by("position", "pk")}
    sections: dict[int, list[Section]] = {}
    by_key: dict[int, Section] = {}
    for section in Section.objects.filter(part__in=parts).order_by("part_id", "position", "pk"):
        sections.setdefault(section.part_id, []).append(section)
        by_key[section.pk] = section
    lines = list(Line.objects.of(edition))
    for line in lines:
        line.part, line.section = parts[line.part_id], by_key.get(line.section_id)
    return ProgrammePage(
        programme,
        edition,
        tuple(editions),
        tuple(parts.values()),
        {part: tuple(rows) for part, rows in sections.items()},
        _rows(edition, lines, today),
        today,
    )


def _rows(edition: Edition, lines: list[Line], today: date) -> tuple[Row, ...]:
    parties: dict[int, list[tuple[str, bool]]] = {}
    named = LineParty.objects.filter(line__part__edition=edition).order_by("pk")
    for line, key, by_hand in named.values_list("line", "key", "by_hand"):
        parties.setdefault(line, []).append((key, by_hand))
    lives = life_of(lines, today) if edition.state == State.IN_FORCE else {}
    rows = []
    for line in lines:
        found = parties.get(line.pk, [])
        who = tuple(key for key, _ in found), any(by_hand for _, by_hand in found)
        life = lives.get(line.item_id)
        deadline = None if life else meaning(line.deadline, edition.first, edition.last)
        words = ("", "") if life else _understood(line.deadline, deadline, today)
        rows.append(Row(line, life, deadline, *who, *words))
    return tuple(rows)


def _understood(text: str, deadline: Deadline | None, today: date) -> tuple[str, str]:
    """What the words mean, in few, and why to check that."""
    if deadline is None:
        return "", NO_DEADLINE
    if deadline.kind == Kind.UNRECOGNISED:
        return "", deadline.explanation
    if not deadline.occurrences and deadline.kind in (Kind.DATE, Kind.WINDOW, Kind.RECURRING):
        return "", deadline.review
    when = short_meaning(deadline, today, WHOLE)
    return "" if when.split() == text.lower().split() else when, deadline.review
