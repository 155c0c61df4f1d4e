"""Charts of the management cycle: numbers as a snapshot keeps them, and the drawings that are made of them alone."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from methodservice.lib import charts
from methodservice.lib.typography import bind
from monitoring.by_kind import OfKind
from monitoring.note_words import Line
from monitoring.words import amount_words, exact_words, number_words, short_period


def has_trend(line: Line) -> bool:
    """An indicator behind its target that was counted before too."""
    return line.is_short and line.value is not None and any(value is not None for _, value in line.history)


def trend_of(line: Line, period: str) -> dict:
    """{key, title, unit, points: [{period, value, value_words, target, target_words}]}, numbers as text. JSON-able.

    period: title of the campaign that the line tells of, the last point.
    """
    told = [*line.history, (period, line.value)]
    return {
        "key": str(line.indicator),
        "title": bind(line.title),
        "unit": line.unit,
        "points": [
            {
                "period": title,
                "value": "" if value is None else str(value),
                "value_words": number_words(value, line.unit, target=target),
                "target": "" if target is None else str(target),
                "target_words": "—" if target is None else exact_words(target, line.unit),
            }
            for (title, value), target in zip(told, [*line.targets, line.target], strict=True)
        ],
    }


def trend_drawn(trend: dict) -> charts.Line:
    """The drawing of what `trend_of` said."""
    points = [
        charts.Point(
            _number(each["value"]), short_period(each["period"]), each["value_words"], _number(each["target"])
        )
        for each in trend["points"]
    ]
    said = "; ".join(f"{each['period']} — {each['value_words']}" for each in trend["points"])
    is_percent = trend["unit"] == "%"
    return charts.line(
        points,
        key=f"trend-{trend['key']}",
        title=f"{trend['title']}, по периодам",
        description=f"{said}.",
        unit="%" if is_percent else "",
        most=100 if is_percent else None,
    )


def kinds_drawn_of(line: Line, kinds: Sequence[OfKind]) -> dict:
    """{title, target, bars, rows: [{title, schools, amount, value}]}: kinds of organisations beside each other, as
    bars against the target and in words. JSON-able."""
    said = [(kind, number_words(kind.value, line.unit, target=line.target)) for kind in kinds]
    return {
        "title": bind(line.title),
        "target": line.target_words,
        "bars": bars_of(
            ((kind.title, words, kind.value) for kind, words in said),
            line.unit,
            key=f"{line.indicator}-",
            target=line.target,
            more_is_better=line.more_is_better,
        ),
        "rows": [
            {
                "title": kind.title,
                "schools": str(kind.schools),
                "amount": amount_words(kind.amount.numerator, kind.amount.denominator),
                "value": words,
            }
            for kind, words in said
        ],
    }


def bars_of(
    said: Iterable[tuple[str, str, Fraction | None]],
    unit: str,
    *,
    key: str = "",
    target: Decimal | None = None,
    more_is_better: bool = True,
) -> list[dict]:
    """[{key, title, words, value, most, target, is_reached}] of (title, words, number), on one scale; without the
    unknown. key: begins the keys of bars where one document has several groups. JSON-able."""
    known = [(title, words, number) for title, words, number in said if number is not None]
    greatest = max((*(number for *_, number in known), target or 0), default=0)
    most = 100 if unit == "%" and greatest <= 100 else greatest
    return [
        {
            "key": f"{key}{place}",
            "title": title,
            "words": words,
            "value": f"{float(number):.2f}",
            "most": f"{float(most):.2f}",
            "target": "" if target is None else f"{float(target):.2f}",
            "is_reached": target is None or (number >= target if more_is_better else number <= target),
        }
        for place, (title, words, number) in enumerate(known)
    ]


def bar_drawn(bar: dict) -> charts.Bar:
    """The drawing of one of `bars_of`; those signed before targets were drawn keep none."""
    target = _number(bar.get("target", ""))
    ends = "" if target is None else ", черта — цель"
    return charts.bar(
        Decimal(bar["value"]),
        target,
        key=f"bar-{bar['key']}",
        title=f"{bar['title']}: {bar['words']}",
        description=f"Длина полосы показывает значение{ends}.",
        is_reached=bar.get("is_reached", True),
        most=Decimal(bar["most"]),
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
