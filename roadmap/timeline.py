"""Шкала времени: rows of a roadmap as a drawing along its months. Pure.

Across, places are percents of the width, so the drawing fits any screen and any sheet; down, they are pixels. Numbers
are strings ready for SVG. A bar stands for days from … to …, a dot for a last day alone; each state has a pattern and
an outline of its own, so nothing is told by colour alone (templates/roadmap/timeline/).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from associations.calendars.grid import Month, months_between
from roadmap.life import LOOKS, State
from roadmap.page import Due, Row

MARGIN = 1.5
"""Percent left and right: a dot on the last day is whole."""
NARROWEST = 0.9
"""Percent of a bar of one day."""
HEAD, TRACK, FOOT = 42, 44, 18
"""Pixels: of the head, of a row, of the word under the line of today."""
LABEL_AT, BAR_AT, BAR = 15, 22, 12
"""Pixels from the top of a track: line of its words, top and height of its bars."""
SHORT, LONG = 40, 130
"""Characters of a row's words on a phone and on a desktop."""
MOST_TRACKS = 12
"""Of one sheet: on paper it lies on a page whole, on a screen its months stay in sight."""
MOST_MONTHS, MOST_QUARTERS = 13, 20
QUARTERS = ("I", "II", "III", "IV")
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
UNKNOWN = "unknown"
"""Look of a time whose state is not told: the edition is not in force."""


def _percent(value: float) -> str:
    return f"{value:.2f}%"


@dataclass(frozen=True)
class Column:
    """A month, a quarter, a year of the head: left edge, middle, words; short: words for a phone."""

    left: str
    middle: str
    words: str

    @property
    def short(self) -> str:
        return self.words[0].upper() if self.words in MONTHS else self.words


@dataclass(frozen=True)
class Bar:
    """look: value of `life.State` or UNKNOWN; is_dot: only the last day is set, `left` is its middle then."""

    due: Due
    look: str
    is_dot: bool
    left: str
    width: str
    top: int
    middle: int

    @property
    def words(self) -> str:
        """«01.03.2026 – 31.03.2026, просрочено»: for a pointer and a reader."""
        verdict = self.due.verdict
        return f"{self.due.days}, {verdict.word.lower()}" if verdict else self.due.days


@dataclass(frozen=True)
class Track:
    """A row of the drawing. top, label_at: pixels; short, long: its words for a narrow and a wide one."""

    row: Row
    top: int
    label_at: int
    short: str
    long: str
    bars: tuple[Bar, ...]


def cut(text: str, most: int) -> str:
    """At most so many characters, whole words, «…» where something is left out."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0].rstrip(',;:.')}…"


@dataclass(frozen=True)
class Scale:
    """Days along the width."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Percent at which the day begins; days outside stand on the edge."""
        span = (self.last - self.first).days + 1
        inside = min(max((day - self.first).days, 0), span)
        return MARGIN + inside / span * (100 - 2 * MARGIN)

    @cached_property
    def months(self) -> list[Month]:
        return months_between(self.first, self.last)

    def _column(self, starts: date, ends: date, words: str) -> Column:
        left, right = self.at(starts), self.at(ends + timedelta(days=1))
        return Column(_percent(left), _percent((left + right) / 2), words)

    @cached_property
    def years(self) -> list[Column]:
        return [
            self._column(date(year, 1, 1), date(year, 12, 31), str(year))
            for year in range(self.first.year, self.last.year + 1)
        ]

    @cached_property
    def columns(self) -> list[Column]:
        """Months, or quarters of several years; nothing where even these would not be read."""
        if len(self.months) <= MOST_MONTHS:
            return [self._column(month.first, month.last, MONTHS[month.number - 1]) for month in self.months]
        quarters: dict[tuple[int, int], list[Month]] = {}
        for month in self.months:
            quarters.setdefault((month.year, (month.number - 1) // 3), []).append(month)
        if len(quarters) > MOST_QUARTERS:
            return []
        return [
            self._column(months[0].first, months[-1].last, QUARTERS[quarter])
            for (_, quarter), months in quarters.items()
        ]


@dataclass(frozen=True)
class Drawing:
    """Tracks under the head. key: makes names inside the drawing unique on its page; today: percent, or nothing."""

    key: str
    title: str
    scale: Scale
    tracks: tuple[Track, ...]
    today: str

    @property
    def today_anchor(self) -> str:
        """Which end of the word «сегодня» stands at its line: it never reaches outside the drawing."""
        return "end" if float(self.today.rstrip("%")) > 50 else "start"

    @property
    def height(self) -> int:
        return self.floor + (FOOT if self.today else 0)

    @property
    def floor(self) -> int:
        """Pixel at which lines end."""
        return HEAD + TRACK * len(self.tracks)

    @cached_property
    def sheets(self) -> list["Drawing"]:
        """Itself, or its tracks on several sheets under a head each."""
        if len(self.tracks) <= MOST_TRACKS:
            return [self]
        return [
            replace(
                self,
                key=f"{self.key}-{at}",
                tracks=tuple(
                    _track(track.row, HEAD + TRACK * place, self.scale)
                    for place, track in enumerate(self.tracks[at : at + MOST_TRACKS])
                ),
            )
            for at in range(0, len(self.tracks), MOST_TRACKS)
        ]

    @property
    def looks(self) -> list[str]:
        """Of the bars that are drawn, in the order of the legend."""
        drawn = {bar.look for track in self.tracks for bar in track.bars}
        return [look for look in (*State, UNKNOWN) if look in drawn]


def draw(
    rows: Sequence[Row], first: date, last: date, *, today: date | None, key: str, title: str
) -> Drawing:
    """Rows along the days from first to last; times outside are left out, those that reach outside are cut.

    today: draws its line when it is among the days; None: no line.
    """
    scale = Scale(first, last)
    tracks = tuple(_track(row, HEAD + TRACK * place, scale) for place, row in enumerate(rows))
    line = _percent(scale.at(today)) if today and first <= today <= last else ""
    return Drawing(key, title, scale, tracks, line)


def _track(row: Row, top: int, scale: Scale) -> Track:
    seen = (due for due in row.dues if due.ends >= scale.first and (due.starts or due.ends) <= scale.last)
    bars = tuple(_bar(due, top + BAR_AT, scale) for due in seen)
    return Track(row, top, top + LABEL_AT, cut(row.title, SHORT), cut(row.title, LONG), bars)


def _bar(due: Due, top: int, scale: Scale) -> Bar:
    look = due.verdict.state.value if due.verdict else UNKNOWN
    middle = top + BAR // 2
    if due.starts is None:
        return Bar(due, look, True, _percent(scale.at(due.ends)), "", top, middle)
    left, right = scale.at(due.starts), scale.at(due.ends + timedelta(days=1))
    width = max(right - left, NARROWEST)
    return Bar(due, look, False, _percent(min(left, 100 - NARROWEST)), _percent(width), top, middle)


def legend(drawings: Iterable[Drawing]) -> list[tuple[str, str]]:
    """(look, word) of what is drawn."""
    drawn = {look for drawing in drawings for look in drawing.looks}
    return [(state.value, LOOKS[state][1]) for state in State if state in drawn]
