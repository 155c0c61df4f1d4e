"""Heads of district associations as parties of an order: «Руководителю РМО учителей математики Ивановой М. И.»."""

from django.utils import timezone

from associations.models import Association, Level, Office, Term
from methodservice.documents.orders.drafts import capitalised
from methodservice.documents.orders.people import Party, PartySource, party_of_teacher
from methodservice.lib.typography import alphabetical
from methodservice.lib.whole import whole

PREFIX = "association"


def _heads(municipality):
    """Terms of those who head open district associations today. 1 query."""
    rows = Term.objects.on(timezone.localdate()).filter(
        office=Office.HEAD,
        association__municipality=municipality,
        association__level=Level.DISTRICT,
        association__closed_on__isnull=True,
    )
    return rows.select_related("association__municipality", "association__school", "teacher__school")


def _post(association: Association) -> str:
    return f"{Office.HEAD.label} {association.title}"


def _options(municipality) -> list[tuple[str, str]]:
    """1 query."""
    found = [
        (str(term.association_id), f"{capitalised(_post(term.association))}: {term.teacher.full_name}")
        for term in _heads(municipality)
    ]
    return sorted(found, key=lambda option: alphabetical(option[1]))


def _find(municipality, rest: str) -> Party | None:
    """The head in office today; None where there is none. 1 query."""
    if (association := whole(rest)) is None:
        return None
    term = _heads(municipality).filter(association=association).first()
    return term and party_of_teacher(term.teacher, f"{PREFIX}:{rest}", _post(term.association))


HEADS = PartySource(PREFIX, "Руководители объединений", _options, _find, order=30)
