"""The draft as its editor shows it: parts in order, the chosen one with its rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count

from methodservice.documents.recognition.answer import Kind, Role
from methodservice.documents.table_rows import Table, tables_of
from methodservice.lib.deadlines import Deadline
from methodservice.lib.lists import page_of
from roadmap.labels import beside, labels_of
from roadmap.lines import by_role, meaning
from roadmap.models import Edition, EditionPart, Line, Section
from roadmap.services.lines import number_column

WHEN = (Role.DEADLINE, Role.START, Role.END, Role.QUARTER)
"""Roles of columns that say when."""

ROWS_ON_PAGE = 100
PASSPORT = ("Строка паспорта", "Содержание")


@dataclass(frozen=True)
class LineRow:
    """deadline: what its words mean, or None; from_section: they are those of the section; parties: who is
    meant, "" when the words say just that."""

    line: Line
    deadline: Deadline | None
    from_section: bool
    parties: str

    @property
    def doubt(self) -> str:
        """Why a person should look at the deadline; "" when there is no need."""
        if self.deadline is None:
            return ""
        return self.deadline.review or (
            self.deadline.explanation if self.deadline.kind == "unrecognised" else ""
        )


@dataclass(frozen=True)
class Group:
    """A section with its lines; None: the lines above the sections. continued: it began on an earlier page."""

    section: Section | None
    rows: list[LineRow]
    continued: bool = False


@dataclass(frozen=True)
class Living:
    """A table of lines. groups: of the page; page: of all its rows."""

    part: EditionPart
    groups: list[Group]
    page: Page

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def sections(self) -> list[Section]:
        """Sections that have rows on the page: the way to them on a narrow screen."""
        return [group.section for group in self.groups if group.section]

    @property
    def doubtful(self) -> list[tuple[LineRow, int]]:
        """(line whose deadline a person should look at, its page)."""
        return [(row, page_at(row.line.position)) for row in self.page.paginator.object_list if row.doubt]

    def place_of(self, moved: str) -> str:
        """Where the row that was just moved stands, in words; moved: anchor of it on the page."""
        for group in self.groups:
            if group.section and moved == f"section-{group.section.pk}":
                return f"Раздел переставлен: {group.section}."
            for row in group.rows:
                if moved == f"line-{row.line.pk}":
                    return " ".join(
                        f"Пункт {row.line.number} теперь {row.line.position}-й в таблице.".split()
                    )
        return ""

    @property
    def may_renumber(self) -> bool:
        return self.count > 0 and number_column(self.part) is not None


def parts_of(edition: Edition) -> list[EditionPart]:
    """Parts in order; `line_count` of each. 1 query."""
    return list(edition.parts.annotate(line_count=Count("lines")))


def chosen_part(parts: list[EditionPart], asked: str) -> EditionPart | None:
    """The part of the key, or the first table of lines, or the first part; None where there are none."""
    found = (part for part in parts if str(part.pk) == asked)
    living = (part for part in parts if part.is_living)
    return next(found, None) or next(living, None) or (parts[0] if parts else None)


def page_at(position: int) -> int:
    """The page where the row of a position from 1 stands."""
    return (max(position, 1) - 1) // ROWS_ON_PAGE + 1


def living_of(part: EditionPart, number: str | None) -> Living:
    """A page of the lines of a table, by sections. 3 queries, and one or two for each kind of party that occurs."""
    edition = part.edition
    groups: dict[int | None, Group] = {None: Group(None, [])}
    groups |= {row.pk: Group(row, []) for row in part.sections.all()}
    lines = list(part.lines.prefetch_related("parties"))
    keys = {party.key for line in lines for party in line.parties.all()}
    names = labels_of(edition.programme.municipality, keys)
    for line in lines:
        groups[line.section_id].rows.append(_row(part, line, names))
    rows = [row for group in groups.values() for row in group.rows]
    page = page_of(rows, number, ROWS_ON_PAGE)
    return Living(part, list(_on_page(groups.values(), page)), page)


def _on_page(groups: Iterable[Group], page: Page) -> Iterator[Group]:
    """The groups with what of them stands on the page; an empty section stands where its lines would."""
    first, end = page.start_index() - 1 if page else 0, page.end_index()
    at = 0
    for group in groups:
        shown = group.rows[max(first - at, 0) : max(end - at, 0)]
        is_here = first <= at < end or (at == end and not page.has_next())
        if shown or (group.section and not group.rows and is_here):
            yield Group(group.section, shown, at < first)
        at += len(group.rows)


def _row(part: EditionPart, line: Line, names: Mapping[str, str]) -> LineRow:
    edition = part.edition
    own = by_role(part.columns, line.cells, *WHEN)
    found = [names[party.key] for party in line.parties.all() if party.key in names]
    deadline = meaning(line.deadline, edition.first, edition.last)
    return LineRow(line, deadline, bool(line.deadline) and not own, beside(found, line.responsible))


def table_of(part: EditionPart) -> Table:
    """A table that keeps its rows; the columns of a passport have names."""
    return tables_of(part.blocks, PASSPORT if part.kind == Kind.PASSPORT else ())[0]
