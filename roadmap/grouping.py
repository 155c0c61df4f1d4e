"""Rows of a programme's page by section, by state, by month, by who answers. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from associations.calendars.grid import Month, months_between
from roadmap.life import Progress, State, progress_of
from roadmap.models import EditionPart, Section
from roadmap.page import Due, ProgrammePage, Row
from roadmap.parties import Known, resolve

NOBODY = "nobody"
NO_PARTY = "Ответственный не указан"
WORDS = "words:"
"""Begins the key of a group that stands under words alone."""
GONE = "Нет в списках"
"""Label of a party that is no more."""


@dataclass(frozen=True)
class SectionGroup:
    """Rows of a section, or those above the first section of their table. progress: of all its rows."""

    part: EditionPart
    section: Section | None
    rows: tuple[Row, ...]
    progress: Progress

    @property
    def key(self) -> str:
        """As addresses name it."""
        return str(self.section.pk) if self.section else f"table-{self.part.pk}"

    @property
    def title(self) -> str:
        return self.section.text if self.section else self.part.caption or self.part.get_kind_display()


def by_section(page: ProgrammePage) -> list[SectionGroup]:
    """In the order of the document; a section without rows is there, the place above the first one only with rows."""
    rows: dict[tuple[int, int | None], list[Row]] = {}
    for row in page.rows:
        rows.setdefault((row.line.part_id, row.line.section_id), []).append(row)
    groups = []
    for part in page.parts:
        for section in (None, *page.sections.get(part.pk, ())):
            found = tuple(rows.get((part.pk, section and section.pk), ()))
            if section or found:
                lives = (row.life for row in found if row.life)
                groups.append(SectionGroup(part, section, found, progress_of(lives, page.today)))
    return groups


# by state


def _stands(*states: State) -> Callable[[Row, date], bool]:
    return lambda row, today: row.life is not None and row.life.verdict.state in states


def _this_month(row: Row, today: date) -> bool:
    month = Month.containing(today)
    return any(due.verdict and not due.verdict.finished and due.ends in month for due in row.dues)


FILTERS: dict[str, tuple[str, Callable[[Row, date], bool]]] = {
    "overdue": ("Просрочено", _stands(State.OVERDUE)),
    "soon": ("Скоро срок", _stands(State.SOON)),
    "month": ("Этот месяц", _this_month),
    "work": ("В работе", _stands(State.IN_WORK)),
    "planned": ("Впереди", _stands(State.PLANNED)),
    "done": ("Выполнено", _stands(State.DONE, State.DONE_LATE)),
    "unscheduled": ("Нужен график", _stands(State.UNSCHEDULED)),
    "demand": ("По необходимости", _stands(State.ON_DEMAND)),
    "cancelled": ("Отменено", _stands(State.CANCELLED)),
    "doubt": ("Проверить срок", lambda row, today: bool(row.doubt)),
}
"""Key of the address → (title, whether the row is of it)."""


@dataclass(frozen=True)
class Choice:
    key: str
    title: str
    count: int


def choices_of(rows: Sequence[Row], today: date) -> list[Choice]:
    """What the rows may be narrowed to, empty choices left out."""
    counted = (
        Choice(key, title, sum(is_of(row, today) for row in rows)) for key, (title, is_of) in FILTERS.items()
    )
    return [choice for choice in counted if choice.count]


def narrowed(rows: Iterable[Row], key: str, today: date) -> tuple[Row, ...]:
    """Rows of a choice; all of them for an unknown key."""
    if key not in FILTERS:
        return tuple(rows)
    return tuple(row for row in rows if FILTERS[key][1](row, today))


# by who answers


def spoken(rows: Iterable[Row], known: Known) -> dict[int, tuple[str, ...]]:
    """{key of a line: pieces of its words that name nobody of the lists}; none where a person chose the parties."""
    pieces: dict[str, tuple[str, ...]] = {}
    found = {}
    for row in rows:
        text = row.line.responsible
        if not text.strip() or row.by_hand:
            continue
        if text not in pieces:
            pieces[text] = tuple(
                dict.fromkeys(" ".join(one.split()) for one in resolve(text, known).unresolved)
            )
        if pieces[text]:
            found[row.line.pk] = pieces[text]
    return found


@dataclass
class PartyGroup:
    """A party and what it answers for. is_named: it stands in the lists of the portal, the others are words."""

    key: str
    label: str
    is_named: bool
    things: list = field(default_factory=list)


def by_party(
    things: Iterable,
    row_of: Callable[[object], Row],
    *,
    labels: Mapping[str, str],
    words: Mapping[int, Sequence[str]],
) -> list[PartyGroup]:
    """Groups of things (rows, times of rows), each thing in every group that answers for it.

    Parties by label, then words by label, then what nobody answers for. words: see `spoken`.
    """
    groups: dict[str, PartyGroup] = {}
    for thing in things:
        row = row_of(thing)
        places = [(key, labels.get(key, GONE), True) for key in row.parties]
        places += [(f"{WORDS}{piece.casefold()}", piece, False) for piece in words.get(row.line.pk, ())]
        for key, label, is_named in places or [(NOBODY, NO_PARTY, False)]:
            groups.setdefault(key, PartyGroup(key, label, is_named)).things.append(thing)
    return sorted(
        groups.values(), key=lambda group: (group.key == NOBODY, not group.is_named, group.label.casefold())
    )


@dataclass(frozen=True)
class PartyWork:
    """Figures of a party: its rows, and the state of their times."""

    group: PartyGroup
    items: int
    soon: int
    progress: Progress


def work_of(group: PartyGroup, today: date) -> PartyWork:
    """group: of rows."""
    lives = [row.life for row in group.things if row.life]
    soon = sum(each.verdict.state is State.SOON for life in lives for each in life.occurrences)
    return PartyWork(group, len(group.things), soon, progress_of(lives, today))


# by month


@dataclass(frozen=True)
class MonthWork:
    """due: what ends in the month; overdue: what should have ended before it; ongoing: what goes on through its last
    day; by last days."""

    due: tuple[Due, ...]
    overdue: tuple[Due, ...]
    ongoing: tuple[Due, ...]


def in_month(rows: Iterable[Row], month: Month) -> MonthWork:
    """What concerns a month. Cancelled times are left out."""
    due, overdue, ongoing = [], [], []
    for each in (each for row in rows for each in row.dues):
        state = each.verdict and each.verdict.state
        if state is State.CANCELLED:
            continue
        if each.ends in month:
            due.append(each)
        elif each.ends < month.first and state is State.OVERDUE:
            overdue.append(each)
        elif each.ends > month.last and each.starts and each.starts <= month.last:
            ongoing.append(each)
    return MonthWork(*(tuple(sorted(found, key=lambda each: each.ends)) for found in (due, overdue, ongoing)))


def months_of(first: date, last: date, asked: str, today: date) -> tuple[Month, Month | None, Month | None]:
    """(the month to show, the one before, the one after) inside a period: the one asked for as «2026-03», else today's,
    else the nearest to today."""
    months = months_between(first, last)
    try:
        wanted = Month.parse(asked)
    except ValueError:
        wanted = Month.containing(today)
    shown = min(max(wanted, months[0]), months[-1])
    at = months.index(shown)
    before = months[at - 1] if at else None
    return shown, before, months[at + 1] if at + 1 < len(months) else None
