"""What an item may watch so that it is completed by itself: a record that is being prepared, or a stream of records.

Keys: «meeting:5», «event:5», «order:3», «campaign:2» are records; «protocols:4», «events:4» everything of an
association, «events:service» events of the methodical service, «campaigns:1» every monitoring by a set of indicators.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from associations.events.models import Event
from associations.models import Association, Meeting
from methodservice.documents.orders.models import Order
from methodservice.registries import Fact
from monitoring.models import Campaign, IndicatorSet
from roadmap.evidence import SOURCES, UNKNOWN, by_prefix

STREAMS = ("protocols", "events", "campaigns")
SERVICE_EVENTS = "events:service"
MOST_OFFERED = 200
MOST_LOOKED_BACK = 200

Choices = list[tuple[str, list[tuple[str, str]]]]


def is_stream(key: str) -> bool:
    """Whether more than one fact may come of it; «event:5» is one record, «events:5» a stream."""
    return key.partition(":")[0] in STREAMS


def _meeting_title(meeting: Meeting) -> str:
    return f"{meeting}, {meeting.association.title}"


def _meetings(rows):
    return rows.select_related("association__municipality", "association__school")


def watch_choices(user) -> Choices:
    """What the user may choose, by group; empty groups are left out. 6 queries."""
    ahead = (Meeting.State.PLANNED, Meeting.State.HELD)
    meetings = _meetings(Meeting.objects.visible_to(user).filter(state__in=ahead)).order_by("date", "pk")
    events = Event.objects.visible_to(user).filter(state=Event.State.PLANNED).order_by("starts", "pk")
    orders = Order.objects.visible_to(user).exclude(state__in=Order.KEPT).order_by("-made_at", "-pk")
    associations = (
        Association.objects.visible_to(user).active().select_related("municipality", "school").order_by("pk")
    )
    campaigns = (
        Campaign.objects.visible_to(user).exclude(state=Campaign.State.CLOSED).order_by("-starts", "-pk")
    )
    sets = IndicatorSet.objects.visible_to(user).order_by("title", "pk")
    titles = [(row.pk, row.title) for row in associations]
    groups = [
        ("Заседания", [(f"meeting:{row.pk}", _meeting_title(row)) for row in meetings[:MOST_OFFERED]]),
        ("Мероприятия", [(f"event:{row.pk}", str(row)) for row in events[:MOST_OFFERED]]),
        ("Приказы, которые готовятся", [(f"order:{row.pk}", str(row)) for row in orders[:MOST_OFFERED]]),
        ("Мониторинг, который идёт", [(f"campaign:{row.pk}", str(row)) for row in campaigns[:MOST_OFFERED]]),
        ("Каждый мониторинг", [(f"campaigns:{row.pk}", f"Мониторинг: {row}") for row in sets[:MOST_OFFERED]]),
        ("Все протоколы объединения", [(f"protocols:{pk}", f"Протоколы: {title}") for pk, title in titles]),
        (
            "Все мероприятия",
            [
                (SERVICE_EVENTS, "Мероприятия методической службы"),
                *((f"events:{pk}", f"Мероприятия: {title}") for pk, title in titles),
            ],
        ),
    ]
    return [(title, options) for title, options in groups if options]


def titles_of(keys: Iterable[str], municipality_id: int) -> dict[str, str]:
    """{key: what is watched}, for each of the keys, whatever has become of it. At most 6 queries."""
    keys = list(keys)
    found = dict.fromkeys(keys, UNKNOWN)
    if SERVICE_EVENTS in found:
        found[SERVICE_EVENTS] = "Мероприятия методической службы"
    wanted = by_prefix(keys)
    if numbers := wanted.get("meeting"):
        rows = _meetings(Meeting.objects.filter(association__municipality=municipality_id, pk__in=numbers))
        found |= {f"meeting:{row.pk}": _meeting_title(row) for row in rows}
    if numbers := wanted.get("event"):
        rows = Event.objects.filter(municipality=municipality_id, pk__in=numbers)
        found |= {f"event:{row.pk}": str(row) for row in rows}
    if numbers := wanted.get("order"):
        rows = Order.objects.filter(municipality=municipality_id, pk__in=numbers)
        found |= {f"order:{row.pk}": str(row) for row in rows}
    if numbers := wanted.get("campaign"):
        rows = Campaign.objects.filter(municipality=municipality_id, pk__in=numbers)
        found |= {f"campaign:{row.pk}": str(row) for row in rows}
    if numbers := wanted.get("campaigns"):
        rows = IndicatorSet.objects.filter(
            Q(municipality=municipality_id) | Q(municipality=None), pk__in=numbers
        )
        found |= {f"campaigns:{row.pk}": f"Мониторинг: {row}" for row in rows}
    if numbers := wanted.get("protocols", set()) | wanted.get("events", set()):
        rows = Association.objects.filter(municipality=municipality_id, pk__in=numbers)
        for row in rows.select_related("municipality", "school"):
            closed = ", закрыто" if row.closed_on else ""
            for prefix, word in (("protocols", "Протоколы"), ("events", "Мероприятия")):
                found |= {
                    key: f"{word}: {row.title}{closed}" for key in (f"{prefix}:{row.pk}",) if key in found
                }
    return found


def took_place(keys: Sequence[str], municipality_id: int, first: date, last: date) -> dict[str, list[Fact]]:
    """{key of a watch: facts of these days, oldest first}: what took place already. 4 queries at most."""
    wanted = by_prefix(keys)
    found: dict[str, list[Fact]] = {key: [] for key in keys}
    meetings, protocols = wanted.get("meeting", set()), wanted.get("protocols", set())
    events, streams, orders = (
        wanted.get("event", set()),
        wanted.get("events", set()),
        wanted.get("order", set()),
    )
    facts: list[Fact] = []

    def read(prefix: str, condition: Q, day: str) -> None:
        source = SOURCES[prefix]
        rows = source.proofs(municipality_id).filter(condition, **{f"{day}__range": (first, last)})
        facts.extend(map(source.fact, rows[:MOST_LOOKED_BACK]))

    if meetings or protocols:
        first_ones = Q(edition=1)
        read(
            "protocol",
            first_ones & (Q(meeting__in=meetings) | Q(association__in=protocols)),
            "meeting__date",
        )
    if events or streams or SERVICE_EVENTS in found:
        own = Q(pk__in=events) | Q(association__in=streams)
        if SERVICE_EVENTS in found:
            own |= Q(association__isnull=True)
        read("event", own, "starts")
    if orders:
        read("order", Q(pk__in=orders), "date")
    campaigns, sets = wanted.get("campaign", set()), wanted.get("campaigns", set())
    if campaigns or sets:
        read("campaign", Q(pk__in=campaigns) | Q(set__in=sets), "closed_at__date")
    for fact in sorted(facts, key=lambda fact: (fact.day, fact.key)):
        for key in (fact.key, *fact.streams):
            if key in found:
                found[key].append(fact)
    return found
