"""Facts of the portal that complete items by themselves: what an item watches, what closes it, what opens it again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from methodservice.lib.refusals import AlreadyDone
from methodservice.registries import Fact
from roadmap.evidence import by_prefix
from roadmap.fitting import Window, fitting, is_collected
from roadmap.models import Completion, Edition, Item, Line, Occurrence, Watch
from roadmap.services.living import due_words, line_in_force, lock_item, tell
from roadmap.services.locks import lock_programmes
from roadmap.services.marking import in_words, remove
from roadmap.watched import is_stream, titles_of


@transaction.atomic
def watch(*, item: Item, key: str, by) -> Watch:
    """Let a record or a stream complete the item from now on. Raises AlreadyDone when it is watched, Refused."""
    line = lock_item(item)
    if Watch.objects.filter(item=item, key=key).exists():
        raise AlreadyDone("Пункт уже следит за этим.")
    row = Watch.objects.create(item=item, key=key, made_by=by)
    tell(line, by, "Отмечать автоматически", "", titles_of([key], item.programme.municipality_id)[key])
    return row


@transaction.atomic
def unwatch(*, watch: Watch, by) -> None:
    """Watch no more; what was closed stays closed. Raises AlreadyDone when it is not watched."""
    line = lock_item(watch.item)
    if not Watch.objects.filter(pk=watch.pk).exists():
        raise AlreadyDone("Пункт уже не следит за этим.")
    title = titles_of([watch.key], line.item.programme.municipality_id)[watch.key]
    tell(line, by, "Отмечать автоматически", title, "")
    watch.delete()


def lock_for_facts(keys: Iterable[str], municipality_id: int) -> None:
    """Lock the programmes that facts of these keys will change: those that watch them, those that they have closed,
    those that the order approves. 4 queries at most."""
    orders = by_prefix(keys).get("order", ())
    own = Item.objects.filter(programme__municipality=municipality_id)
    found = (
        own.filter(watches__key__in=keys).values_list("programme", flat=True),
        own.filter(completions__record__in=keys, completions__automatic=True).values_list(
            "programme", flat=True
        ),
        Edition.objects.filter(order__in=orders).values_list("programme", flat=True),
    )
    lock_programmes(key for rows in found for key in rows)


def close_by_fact(fact: Fact, by) -> None:
    """Complete what waits for the fact; see `fitting` for the time that it completes. Runs in the fact's transaction.

    1 query where nobody watches.
    """
    watches = Watch.objects.filter(
        key__in=[fact.key, *fact.streams], item__programme__municipality=fact.municipality_id
    )
    programmes = set(watches.values_list("item__programme", flat=True))
    if not programmes:
        return
    lock_programmes(programmes)
    found: dict[int, list[Watch]] = {}
    for row in watches.select_related("item__programme__municipality").order_by("item", "pk"):
        found.setdefault(row.item_id, []).append(row)
    for rows in found.values():
        _close(rows, fact, by)


def _close(watches: list[Watch], fact: Fact, by) -> None:
    item = watches[0].item
    if any(fact.key in row.refused for row in watches):
        return
    if Completion.objects.filter(item=item, record=fact.key).exists():
        return
    line = line_in_force(item)
    if line is None:
        return
    line.item = item
    only_stream = all(is_stream(row.key) for row in watches)
    times = list(item.occurrences.select_related("completion"))
    has_times = any(row.ends >= line.part.edition.counted_from for row in times)
    collected = is_collected(line.deadline_kind, has_times=has_times, only_stream=only_stream)
    place = None if collected else fitting(windows_of(times), fact.day)
    if place is None and not collected:
        return
    mark = Completion.objects.create(
        item=item,
        occurrence=None if place is None else times[place],
        done_on=min(fact.day, timezone.localdate()),
        comment=f"{'Записано' if collected else 'Закрыто'} само: {fact.title}"[:2000],
        record=fact.key,
        automatic=True,
    )
    tell(line, by, f"Отметка, {due_words(mark.occurrence)}", "", in_words(mark))


def windows_of(times: Iterable[Occurrence]) -> list[Window]:
    """Occurrences, read with their marks, as `fitting` judges them."""
    return [
        Window(row.starts, row.ends, row.cancelled_on is not None or hasattr(row, "completion"))
        for row in times
    ]


def reopen(key: str, by) -> None:
    """A fact no more: marks that it made by itself go, those of people stay. 1 query where there are none."""
    marks = Completion.objects.filter(record=key, automatic=True)
    programmes = set(marks.values_list("item__programme", flat=True))
    if not programmes:
        return
    lock_programmes(programmes)
    for mark in marks.select_related("item__programme__municipality", "occurrence", "evidence"):
        line = line_in_force(mark.item) or Line.objects.filter(item=mark.item).order_by("-pk").first()
        line.item = mark.item
        remove(line, mark, by, "запись отменена")
