"""Items of roadmaps as records of the portal, «item:7»: what is laid down to be done, with where it stands today."""

from collections.abc import Collection
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils import timezone

from methodservice.documents.evidence import Record
from methodservice.documents.orders.usual.programme import DOCUMENTS
from methodservice.lib.typography import bind
from roadmap.life import life_of
from roadmap.models import Edition, Item, Line

MOST_OFFERED = 500
"""So many items of the newest documents are offered."""
SHOWN = 120
GONE = ("plain", "Нет в действующей редакции")


class ItemRecords:
    """A source of records for `registries.evidence_sources`."""

    prefix = "item"

    def groups(self, user) -> list[tuple[str, list[tuple[str, str]]]]:
        """A group for each document in force, the newest first; (key, «2.3 Провести семинар») in its order. 1 query."""
        lines = (
            Line.objects.in_force()
            .filter(item__in=Item.objects.visible_to(user))
            .select_related("part__edition")
            .order_by("-part__edition__first", "part__edition", "part__position", "position", "pk")
        )
        editions = groupby(lines[:MOST_OFFERED], key=lambda line: line.part.edition)
        return [
            (edition.title, [(f"{self.prefix}:{line.item_id}", _said(line, line.number)) for line in rows])
            for edition, rows in editions
        ]

    def find(self, user, keys: Collection[int]) -> dict[int, Record]:
        """{item's key: record} by the edition in force, else by the newest that was approved. 3 queries."""
        seen = Item.objects.visible_to(user).filter(pk=OuterRef("item"))
        kept = (
            Line.objects.filter(
                item__in=keys,
                item__programme__municipality=user.municipality_id,
                part__edition__state__in=Edition.KEPT,
            )
            .select_related("part__edition", "item__programme")
            .annotate(is_seen=Exists(seen))
            .order_by("part__edition__number", "pk")
        )
        lines = {line.item_id: line for line in sorted(kept, key=_is_in_force)}
        lives = life_of(filter(_is_in_force, lines.values()), timezone.localdate())
        return {key: _record(line, lives.get(key)) for key, line in lines.items()}


def _is_in_force(line: Line) -> bool:
    return line.part.edition.state == Edition.State.IN_FORCE


def _record(line: Line, life) -> Record:
    document = DOCUMENTS[line.item.programme.kind]
    title = _said(line, f"Пункт {line.number}".strip() + f" {document.genitive}:")
    url = line.item_url if line.is_seen else ""
    state, detail = ((life.verdict.kind, life.verdict.word), life.verdict.detail) if life else (GONE, "")
    return Record(f"{ItemRecords.prefix}:{line.item_id}", title, url, state=state, detail=detail)


def _said(line: Line, before: str) -> str:
    return bind(" ".join(f"{before} {line.action}".split())[: SHOWN + len(before)])
