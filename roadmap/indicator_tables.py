"""Tables of indicators and targets of an edition, as reading recognises them in a file. Pure."""

from collections.abc import Iterable, Sequence

from methodservice.documents.recognition import Column, Kind, RecognisedTable, Role, Row
from roadmap.models import EditionPart

KINDS = (Kind.INDICATORS.value, Kind.TARGETS.value)


def has_indicators(parts: Iterable[EditionPart]) -> bool:
    """Whether an edition says something that a set of indicators can begin with."""
    return any(part.kind in KINDS and part.table["rows"] for part in parts)


def recognised_tables(parts: Iterable[EditionPart]) -> list[RecognisedTable]:
    """In the order of the document; cells of rows along the columns."""
    return [_table(part) for part in parts if part.kind in KINDS]


def _table(part: EditionPart) -> RecognisedTable:
    columns = tuple(Column(each["heading"], Role(each["role"]), each["group"]) for each in part.columns)
    number = next((at for at, column in enumerate(columns) if column.role is Role.NUMBER), None)
    cells = _grid([row["cells"] for row in part.table["rows"]], len(columns))
    rows = tuple(
        Row(None, texts[number].strip(" .") or None if number is not None else None, texts, at)
        for at, (row, texts) in enumerate(zip(part.table["rows"], cells, strict=True))
        if not row["group"]
    )
    return RecognisedTable(Kind(part.kind), part.caption, columns, (), rows, part.table)


def _grid(rows: Sequence[Sequence[dict]], width: int) -> list[tuple[str, ...]]:
    """Texts of every row, a merged cell in each of its places."""
    below: dict[int, tuple[int, str]] = {}
    answer = []
    for cells in rows:
        texts, left = [], iter(cells)
        while len(texts) < width:
            at = len(texts)
            if at in below:
                rest, text = below.pop(at)
                if rest > 1:
                    below[at] = (rest - 1, text)
                texts.append(text)
                continue
            cell = next(left, None)
            if cell is None:
                texts.append("")
                continue
            for place in range(at, min(at + cell["colspan"], width)):
                if cell["rowspan"] > 1:
                    below[place] = (cell["rowspan"] - 1, cell["text"])
                texts.append(cell["text"])
        answer.append(tuple(texts))
    return answer
