"""How the check-ups of a pair went: a table by criterion and a line of means."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mentoring.models import Checkup, Score
from mentoring.rules.checkups import Trend, mean, number
from methodservice.lib import charts

SCALE = 5


@dataclass(frozen=True)
class Table:
    """heads: (title, day) of held check-ups; rows: (criterion, scores in order, «—» for none); means: in words."""

    heads: tuple
    rows: tuple
    means: tuple[str, ...]
    trend: Trend

    def labelled_rows(self) -> list:
        """[(criterion, [(title of the check-up, score)])], for a table that turns into cards on a phone."""
        titles = [title for title, _ in self.heads]
        return [(name, list(zip(titles, scores, strict=True))) for name, scores in self.rows]

    def labelled_means(self) -> list[tuple[str, str]]:
        return list(zip([title for title, _ in self.heads], self.means, strict=True))


def table_of(checkups: Iterable[Checkup]) -> Table:
    """checkups: with their scores. No query when they are prefetched."""
    held = [checkup for checkup in checkups if checkup.held_on]
    scores = [{score.criterion: score.value for score in checkup.scores.all()} for checkup in held]
    means = [mean(each.values()) for each in scores]
    points = [(checkup.title, value) for checkup, value in zip(held, means, strict=True) if value is not None]
    return Table(
        heads=tuple((checkup.title, checkup.held_on) for checkup in held),
        rows=tuple(
            (criterion.label, tuple(str(each.get(criterion.value, "—")) for each in scores))
            for criterion in Score.Criterion
        ),
        means=tuple("—" if value is None else number(value) for value in means),
        trend=Trend(tuple(points)),
    )


def drawing_of(points: Iterable[tuple[str, str]], *, key: str) -> charts.Line:
    """points: (title, mean as text «3.8»); JSON-able, so that a snapshot can keep them."""
    points = list(points)
    said = "; ".join(f"{title} — {value.replace('.', ',')}" for title, value in points)
    return charts.line(
        [charts.Point(Decimal(value), (title,), value.replace(".", ",")) for title, value in points],
        key=key,
        title="Средняя оценка адаптации по замерам",
        description=f"{said}. Наибольшая оценка — {SCALE}.",
        most=SCALE,
    )
