"""Orders about mentors: drafted from pairs; what a signed one does to pairs: drafts get it; a pair that stands in the
order alone is made.
"""

from datetime import date

from django.db import transaction

from mentoring.models import Pair
from mentoring.workflow import State
from methodservice.directory import audit
from methodservice.directory.models import Municipality, Teacher
from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services.making import start_order
from methodservice.lib.mentoring import FORMS_OF_STAFF
from methodservice.lib.refusals import Refused

FROM_PAIRS, FROM_NAMES = "mentor_pairs", "mentors"
"""Kinds of orders: prepared from pairs of the portal; from names («Новый приказ»)."""


TAKEN = "Одну из отмеченных пар уже внесли в другой приказ. Отметьте заново."


def orders_under_way(municipality: Municipality) -> dict[int, Order]:
    """{pair's key: the order about it that is not signed yet}. 1 query."""
    rows = Order.objects.filter(
        municipality=municipality,
        kind=FROM_PAIRS,
        state__in=(Order.State.DRAFT, Order.State.WAITING, Order.State.RETURNED),
    )
    return {key: order for order in rows.order_by("pk") for key in order.facts.get("records", ())}


@transaction.atomic
def draft_order(*, kind: OrderKind, facts: Facts, municipality: Municipality, by) -> Order:
    """The draft of an order about chosen pairs. Raises Refused when one of them came into another order meanwhile,
    AlreadyDrafted for the second of two clicks."""
    # whoever drafts orders waits here; the key stays readable, see `start_order`
    Municipality.objects.select_for_update(of=("self",), no_key=True).get(pk=municipality.pk)
    chosen = facts.kept["records"]
    free = Pair.objects.filter(pk__in=chosen, state=State.DRAFT, order__isnull=True, order_number="")
    named = orders_under_way(municipality)
    others = {named[key].source for key in chosen if key in named} - {facts.source}
    if others or free.count() < len(chosen):
        raise Refused(TAKEN, "records")
    return start_order(kind=kind, facts=facts, municipality=municipality, by=by)


def order_of(key: str) -> Order | None:
    """The order about mentors behind the key of a fact («order:3»). 1 query, none for other facts."""
    prefix, _, pk = key.partition(":")
    if prefix != "order":
        return None
    rows = Order.objects.filter(pk=pk, kind__in=(FROM_PAIRS, FROM_NAMES))
    return rows.select_related("municipality", "entry").first()


def order_signed(fact, by) -> None:
    """A listener of facts: pairs get the order by themselves."""
    order = order_of(fact.key)
    if order is None:
        return
    if order.kind == FROM_PAIRS:
        rows = Pair.objects.filter(pk__in=order.facts.get("records", ()))
        _give(_locked(rows), order, by)
    else:
        _give_named(order, by)


def order_withdrawn(key: str, by) -> None:
    """A listener of withdrawals: pairs in preparation lose a cancelled order; those that began keep it."""
    order = order_of(key)
    if order is None:
        return
    for pair in _locked(Pair.objects.filter(order=order)):
        _set_order(pair, None, by)


def _locked(rows) -> list[Pair]:
    drafts = rows.filter(state=State.DRAFT).select_for_update(of=("self",)).order_by("pk")
    # what a pair may lack is read after the lock
    keys = [pair.pk for pair in drafts]
    return list(Pair.objects.with_names().select_related("municipality").filter(pk__in=keys).order_by("pk"))


def _give(pairs: list[Pair], order: Order, by) -> None:
    for pair in pairs:
        _set_order(pair, order, by)


def _set_order(pair: Pair, order: Order | None, by) -> None:
    before = audit.state_of(pair)
    pair.order = order
    pair.version += 1
    pair.save(update_fields=["order", "version"])
    audit.record_change(by=by, obj=pair, before=before)


def _give_named(order: Order, by) -> None:
    """Pairs of the order's names: the draft of the same two gets it, without one a draft is made with its term."""
    facts = order.facts
    starts, ends = date.fromisoformat(facts["starts"]), date.fromisoformat(facts["ends"])
    # drafts of earlier versions may call a pair of two cards a pair with a partner or a student
    form = facts["form"] if facts["form"] in dict(FORMS_OF_STAFF) else "peer"
    named = [tuple(pair) for pair in facts["pairs"]]
    people = Teacher.objects.filter(school__municipality=order.municipality).in_bulk(
        {key for pair in named for key in pair}
    )
    drafts = {(pair.mentor_id, pair.mentee_id): pair for pair in _locked(_open_of(named))}
    works = set(_open_of(named).exclude(state=State.DRAFT).values_list("mentor_id", "mentee_id"))
    for mentor, mentee in named:
        if (mentor, mentee) in works or mentor not in people or mentee not in people:
            continue
        if (pair := drafts.get((mentor, mentee))) is not None:
            _set_order(pair, order, by)
            continue
        pair = Pair.objects.create(
            municipality=order.municipality, mentor=people[mentor], mentee=people[mentee], order=order,
            form=form, starts=starts, ends=ends,
        )  # fmt: skip
        audit.record(audit.Verb.CREATED, by=by, obj=pair, note=order.name)


def _open_of(named: list[tuple[int, int]]):
    mentors, mentees = zip(*named, strict=True)
    return Pair.objects.filter(state__in=Pair.OPEN, mentor__in=mentors, mentee__in=mentees)
