"""How an indicator is computed, in words that stand beside its number on pages and in documents."""

from methodservice import registries
from monitoring.models import Definition

Formula = Definition.Formula
OverPeriods = Definition.OverPeriods
MOST = 1000
"""Characters that an aggregate keeps."""

_OVER_SCHOOLS = {
    Formula.SHARE: "Числители всех организаций складываются и делятся на сумму знаменателей.",
    Formula.YES_SHARE: "Число организаций с ответом «да» делится на число ответивших.",
    Formula.SUM: "Числа всех организаций складываются.",
    Formula.COUNT: "Считаются организации с ответом «да».",
    Formula.MAXIMUM: "Берётся наибольшее из чисел организаций.",
}
_OF_ONE = {
    Formula.SHARE: "Числитель муниципалитета делится на знаменатель.",
    Formula.YES_SHARE: "Ответ муниципалитета: да или нет.",
    Formula.SUM: "Одно число на весь муниципалитет.",
    Formula.COUNT: "Ответ муниципалитета: да или нет.",
    Formula.MAXIMUM: "Одно число на весь муниципалитет.",
}
_OVER_PERIODS = {
    OverPeriods.LAST: "С целью года сравнивается последнее значение.",
    OverPeriods.SUM: "С целью года сравнивается сумма за периоды года.",
    OverPeriods.MAXIMUM: "С целью года сравнивается наибольшее значение за периоды года.",
}
CUMULATIVE = "Считается нарастающим итогом с начала программы."


def formula_in_words(definition: Definition) -> str:
    """«Числители всех организаций складываются… Числитель: … Знаменатель: …» No query; at most MOST characters."""
    words = [(_OF_ONE if definition.by_municipality else _OVER_SCHOOLS)[definition.formula]]
    if definition.is_share:
        words += [
            f"Числитель: {source_in_words(definition, 'numerator')}.",
            f"Знаменатель: {source_in_words(definition, 'denominator')}.",
        ]
    else:
        words.append(f"Число: {source_in_words(definition, 'numerator')}.")
    words.append(CUMULATIVE if definition.cumulative else _OVER_PERIODS[definition.over_periods])
    return " ".join(words)[:MOST]


def source_in_words(definition: Definition, part: str) -> str:
    """Where the numerator or denominator comes from: «педагоги, прошедшие диагностику, с начала программы (данные
    портала)», «сообщают организации». part: «numerator» or «denominator»."""
    told = getattr(definition, f"{part}_words").rstrip(".")
    key = getattr(definition, f"{part}_figure")
    if not key:
        by = "сообщает муниципалитет" if definition.by_municipality else "сообщают организации"
        return f"{told} ({by})" if told else by
    figure = registries.figures.get(key)
    if figure is None:
        return told or "данные портала, которых больше нет"
    window = getattr(definition, f"get_{part}_window_display")()
    when = "на день сбора" if figure.on_day else window
    return f"{told or figure.title[:1].lower() + figure.title[1:]}, {when} (данные портала)"
