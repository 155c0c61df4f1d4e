"""Decisions as tasks: the mark of completion, and what the next meeting hears of them."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from associations.models import AgendaItem, Decision, DecisionDone, Meeting, Protocol
from associations.rules import Followed, follow_up_title, follow_up_words
from associations.services.locks import lock_open_meeting
from methodservice.directory import audit
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.refusals import AlreadyDone, Refused


@transaction.atomic
def mark_done(*, decision: Decision, done_on: date, by, comment: str = "", upload=None) -> DecisionDone:
    """Say that the decision is done. upload: evidence, checked by the form.

    Raises AlreadyDone on a second click, Refused for a day before the decision or after today.
    """
    row = Decision.objects.select_for_update(of=("self",)).select_related("item__meeting__association")
    decision = row.get(pk=decision.pk)
    if DecisionDone.objects.filter(decision=decision).exists():
        raise AlreadyDone("Решение уже отмечено выполненным.")
    if decision.adopted_on is None:
        raise Refused("Решение не принято подписанным протоколом: отмечать нечего.")
    if done_on > timezone.localdate():
        raise Refused("Этот день ещё не наступил.", "done_on")
    if done_on < decision.adopted_on:
        raise Refused(
            f"Решение принято {decision.adopted_on:%d.%m.%Y}, раньше выполнить его нельзя.", "done_on"
        )
    municipality = decision.item.meeting.association.municipality
    mark = DecisionDone.objects.create(
        decision=decision,
        done_on=done_on,
        comment=comment,
        evidence=keep_file(upload, municipality=municipality, by=by) if upload else None,
        marked_by=by,
    )
    changes = {"выполнено": ["—", f"{done_on:%d.%m.%Y}"]}
    audit.record(audit.Verb.CHANGED, by=by, obj=decision, changes=changes, note=comment)
    return mark


@transaction.atomic
def take_mark_back(*, decision: Decision, by) -> None:
    """The decision is a task again; the evidence goes with the mark. Raises AlreadyDone when there is no mark."""
    mark = (
        DecisionDone.objects.select_for_update(of=("self",))
        .select_related("evidence")
        .filter(decision=decision)
        .first()
    )
    if mark is None:
        raise AlreadyDone("Отметки уже нет.")
    changes = {"выполнено": [f"{mark.done_on:%d.%m.%Y}", "—"]}
    audit.record(audit.Verb.CHANGED, by=by, obj=decision, changes=changes, note=mark.comment)
    mark.delete()
    if mark.evidence:
        drop_file(mark.evidence, by=by)


def protocol_before(meeting: Meeting) -> Protocol | None:
    """The last signed protocol of the association before the meeting, if it took decisions. 1 query."""
    rows = Protocol.objects.filter(
        association_id=meeting.association_id, document__superseded_by=None, meeting__date__lte=meeting.date
    ).exclude(meeting=meeting)
    latest = (
        rows.select_related("document", "meeting").defer("document__pdf").order_by("-meeting__date", "-pk")
    )
    protocol = latest.first()
    if protocol and Decision.objects.adopted().filter(item__meeting=protocol.meeting).exists():
        return protocol
    return None


def followed_decisions(protocol: Protocol, on: date) -> list[Followed]:
    """Decisions of the protocol in its order as they stood on the day; then those of earlier protocols that were still
    open when it was taken. 2 queries, each by the meetings of the association alone."""
    numbers = {
        decision["id"]: decision["number"]
        for item in protocol.document.snapshot["items"]
        for decision in item["decisions"]
    }
    meeting = protocol.meeting
    protocols = dict(
        Protocol.objects.filter(association_id=protocol.association_id).values_list("meeting_id", "number")
    )
    rows = (
        Decision.objects.adopted()
        .filter(item__meeting__in=protocols)
        .filter(Q(item__meeting=meeting) | Q(adopted_on__lt=meeting.date))
        .filter(Q(item__meeting=meeting) | Q(done__isnull=True) | Q(done__done_on__gt=meeting.date))
        .select_related("item", "responsible", "done")
        .order_by(F("adopted_on").desc(), "item__position", "position", "pk")
    )
    return [_followed(row, numbers, protocols, meeting, on) for row in rows]


def _followed(row: Decision, numbers: dict, protocols: dict, meeting: Meeting, on: date) -> Followed:
    """numbers: {key of a decision: «1.2»} of the protocol reported on; protocols: {key of a meeting: number}."""
    own = row.item.meeting_id == meeting.pk
    mark = getattr(row, "done", None)
    mark = mark if mark and mark.done_on <= on else None
    source = f"протокол № {protocols[row.item.meeting_id]} от {row.adopted_on:%d.%m.%Y}"
    return Followed(
        number=numbers.get(row.pk, "") if own else "",
        text=row.text,
        responsible=row.responsible.short_name if row.responsible else row.responsible_text,
        due=row.due,
        due_text=row.due_text,
        done_on=mark.done_on if mark else None,
        comment=mark.comment if mark else "",
        source="" if own else source,
    )


def add_follow_up(*, meeting: Meeting, by) -> AgendaItem | None:
    """The first question of a draft: what became of the decisions of the last protocol. None when there is nothing to
    report or it stands in the agenda already. Runs inside the transaction that holds the meeting's lock."""
    protocol = protocol_before(meeting)
    if protocol is None or meeting.items.filter(follows_up__isnull=False).exists():
        return None
    AgendaItem.objects.filter(meeting=meeting).update(position=F("position") + 1)
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=1,
        kind=AgendaItem.Kind.ORDINARY,
        title=follow_up_title(protocol.number, protocol.meeting.date),
        heard=follow_up_words(followed_decisions(protocol, meeting.date), meeting.date),
        follows_up=protocol.meeting,
    )
    audit.record(audit.Verb.CREATED, by=by, obj=item, note="из отметок о выполнении решений")
    return item


@transaction.atomic
def refresh_follow_up(*, item: AgendaItem, by) -> AgendaItem:
    """Write «Слушали» anew from the marks; the journal keeps what stood there. Raises Refused for another question."""
    meeting = lock_open_meeting(item.meeting_id)
    item = AgendaItem.objects.get(pk=item.pk)
    protocol = protocol_before(meeting)
    if item.follows_up_id is None or protocol is None:
        raise Refused("Этот вопрос не о выполнении решений.")
    before = audit.state_of(item)
    item.heard = follow_up_words(followed_decisions(protocol, meeting.date), meeting.date)
    item.version += 1
    item.save(update_fields=["heard", "version"])
    audit.record_change(by=by, obj=item, before=before, note="из отметок о выполнении решений")
    return item
