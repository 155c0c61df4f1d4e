"""Marks of completion: made, changed, taken back; work begun; an occurrence cancelled and restored.

Each function locks the programme first, so that two people never mark the same time, and writes the item's history.
"""

from datetime import date

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from methodservice.directory import audit
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.models import Completion, Item, Line, Occurrence, Watch
from roadmap.services.living import due_words, lock_item, lock_occurrence, tell

AHEAD = "Этот день ещё не наступил. Отметьте выполнение, когда оно состоится."
TOO_EARLY = "Дорожная карта начинается {:%d.%m.%Y}: раньше выполнить пункт нельзя. Проверьте год."
CANCELLED = "Этот срок отменён. Сначала верните его."
MARK_GONE = "Этой отметки больше нет: её сняли."
NO_REASON = "Напишите, почему срок отменён."


@transaction.atomic
def mark_occurrence(
    *,
    occurrence: Occurrence,
    done_on: date,
    by,
    comment: str = "",
    upload=None,
    link: str = "",
    record: str = "",
) -> Completion:
    """Mark an occurrence as done, in any order. upload: cleaned by an UploadField; record: a key of `evidence`.

    Raises AlreadyDone for one that is marked, Refused for a cancelled one and for a day out of place.
    """
    line, current, mark = lock_occurrence(occurrence)
    if mark:
        raise AlreadyDone(f"Уже отмечено: выполнено {mark.done_on:%d.%m.%Y}.")
    if current.cancelled_on:
        raise Refused(CANCELLED)
    return _mark(line, current, by, done_on, comment, upload, link, record)


@transaction.atomic
def add_fact(
    *, item: Item, done_on: date, by, comment: str = "", upload=None, link: str = "", record: str = ""
) -> Completion:
    """Write down what was done without a due date. Raises AlreadyDone for the same fact of the same person at once."""
    line = lock_item(item)
    twins = Completion.objects.filter(
        item=item, occurrence=None, done_on=done_on, comment=comment, link=link, record=record, marked_by=by,
        marked_at__gte=timezone.now() - audit.SECOND_CLICK,
    )  # fmt: skip
    if twins.exists():
        raise AlreadyDone("Уже записано.")
    return _mark(line, None, by, done_on, comment, upload, link, record)


def _mark(
    line: Line, occurrence: Occurrence | None, by, done_on: date, comment: str, upload, link: str, record: str
) -> Completion:
    _refuse_day(line, done_on)
    item = line.item
    kept = keep_file(upload, municipality=item.programme.municipality, by=by) if upload else None
    mark = Completion.objects.create(
        item=item, occurrence=occurrence, done_on=done_on, comment=comment, evidence=kept, link=link,
        record=record, marked_by=by,
    )  # fmt: skip
    tell(line, by, f"Отметка, {due_words(occurrence)}", "", in_words(mark))
    return mark


def _refuse_day(line: Line, done_on: date) -> None:
    if done_on > timezone.localdate():
        raise Refused(AHEAD, "done_on")
    first = line.item.programme.editions.aggregate(first=Min("first"))["first"]
    if done_on < first:
        raise Refused(TOO_EARLY.format(first), "done_on")


def in_words(mark: Completion) -> str:
    """The mark as the history tells it."""
    proofs = (mark.evidence.name if mark.evidence else "", mark.link, mark.record)
    return ", ".join(filter(None, (str(mark), mark.comment, *proofs)))


def lock_mark(mark: Completion) -> tuple[Line, Completion]:
    """(line in force, the mark as it is now) under the programme's lock. Raises AlreadyDone when it was taken back."""
    line = lock_item(mark.item)
    current = (
        Completion.objects.filter(pk=mark.pk).select_related("evidence", "occurrence", "marked_by").first()
    )
    if current is None:
        raise AlreadyDone(MARK_GONE)
    current.item = line.item
    return line, current


