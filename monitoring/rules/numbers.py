"""A number as people type it and read it: «12,5», «1 200», «85 %»."""

import re
from decimal import Decimal
from fractions import Fraction

NBSP, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"
Number = Decimal | Fraction | int

NOT_A_NUMBER = "Нужно число цифрами: 12 или 12,5."
NEGATIVE = "Число не бывает меньше нуля."
TOO_LARGE = "Слишком большое число: проверьте, нет ли лишних цифр."
TOO_FINE = "После запятой — не больше четырёх знаков."
NOT_AN_ANSWER = "Ответьте «да» или «нет»."
MOST = Decimal(10) ** 12
PLACES = 4
"""After the comma: as many as are kept."""
SEEN = (1, 2, PLACES)
"""After the comma: the fewest of these that keep a number on its side of another."""
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"\+?([0-9]+)(?:[.,]([0-9]*))?%?\Z")
_NEGATIVE = re.compile(r"[-−–][0-9.,]+%?\Z")
ANSWERS = {"да": Decimal(1), "1": Decimal(1), "нет": Decimal(0), "0": Decimal(0)}


def read_number(text: str) -> Decimal | None:
    """The number, None of an empty text. Raises ValueError with a sentence that says what to do."""
    bare = _SPACES.sub("", text)
    if not bare:
        return None
    if _NEGATIVE.match(bare):
        raise ValueError(NEGATIVE)
    found = _NUMBER.match(bare)
    if found is None:
        raise ValueError(NOT_A_NUMBER)
    whole, fraction = found[1].lstrip("0") or "0", (found[2] or "").rstrip("0")
    if len(whole) > len(str(MOST)) - 1:
        raise ValueError(TOO_LARGE)
    if len(fraction) > PLACES:
        raise ValueError(TOO_FINE)
    return Decimal(f"{whole}.{fraction or 0}").quantize(Decimal(1).scaleb(-len(fraction)))


def read_answer(text: str) -> Decimal | None:
    """1 of «да», 0 of «нет», None of an empty text. Raises ValueError."""
    word = text.strip().lower()
    if not word:
        return None
    if word not in ANSWERS:
        raise ValueError(NOT_AN_ANSWER)
    return ANSWERS[word]


def written(number: Decimal | None) -> str:
    """As it stands in a field: «12», «12,5», «» of None."""
    if number is None:
        return ""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def rounded(number: Number, places: int = 1) -> Decimal:
    """The last digit that stays grows when the first one dropped is 5 or more: halves away from zero (СТ СЭВ 543-77
    «Числа. Правила записи и округления»). Exact."""
    scaled = abs(Fraction(number)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


def told_apart(number: Number, other: Number | None) -> Decimal:
    """Rounded to one place, to more where it would not stand on its own side of the other: what has not reached its
    target never looks as if it had, and equal ones read alike."""
    if other is None:
        return rounded(number)
    exact, edge = Fraction(number), Fraction(other)
    if exact == edge:
        return rounded(number, PLACES)
    seen = (rounded(number, places) for places in SEEN)
    step = Decimal(1).scaleb(-PLACES) * (1 if exact > edge else -1)
    on_its_side = (one for one in seen if Fraction(one) != edge and (Fraction(one) > edge) == (exact > edge))
    return next(on_its_side, rounded(other, PLACES) + step)


def plain(number: Number, places: int | None = 1) -> str:
    """«12», «66,7», «1 250», «−3»: `rounded`; places None: as it is, a decimal or a whole number."""
    shown = Decimal(number) if places is None else rounded(number, places)
    text = f"{abs(shown):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if shown < 0 else text
