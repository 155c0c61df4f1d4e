"""What the life of items offers: tasks, the panel of the home page, files of marks, what facts close by themselves."""

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from associations.models import Meeting
from methodservice import registries
from methodservice.registries import MenuItem, Panel
from roadmap import tasks_for
from roadmap.evidence import SOURCES
from roadmap.item_records import ItemRecords
from roadmap.models import Completion, Line
from roadmap.services import watching


def evidence_of_marks(user):
    """Files that prove a mark: whoever sees the item."""
    return Q(pk__in=Completion.objects.visible_to(user).exclude(evidence=None).values("evidence"))


def _closed_by(keys, user):
    marks = Completion.objects.visible_to(user).filter(record__in=keys).select_related("occurrence")
    marks = list(marks.order_by("item", "pk"))
    if not marks:
        return
    lines = Line.objects.in_force().filter(item__in=[mark.item_id for mark in marks])
    by_item = {line.item_id: line for line in lines.select_related("item__programme")}
    rows = [(mark, by_item[mark.item_id]) for mark in marks if mark.item_id in by_item]
    if rows:
        yield Panel("roadmap/life/_of_record.html", {"rows": rows}, order=45)


def items_of_event(event, user, day):
    """Items of roadmaps that the event completes. 2 queries, 1 when there are none."""
    yield from _closed_by([f"event:{event.pk}"], user)


def items_of_meeting(meeting, user, day):
    """Items that the protocol of the meeting completes. 2 queries, 1 when there are none, none before it is signed."""
    if meeting.state in (Meeting.State.SIGNED, Meeting.State.CORRECTING):
        key = Concat(Value("protocol:"), Cast("pk", CharField()))
        yield from _closed_by(meeting.protocols.order_by().values(key=key), user)


def register():
    """Called once when the app is ready."""
    registries.menu.append(MenuItem("Мои пункты", "roadmap:mine", order=10, under="roadmap:list"))
    registries.task_providers.extend(tasks_for.TASKS)
    registries.panel_providers.extend(tasks_for.PANELS)
    registries.file_scopes.append(evidence_of_marks)
    registries.evidence_sources |= SOURCES | {ItemRecords.prefix: ItemRecords()}
    registries.fact_locks.append(watching.lock_for_facts)
    registries.fact_listeners.append(watching.close_by_fact)
    registries.withdrawal_listeners.append(watching.reopen)
    registries.record_panels.setdefault("events.event", []).append(items_of_event)
    registries.record_panels.setdefault("associations.meeting", []).append(items_of_meeting)
