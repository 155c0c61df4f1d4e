"""What a document is, what it is called and what time it is for."""

import re
from collections.abc import Sequence

from methodservice.lib.officefiles import normal

from .answer import Kind, RecognisedTable
from .kinds import ROADMAP
from .periods import Period, period_in

WORDS = (
    ("roadmap", ROADMAP),
    ("programme", re.compile(r"программ", re.I)),
    ("regulation", re.compile(r"положени", re.I)),
    ("plan", re.compile(r"\bплан\w*\b", re.I)),
)  # fmt: skip
_NAME = ("наименование", "полное наименование", "название")
_TIME = ("срок", "период", "этап", "продолжительность")


def word_of(title: str, order_title: str, tables: Sequence[RecognisedTable]) -> str:
    """«roadmap», «programme», «regulation», «plan» by what its title names first, else by its tables; or ""."""
    for text in (title, order_title):
        found = [(match.start(), word) for word, pattern in WORDS if (match := pattern.search(text))]
        if found:
            return min(found, key=lambda pair: pair[0])[1]
    kinds = {table.kind for table in tables}
    if Kind.ROADMAP in kinds:
        return "roadmap"
    return "programme" if kinds & {Kind.STAGES, Kind.ACTIVITIES} and Kind.PASSPORT in kinds else ""


def passport_value(tables: Sequence[RecognisedTable], beginnings: tuple[str, ...]) -> str:
    """The value of the first row of a passport whose label begins so; ""."""
    for table in tables:
        if table.kind is Kind.PASSPORT:
            for row in table.rows:
                label, value = label_and_value(row.cells, row.number)
                if normal(label).startswith(beginnings):
                    return value
    return ""


def label_and_value(cells: Sequence[str], number: str | None) -> tuple[str, str]:
    """Label and value of a row of a passport; a value of several cells is their lines."""
    rest = cells[1:] if number is not None and len(cells) > 2 else cells
    return rest[0], "\n".join(dict.fromkeys(filter(None, rest[1:])))


def name_in_passport(tables: Sequence[RecognisedTable]) -> str:
    """The name of the programme out of its passport, in one line."""
    return passport_value(tables, _NAME).replace("\n", " ")


def period_of(title: str, order_title: str, tables: Sequence[RecognisedTable]) -> Period | None:
    """From the title, the passport, the title of the order, the names of tables of work."""
    time = passport_value(tables, _TIME)
    named = [
        table.caption for table in tables if table.kind in (Kind.ROADMAP, Kind.ACTIVITIES, Kind.PASSPORT)
    ]
    return (
        period_in(title)
        or period_in(time, bare=True)
        or period_in(order_title)
        or _whole([found for text in named if (found := period_in(text))])
    )


def _whole(periods: Sequence[Period]) -> Period | None:
    """From the first day to the last."""
    return (min(first for first, _ in periods), max(last for _, last in periods)) if periods else None
