"""What the life of items offers: tasks, the panel of the home page, files of marks, what facts close by themselves."""

from collections.abc import Iterable

from django.db.models import CharField, Count, Q, Value
from django.db.models.functions import Cast, Concat

from associations.models import Meeting
from methodservice import registries
from methodservice.registries import MenuItem, Panel
from monitoring.models import Campaign
from monitoring.services.closing import key_of
from roadmap import tasks_for
from roadmap.evidence import SOURCES
from roadmap.item_records import ItemRecords
from roadmap.models import Completion, Edition, Line
from roadmap.services import watching

NAMED = 5
"""Items that a panel names at once; the rest is folded."""


def evidence_of_marks(user):
    """Files that prove a mark: whoever sees the item."""
    return Q(pk__in=Completion.objects.visible_to(user).exclude(evidence=None).values("evidence"))


def _marked_lines(keys, user) -> list[tuple[Completion, Line]]:
    """(a mark that the records explain, what the edition in force says of its item): an item once, or twice where a
    person marked it too. 2 queries, 1 when there are none."""
    found = Completion.objects.visible_to(user).filter(record__in=keys).order_by("item", "pk")
    marks = {(mark.item_id, mark.automatic): mark for mark in found}
    if not marks:
        return []
    lines = Line.objects.in_force().filter(item__in={item for item, _ in marks})
    lines = lines.select_related("item__programme").order_by("item__programme", "part__position", "position")
    by_item: dict[int, list[Completion]] = {}
    for mark in marks.values():
        by_item.setdefault(mark.item_id, []).append(mark)
    return [(mark, line) for line in lines for mark in by_item[line.item_id]]


def _panel(rows, editions=()) -> Iterable[Panel]:
    if rows or editions:
        context = {"rows": rows[:NAMED], "more": rows[NAMED:], "editions": editions}
        yield Panel("roadmap/life/_of_record.html", context, order=45)


def items_of_event(event, user, day):
    """Items of roadmaps that the event completes. 2 queries, 1 when there are none."""
    yield from _panel(_marked_lines([f"event:{event.pk}"], user))


def items_of_meeting(meeting, user, day):
    """Items that the protocol of the meeting completes. 2 queries, 1 when there are none, none before it is signed."""
    if meeting.state in (Meeting.State.SIGNED, Meeting.State.CORRECTING):
        key = Concat(Value("protocol:"), Cast("pk", CharField()))
        yield from _panel(_marked_lines(meeting.protocols.order_by().values(key=key), user))


def items_of_campaign(campaign, user, day):
    """Items that the closed campaign completes or proves, editions whose changes it grounds. 3 queries, 2 when it
    completes nothing, none before it is closed."""
    if campaign.state == Campaign.State.CLOSED:
        key = key_of(campaign)
        grounded = Count("reasons", filter=Q(reasons__record=key))
        editions = Edition.objects.visible_to(user).annotate(grounded=grounded).filter(grounded__gt=0)
        yield from _panel(
            _marked_lines([key], user), list(editions.order_by("-first", "programme", "-number"))
        )


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
    registries.record_panels.setdefault("monitoring.campaign", []).append(items_of_campaign)
