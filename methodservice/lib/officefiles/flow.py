"""A document as it is read from top to bottom: paragraphs and tables in order, and what could not be carried over.

flow = read_flow(file, "Программа.docx")
for block in flow.blocks: …   # Paragraph or FlowTable
flow.warnings                 # sentences in Russian
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .grids import Grid
from .headed import headings_end
from .limits import FileRefused
from .tables import NUMBERS, is_numbering
from .words import normal

MOST_PARAGRAPHS = 20_000
TOO_MANY_PARAGRAPHS = "В документе больше 20 000 абзацев. Разделите его на части."
NOTHING_TO_READ = "В файле нет ни текста, ни таблиц. Выберите файл с содержанием."
LONGEST_NOTE = 300
MOST_NOTES = 20

LEFT_OUT = {
    "picture": "Рисунки не перенесены: {}.",
    "figure": "Линии и фигуры не перенесены: {}.",
    "chunk": "Вложенные документы не перенесены: {}.",
    "symbol": "Знаки особых шрифтов не перенесены: {}. Впишите их словами.",
    "comment": "Примечания рецензентов не перенесены: {}.",
    "hidden": "Скрытый текст не перенесён, мест: {}.",
    "hidden_row": "Скрытые строки и столбцы листов не перенесены: {}.",
    "inserted": "Правки с пометками: вставленное оставлено, мест: {}.",
    "deleted": "Правки с пометками: удалённое не перенесено, мест: {}.",
    "box": "Надписи поставлены обычными абзацами: {}. Проверьте их место.",
    "formula": "Формулы перенесены строкой: {}. Проверьте их.",
    "nested": "Таблицы внутри ячеек перенесены строками: {}.",
}
"""What the readers count, and the sentence about it."""


@dataclass(frozen=True)
class Paragraph:
    """text: one line, or more where items follow soft breaks; auto_number: drawn by Word, not in the text.

    level: of a heading from 1, 0 for other paragraphs. align: left, centre, right, justify, or «» when the file does
    not say. page_break: begins a page. landscape: stands on a sheet that lies on its side. sheet: of a workbook.
    """

    text: str
    auto_number: str = ""
    level: int = 0
    align: str = ""
    page_break: bool = False
    landscape: bool = False
    sheet: str = field(default="", compare=False)


@dataclass(frozen=True)
class FlowTable:
    """grid: its places; header_rows: how many of its top rows are headings; widths: of the columns in percent, in sum
    100, empty when the file does not say; sheet, left: of a workbook, and the place of its first column there; strong:
    for each row whether all its words are bold, empty when the file does not say."""

    grid: Grid
    header_rows: int = 0
    widths: tuple[int, ...] = ()
    page_break: bool = False
    landscape: bool = False
    sheet: str = field(default="", compare=False)
    left: int = field(default=0, compare=False)
    strong: tuple[bool, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Flow:
    """Blocks in the order of the file; warnings: what was left out or put otherwise (sentences in Russian)."""

    blocks: tuple[Paragraph | FlowTable, ...]
    warnings: tuple[str, ...] = ()


def flow_of_blocks(
    blocks: Sequence[Paragraph | FlowTable], left: Counter, warnings: Sequence[str] = ()
) -> Flow:
    """The flow with the sentences about what was counted on the way; FileRefused when there is nothing in it."""
    if not blocks:
        raise FileRefused(NOTHING_TO_READ)
    counted = (sentence.format(left[kind]) for kind, sentence in LEFT_OUT.items() if left[kind])
    return Flow(tuple(blocks), (*counted, *warnings))


def percents(widths: Sequence[float]) -> tuple[int, ...]:
    """Widths in any unit as whole percents of at least 1 that make 100; empty when one of them is no width."""
    total = sum(widths)
    if not widths or min(widths) <= 0 or total == float("inf"):
        return ()
    exact = [max(width * 100 / total, 1) for width in widths]
    whole = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in by_rest[: max(100 - sum(whole), 0)]:
        whole[place] += 1
    for _ in range(sum(whole) - 100):
        whole[whole.index(max(whole))] -= 1
    return tuple(whole)


def header_rows(grid: Grid, marked: int = 0, bold: Sequence[bool] = ()) -> int:
    """How many top rows are headings: those that the file marks so, else bold ones over others, else a row that begins
    with «№» or has column numbers under it. Rows that merged cells of the headings reach into belong to them."""
    last = len(grid.rows) - 1
    start = marked or next((row for row, strong in enumerate(bold) if not strong), 0)
    if not start and _names_columns(grid):
        start = 1
    if not 0 < start <= last:
        return start if marked == start else 0
    end = max(start, headings_end(grid, 0))
    while end <= last and any(cell.at[0] < end for cell in grid.rows[end]):
        end += 1
    if end <= last and is_numbering([cell.text for cell in grid.rows[end]]):
        end += 1
    return end if end <= last else 0


def _names_columns(grid: Grid) -> bool:
    first = grid.rows[0][0].text
    about_number = "№" in first or normal(first) != ""
    return (about_number and normal(first) in NUMBERS) or (
        len(grid.rows) > 1
        and all(cell.text for cell in grid.rows[0])
        and is_numbering([cell.text for cell in grid.rows[1]])
    )
