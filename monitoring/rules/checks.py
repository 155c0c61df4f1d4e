"""What is said about a value before it is sent: what forbids, what asks for a word, what only warns."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from monitoring.models import Definition, Value
from monitoring.rules.arithmetic import Amount
from monitoring.rules.numbers import plain

JUMP = Fraction(30, 100)
"""A change against the period before over this share asks for a word, unless the portal counted it itself."""
WHOLE_UNITS = ("чел.", "ед.", "шт.", "count", "раз", "мест")


@dataclass(frozen=True)
class Doubt:
    """field: «numerator», «denominator» or «word», where the sentence stands. forbids: it cannot be sent like this.
    asks: it can, once the word beside it is filled in."""

    text: str
    field: str = "numerator"
    forbids: bool = False
    asks: bool = False


def amount_of(value: Value) -> Amount:
    return Amount(value.numerator, value.denominator)


def doubts_of(definition: Definition, value: Value, before: Amount | None) -> list[Doubt]:
    """All that is to be said, in order. before: the accepted value of the same organisation in the period before."""
    found = list(_doubts(definition, value, before))
    if value.word.strip():
        return [doubt for doubt in found if not doubt.asks]
    return found


def asks_word(definition: Definition, value: Value, before: Amount | None) -> bool:
    """Whether a word is asked for, written already or not."""
    return any(doubt.asks for doubt in _doubts(definition, value, before))


def _doubts(definition: Definition, value: Value, before: Amount | None) -> Iterator[Doubt]:
    if value.no_data:
        yield Doubt("Напишите, почему сведений нет.", "word", asks=True)
        return
    if value.numerator is None:
        yield Doubt("Выберите «да» или «нет»." if definition.is_yes_no else "Впишите число.", forbids=True)
        return
    if definition.is_share and value.denominator is None:
        yield Doubt("Впишите, от какого числа считается доля.", "denominator", forbids=True)
        return
    yield from _impossible(definition, value)
    yield from _unlike_known(definition, value)
    if before is not None:
        yield from _unlike_before(definition, value, before)


def _impossible(definition: Definition, value: Value) -> Iterator[Doubt]:
    numbers = [("numerator", value.numerator), ("denominator", value.denominator)]
    if definition.is_yes_no and value.numerator not in (0, 1):
        yield Doubt("Выберите «да» или «нет».", forbids=True)
    elif definition.is_share or definition.unit in WHOLE_UNITS:
        for field, number in numbers:
            if number is not None and number != number.to_integral_value():
                yield Doubt("Здесь считают целыми: впишите целое число.", field, forbids=True)
    if definition.is_share and value.numerator > value.denominator:
        yield Doubt(
            f"Часть больше целого: {plain(value.numerator)} из {plain(value.denominator)}. Проверьте оба числа.",
            forbids=True,
        )
    elif definition.is_share and value.denominator == 0:
        yield Doubt("Доля от нуля не считается: в итоге будет «нет данных».", "denominator")
    elif not definition.is_share and definition.unit == "%" and value.numerator > 100:
        yield Doubt("Больше 100 % не бывает.", forbids=True)


def _unlike_known(definition: Definition, value: Value) -> Iterator[Doubt]:
    for field, number, known in (
        ("numerator", value.numerator, value.known_numerator),
        ("denominator", value.denominator, value.known_denominator),
    ):
        if known is not None and number is not None and number != known:
            told = ("нет", "да")[int(known > 0)] if definition.is_yes_no else plain(known)
            yield Doubt(f"По данным портала — {told}. Напишите, почему у вас иначе.", field, asks=True)


def _unlike_before(definition: Definition, value: Value, before: Amount) -> Iterator[Doubt]:
    now, then = amount_of(value).value(definition.formula), before.value(definition.formula)
    if now is None or then is None or definition.is_yes_no:
        return
    if definition.cumulative and now < then:
        yield Doubt(
            f"Нарастающий итог уменьшился: было {plain(then)}, стало {plain(now)}. Проверьте, верно ли это."
        )
    elif then and abs(now - then) / then > JUMP:
        told = f"В прошлый раз было {plain(then)}, теперь {plain(now)}."
        if _is_counted(definition, value):
            yield Doubt(f"{told} Так посчитал портал.")
        else:
            yield Doubt(f"{told} Напишите, чем это объясняется.", asks=True)


def _is_counted(definition: Definition, value: Value) -> bool:
    """Whether each number is the portal's own: it opens into what was counted, and needs no word of a person."""
    numbers = [(value.numerator, value.known_numerator)]
    if definition.is_share:
        numbers.append((value.denominator, value.known_denominator))
    return all(known is not None and number == known for number, known in numbers)
