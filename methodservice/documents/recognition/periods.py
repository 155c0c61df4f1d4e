"""The time that a document is for, by its words: «на 2024-2027 гг.», «2025/2026 учебный год»."""

import calendar
import re
from datetime import date

Period = tuple[date, date]

_DATE = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(20\d\d)(?!\d)")
_SCHOOL = re.compile(r"(?<!\w)уч(?:ебн|\.|\s?г)", re.I)
_PAIR = re.compile(r"(?<!\d)(20\d\d)\s?[/\\–—-]\s?(20\d\d|\d\d)(?!\d)")
_RANGE = re.compile(
    r"(?<![\d.])(20\d\d)\s*(?:г\.|гг\.|год[а-я]*)?\s*(?:[-–—]|по|до|и|,)\s*(20\d\d)(?![\d])", re.I
)
_ONE = re.compile(r"(?<![\d.])(20\d\d)(?:\s*(?:-?й\s)?(?:год|г\.|г\b)|\)|\s*\Z)", re.I)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"), start=1
    )
}
_MONTH = "|".join(_MONTHS)
_MONTH_RANGE = re.compile(rf"({_MONTH})[а-я]*\s+(20\d\d)\D{{1,15}}?({_MONTH})[а-я]*\s+(20\d\d)", re.I)
_MONTHS_OF_YEAR = re.compile(rf"\bна\s+({_MONTH})[а-я]*(?:\s*[-–—]\s*({_MONTH})[а-я]*)?\s+(20\d\d)", re.I)
YEAR = re.compile(r"(?<![\d.])20\d\d(?!\d)")


def period_in(text: str, *, bare: bool = False) -> Period | None:
    """First and last day; None when the words do not say. bare: any year counts, not only after «на» or as a range."""
    return _of_school(text) or _of_days(text) or _of_months(text) or _of_years(_DATE.sub(" ", text), bare)


def years_in(text: str) -> tuple[int, ...]:
    """First and last year that the words name, or one; dates do not count."""
    years = sorted(int(year) for year in YEAR.findall(_DATE.sub(" ", text)))
    return tuple(dict.fromkeys((years[0], years[-1]))) if years else ()


def _of_school(text: str) -> Period | None:
    pairs = [(int(one), int(other[-2:]) + 2000) for one, other in _PAIR.findall(text)]
    if not pairs or not _SCHOOL.search(text) or any(other <= one for one, other in pairs):
        return None
    return date(min(one for one, _ in pairs), 9, 1), date(max(other for _, other in pairs), 8, 31)


def _of_days(text: str) -> Period | None:
    found = []
    for day, month, year in _DATE.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            return None
    between = len(found) == 2 and re.search(r"\d{4}\s*(?:г\.|года)?\s*(?:[-–—]|по|до)\s*\d{1,2}\.", text)
    return (found[0], found[1]) if between and found[0] < found[1] else None


def _of_months(text: str) -> Period | None:
    found = _MONTH_RANGE.search(text) or _MONTHS_OF_YEAR.search(text)
    if not found:
        return None
    if found.re is _MONTH_RANGE:
        first, last = ((_month(found[name]), int(found[year])) for name, year in ((1, 2), (3, 4)))
    else:
        first, last = ((_month(found[name] or found[1]), int(found[3])) for name in (1, 2))
    if (first[1], first[0]) > (last[1], last[0]):
        return None
    return date(first[1], first[0], 1), date(last[1], last[0], calendar.monthrange(last[1], last[0])[1])


def _month(word: str) -> int:
    return next(number for name, number in _MONTHS.items() if re.match(name, word, re.I))


def _of_years(text: str, bare: bool) -> Period | None:
    ranges = [(int(first), int(last)) for first, last in _RANGE.findall(text)]
    years = [year for pair in ranges for year in pair if pair[0] < pair[1]]
    if bare:
        years += map(int, YEAR.findall(text))
    elif not years:
        years = [int(found[1]) for found in _ONE.finditer(text)][-1:]
    return (date(min(years), 1, 1), date(max(years), 12, 31)) if years else None
