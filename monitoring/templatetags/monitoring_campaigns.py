"""`{% load monitoring_campaigns %}`: values of indicators in words."""

from django import template

from monitoring.models import Definition, Value
from monitoring.rules.arithmetic import Amount
from monitoring.rules.numbers import NBSP, plain

register = template.Library()


@register.filter
def amount_words(amount: Amount | None, definition: Definition) -> str:
    """«5 из 10, 50 %», «12 чел.», «да»; «—» where nothing is known."""
    if amount is None or (amount.numerator is None and amount.denominator is None):
        return "—"
    if definition.is_yes_no and amount.numerator is not None:
        return "да" if amount.numerator > 0 else "нет"
    if not definition.is_share:
        return f"{plain(amount.numerator, None)}{NBSP}{definition.unit}"
    parts = [
        "—" if number is None else plain(number, None) for number in (amount.numerator, amount.denominator)
    ]
    words = f"{parts[0]} из {parts[1]}"
    value = amount.value(definition.formula)
    return words if value is None else f"{words}, {plain(value)}{NBSP}%"


@register.filter
def known_words(value: Value, definition: Definition) -> str:
    """What the portal counts itself, as `amount_words`."""
    return amount_words(Amount(value.known_numerator, value.known_denominator), definition)
