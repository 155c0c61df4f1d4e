"""What becomes of items: marks of completion, meetings and events. Only items of the edition in force live.

Each function takes the plan's row under a lock first.
"""

import re
from datetime import date

from django.db import transaction
from django.utils import timezone

from associations.events.models import Event
from associations.events.services.events import add_event
from associations.models import Meeting
from associations.plans.lines import Section
from associations.plans.models import ItemDone, ItemLink, PlanEdition, PlanItem, PlanLine
from associations.plans.services.editing import lock_plan
from associations.services.agenda import plan_meeting
from methodservice.directory import audit
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.workdays import last_working

NOT_IN_FORCE = "Этого пункта нет в утверждённом плане: отмечать и назначать можно только по утверждённому."
_MEETING = re.compile(r"^заседание\b\s*(?:№\s*\d+)?[\s:.,–—-]*", re.IGNORECASE)
_QUOTED = re.compile(r"^«([^«»]+)»$")
"""What stands around the theme in «Заседание № 1. «Качество урока»»."""


def line_in_force(item: PlanItem) -> PlanLine | None:
    """What the approved edition says about the item, None when it says nothing."""
    rows = PlanLine.objects.filter(item=item, edition__state=PlanEdition.State.APPROVED)
    return rows.select_related("edition", "direction", "kind").first()


def _lock_line(item: PlanItem) -> PlanLine:
    """The item's line in force under the lock of its plan; raises Refused when there is none."""
    plan = lock_plan(item.plan_id)
    line = line_in_force(item)
    if line is None:
        raise Refused(NOT_IN_FORCE)
    item.plan = plan
    line.item = item
    return line


@transaction.atomic
def mark_done(*, item: PlanItem, done_on: date, comment: str, by, evidence=None) -> ItemDone:
    """Mark an item as done. evidence: an upload cleaned by UploadField, or None. Raises AlreadyDone, Refused."""
    _lock_line(item)
    if ItemDone.objects.filter(item=item).exists():
        raise AlreadyDone("Пункт уже отмечен выполненным.")
    if done_on > timezone.localdate():
        raise Refused("Этот день ещё не наступил. Отметьте пункт, когда он будет выполнен.", "done_on")
    municipality = item.plan.association.municipality
    kept = keep_file(evidence, municipality=municipality, by=by) if evidence else None
    done = ItemDone.objects.create(item=item, done_on=done_on, comment=comment, evidence=kept, marked_by=by)
    audit.record(audit.Verb.CREATED, by=by, obj=done, note=comment[:300])
    return done


@transaction.atomic
def take_back(*, item: PlanItem, by) -> None:
    """Take the mark back; its file goes too. Raises AlreadyDone when there is none."""
    _lock_line(item)
    done = ItemDone.objects.select_related("evidence", "item__plan__association").filter(item=item).first()
    if done is None:
        raise AlreadyDone("Отметки уже нет.")
    audit.record(audit.Verb.DELETED, by=by, obj=done, note=done.comment[:300])
    evidence = done.evidence
    done.delete()
    if evidence:
        drop_file(evidence, by)


def next_day(line: PlanLine, taken: int, today: date) -> date:
    """The day to propose: a working day at the end of the first occurrence that nothing stands for yet.

    taken: how many meetings and events the item has already. Without a date — today.
    """
    days = list(line.occurrences.order_by("ends", "pk"))[taken:]
    ahead = next((each for each in days if each.ends >= today), None)
    if ahead is None:
        return today
    earliest = max(ahead.starts or today, today)
    return max(last_working(ahead.ends), earliest)


def _refuse_second_click(item: PlanItem, seen: int) -> int:
    number = item.links.count()
    if number != seen:
        raise AlreadyDone(f"По этому пункту уже назначено: {counted(number, 'дело', 'дела', 'дел')}.")
    return number


def _title(line: PlanLine, model, name: str) -> str:
    limit = model._meta.get_field(name).max_length
    title = " ".join(line.action.split())
    if line.section == Section.MEETINGS:
        title = _QUOTED.sub(r"\1", _MEETING.sub("", title)) or title
    title = f"{title[:1].upper()}{title[1:]}"
    return title if len(title) <= limit else f"{title[: limit - 1].rstrip()}…"


@transaction.atomic
def plan_meeting_of(*, item: PlanItem, seen: int, by) -> Meeting:
    """A planned meeting of the association about the item, linked to it.

    seen: links that the person saw; another number means a second click: AlreadyDone.
    """
    line = _lock_line(item)
    taken = _refuse_second_click(item, seen)
    meeting = plan_meeting(
        association=item.plan.association,
        by=by,
        date=next_day(line, taken, timezone.localdate()),
        theme=_title(line, Meeting, "theme"),
    )
    _link(item, by, meeting=meeting)
    return meeting


@transaction.atomic
def plan_event_of(*, item: PlanItem, seen: int, by) -> Event:
    """A planned event of the association about the item, linked to it. seen: as in `plan_meeting_of`."""
    line = _lock_line(item)
    taken = _refuse_second_click(item, seen)
    association = item.plan.association
    event = add_event(
        association=association,
        municipality=association.municipality,
        by=by,
        starts=next_day(line, taken, timezone.localdate()),
        title=_title(line, Event, "title"),
        about=line.expected,
    )
    _link(item, by, event=event)
    return event


@transaction.atomic
def link_item(*, item: PlanItem, by, meeting: Meeting | None = None, event: Event | None = None) -> ItemLink:
    """Say that an item became this meeting or event. Raises AlreadyDone when that stands for an item already."""
    _lock_line(item)
    target = {"meeting": meeting} if meeting else {"event": event}
    if ItemLink.objects.filter(**target).exists():
        raise AlreadyDone("Оно уже связано с пунктом плана.")
    return _link(item, by, **target)


def _link(item: PlanItem, by, **target) -> ItemLink:
    link = ItemLink.objects.create(item=item, **target)
    audit.record(audit.Verb.CREATED, by=by, obj=link)
    return link


@transaction.atomic
def unlink(*, link: ItemLink, by) -> None:
    """The meeting or event stays, it stands for the item no more."""
    lock_plan(link.item.plan_id)
    audit.record(audit.Verb.DELETED, by=by, obj=link)
    link.delete()


def linkable_meetings(item: PlanItem):
    """Meetings of the plan's association and year that stand for no item yet, newest first."""
    year = item.plan.year
    rows = Meeting.objects.filter(association=item.plan.association_id, date__range=(year.starts, year.ends))
    return rows.filter(plan_link=None).exclude(state=Meeting.State.NOT_HELD).order_by("-date", "-pk")


def linkable_events(item: PlanItem):
    """Events of the plan's association and year that stand for no item yet, newest first."""
    year = item.plan.year
    rows = Event.objects.filter(association=item.plan.association_id, starts__range=(year.starts, year.ends))
    return rows.filter(plan_link=None).exclude(state=Event.State.CANCELLED).order_by("-starts", "-pk")