@transaction.atomic
def change_mark(
    *,
    mark: Completion,
    done_on: date,
    by,
    comment: str = "",
    upload=None,
    drop: bool = False,
    link: str = "",
    record: str = "",
) -> Completion:
    """Change a mark; one that the portal made becomes the person's. upload replaces the file, drop takes it away."""
    line, current = lock_mark(mark)
    _refuse_day(line, done_on)
    before, former = in_words(current), current.evidence
    current.done_on, current.comment, current.link, current.record = done_on, comment, link, record
    if upload:
        current.evidence = keep_file(upload, municipality=line.item.programme.municipality, by=by)
    elif drop:
        current.evidence = None
    if current.automatic or in_words(current) != before or current.evidence != former:
        current.automatic, current.marked_by = False, by
        current.save()
        tell(line, by, f"Отметка, {due_words(current.occurrence)}", before, in_words(current))
    if former and current.evidence != former:
        drop_file(former, by)
    return current


@transaction.atomic
def take_back(*, mark: Completion, by) -> None:
    """Take a mark back; its file goes too. What the portal closed by itself stays undone: the record is refused by all
    that the item watches. Raises AlreadyDone when the mark is gone."""
    line, current = lock_mark(mark)
    if current.automatic:
        for watch in Watch.objects.filter(item=line.item):
            watch.refused = [*watch.refused, current.record]
            watch.save(update_fields=["refused"])
    remove(line, current, by)


def remove(line: Line, mark: Completion, by, note: str = "") -> None:
    """Delete a mark of a locked programme, with its file and the history."""
    tell(line, by, f"Отметка, {due_words(mark.occurrence)}", in_words(mark), "", note)
    evidence = mark.evidence
    mark.delete()
    if evidence:
        drop_file(evidence, by)


@transaction.atomic
def set_started(*, occurrence: Occurrence, started: bool, by) -> None:
    """«Взять в работу», or say that it is not in work after all. Raises AlreadyDone when it is so."""
    line, current, mark = lock_occurrence(occurrence)
    if mark:
        raise AlreadyDone(f"Уже выполнено {mark.done_on:%d.%m.%Y}.")
    if current.cancelled_on:
        raise Refused(CANCELLED)
    if bool(current.started_on) == started:
        raise AlreadyDone("Уже в работе." if started else "Уже не в работе.")
    before = f"в работе с {current.started_on:%d.%m.%Y}" if current.started_on else ""
    current.started_on = timezone.localdate() if started else None
    current.save(update_fields=["started_on"])
    tell(line, by, f"Работа, {due_words(current)}", before, "взято в работу" if started else "")


@transaction.atomic
def cancel_occurrence(*, occurrence: Occurrence, reason: str, by) -> None:
    """Cancel one time of an item, with the reason. Raises AlreadyDone, Refused for one that is done."""
    line, current, mark = lock_occurrence(occurrence)
    if mark:
        raise Refused("Этот срок выполнен. Чтобы отменить его, сначала снимите отметку.")
    if current.cancelled_on:
        raise AlreadyDone("Срок уже отменён.")
    if not reason.strip():
        raise Refused(NO_REASON, "reason")
    current.cancelled_on, current.cancel_reason = timezone.localdate(), reason.strip()
    current.save(update_fields=["cancelled_on", "cancel_reason"])
    tell(line, by, f"Отмена, {due_words(current)}", "", current.cancel_reason)


@transaction.atomic
def restore_occurrence(*, occurrence: Occurrence, by) -> None:
    """A cancelled time is to be kept after all. Raises AlreadyDone when it is not cancelled."""
    line, current, _ = lock_occurrence(occurrence)
    if not current.cancelled_on:
        raise AlreadyDone("Срок не отменён.")
    before, current.cancelled_on, current.cancel_reason = current.cancel_reason, None, ""
    current.save(update_fields=["cancelled_on", "cancel_reason"])
    tell(line, by, f"Отмена, {due_words(current)}", before, "")
