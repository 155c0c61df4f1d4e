"""When a person without a card is anonymised, and why not yet: a pure rule."""

from collections.abc import Collection
from datetime import date

from methodservice.personal.rules import Answer


def may_anonymise(*, act: str, going: Collection[str], ended_on: date | None) -> Answer:
    """act: the one that is there already, in words; going: pairs of the person that are prepared or work; ended_on: the
    last day of those that ended, None when all were cancelled. The purpose is reached (152-ФЗ, ст. 21 ч. 4)."""
    if act:
        return Answer(False, f"Данные этого человека уже удалены: {act}.")
    if going:
        return Answer(
            False,
            f"Пара ещё не закончилась. Сначала завершите её, прекратите досрочно или отмените: {'; '.join(going)}",
        )
    if ended_on is None:
        return Answer(True, "Наставничество не состоялось: пара отменена.")
    return Answer(True, f"Наставничество закончилось, последний день — {ended_on:%d.%m.%Y}.")
