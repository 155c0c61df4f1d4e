"""The life of items for tests: whom an item is given to, when it is due, facts made without a PDF."""

from datetime import timedelta

from django.utils import timezone

from roadmap.models import Item, Line, LineParty, Occurrence


def item_of(edition, number: str) -> Item:
    """The item of the line with the number."""
    return Line.objects.of(edition).get(number=number).item


def give(item: Item, *keys: str) -> None:
    """The parties answer for the item in all editions."""
    for line in Line.objects.filter(item=item):
        line.parties.all().delete()
        LineParty.objects.bulk_create(LineParty(line=line, key=key, by_hand=True) for key in keys)


def due_in(item: Item, *days: int) -> list[Occurrence]:
    """The item has these times and no others, so many days from today."""
    item.occurrences.all().delete()
    today = timezone.localdate()
    return [Occurrence.objects.create(item=item, ends=today + timedelta(days=each)) for each in days]
