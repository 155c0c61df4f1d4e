"""Who leads and who belongs to associations on a day, as an order names them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from associations.models import Association, Membership, Office, Term
from methodservice.documents.orders.people import post_of
from methodservice.lib.numerals import people
from methodservice.lib.typography import alphabetical

ORDER = (Office.CURATOR, Office.HEAD, Office.DEPUTY, Office.SECRETARY)
"""As orders list them (Положение о ММО, п. 5.1)."""
NEEDED = (Office.HEAD, Office.DEPUTY)


@dataclass(frozen=True)
class Staff:
    """An association with its terms in force by office, and its members in the order of the alphabet."""

    association: Association
    officers: dict[str, list[Term]]
    members: list[Membership]

    @property
    def lacking(self) -> list[str]:
        """Offices that nobody holds and every association needs, in words."""
        return [office.label for office in NEEDED if not self.officers.get(office)]

    @property
    def in_words(self) -> str:
        """«12 человек; руководитель Иванова М. И.; заместитель руководителя не назначен»."""
        words = [people(len(self.members))]
        for office in NEEDED:
            names = ", ".join(term.teacher.short_name for term in self.officers.get(office, ()))
            words.append(f"{office.label} {names or 'не назначен'}")
        return "; ".join(words)


def read_staff(associations: Iterable[Association], day: date) -> list[Staff]:
    """Staff of the associations on the day, in their order. 2 queries, whatever their number."""
    associations = list(associations)
    officers = defaultdict(lambda: defaultdict(list))
    terms = Term.objects.on(day).filter(association__in=associations).select_related("teacher__school")
    for term in terms.order_by("starts", "pk"):
        officers[term.association_id][term.office].append(term)
    members = defaultdict(list)
    rows = Membership.objects.on(day).filter(association__in=associations).select_related("teacher__school")
    for row in rows:
        members[row.association_id].append(row)
    return [
        Staff(
            association,
            dict(officers[association.pk]),
            sorted(members[association.pk], key=lambda row: (*alphabetical(row.teacher.full_name), row.pk)),
        )
        for association in associations
    ]


def named(term: Term) -> str:
    """«Иванова Мария Ильинична, учитель математики МБОУ СОШ № 3»."""
    return f"{term.teacher.full_name}, {post_of(term.teacher)}"
