"""Marks of completion in the words of the document: what stands in «Отметка о выполнении» by a day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from methodservice.documents.annex_shape import Block, cell_of
from methodservice.documents.recognition.answer import Role
from methodservice.lib.officefiles.flow import percents
from roadmap.content import LineWords, PartWords, SectionWords
from roadmap.life import ItemLife, OccurrenceLife, State
from roadmap.models import Completion

HEADING = "Отметка о выполнении"
WIDTH = 15
"""Percent of the sheet that a column of marks takes when the table has none of its own."""


@dataclass(frozen=True)
class Words:
    """Of marks within a period: of an edition, so that the years before and after it do not mix. records: titles of the
    records that prove something, by their keys."""

    first: date
    last: date
    records: Mapping[str, str] = field(default_factory=dict)

    def of(self, life: ItemLife) -> str:
        """A line for each occurrence that is done, overdue, cancelled or begun; then for each fact without a due
        date."""
        occurrences = (each for each in life.occurrences if self.first <= each.occurrence.ends <= self.last)
        facts = (mark for mark in life.facts if self.first <= mark.done_on <= self.last)
        return "\n".join(filter(None, (*map(self._occurrence, occurrences), *map(self._done, facts))))

    def _occurrence(self, each: OccurrenceLife) -> str:
        row = each.occurrence
        match each.verdict.state:
            case State.DONE:
                return self._done(each.completion)
            case State.DONE_LATE:
                return self._done(each.completion, f" (срок {row.ends:%d.%m.%Y})")
            case State.OVERDUE:
                return f"Не выполнено, срок {row.ends:%d.%m.%Y}"
            case State.CANCELLED:
                return _sentences(f"Отменено {row.cancelled_on:%d.%m.%Y}", row.cancel_reason)
        return f"В работе с {row.started_on:%d.%m.%Y}" if row.started_on else ""

    def _done(self, mark: Completion, late: str = "") -> str:
        """An automatic mark is what its record says: its comment only tells people of the portal where it is from."""
        done = f"Выполнено {mark.done_on:%d.%m.%Y}{late}"
        comment = "" if mark.automatic else mark.comment
        return _sentences(done, comment, self.records.get(mark.record, ""))


def _sentences(*words: str) -> str:
    """One after another in one line, no second period after one."""
    said = [" ".join(each.split()) for each in words]
    *others, last = filter(None, said)
    return " ".join([*(f"{each.rstrip('.')}." for each in others), last])


def with_marks(part: PartWords, marks: Mapping[int | None, str]) -> PartWords:
    """A living table with what became of its items: in its own column for that, or in one more at the end.

    marks: {key of an item: words}. What the document itself says in the column stays above them.
    """
    if not part.is_living:
        return part
    places = [place for place, column in enumerate(part.columns) if column["role"] == Role.MARK]
    if not places:
        part = _with_column(part)
        places = [-1]
    return replace(part, lines=[_marked(line, places[0], marks.get(line.item, "")) for line in part.lines])


def _marked(line: LineWords, place: int, mark: str) -> LineWords:
    cells = list(line.cells)
    cells[place] = "\n".join(filter(None, (cells[place], mark)))
    return replace(line, cells=cells)


def _with_column(part: PartWords) -> PartWords:
    return replace(
        part,
        blocks=[_wider(part.blocks[0])],
        columns=[*part.columns, {"heading": HEADING, "role": Role.MARK.value, "group": ""}],
        sections=[replace(section, cells=_longer(section)) for section in part.sections],
        lines=[replace(line, cells=[*line.cells, ""]) for line in part.lines],
    )


def _wider(table: Block) -> Block:
    """The head and the widths of a table with one more column."""
    head = [[*cells] for cells in table["head"]]
    if head:
        head[0].append(cell_of(HEADING, rowspan=len(head)))
    widths = [width * (100 - WIDTH) / 100 for width in table["widths"]]
    return table | {"head": head, "widths": list(percents([*widths, WIDTH])) if widths else []}


def _longer(section: SectionWords) -> list[dict]:
    """A section of one cell across grows by itself."""
    if not section.cells:
        return []
    *others, last = section.cells
    return [*others, last | {"colspan": last["colspan"] + 1}]
