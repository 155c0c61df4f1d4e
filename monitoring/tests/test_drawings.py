"""Charts of the management cycle: what a snapshot keeps, what is drawn of it."""

import json
from decimal import Decimal
from fractions import Fraction

from monitoring.by_kind import OfKind
from monitoring.drawings import bar_drawn, bars_of, has_trend, kinds_drawn_of, trend_drawn, trend_of
from monitoring.note_words import Line
from monitoring.rules.arithmetic import Amount

N = "\N{NO-BREAK SPACE}"


def line(value, *, verdict="missed", history=(), targets=()):
    return Line(
        indicator=7, title="1. Доля", name="Доля", unit="%", more_is_better=True, target=Decimal(80),
        value=value, verdict=verdict, history=history, targets=targets,
    )  # fmt: skip


FIRST = ("I полугодие 2025/2026 учебного года", Decimal(40))


def test_only_what_is_behind_and_was_counted_before_is_drawn():
    behind = line(Decimal(60), history=(FIRST,), targets=(Decimal(50),))
    assert has_trend(behind)
    assert not has_trend(line(Decimal(90), verdict="reached", history=(FIRST,), targets=(None,)))
    assert not has_trend(line(None, verdict="no_data", history=(FIRST,), targets=(None,)))
    assert not has_trend(line(Decimal(60), history=(("I полугодие", None),), targets=(None,)))


def test_a_trend_is_drawn_from_what_was_kept():
    behind = line(Decimal(60), history=(FIRST,), targets=(None,))
    kept = json.loads(json.dumps(trend_of(behind, "II полугодие 2025/2026 учебного года")))
    assert [(each["value_words"], each["target_words"]) for each in kept["points"]] == [
        (f"40{N}%", "—"), (f"60{N}%", f"80{N}%"),
    ]  # fmt: skip
    drawn = trend_drawn(kept)
    assert [dot.words for dot in drawn.dots] == [f"40{N}%", f"60{N}%"]
    assert len(drawn.targets) == 1
    assert [slot.lines[0][1] for slot in drawn.slots] == ["I п/г", "II п/г"]


def test_bars_share_a_scale():
    shares = bars_of(
        [("было", "25 %", Fraction(25)), ("нет", "нет данных", None), ("стало", "50 %", Fraction(50))], "%"
    )
    assert [(bar["title"], bar_drawn(bar).width) for bar in shares] == [
        ("было", "25.00%"),
        ("стало", "50.00%"),
    ]
    people = bars_of([("было", "3 чел.", Fraction(3)), ("стало", "12 чел.", Fraction(12))], "чел.")
    assert [bar_drawn(bar).width for bar in people] == ["25.00%", "100.00%"]
    assert [bar_drawn(bar).width for bar in bars_of([("было", "0", Fraction(0))], "ед.")] == ["0.00%"]


def test_kinds_stand_against_the_target_on_one_scale():
    kinds = [
        OfKind("Школы", 2, Amount(Decimal(30), Decimal(40)), Fraction(75)),
        OfKind("Детские сады", 1, Amount(Decimal(9), Decimal(10)), Fraction(90)),
    ]
    kept = json.loads(json.dumps(kinds_drawn_of(line(Decimal(78)), kinds)))
    assert (kept["title"], kept["target"]) == ("1. Доля", f"80{N}%")
    assert kept["rows"] == [
        {"title": "Школы", "schools": "2", "amount": "30 из 40", "value": f"75{N}%"},
        {"title": "Детские сады", "schools": "1", "amount": "9 из 10", "value": f"90{N}%"},
    ]
    bars = [bar_drawn(bar) for bar in kept["bars"]]
    assert [(bar.key, bar.width, bar.target_at, bar.is_reached) for bar in bars] == [
        ("bar-7-0", "75.00%", "80.00%", False),
        ("bar-7-1", "90.00%", "80.00%", True),
    ]


def test_a_bar_signed_before_targets_were_drawn_has_none():
    drawn = bar_drawn({"key": "0", "title": "было", "words": "25 %", "value": "25.00", "most": "100.00"})
    assert (drawn.target_at, drawn.is_reached, drawn.description) == (
        "", True, "Длина полосы показывает значение.",
    )  # fmt: skip
