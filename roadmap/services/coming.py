"""Approving an edition and bringing it into force: the former one is superseded, occurrences are written."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.documents.orders.models import Order
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.lines import meaning
from roadmap.models import Completion, Edition, Line, Occurrence
from roadmap.services.locks import lock_edition
from roadmap.workflow import State, move

REPLACED = "Заменено редакцией"
"""Begins the reason of what a new edition cancels."""
EMPTY = "В документе нет ни одного мероприятия. Добавьте хотя бы одно."


@transaction.atomic
def approve(
    *,
    edition: Edition,
    order_number: str,
    approved_on: date,
    approved_act: str,
    in_force_from: date,
    by,
    order: Order | None = None,
) -> Edition:
    """Approve by an order: of the portal, or one on paper. In force from its day, at once when that day has come.

    Raises AlreadyDone for an approved edition, Refused when there is nothing in it.
    """
    current = lock_edition(edition)
    if not current.is_draft:
        raise AlreadyDone(f"Уже утверждена: приказ № {current.order_number}.")
    if not Line.objects.of(current).exists():
        raise Refused(EMPTY)
    move(
        edition=current, to=State.APPROVED, by=by, order_number=order_number, approved_on=approved_on,
        approved_act=approved_act, in_force_from=in_force_from, order=order or current.order,
        note=f"приказ № {order_number} от {approved_on:%d.%m.%Y}",
    )  # fmt: skip
    if in_force_from <= timezone.localdate():
        _bring(current, by)
    return current


@transaction.atomic
def bring_into_force(*, edition: Edition, by=None) -> Edition:
    """Bring an approved edition into force on its day; does nothing for one that is in force."""
    current = lock_edition(edition)
    if current.state == State.APPROVED:
        _bring(current, by)
    return current


def bring_due(day: date) -> int:
    """Bring into force what was approved and whose day has come; → how many. Safe to run twice."""
    rows = Edition.objects.filter(state=State.APPROVED, in_force_from__lte=day).order_by(
        "in_force_from", "pk"
    )
    found = list(rows)
    for edition in found:
        bring_into_force(edition=edition)
    return len(found)


def _bring(edition: Edition, by) -> None:
    former = edition.programme.editions.in_force().first()
    if former:
        move(edition=former, to=State.SUPERSEDED, by=by, note=f"редакция {edition.number}")
    move(edition=edition, to=State.IN_FORCE, by=by)
    programme = edition.programme
    if programme.title != edition.title:
        before = audit.state_of(programme)
        programme.title = edition.title
        programme.save(update_fields=["title"])
        audit.record_change(by=by, obj=programme, before=before)
    write_occurrences(edition)


def write_occurrences(edition: Edition) -> None:
    """Occurrences of an edition that comes into force, out of the meaning of its words. 5 queries.

    What was done, or stands in both editions, stays; what an edition between them cancelled is due again. Of the rest
    of the former edition: what nobody had begun and is still to come goes; what was due or begun is cancelled, with
    the reason. Times of a schedule stay while the edition names the item and counts their days, or are cancelled.
    """
    wanted: dict[tuple[int, date], date | None] = {}
    lines = list(Line.objects.of(edition))
    named = {line.item_id for line in lines}
    for line in lines:
        deadline = meaning(line.deadline, edition.first, edition.last)
        for each in deadline.occurrences if deadline else ():
            wanted[line.item_id, each.end] = each.start
    today = timezone.localdate()
    done = set(
        Completion.objects.filter(item__programme=edition.programme_id).values_list(
            "occurrence_id", flat=True
        )
    )
    stale, told, moved = [], [], []
    for row in Occurrence.objects.filter(item__programme=edition.programme_id):
        is_scheduled = row.source == Occurrence.Source.SCHEDULE
        if not is_scheduled:
            starts = wanted.pop((row.item_id, row.ends), row)
        elif row.item_id in named and row.ends >= edition.counted_from:
            starts = row.starts
        else:
            starts = row
        if starts is not row:
            replaced = row.cancel_reason.startswith(REPLACED)
            if starts != row.starts or replaced:
                row.starts = starts
                if replaced:
                    row.cancelled_on, row.cancel_reason = None, ""
                moved.append(row)
        elif row.pk not in done and row.cancelled_on is None:
            (told if row.ends < today or row.started_on or is_scheduled else stale).append(row)
    for row in told:
        row.cancelled_on, row.cancel_reason = today, f"{REPLACED} {edition.number}"
    Occurrence.objects.bulk_update([*told, *moved], ["cancelled_on", "cancel_reason", "starts"], 500)
    Occurrence.objects.filter(pk__in=[row.pk for row in stale]).delete()
    Occurrence.objects.bulk_create(
        (Occurrence(item_id=item, starts=starts, ends=ends) for (item, ends), starts in wanted.items()), 500
    )
