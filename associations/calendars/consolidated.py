"""Сводный план: lines of all editions in force, arranged by month, association, direction or responsible."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from associations.calendars.entries import Circle, Entry, events, meetings
from associations.calendars.grid import Month
from associations.calendars.placing import Place, dated, places_of
from associations.models import Association, Office
from associations.plans.life import ItemLife, life_of_lines
from associations.plans.models import LineOccurrence, LineResponsible, PlanEdition, PlanLine
from methodservice.lib.deadlines import Kind
from methodservice.lib.periods import SchoolYear

NO_DIRECTION = "Направление не указано"
NO_RESPONSIBLE = "Ответственный не указан"
OUTSIDE = "Вне планов"
OFFICES = {
    Office.HEAD: "Руководители объединений",
    Office.DEPUTY: "Заместители руководителей",
    Office.SECRETARY: "Секретари",
    Office.CURATOR: "Кураторы",
}


@dataclass(frozen=True)
class Row:
    """A line of a plan, or a meeting or event that is in none (`is_outside`).

    people: headings of the view by responsible; state: (kind, word) of `{% state %}`, detail: why.
    """

    key: str
    title: str
    url: str
    association: str
    deadline: str
    places: tuple[Place, ...]
    state: tuple[str, str]
    is_done: bool
    detail: str = ""
    direction: str = ""
    kind: str = ""
    responsible: str = ""
    people: tuple[str, ...] = ()
    expected: str = ""
    is_outside: bool = False


@dataclass(frozen=True)
class Progress:
    """How many of the lines are done. What is in no plan is not counted."""

    done: int
    total: int

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Progress":
        planned = [row for row in rows if not row.is_outside]
        return cls(sum(row.is_done for row in planned), len(planned))

    def __str__(self) -> str:
        return f"выполнено {self.done} из {self.total}"


@dataclass(frozen=True)
class Group:
    """A heading of the arrangement with its rows."""

    title: str
    rows: list[Row]

    @property
    def progress(self) -> Progress:
        return Progress.of(self.rows)


def lines_in_force(user, year: SchoolYear):
    """Lines of the approved plans of the year that the user may see, association by association. 4 queries: lines,
    editions with their associations — read once each, not with every line — occurrences, responsibles."""
    responsibles = LineResponsible.objects.select_related(
        "teacher", "association__municipality", "association__school"
    )
    editions = PlanEdition.objects.select_related(
        "plan__association__municipality", "plan__association__school"
    ).defer("goals", "tasks", "comment")
    return (
        PlanLine.objects.in_force()
        .visible_to(user)
        .filter(edition__plan__school_year=year.first)
        .select_related("direction", "kind", "item")
        .prefetch_related(
            Prefetch("edition", editions), "occurrences", Prefetch("responsibles", responsibles)
        )
        .order_by(
            "edition__plan__association__level",
            "edition__plan__association__teachers_of",
            "edition__plan__association",
            "position",
            "pk",
        )
    )


def without_plan(user, year: SchoolYear):
    """Associations at work that have no approved plan for the year, of those the user sees. 1 query."""
    approved = PlanEdition.objects.in_force().filter(
        plan__association=OuterRef("pk"), plan__school_year=year.first
    )
    rows = Association.objects.visible_to(user).active().exclude(Exists(approved))
    return rows.select_related("municipality", "school")


def plan_rows(lines, today: date) -> list[Row]:
    """Rows of the lines (see `lines_in_force`), in their order. 8 queries: theirs and 4 for the life of items; 2 for no
    lines."""
    life = life_of_lines(lines, today)
    return [_row(line, life[line.item_id]) for line in lines]


def _row(line: PlanLine, life: ItemLife) -> Row:
    places = places_of(line.deadline_kind, [(each.starts, each.ends) for each in line.occurrences.all()])
    return Row(
        key=f"item-{line.item_id}",
        title=line.action,
        url=line.item.get_absolute_url(),
        association=line.edition.plan.association.title,
        deadline=line.deadline,
        places=tuple(places),
        state=(life.kind, life.word),
        detail=life.detail,
        is_done=life.finished,
        direction=line.direction.title if line.direction else "",
        kind=line.kind.title if line.kind else "",
        responsible=line.responsible,
        people=_people(line),
        expected=line.expected,
    )


def _people(line: PlanLine) -> tuple[str, ...]:
    """Headings for those who answer for the line: offices, people, associations; its words where nobody is sure."""
    found = []
    for responsible in line.responsibles.all():
        if responsible.teacher:
            found.append(responsible.teacher.full_name)
        elif responsible.association:
            found.append(responsible.association.title)
        else:
            found.append(OFFICES[responsible.office])
    return tuple(found) or (line.responsible or NO_RESPONSIBLE,)


def outside_rows(user, year: SchoolYear, circle: Circle, level: str) -> list[Row]:
    """Meetings and events of the year that stand in no plan. level: of the association, or any. 2 queries."""
    only = Q(plan_link__isnull=True)
    if level:
        only &= Q(association__level=level)
    found = [
        *meetings(user, year.starts, year.ends, circle, only),
        *events(user, year.starts, year.ends, circle, only),
    ]
    return [_outside_row(entry) for entry in sorted(found, key=lambda entry: entry.order)]


def _outside_row(entry: Entry) -> Row:
    return Row(
        key=entry.key,
        title=entry.title,
        url=entry.url,
        association=entry.organiser,
        deadline=f"{entry.starts:%d.%m.%Y}",
        places=(dated(Month.containing(entry.starts), entry.starts),),
        state=entry.state or ("plain", "Впереди"),
        is_done=entry.is_done,
        direction=OUTSIDE,
        kind=entry.kind.label,
        people=(OUTSIDE,),
        is_outside=True,
    )


@dataclass(frozen=True)
class Arrangement:
    """A view of the same rows. column: what its headings are called in a file."""

    key: str
    title: str
    column: str


ARRANGEMENTS = {
    each.key: each
    for each in (
        Arrangement("month", "По месяцам", "Месяц"),
        Arrangement("association", "По объединениям", "Объединение"),
        Arrangement("direction", "По направлениям", "Направление"),
        Arrangement("responsible", "По ответственным", "Ответственный"),
    )
}


def grouped(rows: Iterable[Row], by: str, months: Iterable[int] | None = None) -> list[Group]:
    """Rows under the headings of the arrangement `by`; one with several months or people stands under each.

    months: numbers of the months that are shown (0: without a date), all of them when None.
    """
    headings: dict[tuple, tuple[str, list]] = {}
    for number, row in enumerate(rows):
        places = [place for place in row.places if months is None or _number(place) in months]
        if not places:
            continue
        for order, title, due in _headings(row, places, by):
            group = headings.setdefault(order, (title, []))
            group[1].append((due or date.max, number, row))
    return [
        Group(title, [row for *_, row in sorted(placed, key=lambda each: each[:2])])
        for _, (title, placed) in sorted(headings.items())
    ]


def _number(place: Place) -> int:
    return place.month.number if place.month else 0


def _headings(row: Row, places: list[Place], by: str) -> Iterator[tuple[tuple, str, date | None]]:
    """(order of the heading, its title, the day that orders rows within it)."""
    if by == "month":
        for place in places:
            yield place.order, place.title, place.due
    elif by == "responsible":
        for person in row.people:
            yield (person in (OUTSIDE, NO_RESPONSIBLE), person), person, places[0].due
    elif by == "direction":
        title = row.direction or NO_DIRECTION
        yield (title in (OUTSIDE, NO_DIRECTION), title), title, places[0].due
    else:
        yield (row.association,), row.association, places[0].due


def in_month(month: Month) -> Q:
    """Condition over lines: they stand under this month in the view by months (see placing)."""
    due = Q(ends__range=(month.first, month.last))
    going_on = Q(starts__lte=month.last, ends__gte=month.first)
    windows = Q(deadline_kind=Kind.WINDOW) & Exists(_occurrences(going_on))
    return ~Q(deadline_kind=Kind.CONTINUOUS) & (Exists(_occurrences(due)) | windows)


def _occurrences(condition: Q):
    return LineOccurrence.objects.filter(condition, line=OuterRef("pk"))
