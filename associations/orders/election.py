"""An order after an election: a signed protocol elected a head, a deputy, a secretary; the district appoints them.

Started from the page of the protocol, the card of the association and «Мои дела»; only for district associations:
a school's order is the school's own business.
"""

from datetime import date, timedelta

from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from associations.models import AgendaItem, Level, Office, Term
from associations.orders.effects import election_signed
from associations.orders.parties import PREFIX
from methodservice.documents.drawn import Drawn
from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.people import as_person
from methodservice.documents.orders.usual.asking import KindForm
from methodservice.lib.dates import long_date
from methodservice.lib.periods import SchoolYear

KEY = "election"
DAY = timedelta(days=1)


def elected_terms():
    """Terms that signed protocols of open district associations opened: `election_id`, the question of the agenda, and
    `election_source`, what their order is drafted from. With association, teacher and meeting. 1 query.
    """
    question = AgendaItem.objects.filter(
        meeting=OuterRef("meeting"),
        kind=AgendaItem.Kind.ELECTION,
        office=OuterRef("office"),
        candidates__teacher=OuterRef("teacher"),
    )
    terms = Term.objects.filter(
        void=False, association__level=Level.DISTRICT, association__closed_on__isnull=True
    )
    return (
        terms.annotate(election_id=Subquery(question.order_by("-pk").values("pk")[:1]))
        .filter(election_id__isnull=False)
        .annotate(election_source=Concat(Value(f"{KEY}:"), Cast("election_id", CharField())))
        .select_related("association__municipality", "association__school", "teacher__school", "meeting")
        .order_by("starts", "pk")
    )


def standing_orders():
    """Orders after elections that were not cancelled, for a condition over `elected_terms`."""
    return Order.objects.exclude(state=Order.State.CANCELLED).filter(
        municipality=OuterRef("association__municipality"), source=OuterRef("election_source")
    )


def without_order(terms):
    """Those of `elected_terms` for which nobody has drafted an order."""
    return terms.filter(~Exists(standing_orders()))


class ElectionForm(KindForm):
    """Asks for nothing: the facts are the term's, one of `elected_terms`."""

    def __init__(self, *args, term: Term, **kwargs):
        super().__init__(*args, municipality=term.association.municipality, **kwargs)
        self.term = term


def _facts(form: ElectionForm) -> Facts:
    term = form.term
    association = term.association
    protocol = (
        term.meeting.protocols.order_by("-edition").select_related("document").defer("document__pdf")[0]
    )
    before = Term.objects.filter(
        association=association, office=term.office, void=False, ends=term.starts - DAY
    ).exclude(teacher=term.teacher_id)
    displaced = [row.teacher for row in before.select_related("teacher__school").order_by("starts", "pk")]
    heads_today = term.office == Office.HEAD and term.starts <= timezone.localdate()
    meeting = _meeting(association.full_title_genitive, protocol.document.date, protocol.number)
    context = {
        "office": f"{term.get_office_display()} {association.full_title_genitive}",
        "meeting": meeting,
        "elected": term.teacher,
        "displaced": displaced,
        "starts": term.starts,
        "ends": term.ends,
        "executor": f"{PREFIX}:{association.pk}" if heads_today else f"teacher:{term.teacher_id}",
        "is_head": term.office == Office.HEAD,
        "year": SchoolYear.containing(term.starts).title,
    }
    return Facts(
        context=context,
        drawn=meeting,
        people=tuple(as_person(teacher) for teacher in (term.teacher, *displaced)),
        source=term.election_source,
        kept={"term": term.pk, "item": term.election_id},
    )


def _meeting(association: str, day: date, number: str) -> str:
    """What follows the word «протокол» in a preamble. association: in the genitive."""
    return f"заседания {association} от {long_date(day)} № {number}"


ELECTION = OrderKind(
    key=KEY,
    title="Назначить избранного",
    note="",
    template="orders/drafts/election.txt",
    form=ElectionForm,
    facts=_facts,
    on_signed=election_signed,
    order=15,
    offered=False,
    drawn=Drawn(
        stem="протокол",
        endings=("", "а", "у", "ом", "е"),
        usual="На основании {протокола}",
        example=_meeting("районного методического объединения учителей математики", date(2026, 9, 3), "1"),
    ),
)
