"""Lines of a plan out of the tables of a file. Pure but for the file.

Words of columns that a plan has no place for stand with their heading in what is expected; a row without an action goes
on with the row above.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace

from associations.plans.models import PlanLine
from methodservice.documents.recognition import Kind, RecognisedTable, Role, Row, recognise_file, when_of
from methodservice.lib.deadlines import Kind as Time
from methodservice.lib.deadlines import understand
from methodservice.lib.officefiles import FileRefused
from methodservice.lib.periods import SchoolYear

from .headings import Column, column_of, section_of

MOST_LINES = 200
MOST_ROWS = 1_000
"""Rows of tables; several may make one line."""
MOST_TEXT = 500_000
"""Characters; the plan of a year has some tens of thousands."""
MOST_NOTES = 20
LONGEST = {
    name: PlanLine._meta.get_field(name).max_length
    for name in ("action", "deadline", "responsible", "expected")
}
NO_PLAN = (
    "В файле не нашли таблицы плана. У её столбцов должны быть заголовки: «Мероприятие» или «Содержание», «Сроки», "
    "«Ответственный»."
)
TOO_MANY = f"В таблице больше {MOST_LINES} строк: это не план на один год. Оставьте в файле один план."
TOO_LONG = "В таблице слишком много текста для плана на год. Оставьте в файле только таблицу плана."
_ORDINAL = re.compile(r"^\s*(?:(?:[IVXLС]+|\d+(?:\.\d+)*)\s*[.)]+|[IVXL]+\s)\s*")
_NUMBER = re.compile(r"[\dIVXLivxl.)\s]+")
_WORDS = re.compile(
    r"^(?P<name>(?:(?:единая|общая)\s+)?(?:методическая\s+)?тема\b[^:]{0,60}|цел[ьи]\b[^:]{0,60}|(?:основные\s+)?задачи\b[^:]{0,60})"
    r"\s*[:–—-]\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
SHORT_TIME = 40


@dataclass(frozen=True)
class ReadLine:
    """A line as read. number: of its row in the table or sheet; original: (heading, text) of its cells as they stand;
    heading: title of a section that a plan does not have; direction, kind: titles as written; doubts: sentences."""

    number: int
    original: tuple[tuple[str, str], ...]
    section: str
    action: str
    deadline: str = ""
    responsible: str = ""
    expected: str = ""
    direction: str = ""
    kind: str = ""
    heading: str = ""
    doubts: tuple[str, ...] = ()

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "ReadLine":
        return cls(
            **data | {"original": tuple(map(tuple, data["original"])), "doubts": tuple(data["doubts"])}
        )


@dataclass(frozen=True)
class ReadPlan:
    """What a file says. words: theme, goals, tasks that stand above the table, where there are any."""

    lines: tuple[ReadLine, ...]
    words: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_plan(file, name: str, year: SchoolYear) -> ReadPlan:
    """The plan in a file; FileRefused with a sentence when there is none. `file`: seekable binary."""
    found = recognise_file(file, name)
    return plan_of(found.tables, year, found.warnings)


def plan_of(tables: Iterable[RecognisedTable], year: SchoolYear, notes: Sequence[str] = ()) -> ReadPlan:
    """The plan in the tables: in roadmaps and those that name what is done and when or by whom.

    notes: sentences about the file.
    """
    found = [table for table in tables if _is_plan(table)]
    if not found:
        raise FileRefused(NO_PLAN)
    if sum(len(table.rows) for table in found) > MOST_ROWS:
        raise FileRefused(TOO_MANY)
    if sum(map(_size, found)) > MOST_TEXT:
        raise FileRefused(TOO_LONG)
    lines: list[ReadLine] = []
    for table in found:
        title = table.caption if len(found) > 1 and len(table.caption) <= 200 else ""
        for row in table.rows:
            _take(lines, _Told(table, row, title, year))
    if not lines:
        raise FileRefused("В таблице плана нет ни одной строки под заголовками.")
    if len(lines) > MOST_LINES:
        raise FileRefused(TOO_MANY)
    notes = list(notes)
    if len(notes) > MOST_NOTES:
        notes[MOST_NOTES:] = [f"Таких ячеек ещё {len(notes) - MOST_NOTES}."]
    return ReadPlan(tuple(_fitted(line) for line in lines), _words_above(found[0].above), tuple(notes))


def _size(table: RecognisedTable) -> int:
    """Characters of a table, merged cells counted at each place, and its rows."""
    return sum(len(_section(table, row)) + sum(map(len, row.cells)) + 1 for row in table.rows)


def _section(table: RecognisedTable, row: Row) -> str:
    return table.sections[row.section - 1].text if row.section else ""


def _is_plan(table: RecognisedTable) -> bool:
    columns = {column_of(column.heading, column.role) for column in table.columns}
    named = Column.ACTION in columns and bool(columns & {Column.DEADLINE, Column.RESPONSIBLE})
    return named or table.kind is Kind.ROADMAP


def _times(table: RecognisedTable, row: Row) -> set[Role]:
    """Columns whose words make the deadline of the row, see `when_of`."""
    filled = {column.role for column, text in zip(table.columns, row.cells, strict=True) if text}
    if Role.DEADLINE in filled:
        return {Role.DEADLINE}
    return {Role.START, Role.END} if filled & {Role.START, Role.END} else {Role.QUARTER}


class _Told:
    """A row of a table, its cells by what they hold."""

    def __init__(self, table: RecognisedTable, row: Row, title: str, year: SchoolYear):
        self.number = row.in_file
        self.cells: dict[Column, list[str]] = {Column.DEADLINE: [when_of(table, row)]}
        self.original = []
        self.section = _section(table, row) or title
        self.year = year
        times = _times(table, row)
        seen = set()
        for told, text in zip(table.columns, row.cells, strict=True):
            column = column_of(told.heading, told.role)
            repeats = (column, text) in seen and column is not Column.NUMBER and told.role is not Role.QUARTER
            if not text or repeats:
                continue
            seen.add((column, text))
            heading = f"{told.group}: {told.heading}" if told.group else told.heading
            self.original.append((heading, text))
            if told.role in times:
                continue
            if column is Column.DEADLINE or (column is Column.NUMBER and not _NUMBER.fullmatch(text)):
                column = Column.OTHER
            if column is Column.OTHER:
                column, text = Column.EXPECTED, f"{heading}: {text}" if heading else text
            self.cells.setdefault(column, []).append(text)

    def text(self, column: Column) -> str:
        return "\n".join(self.cells.get(column, ()))


def _take(lines: list[ReadLine], row: _Told) -> None:
    action = row.text(Column.ACTION)
    words = {
        name.value: row.text(name)
        for name in (Column.DEADLINE, Column.RESPONSIBLE, Column.EXPECTED, Column.DIRECTION, Column.KIND)
    }
    if action:
        lines.append(_line(row, action, words))
    elif lines and any(words.values()):
        lines[-1] = _continued(lines[-1], row, words)


def _line(row: _Told, action: str, words: dict[str, str]) -> ReadLine:
    title = _ORDINAL.sub("", row.section).strip(" .:")
    # «I полугодие» is a time with its ordinal, «1. Сентябрь» without
    if time := next((text for text in (row.section, title) if text and _is_time(text, row.year)), ""):
        words["deadline"] = words["deadline"] or time
        title = ""
    section = section_of(title) if title else section_of(action.split("\n")[0]) or PlanLine.Section.BETWEEN
    return ReadLine(
        row.number,
        tuple(row.original),
        section or PlanLine.Section.OTHER,
        action,
        heading="" if section else title,
        **words,
    )


def _is_time(title: str, year: SchoolYear) -> bool:
    """«Сентябрь», «I полугодие»: a section that says when."""
    if len(title) > SHORT_TIME:
        return False
    kind = understand(title, year.starts, year.ends).kind
    return kind in (Time.DATE, Time.WINDOW, Time.RECURRING, Time.CONTINUOUS)


def _continued(line: ReadLine, row: _Told, words: dict[str, str]) -> ReadLine:
    """A row without an action: its words go to the line above."""
    joined = {
        name: "\n".join(filter(None, (getattr(line, name), text))) for name, text in words.items() if text
    }
    return replace(
        line,
        **joined,
        original=(*line.original, *row.original),
        doubts=(*line.doubts, f"Строка {row.number} файла — без мероприятия: её слова добавлены сюда."),
    )


def _fitted(line: ReadLine) -> ReadLine:
    """Texts that fit their fields: a deadline or a list of people too long goes on in what is expected."""
    changed, more = {}, []
    for name, heading in (("action", "Мероприятие"), ("deadline", "Срок"), ("responsible", "Ответственный")):
        text = getattr(line, name)
        if len(text) > LONGEST[name]:
            cut = text.rfind(" ", 0, LONGEST[name]) if " " in text[: LONGEST[name]] else LONGEST[name]
            changed[name] = text[:cut].rstrip()
            more.append(f"{heading}, продолжение: {text[cut:].strip()}")
    doubts = list(line.doubts)
    if more:
        doubts.append("Длинный текст не поместился целиком: продолжение стоит в ожидаемом результате.")
    expected = "\n".join(filter(None, (line.expected, *more)))
    if len(expected) > LONGEST["expected"]:
        doubts.append("Ожидаемый результат длиннее 2000 знаков: сократите его в файле, конец не запишется.")
    return replace(line, **changed, expected=expected[: LONGEST["expected"]], doubts=tuple(doubts))


FIELDS = {"т": "theme", "ц": "goals", "з": "tasks"}
WORD_LIMITS = {"theme": 500, "goals": 3000, "tasks": 5000}


def _words_above(paragraphs: Iterable[str]) -> dict[str, str]:
    """Theme, goal and tasks: «Цель: …» and the lines of the list under it."""
    words: dict[str, list[str]] = {}
    current = None
    for text in (line for paragraph in paragraphs for line in paragraph.split("\n")):
        if found := _WORDS.match(text):
            initial = next(sign for sign in re.findall(r"тема|цел|задач", found["name"].lower()))[0]
            current = FIELDS[initial]
            words.setdefault(current, []).extend(filter(None, [found["text"].strip()]))
        elif current in ("goals", "tasks") and re.match(r"^(?:\d+[.)]|[-–—•*])\s*", text):
            words[current].append(text)
        else:
            current = None
    return {name: "\n".join(texts)[: WORD_LIMITS[name]] for name, texts in words.items() if texts}
