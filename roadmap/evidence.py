"""Records of the portal that prove what is done — signed protocols, signed orders, held events, closed campaigns of
monitoring — or are the ground of a change: decisions, orders, campaigns.

The kinds that the portal offers as evidence; see `documents/evidence`.
"""

from collections.abc import Iterable

from associations.events.models import Event
from associations.events.services.events import fact_of as fact_of_event
from associations.models import Decision, Protocol
from associations.services.signing import fact_of as fact_of_protocol
from methodservice.documents import evidence
from methodservice.documents.evidence import UNKNOWN, EvidenceSource, Record, by_prefix, find_records
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services.signing import fact_of as fact_of_order
from methodservice.lib.typography import bind
from methodservice.registries import Fact
from monitoring.models import Campaign
from monitoring.services.closing import fact_of as fact_of_campaign


def _protocols(municipality: int):
    rows = Protocol.objects.for_list().filter(association__municipality=municipality)
    return rows.select_related(
        "association__municipality", "association__school", "document", "meeting"
    ).order_by("-meeting__date", "-pk")


def _orders(municipality: int):
    rows = Order.objects.filter(municipality=municipality, state__in=Order.KEPT)
    return rows.select_related("entry").order_by("-date", "-pk")


def _events(municipality: int):
    rows = Event.objects.filter(municipality=municipality)
    return rows.order_by("-starts", "-pk")


def _decisions(municipality: int):
    rows = Decision.objects.adopted().filter(item__meeting__association__municipality=municipality)
    return rows.select_related(
        "item__meeting__association__municipality", "item__meeting__association__school"
    ).order_by("-adopted_on", "pk")


def _campaigns(municipality: int):
    return Campaign.objects.filter(municipality=municipality).order_by("-starts", "-pk")


def _fact_of_campaign(row: Campaign) -> Fact:
    """One that is still collected is named by the last day of its period."""
    return (
        fact_of_campaign(row)
        if row.closed_at
        else Fact(f"campaign:{row.pk}", row.municipality_id, row.ends, str(row))
    )


def _fact_of_decision(row: Decision) -> Fact:
    association, text = row.item.meeting.association, " ".join(row.text.split())
    title = bind(f"{association.title}, {row.adopted_on:%d.%m.%Y}: {text[:120]}")
    return Fact(f"decision:{row.pk}", association.municipality_id, row.adopted_on, title)


SOURCES = {
    "protocol": EvidenceSource("Протоколы", _protocols, Protocol, fact_of_protocol),
    "order": EvidenceSource("Приказы", _orders, Order, fact_of_order, (Order.State.SIGNED,)),
    "event": EvidenceSource("Мероприятия", _events, Event, fact_of_event, (Event.State.HELD,)),
    "campaign": EvidenceSource(
        "Мониторинг", _campaigns, Campaign, _fact_of_campaign, (Campaign.State.CLOSED,)
    ),
    "decision": EvidenceSource("Решения объединений", _decisions, Decision, _fact_of_decision),
}
"""Prefix of a key → its records."""
PROOFS = ("protocol", "order", "event", "campaign")
GROUNDS = ("campaign", "decision", "order")


def record_choices(user, prefixes: Iterable[str] = PROOFS) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a select by group; empty groups are left out. 1 query for each of the prefixes."""
    return evidence.record_choices(user, prefixes)


__all__ = ["GROUNDS", "PROOFS", "SOURCES", "UNKNOWN", "Record", "by_prefix", "find_records", "record_choices"]
