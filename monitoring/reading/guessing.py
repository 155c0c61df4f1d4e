"""How an indicator is computed, guessed by its words. Always a guess: a person looks at it."""

import re
from dataclasses import dataclass

from monitoring.models import Definition

Formula = Definition.Formula
OverPeriods = Definition.OverPeriods
_SHARE = re.compile(r"(?:доля|процент|удельный вес|охват)(?!\w)", re.I)
_OF_ORGANISATIONS = re.compile(
    r"(?:доля|процент|удельный вес|охват|количество|число)\s+(?:\w+\s+){0,2}?"
    r"(?:организаци\w+|учреждени\w+|школ\w*|оо)(?!\w)",
    re.I,
)
_AMOUNT = re.compile(r"(?:количество|число|численность|объ[её]м)(?!\w)", re.I)
_AVERAGE = re.compile(r"(?:средн\w+)", re.I)


@dataclass(frozen=True)
class Guess:
    """words: what it rests on; doubt: what a person is asked, or ""."""

    formula: str
    over_periods: str
    words: str
    doubt: str = ""


def guess(name: str, unit: str, cumulative: bool) -> Guess:
    """unit: «%», «ед.», … or "" when none is named."""
    if unit == "%" or _SHARE.match(name):
        if _OF_ORGANISATIONS.match(name):
            return Guess(
                Formula.YES_SHARE,
                OverPeriods.LAST,
                "доля организаций: каждая отвечает «да» или «нет»",
                "Каждая организация ответит «да» или «нет». Если она сообщает числа, выберите другую формулу.",
            )
        return Guess(
            Formula.SHARE, OverPeriods.LAST, "доля: числители и знаменатели организаций складываются"
        )
    if unit == "да/нет":
        return Guess(Formula.COUNT, OverPeriods.LAST, "организации отвечают «да» или «нет»")
    if unit == "балл" or _AVERAGE.match(name):
        return Guess(
            Formula.MAXIMUM,
            OverPeriods.LAST,
            "балл: берётся наибольший",
            "Баллы не складываются: взято наибольшее значение. Проверьте формулу.",
        )
    if _OF_ORGANISATIONS.match(name):
        return Guess(
            Formula.COUNT,
            OverPeriods.LAST,
            "число организаций: каждая отвечает «да» или «нет»",
            "Каждая организация ответит «да» или «нет». Если она сообщает числа, выберите другую формулу.",
        )
    over = OverPeriods.LAST if cumulative else OverPeriods.SUM
    words = "числа организаций складываются" + ("" if cumulative else ", полугодия года тоже")
    if _AMOUNT.match(name) or unit:
        return Guess(Formula.SUM, over, words)
    return Guess(
        Formula.SUM, over, words, "По названию непонятно, доля это или количество. Проверьте формулу."
    )
