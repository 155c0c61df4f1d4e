"""Columns of a living table: headings, what they hold, one more, one less."""

from collections.abc import Sequence

from django.db import transaction

from methodservice.documents.annex_shape import printable
from methodservice.documents.recognition.answer import Role
from methodservice.lib.officefiles.limits import MOST_COLUMNS
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.columns import ROLE_NAMES, name_of, narrowed, renamed, row_narrowed, row_widened, widened
from roadmap.models import EditionPart, Line, Section
from roadmap.services.changing import open_part, tell
from roadmap.services.editing import understand_all
from roadmap.services.lines import WIDTH_CHANGED

FULL = f"В таблице не больше {MOST_COLUMNS} столбцов."
NOT_EMPTY = "В столбце есть записи. Сначала уберите их из строк."
LAST = "Это единственный столбец таблицы."


@transaction.atomic
def change_columns(*, part: EditionPart, columns: Sequence[tuple[str, str]], by) -> EditionPart:
    """Headings and roles: (heading, role) of each column in order. What the lines say is read anew."""
    current = open_part(part)
    if len(columns) != len(current.columns):
        raise Refused(WIDTH_CHANGED)
    block, changes = current.table, {}
    for at, (column, (heading, role)) in enumerate(zip(current.columns, columns, strict=True)):
        if column["heading"] != heading:
            block = renamed(block, at, column["heading"], heading)
        if (column["heading"], column["role"]) != (heading, role):
            was = f"{name_of(column)} ({ROLE_NAMES[Role(column['role'])]})"
            changes[f"Столбец {at + 1}"] = [was, f"{heading} ({ROLE_NAMES[Role(role)]})"]
    if not changes:
        return current
    current.columns = [
        column | {"heading": heading, "role": role}
        for column, (heading, role) in zip(current.columns, columns, strict=True)
    ]
    return _saved(current, block, by, changes=changes)


@transaction.atomic
def add_column(*, part: EditionPart, heading: str, by) -> EditionPart:
    """An empty column at the end. Raises AlreadyDone when the last one is the same."""
    current = open_part(part)
    if current.columns[-1]["heading"] == heading:
        raise AlreadyDone("Этот столбец уже добавлен.")
    if len(current.columns) >= MOST_COLUMNS:
        raise Refused(FULL)
    current.columns = [*current.columns, {"heading": heading, "role": Role.OTHER.value, "group": ""}]
    _rewrite(current, lambda cells: [*cells, ""], row_widened)
    return _saved(current, widened(current.table, heading), by, note=f"Добавлен столбец «{heading}»")


@transaction.atomic
def remove_column(*, part: EditionPart, place: int, heading: str, by) -> EditionPart:
    """Take an empty column out. place: from 0, heading: what stood there when it was asked for. Raises Refused."""
    current = open_part(part)
    if not 0 <= place < len(current.columns) or current.columns[place]["heading"] != heading:
        raise Refused(WIDTH_CHANGED)
    if len(current.columns) == 1:
        raise Refused(LAST)
    if any(cells[place].strip() for cells in current.lines.values_list("cells", flat=True)):
        raise Refused(NOT_EMPTY)
    current.columns = [column for at, column in enumerate(current.columns) if at != place]
    _rewrite(
        current,
        lambda cells: cells[:place] + cells[place + 1 :],
        lambda cells: row_narrowed(cells, place),
    )
    return _saved(current, narrowed(current.table, place), by, note=f"Убран столбец «{heading}»")


def _rewrite(part: EditionPart, of_line, of_section) -> None:
    lines, sections = list(part.lines.all()), list(part.sections.all())
    for line in lines:
        line.cells = of_line(line.cells)
    for section in sections:
        section.cells = of_section(section.cells)
    Line.objects.bulk_update(lines, ["cells"], 500)
    Section.objects.bulk_update(sections, ["cells"], 500)


def _saved(part: EditionPart, block: dict, by, **words) -> EditionPart:
    part.blocks = printable([block])
    part.save(update_fields=["blocks", "columns"])
    understand_all(part.edition, part)
    tell(part.edition, by=by, **words)
    return part
