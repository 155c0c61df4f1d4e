"""Where a document of the register is read: its own page, offered by the app that made it."""

from collections.abc import Iterable

from methodservice import registries
from methodservice.documents.models import RegisterEntry


def pages_of(entries: Iterable[RegisterEntry]) -> dict[int, str]:
    """{entry's key: address of the document's own page} of those that have one. 1 query for each kind there is."""
    by_kind: dict[str, list[RegisterEntry]] = {}
    for entry in entries:
        if entry.document_id:
            by_kind.setdefault(entry.kind, []).append(entry)
    found = {}
    for kind, rows in by_kind.items():
        if kind in registries.document_pages:
            found |= registries.document_pages[kind](rows)
    return found
