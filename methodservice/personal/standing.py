"""What is to be said of a person's consents: pure rules over the rows.

A consent is in force from the day it was given until it is revoked. Of several of a kind the one in force counts,
otherwise the one revoked last (152-ФЗ, ст. 9 ч. 2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from methodservice.personal.models import Consent

Kind = Consent.Kind
REVOKED_PROCESSING = (
    "Обрабатывать данные дальше можно только там, где это разрешает закон без согласия: трудовой договор, протоколы, "
    "отчётность. Остальное уничтожают за 30 дней (152-ФЗ, ст. 21 ч. 5): обезличьте карточку, когда она станет не нужна."
)
REVOKED_PUBLISHING = (
    "Распространять данные больше нельзя (152-ФЗ, ст. 10.1 ч. 12–13): снимите с сайтов и из групп фотографии, "
    "публикации и списки, где назван этот человек."
)
FOLLOWS = {Kind.PROCESSING: REVOKED_PROCESSING, Kind.PUBLISHING: REVOKED_PUBLISHING}
"""What follows when a consent of the kind is revoked."""


@dataclass(frozen=True)
class Standing:
    """How a person stands with one kind of consent. look: kind of the badge; consent: the row that counts, or None."""

    kind: Kind
    consent: Consent | None

    @property
    def is_given(self) -> bool:
        return self.consent is not None and self.consent.revoked_on is None

    @property
    def is_revoked(self) -> bool:
        return self.consent is not None and self.consent.revoked_on is not None

    @property
    def look(self) -> str:
        return "done" if self.is_given else "refused" if self.is_revoked else "plain"

    @property
    def word(self) -> str:
        return "дано" if self.is_given else "отозвано" if self.is_revoked else "нет"

    @property
    def day(self) -> date | None:
        """Given on, or revoked on."""
        if self.consent is None:
            return None
        return self.consent.revoked_on or self.consent.given_on

    @property
    def words(self) -> str:
        """«дано 01.09.2026», «отозвано 12.10.2026», «нет»."""
        return f"{self.word} {self.day:%d.%m.%Y}" if self.day else self.word

    @property
    def follows(self) -> str:
        """What must be done after the revocation; empty otherwise."""
        return FOLLOWS[self.kind] if self.is_revoked else ""


def standings(consents: Iterable[Consent]) -> dict[Kind, Standing]:
    """Each kind → how the person stands with it. No query."""
    found = {kind: Standing(kind, None) for kind in Kind}
    for consent in sorted(consents, key=_weight):
        kind = Kind(consent.kind)
        found[kind] = Standing(kind, consent)
    return found


def _weight(consent: Consent) -> tuple:
    is_in_force = consent.revoked_on is None
    return is_in_force, consent.revoked_on or consent.given_on, consent.pk or 0
