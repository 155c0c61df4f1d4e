"""What orders about associations offer: kinds, parties, tasks, panels of a protocol and of an association's card."""

from associations.orders.election import ELECTION, elected_terms, without_order
from associations.orders.parties import HEADS
from associations.orders.staffing import STAFFING
from methodservice import registries
from methodservice.documents.orders.models import Order
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import in_force
from methodservice.registries import Panel, Task

GROUP = "Приказы"


def elections_to_order(user, day):
    """Methodists: elections of this school year whose order nobody has drafted. 1 query, none for others."""
    if not user.access.is_methodist:
        return
    rows = elected_terms().filter(
        in_force(day),
        association__municipality_id=user.municipality_id,
        meeting__date__gte=SchoolYear.containing(day).starts,
    )
    for term in without_order(rows):
        title = f"Подготовить приказ: избран {term.get_office_display()} {term.association.title}"
        detail = f"{term.teacher.full_name}, {term.ground_text}"
        yield Task(GROUP, title, term.meeting.get_absolute_url(), detail=detail)


def orders_of_meeting(meeting, user, day):
    """Methodists: whom the meeting elected, with the orders. 2 queries, 1 without an election, none for others."""
    if user.access.is_methodist:
        yield from _panel(elected_terms().filter(meeting=meeting), user)


def orders_of_association(association, user, day):
    """The same for the school year that the card shows."""
    if user.access.is_methodist:
        year = SchoolYear.containing(day)
        terms = elected_terms().filter(association=association, meeting__date__range=(year.starts, year.ends))
        yield from _panel(terms, user)


def _panel(terms, user):
    terms = list(terms.filter(association__municipality_id=user.municipality_id))
    if not terms:
        return
    orders = Order.objects.visible_to(user).exclude(state=Order.State.CANCELLED).select_related("entry")
    by_source = {
        row.source: row for row in orders.filter(source__in=[term.election_source for term in terms])
    }
    rows = [(term, by_source.get(term.election_source)) for term in terms]
    yield Panel("associations/orders/_elections.html", {"rows": rows}, order=60)


def register():
    """Called once when the app is ready."""
    registries.party_sources[HEADS.prefix] = HEADS
    for kind in (STAFFING, ELECTION):
        registries.order_kinds[kind.key] = kind
    registries.task_providers.append(elections_to_order)
    registries.record_panels.setdefault("associations.meeting", []).append(orders_of_meeting)
    registries.record_panels.setdefault("associations.association", []).append(orders_of_association)
