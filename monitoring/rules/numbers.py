"""A number as people type it: «12,5», «1 200», «85 %»."""

import re
from decimal import Decimal

NOT_A_NUMBER = "Нужно число цифрами: 12 или 12,5."
NEGATIVE = "Число не бывает меньше нуля."
TOO_LARGE = "Слишком большое число: проверьте, нет ли лишних цифр."
TOO_FINE = "После запятой — не больше четырёх знаков."
NOT_AN_ANSWER = "Ответьте «да» или «нет»."
MOST = Decimal(10) ** 12
PLACES = 4
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
