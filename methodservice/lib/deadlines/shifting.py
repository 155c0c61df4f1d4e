"""The words of a deadline moved to another year, when last year's plan is copied."""

import re
from calendar import isleap

from methodservice.lib.deadlines.spans import NEWEST_YEAR, OLDEST_YEAR

DASH = "[-‐‑‒–—−]"
SPACE = r"[\s\u00a0]"
PAPER = rf"№{SPACE}*\S+(?:{SPACE}+от{SPACE}+\S+)?|\bот{SPACE}+[0-9.]+(?:{SPACE}*г\.?)?{SPACE}*№{SPACE}*\S+"
YEAR = r"(?:19|20|21)[0-9]{2}"
YEARS = re.compile(
    rf"""(?P<paper>{PAPER})
    |(?<![0-9])(?P<iso>{YEAR})(?P<rest>-[0-9]{{2}}-[0-9]{{2}})(?![0-9])
    |(?<![0-9.])(?P<day>[0-9]{{1,2}}{SPACE}?[./]{SPACE}?[0-9]{{1,2}}{SPACE}?[./]{SPACE}?)(?P<dated>{YEAR}|[0-9]{{2}})(?![0-9]|[./][0-9])
    |(?<![0-9.])(?P<month>[0-9]{{1,2}}[./])(?P<monthly>{YEAR})(?![0-9])
    |(?<![0-9])(?P<first>{YEAR})(?P<between>{SPACE}*(?:{DASH}|/){SPACE}*)(?P<second>[0-9]{{2}})(?![0-9./])
    |(?P<february>\b29{SPACE}+февраля{SPACE}+)(?P<leap>{YEAR})(?![0-9])
    |(?<![0-9№])(?P<year>{YEAR})(?![0-9])""",
    re.VERBOSE | re.IGNORECASE,
)


def shift_years(text: str, years: int) -> str:
    """The text with every year in it moved: «2023-2024 уч. г.» by 1 is «2024-2025 уч. г.».

    Words without a year stay as they are, and so do numbers and dates of documents («приказ № 77 от 12.05.2021»):
    they name a paper, not a time. 29 February becomes 28 February in a year that has no 29th. A year that would
    leave 1990–2100 stays.
    """
    return YEARS.sub(lambda found: _shifted(found, years), text)


def _moved(written: str, years: int) -> str:
    """Four or two digits, as written."""
    if len(written) == 2:
        return f"{(int(written) + years) % 100:02}"
    year = int(written)
    moved = year + years
    in_reach = OLDEST_YEAR <= year <= NEWEST_YEAR and OLDEST_YEAR <= moved <= NEWEST_YEAR
    return str(moved) if in_reach else written


def _shifted(found: re.Match, years: int) -> str:
    part = found.groupdict()
    if part["paper"]:
        return part["paper"]
    if part["iso"]:
        return _moved(part["iso"], years) + part["rest"]
    if part["dated"]:
        year = _moved(part["dated"], years)
        return _existing(part["day"], year) + year
    if part["monthly"]:
        return part["month"] + _moved(part["monthly"], years)
    if part["first"]:
        return _moved(part["first"], years) + part["between"] + _moved(part["second"], years)
    if part["leap"]:
        year = _moved(part["leap"], years)
        return (part["february"] if isleap(int(year)) else part["february"].replace("29", "28", 1)) + year
    return _moved(part["year"], years)


def _existing(day: str, year: str) -> str:
    """«29.02.» or «28.02.» when the year has no 29th."""
    numbers = [int(one) for one in re.findall("[0-9]+", day)]
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    return day.replace("29", "28", 1) if numbers == [29, 2] and not isleap(full_year) else day
