"""What was recognised in an office file: its order, the words between its tables, each table by its kind.

A table is kept whole: `block` is the table as orders store and print it (`annex_shape`), rows and cells beside it are
the same cells by their meaning. Nothing is mended; what looks wrong is a sentence in `warnings`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from methodservice.documents.annex_shape import Block
from methodservice.documents.order_reading import OrderText


class Kind(StrEnum):
    """What a table is. OTHER is kept and printed, nothing is read from it."""

    PASSPORT = "passport"
    ROADMAP = "roadmap"
    ACTIVITIES = "activities"
    INDICATORS = "indicators"
    TARGETS = "targets"
    STAGES = "stages"
    LAYOUT = "layout"
    OTHER = "other"


LIVING = (Kind.ROADMAP, Kind.ACTIVITIES)
"""Their rows are work to be done."""


class Role(StrEnum):
    """What a column of a table holds. OTHER is a column of its own, kept with its heading."""

    NUMBER = "number"
    ACTION = "action"
    DEADLINE = "deadline"
    START = "start"
    END = "end"
    QUARTER = "quarter"
    RESPONSIBLE = "responsible"
    PARTNERS = "partners"
    RESULT = "result"
    INDICATOR = "indicator"
    DOCUMENT = "document"
    MARK = "mark"
    OTHER = "other"


@dataclass(frozen=True)
class Column:
    """heading: own words, of one line; group: the heading over several columns, or "". QUARTER: one column of several
    («I кв.», «сентябрь», «2025») in which a mark says when."""

    heading: str
    role: Role = Role.OTHER
    group: str = ""


@dataclass(frozen=True)
class Section:
    """A row that names the rows below it. index: from 1; text: as written, in one line; number: «1», «II», or None;
    title: without number and period; period: «2025-2027гг.» out of it, or None; at: its place among `block["rows"]`."""

    index: int
    text: str
    number: str | None
    title: str
    period: str | None = None
    at: int = -1


@dataclass(frozen=True)
class Row:
    """section: index of its section, or None; number: as written (drawn by Word too), or None; cells: along the columns
    of the table, number included; at: its place among `block["rows"]`; in_file: number of the row in its table or
    sheet, as the person sees it."""

    section: int | None
    number: str | None
    cells: tuple[str, ...]
    at: int
    in_file: int = 0


@dataclass(frozen=True)
class RecognisedTable:
    """caption: the paragraph or row that names the table, "" when nothing does; columns: empty for a table without
    headings (passport, layout); header_rows: of the file; continued: how many tables of the file it was put together
    from; landscape: its sheets lie on their side; above: words between it and the table before it, those of its own
    first rows last."""

    kind: Kind
    caption: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    block: Block
    header_rows: int = 0
    landscape: bool = False
    warnings: tuple[str, ...] = ()
    continued: int = 1
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """Paragraphs between tables, as blocks of an annex."""

    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Recognised:
    """order: the order that the file begins with, or None; heading: its word as written («П Р И К А З»); order_blocks:
    its blocks without the annex mark; mark: the annex mark, as blocks; parts: of the document itself in order;
    document: word of what it is («roadmap», «programme», «regulation», «plan») or ""; title: as written, in one line;
    period: first and last day that it is for, None when it does not say; tables: of the whole file, those of the order
    first; warnings: about the file and its order, those about a table stand in it."""

    order: OrderText | None
    mark: tuple[Block, ...]
    parts: tuple[Words | RecognisedTable, ...]
    document: str = ""
    title: str = ""
    period: tuple[date, date] | None = None
    tables: tuple[RecognisedTable, ...] = field(default=())
    warnings: tuple[str, ...] = ()
    heading: str = ""
    order_blocks: tuple[Block, ...] = ()
