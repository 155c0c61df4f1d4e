"""Charts as drawings: numbers → places in an SVG made by the server. Pure; `{% chart drawing %}` prints them.

Across, places are percents of the width, so a drawing fits any screen and any sheet; down, they are pixels. Numbers
arrive as people read them beside their words, a chart never makes words of its own. Every drawing has a title and a
description for those who cannot see it; the page puts a table beneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import ClassVar, NamedTuple

Number = Decimal | int

HEIGHT, HEAD, FOOT = 240, 30, 48
"""Pixels of a line chart: all of it, above the highest grid line, below the lowest."""
LEFT = 6
"""Percent that the numbers of the grid take."""
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 96, 28, 4
"""Pixels of a sparkline; free ones around it."""
ABOVE, BELOW, NEAR = 10, 20, 28
"""Pixels from a point to its words: above it, or below where the line of the target is nearer than NEAR."""
CROWDED = 5
"""Points from which only the first and the last keep their words on a phone."""
EDGE = Decimal("99.5")
"""Percent of the width where the mark of a target that ends a bar is still seen whole."""
ROOM = Decimal("1.1")
"""A bar without a natural end leaves a tenth free."""
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Point:
    """A number of a line. labels: one or two lines of words under it; words: the number in words; None: no data."""

    value: Number | None
    labels: tuple[str, ...]
    words: str
    target: Number | None = None


@dataclass(frozen=True)
class Bar:
    """A bar against its target. width, target_at: percent; target_at empty without a target."""

    template: ClassVar[str] = "components/charts/bar.svg"
    key: str
    title: str
    description: str
    width: str
    target_at: str
    is_reached: bool


@dataclass(frozen=True)
class Dot:
    """A point that is drawn. at: percent; y, label_y: pixels; is_inner: its words give way on a phone."""

    at: str
    y: str
    label_y: str
    words: str
    is_inner: bool


@dataclass(frozen=True)
class Stroke:
    """A straight piece: x in percent, y in pixels."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Grid:
    y: str
    words: str


@dataclass(frozen=True)
class Slot:
    """Words under the axis. at: percent; lines: (y in pixels, words)."""

    at: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Line:
    """A line over periods with the targets of their years."""

    template: ClassVar[str] = "components/charts/line.svg"
    height: ClassVar[int] = HEIGHT
    left: ClassVar[str] = f"{LEFT}%"
    key: str
    title: str
    description: str
    grid: tuple[Grid, ...]
    slots: tuple[Slot, ...]
    targets: tuple[Stroke, ...]
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]


class Place(NamedTuple):
    """Pixels."""

    x: str
    y: str


@dataclass(frozen=True)
class Spark:
    """A small line without words. paths: points of its unbroken pieces in pixels; last: centre of the last point."""

    template: ClassVar[str] = "components/charts/spark.svg"
    width: ClassVar[str] = str(SPARK_WIDTH)
    height: ClassVar[str] = str(SPARK_HEIGHT)
    key: str
    title: str
    paths: tuple[str, ...]
    last: Place | None


def _percent(value: Number) -> str:
    return f"{value:.2f}%"


def bar(
    value: Number | None, target: Number | None, *, key: str, title: str, description: str, is_reached: bool,
    most: Number | None = None,
) -> Bar:  # fmt: skip
    """most: what the full width stands for (100 for percents); absent or exceeded: a tenth over the greatest number."""
    known = [number for number in (value, target) if number is not None]
    greatest = max(known, default=0)
    full = most if most is not None and greatest <= most else greatest * ROOM

    def at(number):
        return Decimal(number) / full * 100 if full else Decimal(0)

    return Bar(
        key=key,
        title=title,
        description=description,
        width=_percent(at(value or 0)),
        target_at="" if target is None else _percent(min(at(target), EDGE)),
        is_reached=is_reached,
    )


