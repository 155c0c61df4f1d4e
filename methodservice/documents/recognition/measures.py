"""What an indicator's words and figures say: name, unit, cumulative or not, targets by year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .answer import RecognisedTable, Role, Row
from .columns import YEAR, is_type, is_unit, is_value

COUNT = "count"
PERCENT = "%"
_CUMULATIVE = re.compile(r"[\s,(]*(?:с\s+)?нарастающ\w+\s+итог\w*\)?", re.I)
_UNITS = (
    ("%", r"%|проц(?:ент\w*|\.)?"),
    ("ед.", r"ед(?:\.|иниц\w*)?"),
    ("чел.", r"чел(?:\.|овек\w*)?"),
    ("балл", r"балл\w*|б\."),
    ("шт.", r"шт(?:\.|ук\w*)?"),
    ("час", r"час\w*|ч\."),
    ("да/нет", r"да\s?/\s?нет"),
    ("руб.", r"(?:тыс\.?\s)?руб(?:\.|л\w*)?"),
    ("мест", r"мест[оа]?"),
    ("раз", r"раз"),
)
_ANY = "|".join(f"(?:{words})" for _, words in _UNITS)
_TAIL = re.compile(
    rf"(?:\s*,\s*(?:в\s+)?|\s*\(\s*(?:в\s+)?|\s+в\s+(?=%|проц)|\s+(?=%))(?P<unit>{_ANY})\s*\)?\s*[.:;]?\s*\Z",
    re.I,
)
_SHARE = re.compile(r"(?:доля|процент|удельный вес|охват)(?!\w)", re.I)
_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)\s?[.)]\s*")
_LEADING = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\s?[.)]\s+(?=[^\W\d])")
_FIGURE = re.compile(r"(?P<number>-?\d[\d\s]*(?:[.,]\d+)?)\s?%?\Z")
_NOTHING = re.compile(r"[-–—\s]*\Z")


@dataclass(frozen=True)
class Measure:
    """An indicator. name: without unit; name_full: as written; parts: lines under the name; unit: «%», «ед.», …, or
    «count» when it counts and no unit is written; targets: {year or heading: int, Decimal, words, None when empty}."""

    name: str
    name_full: str
    parts: tuple[str, ...] = ()
    unit: str = COUNT
    unit_as_written: str | None = None
    cumulative: bool = False
    targets: dict[str, int | Decimal | str | None] = field(default_factory=dict)
    number: str | None = None
    type: str | None = None


def measure_of(table: RecognisedTable, row: Row) -> Measure:
    """The indicator in a row of a table of indicators; of targets, named by the caption of its table."""
    name_at = next((at for at, column in enumerate(table.columns) if column.role is Role.INDICATOR), None)
    type_at = next((at for at, column in enumerate(table.columns) if is_type(column.heading)), None)
    unit_at = next((at for at, column in enumerate(table.columns) if is_unit(column.heading)), None)
    written = row.cells[unit_at] if unit_at is not None else ""
    number = row.number
    words = row.cells[name_at] if name_at is not None and name_at != type_at else ""
    if not words:
        found = _NUMBER.match(table.caption)
        number, words = (found[1], table.caption[found.end() :]) if found else (number, table.caption)
    base = _worded(words, written)
    return Measure(
        **base,
        targets={key: figure(row.cells[at]) for at, key in value_columns(table)},
        number=number,
        type=row.cells[type_at] if type_at is not None else None,
    )


def _worded(words: str, written: str) -> dict:
    first, *rest = words.split("\n")
    name = _LEADING.sub("", first).rstrip(" :")
    cumulative = bool(_CUMULATIVE.search(f"{words} {written}"))
    name = _CUMULATIVE.sub("", name).rstrip(" ,")
    unit = None
    if found := _TAIL.search(name):
        unit, name = found["unit"], name[: found.start()].rstrip(" ,")
    unit = written or unit
    return {
        "name": name,
        "name_full": words,
        "parts": tuple(rest),
        "unit": _unit(unit) if unit else PERCENT if _SHARE.match(name) else COUNT,
        "unit_as_written": unit,
        "cumulative": cumulative,
    }


def _unit(written: str) -> str:
    plain = _CUMULATIVE.sub("", written).strip(" ,()")
    return next((unit for unit, words in _UNITS if re.fullmatch(words, plain, re.I)), plain)


def value_columns(table: RecognisedTable) -> list[tuple[int, str]]:
    """(place, key of its target) of columns that hold figures: the year when the heading names one."""
    found = []
    for place, column in enumerate(table.columns):
        if column.role is Role.NUMBER or is_type(column.heading) or is_unit(column.heading):
            continue
        year = YEAR.search(column.heading) or YEAR.search(column.group)
        if year or is_value(column.heading):
            found.append((place, column.heading, column.group))
    keys = [_key(heading, group) for _, heading, group in found]
    return [
        (place, key if keys.count(key) == 1 else " ".join(filter(None, (group, heading))))
        for (place, heading, group), key in zip(found, keys, strict=True)
    ]


def _key(heading: str, group: str) -> str:
    years = YEAR.findall(heading)
    if len(years) == 1 and not re.search(r"\d[/–—-]\s?\d", heading):
        return years[0]
    if not years and (found := YEAR.search(group)):
        return f"{found[0]} {heading}"
    return heading


def figure(text: str) -> int | Decimal | str | None:
    """A figure as it is written; None for an empty cell or a dash; words stay words."""
    if _NOTHING.fullmatch(text):
        return None
    found = _FIGURE.fullmatch(text.strip())
    if not found:
        return text
    number = Decimal(re.sub(r"\s", "", found["number"]).replace(",", "."))
    return int(number) if number == number.to_integral_value() else number


def empty_targets(table: RecognisedTable, rows: Sequence[Row]) -> list[tuple[Row, list[str]]]:
    """Rows with the years that have no figure; rows without any figure do not count."""
    columns = [pair for pair in value_columns(table) if "факт" not in table.columns[pair[0]].heading.lower()]
    found = []
    for row in rows:
        missing = [key for place, key in columns if figure(row.cells[place]) is None]
        if missing and len(missing) < len(columns):
            found.append((row, missing))
    return found
