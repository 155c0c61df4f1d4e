"""Entries as iCalendar (RFC 5545): what programs of phones and offices read.

Moments are written in UTC, so that no program needs to know our time zones. Deadlines are all-day events: many programs
do not show tasks (VTODO). The stamp of an event is that of the last change of its record, not of the reading: the text
of a feed, and its ETag, stay the same until something in it is another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Q
from icalendar import Calendar, Event

from associations.calendars.entries import Entry, Kind
from methodservice.directory.models import AuditEvent

HOUR = timedelta(hours=1)
"""The portal does not know when a meeting ends; without an end programs draw a line that one cannot see."""
READ_AGAIN = timedelta(hours=4)
PAST, AHEAD = timedelta(days=183), timedelta(days=366)
"""Days of a feed around today."""
DEADLINES = (Kind.PLAN, Kind.DECISION)


def feed_days(today: date) -> tuple[date, date]:
    """First and last day of what a feed tells."""
    return today - PAST, today + AHEAD


def last_changes(entries: Iterable[Entry]) -> dict[tuple[str, int], datetime]:
    """{record: when it was last changed}, told by the journal. 1 query; none without entries."""
    by_type = defaultdict(set)
    for entry in entries:
        label, key = entry.record
        by_type[label].add(key)
    if not by_type:
        return {}
    about = Q()
    for label, keys in by_type.items():
        about |= Q(record_type=label, record_id__in=keys)
    looked = (AuditEvent.Verb.READ, AuditEvent.Verb.EXPORTED)
    rows = AuditEvent.objects.filter(about).exclude(verb__in=looked).order_by()
    found = rows.values("record_type", "record_id").annotate(last=Max("at"))
    return {(row["record_type"], row["record_id"]): row["last"] for row in found}


def feed_text(
    entries: Iterable[Entry], *, name: str, timezone: str, changes: Mapping, since: datetime
) -> bytes:
    """The calendar as a file. Deadlines that are met are left out.

    name: what programs call it; timezone: where the hours of the entries hold; changes: see `last_changes`; since: the
    stamp of what the journal does not know.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Методслужба//Календарь//RU")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", READ_AGAIN)
    zone = ZoneInfo(timezone)
    for entry in entries:
        if not (entry.kind in DEADLINES and entry.is_done):
            calendar.add_component(_event(entry, zone, changes.get(entry.record, since)))
    return calendar.to_ical()


def _event(entry: Entry, zone: ZoneInfo, changed: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}")
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("sequence", entry.revision)
    event.add("summary", f"{entry.kind.label}: {entry.feed_title or entry.title}")
    if entry.at and entry.starts == entry.ends:
        begins = datetime.combine(entry.starts, entry.at, zone).astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + HOUR)
    else:
        event.add("dtstart", entry.starts)
        event.add("dtend", entry.ends + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("description", entry.organiser)
    event.add("categories", [entry.kind.label])
    if entry.place:
        event.add("location", entry.place)
    event.add("url", settings.PUBLIC_ADDRESS + entry.url)
    return event