def line(
    points: Sequence[Point], *, key: str, title: str, description: str, unit: str = "", most: Number | None = None
) -> Line:  # fmt: skip
    """points: in order of time, at least one. unit: after the numbers of the grid («%»); most: as for `bar`."""
    known = [number for point in points for number in (point.value, point.target) if number is not None]
    step = step_of(max(known, default=0), most)
    top = max(ceil(max(known, default=0) / step), 1) * step
    if most is not None and max(known, default=0) <= most:
        top = most
    slot = Decimal(100 - LEFT) / len(points)
    floor = HEIGHT - FOOT

    def y(number):
        return HEAD + (floor - HEAD) * (1 - Decimal(number) / top)

    def middle(place):
        return LEFT + slot * (place + Decimal("0.5"))

    last = len(points) - 1

    def label_y(point):
        near = point.target is not None and 0 <= y(point.value) - y(point.target) < NEAR
        return y(point.value) + (BELOW if near else -ABOVE)

    dots = tuple(
        Dot(
            _percent(middle(place)), f"{y(point.value):.1f}", f"{label_y(point):.1f}", point.words,
            len(points) > CROWDED and 0 < place < last,
        )
        for place, point in enumerate(points)
        if point.value is not None
    )  # fmt: skip
    targets = tuple(
        Stroke(
            _percent(LEFT + slot * place), f"{y(point.target):.1f}",
            _percent(LEFT + slot * (place + 1)), f"{y(point.target):.1f}",
        )
        for place, point in enumerate(points)
        if point.target is not None
    )  # fmt: skip
    strokes = tuple(
        Stroke(
            _percent(middle(place)), f"{y(point.value):.1f}",
            _percent(middle(place + 1)), f"{y(following.value):.1f}",
        )
        for place, (point, following) in enumerate(pairwise(points))
        if point.value is not None and following.value is not None
    )  # fmt: skip
    grid = tuple(Grid(f"{y(number):.1f}", _words(number, unit)) for number in _marks(top, step))
    slots = tuple(
        Slot(
            _percent(middle(place)),
            tuple((floor + 20 + 18 * row, words) for row, words in enumerate(point.labels)),
        )
        for place, point in enumerate(points)
    )
    return Line(key, title, description, grid, slots, targets, strokes, dots)


def step_of(greatest: Number, most: Number | None) -> Decimal:
    """Between grid lines: 1, 2 or 5 of a power of ten, four or five lines in all; a scale to 5 has a line for each."""
    if most is not None and greatest <= most:
        return Decimal(most) / (4 if most % 4 == 0 else 5)
    wanted = Decimal(greatest or 1) / 4
    power = Decimal(10) ** wanted.adjusted()
    return next((step * power for step in STEPS if step * power >= wanted), 10 * power)


def _marks(top: Number, step: Decimal) -> list[Decimal]:
    return [step * place for place in range(int(top / step) + 1)]


def _words(number: Decimal, unit: str) -> str:
    plain = f"{number.normalize():f}".replace(".", ",")
    return f"{plain}\N{NO-BREAK SPACE}{unit}" if unit else plain


def spark(values: Sequence[Number | None], *, key: str, title: str) -> Spark:
    """values: in order of time; a missing one breaks the line."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    span = (high - low) or 1
    step = Decimal(SPARK_WIDTH - 2 * SPARK_EDGE) / max(len(values) - 1, 1)

    def place(number, value):
        x = SPARK_EDGE + step * number if len(values) > 1 else Decimal(SPARK_WIDTH) / 2
        height = Decimal(value - low) / span if high != low else Decimal("0.5")
        return Place(
            f"{x:.1f}", f"{SPARK_HEIGHT - SPARK_EDGE - (SPARK_HEIGHT - 2 * SPARK_EDGE) * height:.1f}"
        )

    pieces: list[list[str]] = [[]]
    last = None
    for number, value in enumerate(values):
        if value is None:
            pieces.append([])
            continue
        last = place(number, value)
        pieces[-1].append(",".join(last))
    return Spark(key, title, tuple(" ".join(piece) for piece in pieces if len(piece) > 1), last)
