"""What an edition of indicators says, apart from the database: read from a file, copied, written, printed."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import takewhile

from monitoring.models import Definition, Edition, Target

Formula = Definition.Formula
OverPeriods = Definition.OverPeriods


class Holds(StrEnum):
    """What a column of a table of indicators holds; OTHER is kept word for word."""

    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    YEAR = "year"
    OTHER = "other"


@dataclass(frozen=True)
class ColumnWords:
    """heading: own words; group: the heading over several columns, or ""; year: of targets, 0 for other columns."""

    heading: str
    holds: str = Holds.OTHER
    group: str = ""
    year: int = 0


@dataclass(frozen=True)
class TableWords:
    """A table of the document. caption: words above it; a table without a column of names is named by its caption."""

    caption: str = ""
    columns: tuple[ColumnWords, ...] = ()

    @property
    def names_indicators(self) -> bool:
        return any(column.holds == Holds.NAME for column in self.columns)

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "TableWords":
        return cls(data["caption"], tuple(ColumnWords(**column) for column in data["columns"]))


@dataclass(frozen=True)
class LineWords:
    """An indicator as a document says it and as it was understood.

    table: place of its table; number, name, unit ("" when none is named), cumulative; written: the cell word for word;
    parts: lines under the name, as written; targets: {year: number or None}; others: {place of a column: words};
    formula, over_periods: a guess by the words, guess: what it rests on; doubts: sentences; under: place of the line
    that it is a part of; section: rows above that name what follows, one a line.
    """

    table: int
    number: str
    name: str
    written: str
    unit: str
    cumulative: bool
    targets: dict[int, Decimal | None]
    parts: tuple[str, ...] = ()
    others: dict[int, str] = field(default_factory=dict)
    formula: str = Formula.SHARE
    over_periods: str = OverPeriods.LAST
    guess: str = ""
    doubts: tuple[str, ...] = ()
    under: int | None = None
    section: str = ""

    def as_json(self) -> dict:
        return asdict(self) | {
            "targets": {
                str(year): None if value is None else str(value) for year, value in self.targets.items()
            },
            "others": {str(place): words for place, words in self.others.items()},
        }

    @classmethod
    def from_json(cls, data: dict) -> "LineWords":
        targets = {
            int(year): None if value is None else Decimal(value) for year, value in data["targets"].items()
        }
        read = {
            "targets": targets,
            "others": {int(place): words for place, words in data["others"].items()},
            "parts": tuple(data["parts"]),
            "doubts": tuple(data["doubts"]),
        }
        return cls(**(data | read))


@dataclass(frozen=True)
class Content:
    """notes: about the file as a whole. first_year, last_year: of the programme."""

    title: str
    first_year: int
    last_year: int
    tables: tuple[TableWords, ...]
    lines: tuple[LineWords, ...]
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict:
        return asdict(self) | {
            "tables": [table.as_json() for table in self.tables],
            "lines": [line.as_json() for line in self.lines],
        }

    @classmethod
    def from_json(cls, data: dict) -> "Content":
        return cls(
            data["title"],
            data["first_year"],
            data["last_year"],
            tuple(TableWords.from_json(table) for table in data["tables"]),
            tuple(LineWords.from_json(line) for line in data["lines"]),
            tuple(data["notes"]),
        )

    def only(self, places) -> "Content":
        """The content with the lines of the places alone; a part whose indicator is left out stands by itself, rows of
        words above name what is left of them."""
        chosen = sorted(set(places))
        new = {place: at for at, place in enumerate(chosen)}
        sections = {}
        for table in {line.table for line in self.lines}:
            own = [place for place, line in enumerate(self.lines) if line.table == table]
            sections |= sections_without_others(
                {place: self.lines[place].section for place in own}, [place for place in own if place in new]
            )
        lines = [
            replace(self.lines[place], under=new.get(self.lines[place].under), section=sections[place])
            for place in chosen
        ]
        return replace(self, lines=tuple(lines))


@dataclass(frozen=True)
class Said:
    """A definition of an edition with its parts and targets, all read at once."""

    definition: Definition
    parts: tuple["Said", ...]
    targets: dict[int, Target]

    def value(self, year: int) -> Decimal | None:
        target = self.targets.get(year)
        return target.value if target else None

    @property
    def stands_alone(self) -> bool:
        """A part that is a row of its own: it has a number or a target; otherwise a line under its indicator's name."""
        return bool(self.definition.number) or any(
            target.value is not None for target in self.targets.values()
        )

    def name_cell(self, *, with_unit: bool = True) -> str:
        """The cell of the document, or the name with its unit and lines as documents write it."""
        one = self.definition
        if one.written:
            return one.written
        unit = f", {one.unit}" if with_unit and one.unit else ""
        grows = (" нарастающим итогом" if unit else ", нарастающим итогом") if one.cumulative else ""
        lines = [part.definition.name for part in self.parts if not part.stands_alone]
        listed = [f"{one.name}{unit}{grows}{':' if lines else ''}", *(f"- {line}" for line in lines)]
        return "\n".join(listed)


