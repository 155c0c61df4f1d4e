"""Records of the portal that measures point to: orders, events, protocols, decisions of associations, items of
roadmaps."""

from collections.abc import Sequence

from methodservice.documents import evidence
from methodservice.documents.evidence import Record
from monitoring.models import Measure

KINDS = ("order", "event", "protocol", "decision", "item")


def record_choices(user) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of choices. 1 query for each of KINDS."""
    return evidence.record_choices(user, KINDS)


def chosen_record(user, key: str) -> Record | None:
    """The record of a key, if the user may open it. 1 query."""
    record = evidence.find_records(user, [key]).get(key)
    return record if record and record.url else None


def found_records(user, measures: Sequence[Measure]) -> list[tuple[Measure, Record | None]]:
    """(measure, its record as it stands today, or None of one in words). 1 query for each kind among them, 3 for items
    of roadmaps."""
    found = evidence.find_records(user, [measure.key for measure in measures])
    return [(measure, found.get(measure.key)) for measure in measures]
