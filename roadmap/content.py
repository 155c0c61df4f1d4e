"""What an edition says, apart from the database: read from a file, copied from another edition, printed, compared.

content = content_of(edition)            # from the database, 4 queries
Content.from_json(reading.content)       # from a reading that waits for a look
services.writing.write_content(edition=edition, content=content, by=user)
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date

from methodservice.documents.annex_shape import Block, cell_of
from methodservice.documents.recognition.answer import LIVING, Recognised, RecognisedTable, Words
from roadmap.models import Edition, EditionPart, Line, Section


@dataclass(frozen=True)
class SectionWords:
    """cells: of the row as annex blocks have them, empty for one cell across."""

    text: str
    number: str = ""
    period: str = ""
    cells: list = field(default_factory=list)


@dataclass(frozen=True)
class LineWords:
    """cells: along the columns; section: place among the part's sections from 0, None above the first; item: key of the
    item it is about, None for a new one; parties: keys chosen by a person, None: found in the words."""

    cells: list[str]
    section: int | None = None
    item: int | None = None
    parties: list[str] | None = None


@dataclass(frozen=True)
class PartWords:
    """As `EditionPart`; sections and lines of a living table stand in the order of the document."""

    kind: str
    blocks: list
    caption: str = ""
    columns: list[dict] = field(default_factory=list)
    sections: list[SectionWords] = field(default_factory=list)
    lines: list[LineWords] = field(default_factory=list)

    @property
    def is_living(self) -> bool:
        return self.kind in LIVING

    def printed(self) -> list[Block]:
        """The part as blocks of an annex: of a living table with its rows and sections."""
        if not self.is_living:
            return self.blocks
        width = len(self.columns)
        rows, last = [], None
        for line in self.lines:
            while line.section is not None and (last is None or last < line.section):
                last = 0 if last is None else last + 1
                rows.append(_section_row(self.sections[last], width))
            rows.append({"group": False, "cells": [cell_of(text) for text in line.cells]})
        for section in self.sections[0 if last is None else last + 1 :]:
            rows.append(_section_row(section, width))
        return [self.blocks[0] | {"rows": rows}]


def _section_row(section: SectionWords, width: int) -> dict:
    return {"group": True, "cells": section.cells or [cell_of(section.text, colspan=width)]}


@dataclass(frozen=True)
class Content:
    """document: key of `documents.orders.usual.programme.DOCUMENTS`; first, last: the period; mark: blocks."""

    document: str
    title: str
    first: date
    last: date
    landscape: bool
    mark: list
    parts: list[PartWords]

    def as_json(self) -> dict:
        return asdict(self) | {"first": self.first.isoformat(), "last": self.last.isoformat()}

    @classmethod
    def from_json(cls, data: dict) -> "Content":
        parts = [
            PartWords(
                **part
                | {
                    "sections": [SectionWords(**section) for section in part["sections"]],
                    "lines": [LineWords(**line) for line in part["lines"]],
                }
            )
            for part in data["parts"]
        ]
        days = {name: date.fromisoformat(data[name]) for name in ("first", "last")}
        return cls(**data | days | {"parts": parts})

    @property
    def lines(self) -> list[LineWords]:
        """Of all living tables, in order."""
        return [line for part in self.parts for line in part.lines]

    def printed(self) -> list[Block]:
        """The whole document as blocks of an annex."""
        return [block for part in self.parts for block in part.printed()]


def part_of(part: Words | RecognisedTable) -> PartWords:
    """A recognised part as words of an edition."""
    if isinstance(part, Words):
        return PartWords(EditionPart.TEXT, list(part.blocks))
    columns = [
        {"heading": column.heading, "role": column.role.value, "group": column.group}
        for column in part.columns
    ]
    living = part.kind in LIVING
    block = part.block | {"rows": []} if living else part.block
    drawn = part.block["rows"]
    groups = [row["cells"] for row in drawn if row["group"]]
    same = len(groups) == len(part.sections)
    return PartWords(
        part.kind.value,
        [block],
        part.caption,
        columns,
        [
            SectionWords(
                section.text, section.number or "", section.period or "", groups[place] if same else []
            )
            for place, section in enumerate(part.sections)
        ]
        if living
        else [],
        [LineWords(list(row.cells), row.section and row.section - 1) for row in part.rows] if living else [],
    )


def content_of_file(recognised: Recognised, *, document: str, title: str, first: date, last: date) -> Content:
    """A recognised file with what a person has confirmed about it."""
    landscape = any(part.landscape for part in recognised.parts)
    parts = [part_of(part) for part in recognised.parts]
    return Content(document, title, first, last, landscape, list(recognised.mark), parts)


def content_of(edition: Edition) -> Content:
    """What an edition of the database says, items and parties chosen by hand included. 4 queries."""
    parts = list(edition.parts.all())
    sections: dict[int, list[Section]] = {}
    for section in Section.objects.filter(part__in=parts):
        sections.setdefault(section.part_id, []).append(section)
    lines: dict[int, list[Line]] = {}
    for line in Line.objects.of(edition).prefetch_related("parties"):
        lines.setdefault(line.part_id, []).append(line)
    return Content(
        edition.programme.kind,
        edition.title,
        edition.first,
        edition.last,
        edition.landscape,
        edition.mark,
        [_part(part, sections.get(part.pk, []), lines.get(part.pk, [])) for part in parts],
    )


def _part(part: EditionPart, sections: list[Section], lines: Iterable[Line]) -> PartWords:
    places = {section.pk: place for place, section in enumerate(sections)}
    return PartWords(
        part.kind,
        part.blocks,
        part.caption,
        part.columns,
        [SectionWords(row.text, row.number, row.period, row.cells) for row in sections],
        [LineWords(line.cells, places.get(line.section_id), line.item_id, _by_hand(line)) for line in lines],
    )


def _by_hand(line: Line) -> list[str] | None:
    parties = list(line.parties.all())
    return [party.key for party in parties] if any(party.by_hand for party in parties) else None