def said_by(edition: Edition) -> list[Said]:
    """Indicators of the edition in order, each with its parts. 2 queries."""
    definitions = list(Definition.objects.of(edition).prefetch_related("targets"))
    children: dict[int, list[Definition]] = {}
    for definition in definitions:
        definition.edition = edition
        if definition.parent_id:
            children.setdefault(definition.parent_id, []).append(definition)

    def of(definition: Definition) -> Said:
        targets = {target.year: target for target in definition.targets.all()}
        return Said(definition, tuple(of(part) for part in children.get(definition.pk, ())), targets)

    return [of(definition) for definition in definitions if definition.parent_id is None]


def tables_of(edition: Edition) -> list[TableWords]:
    """Tables of the document; none for an edition that was begun here."""
    return [TableWords.from_json(table) for table in edition.tables]


def home_table(tables: list[TableWords]) -> int:
    """Where an indicator that was added here stands: the first table with a column of names, otherwise a new one."""
    return next((place for place, table in enumerate(tables) if table.names_indicators), len(tables))


def in_rows(said: list[Said]) -> list[tuple[Said, int]]:
    """(indicator or part, how deep it stands) from top to bottom."""
    rows = []
    for one in said:
        rows += [(one, 0), *((part, depth + 1) for part, depth in in_rows(list(one.parts)))]
    return rows


RANKS = {"подпрограмма": 1, "раздел": 2, "направление": 2, "цель": 3, "задача": 4}
"""Which rows of words stand above which others, by the first word."""


def headings_before(sections: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """For each row, the rows of words above it: those of its section where it begins."""
    standing = ""
    for section in sections:
        yield tuple(section.splitlines()) if section != standing else ()
        standing = section


def sections_without_others(sections: dict[int, str], kept: Iterable[int]) -> dict[int, str]:
    """{row: its section} of the rows of one table that stay. sections: of all rows, by key, in order.

    A row of words that stood above rows left out is carried on to those that it names as well: the subprogramme above
    its first task stays above the second. Pure.
    """
    above = _all_above(sections)
    found: dict[int, str] = {}
    standing: tuple[str, ...] = ()
    before = None
    for row in kept:
        path = above[row]
        own = sections[row].splitlines()
        if before is not None and (path, sections[row]) == (standing, sections[before]):
            found[row] = found[before]
        else:
            carried = path[: len(path) - len(own)]
            told = sum(
                1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(carried, standing, strict=False))
            )
            found[row] = "\n".join((*carried[told:], *own))
        standing, before = path, row
    return found


def _all_above(sections: dict[int, str]) -> dict[int, tuple[str, ...]]:
    """{row: all rows of words that it stands under}: those of its section, and of the one before as far as they are of
    a higher kind («Подпрограмма» over «Задача»)."""
    found, path, before = {}, (), ""
    for row, section in sections.items():
        if section != before:
            own = tuple(section.splitlines())
            path = (*path[: _higher(path, own)], *own) if own else ()
        found[row] = path
        before = section
    return found


def _higher(path: tuple[str, ...], own: tuple[str, ...]) -> int:
    """How many of the standing rows of words stay above new ones: those before one that begins with the same word, or
    those of a higher rank; where there are none, all but as many as come."""
    kind, kinds = _kind(own[0]), [_kind(words) for words in path]
    if kind in kinds:
        return kinds.index(kind)
    rank = RANKS.get(kind, 0)
    above = sum(1 for _ in takewhile(lambda each: RANKS.get(each, rank) < rank, kinds))
    return above or max(len(path) - len(own), 0)


def _kind(words: str) -> str:
    return words.split(maxsplit=1)[0].casefold() if words.strip() else ""


def years_of(edition: Edition, said: list[Said]) -> list[int]:
    """Years of the programme and those that targets are set for. No query when `edition.set` is at hand."""
    return sorted({*edition.set.years, *(year for one, _ in in_rows(said) for year in one.targets)})
