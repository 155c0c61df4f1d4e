"""Who may be anonymised, and why not yet: a pure rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from methodservice.directory.models import Teacher
from methodservice.personal.models import Consent
from methodservice.personal.standing import standings


@dataclass(frozen=True)
class Answer:
    """may: whether the card may be anonymised; reason: the ground of it, or what is to be done first."""

    may: bool
    reason: str


def may_anonymise(teacher: Teacher, consents: Iterable[Consent]) -> Answer:
    """The person has left, so the purpose is reached, or the consent was revoked (152-ФЗ, ст. 21 ч. 4–5)."""
    if teacher.anonymised_on:
        return Answer(False, f"Карточка уже обезличена {teacher.anonymised_on:%d.%m.%Y}.")
    processing = standings(consents)[Consent.Kind.PROCESSING]
    if processing.is_revoked:
        return Answer(True, f"Согласие на обработку отозвано {processing.day:%d.%m.%Y}.")
    if teacher.left_on:
        return Answer(True, f"Педагог уволен, последний рабочий день — {teacher.left_on:%d.%m.%Y}.")
    return Answer(
        False, "Обезличить можно карточку того, кто уволился или отозвал согласие на обработку данных."
    )
