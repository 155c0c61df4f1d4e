"""How a table of an annex is laid out: its columns, its print, and the rows that are divided between pages.

A table is a block of a snapshot (templates/documents/pdf/_blocks.html).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil, sqrt

from .annex_shape import Block

SMALL_PRINT_FROM = 3
"""Columns: such tables are set in 11 pt with their words divided, as plans are."""
SIGN_MM, LINE_MM, PADDING_MM = 1.7, 4.5, 3
"""Of small print: width of a letter, height of a line, both margins of a cell."""
LONGEST_WORD, EDGES, TEXT_WEIGHT = 20, 2, 1.5
"""In letters: longer words are divided, the margins of a cell; what a column adds for its texts."""
UPRIGHT_MM, LANDSCAPE_MM = (180, 245), (267, 158)
"""Width of the text and height that a page has for rows below the head of a table."""
DIVIDED_FROM = 0.5
"""Of a page: moved whole to the next one, a higher row would leave more than half of this one empty."""


LONGEST_LEAD = 300
"""Characters of a paragraph that names the table after it."""


def with_leads(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those marked that stay with the table after them: the paragraph that names it."""
    following = [block["kind"] for block in blocks[1:]]
    return [
        block | {"leads": True} if kind == "table" and _names(block) else block
        for block, kind in zip_longest(blocks, following)
    ]


def _names(block: Block) -> bool:
    return block["kind"] in ("text", "item") and len(block["text"]) <= LONGEST_LEAD


@dataclass(frozen=True)
class Layout:
    """columns: class of each <col>, or none: they are equal; rows: (row, whether it may be divided between pages)."""

    is_small: bool
    columns: list[str]
    rows: list[tuple[Mapping, bool]]


def layout_of(table: Mapping, landscape: bool = False) -> Layout:
    """Layout of a block of kind «table». Widths are whole percents from 1 to 100; where the table has none they follow
    from its words. A row higher than half a page may be divided: the head stands above each of its parts."""
    lines = [*table["head"], *(row["cells"] for row in table["rows"])]
    count = max((sum(cell["colspan"] for cell in cells) for cells in lines), default=0)
    widths = [min(max(round(width), 1), 100) for width in table["widths"] or _guessed_widths(lines, count)]
    shares = widths or [100 / count] * count
    rows = [(row, is_tall(row["cells"], shares, landscape)) for row in table["rows"]]
    return Layout(count >= SMALL_PRINT_FROM, [f"doc-w-{percent}" for percent in widths], rows)


def is_tall(cells: list[Mapping], shares: Sequence[float], landscape: bool = False) -> bool:
    """Whether a row of small print is higher than half a page. shares: of the columns, in percent."""
    width, height = LANDSCAPE_MM if landscape else UPRIGHT_MM
    return _height_mm(cells, shares, width) > height * DIVIDED_FROM


def _guessed_widths(lines: list[list[Mapping]], count: int) -> list[float]:
    """Percents: room for the longest word of a column, and more for a column of long texts. Nothing when no row shows
    all the columns."""
    whole = [cells for cells in lines if len(cells) == count and all(cell["colspan"] == 1 for cell in cells)]
    needs = []
    for column in zip(*whole, strict=True):
        texts = [cell["text"] for cell in column]
        longest = max((len(word) for text in texts for word in text.split()), default=0)
        needs.append(
            min(longest, LONGEST_WORD) + EDGES + TEXT_WEIGHT * sqrt(sum(map(len, texts)) / len(texts))
        )
    return [100 * need / sum(needs) for need in needs]


def _height_mm(cells: list[Mapping], shares: Sequence[float], width_mm: float) -> float:
    """A cautious guess: a row is rather lower than it will be."""
    highest, column = 0, 0
    for cell in cells:
        share = sum(shares[column : column + cell["colspan"]])
        column += cell["colspan"]
        room = max(width_mm * share / 100 - PADDING_MM, SIGN_MM)
        if cell["rowspan"] == 1:
            lines = sum(ceil(len(line) * SIGN_MM / room) for line in cell["text"].splitlines())
            highest = max(highest, lines)
    return highest * LINE_MM
