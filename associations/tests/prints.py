"""Meetings to print and their snapshots as signing stores them."""

from associations.documents import protocol_snapshot
from associations.models import AgendaItem
from associations.picture import read_meeting
from methodservice.testing.meetings import meeting_with

ADDRESS = "https://portal.example/check/ABCDEFGHJKLMNPQR/"


def frozen(meeting, **options):
    """Snapshot as signing stores it, with the code of the check page."""
    snapshot = protocol_snapshot(read_meeting(meeting), **({"number": 7} | options))
    return {**snapshot, "check_code": "ABCDEFGHJKLMNPQR", "check_address": ADDRESS}


def with_texts(meeting, paragraphs: int):
    """Each question gets a report of so many lines."""
    AgendaItem.objects.update(heard="\n".join(f"Сказано {n}." for n in range(paragraphs)))
    return meeting


def meeting_of(members, **options):
    """A meeting whose chair and secretary sign «М. И. Светлова»."""
    meeting, people = meeting_with(members, **options)
    for person in people[:2]:
        person.surname = "Светлова"
        person.save()
    return meeting
