"""The life of items in the world of the access table."""

from datetime import date

from methodservice.directory.models import Municipality
from methodservice.testing import factories as make
from methodservice.testing.roadmap_life import give
from roadmap.models import Completion, Item, Occurrence, Programme, Watch


def add_roadmaps_life(world) -> None:
    """`given_item` of the edition in force is given to the head of the district association, with an open `occurrence`,
    a cancelled one, a `mark` and a `watch`; `kept_item` to nobody."""
    for ownership, key in world.records["roadmap"].items():
        programme = Programme.objects.get(pk=key)
        kept, given = Item.objects.filter(programme=programme).order_by("pk")[:2]
        give(kept)
        give(given, f"association:{world.records['association'][ownership]}")
        by = make.UserFactory(municipality=Municipality.objects.get(pk=programme.municipality_id))
        first = given.occurrences.earliest("pk")
        cancelled, done = (
            Occurrence.objects.create(item=given, ends=date(2026, 6, day), **fields)
            for day, fields in (
                (1, {"cancelled_on": date(2026, 5, 1), "cancel_reason": "Перенесён"}),
                (2, {}),
            )
        )
        mark = Completion.objects.create(item=given, occurrence=done, done_on=date(2026, 5, 2), marked_by=by)
        watch = Watch.objects.create(item=given, key="events:service", made_by=by)
        for name, record in (
            ("kept_item", kept), ("kept_occurrence", kept.occurrences.earliest("pk")), ("given_item", given),
            ("occurrence", first), ("cancelled_occurrence", cancelled), ("mark", mark), ("watch", watch),
        ):  # fmt: skip
            world.put(f"roadmap_{name}", ownership, record)
