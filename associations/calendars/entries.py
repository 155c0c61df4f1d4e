"""What happens on which day: meetings, events, deadlines of plans and of decisions, as far as the user may see them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from associations.events.models import Event, Participant
from associations.models import (
    LEADING_OFFICES,
    Association,
    Decision,
    Level,
    Meeting,
    Membership,
    Term,
)
from associations.plans.models import ItemLink, LineOccurrence, LineResponsible, PlanLine
from methodservice.lib.deadlines import Kind as DeadlineKind
from methodservice.lib.querysets import in_force

NAMED_DAYS = (DeadlineKind.DATE, DeadlineKind.WINDOW, DeadlineKind.RECURRING)
"""Deadlines that end on a day of their own; work that goes on all year has no place in a calendar."""
NO_MORE = Q()
SHORT = timedelta(days=7)
"""What lasts longer stands on its first and last day only."""


class Kind(StrEnum):
    MEETING = "meeting"
    EVENT = "event"
    PLAN = "plan"
    DECISION = "decision"

    @property
    def label(self) -> str:
        return LOOKS[self][0]

    @property
    def icon(self) -> str:
        return LOOKS[self][1]


LOOKS = {
    Kind.MEETING: ("Заседание", "people"),
    Kind.EVENT: ("Мероприятие", "calendar-event"),
    Kind.PLAN: ("Срок по плану", "journal-text"),
    Kind.DECISION: ("Срок решения", "clock-fill"),
}


@dataclass(frozen=True)
class Entry:
    """One thing in the calendar.

    starts, ends: first and last day; at: in the municipality's time zone; organiser: the association or the service;
    state: (kind, word) of `{% state %}`, empty for what is simply ahead; key: the same as long as it is the same thing;
    revision grows when it changes; record: (label of the model, primary key) in the journal; feed_title: what other
    programs are told, where the title may name people; is_window: the work takes weeks and is due on its last day.
    """

    kind: Kind
    title: str
    url: str
    starts: date
    ends: date
    organiser: str
    key: str
    record: tuple[str, int]
    at: time | None = None
    place: str = ""
    state: tuple[str, str] = ()
    is_cancelled: bool = False
    is_done: bool = False
    is_window: bool = False
    revision: int = 0
    feed_title: str = ""

    @property
    def order(self) -> tuple:
        """By the clock; what has no hour comes after what has one; what was made first, first."""
        # the number in a key is not padded: 9 comes before 10 by length
        return self.starts, self.at or time.max, list(Kind).index(self.kind), len(self.key), self.key

    @property
    def days(self) -> list[date]:
        """Where it stands in a grid: each of its days, the first and the last one of something long."""
        if self.ends - self.starts > SHORT:
            return [self.starts, self.ends]
        return [self.starts + timedelta(days=number) for number in range((self.ends - self.starts).days + 1)]


@dataclass(frozen=True)
class Circle:
    """Whose calendar is read: of one association, otherwise `mine` — where the user belongs or what the user answers
    for — otherwise all that the user may see."""

    association: Association | None = None
    mine: bool = False


def own_associations(user, day: date):
    """Where the user belongs or holds an office on the day; staff of the district: all district ones, a coordinator:
    those of the own school."""
    own = Q(pk__in=[])
    if user.access.is_district_staff:
        own |= Q(level=Level.DISTRICT)
    if user.access.is_coordinator:
        own |= Q(level=Level.SCHOOL, school_id__in=user.access.school_ids)
    if user.teacher_id:
        held = in_force(day) & Q(association=OuterRef("pk"), teacher_id=user.teacher_id)
        own |= Exists(Membership.objects.filter(held)) | Exists(Term.objects.filter(held))
    return Association.objects.visible_to(user).filter(own)


def entries_between(user, first: date, last: date, circle: Circle) -> list[Entry]:
    """Everything that touches these days, in order of time. 4 queries, 5 with deadlines of plans among them."""
    found = [
        *meetings(user, first, last, circle),
        *events(user, first, last, circle),
        *_plan_deadlines(user, first, last, circle),
        *_decisions(user, first, last, circle),
    ]
    return sorted(found, key=lambda entry: entry.order)


def by_day(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    """{day: entries that stand on it}, in their order."""
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        for day in entry.days:
            found.setdefault(day, []).append(entry)
    return found


def _within(circle: Circle, user, path: str) -> Q:
    """Condition over rows whose association stands at `path`; no condition for all that the user may see."""
    if circle.association:
        return Q(**{path: circle.association})
    return Q(**{f"{path}__in": own_associations(user, timezone.localdate())}) if circle.mine else Q()


def meetings(user, first: date, last: date, circle: Circle, only: Q = NO_MORE) -> Iterator[Entry]:
    """Meetings of these days. only: a further condition over them. 1 query."""
    rows = Meeting.objects.for_list().visible_to(user).filter(only, date__range=(first, last))
    for meeting in rows.filter(_within(circle, user, "association")):
        cancelled = meeting.state == Meeting.State.NOT_HELD
        yield Entry(
            Kind.MEETING,
            meeting.theme,
            meeting.get_absolute_url(),
            meeting.date,
            meeting.date,
            meeting.association.title,
            key=f"meeting-{meeting.pk}",
            record=("associations.meeting", meeting.pk),
            at=meeting.time,
            place=meeting.place,
            state=_state(cancelled, meeting.state in Meeting.TOOK_PLACE, "Не состоялось", "Проведено"),
            is_cancelled=cancelled,
            is_done=meeting.state in Meeting.TOOK_PLACE,
            revision=meeting.version,
        )


def _state(cancelled: bool, done: bool, cancelled_word: str, done_word: str) -> tuple[str, str]:
    if cancelled:
        return ("refused", cancelled_word)
    return ("done", done_word) if done else ()


def events(user, first: date, last: date, circle: Circle, only: Q = NO_MORE) -> Iterator[Entry]:
    """Events that touch these days. only: a further condition over them. 1 query."""
    touching = Q(starts__lte=last) & (Q(ends__gte=first) | Q(ends__isnull=True, starts__gte=first))
    wanted = _within(circle, user, "association")
    if circle.mine:
        if user.teacher_id:
            mine = Participant.objects.filter(event=OuterRef("pk"), teacher_id=user.teacher_id)
            wanted |= Exists(mine)
        if user.access.is_district_staff:
            wanted |= Q(association__isnull=True)
    rows = Event.objects.visible_to(user).filter(only, touching & wanted)
    for event in rows.select_related("municipality", "association__municipality", "association__school"):
        cancelled = event.state == Event.State.CANCELLED
        yield Entry(
            Kind.EVENT,
            event.title,
            event.get_absolute_url(),
            event.starts,
            event.ends or event.starts,
            event.organiser,
            key=f"event-{event.pk}",
            record=("events.event", event.pk),
            at=event.time,
            place=event.place,
            state=_state(cancelled, event.state == Event.State.HELD, "Отменено", "Проведено"),
            is_cancelled=cancelled,
            is_done=event.state == Event.State.HELD,
            revision=event.version,
        )


def _plan_deadlines(user, first, last, circle) -> Iterator[Entry]:
    """Last days of items that have become no meeting or event within their time: those stand there themselves."""
    lines = PlanLine.objects.in_force().visible_to(user).filter(deadline_kind__in=NAMED_DAYS)
    if circle.mine:
        lines = lines.filter(_answered_by(user, "edition__plan__association", _named_in_line(user)))
    else:
        lines = lines.filter(_within(circle, user, "edition__plan__association"))
    links = ItemLink.objects.select_related("meeting", "event")
    rows = (
        LineOccurrence.objects.filter(line__in=lines, ends__range=(first, last))
        .select_related(
            "line__item__done",
            "line__edition__plan__association__municipality",
            "line__edition__plan__association__school",
        )
        .prefetch_related(Prefetch("line__item__links", links))
    )
    today = timezone.localdate()
    for occurrence in rows:
        line, item = occurrence.line, occurrence.line.item
        if any(_stands_for(link, occurrence) for link in item.links.all()):
            continue
        starts, due, done = occurrence.starts, occurrence.ends, hasattr(item, "done")
        yield Entry(
            Kind.PLAN,
            line.action,
            item.get_absolute_url(),
            due,
            due,
            line.edition.plan.association.title,
            key=f"plan-{item.pk}-{due:%Y%m%d}",
            record=("plans.planedition", line.edition_id),
            state=_deadline_state(done, due, today),
            is_done=done,
            is_window=starts is not None and due - starts > SHORT,
            revision=line.edition.number,
        )


def _stands_for(link: ItemLink, occurrence: LineOccurrence) -> bool:
    if meeting := link.meeting:
        day, cancelled = meeting.date, meeting.state == Meeting.State.NOT_HELD
    else:
        day, cancelled = link.event.starts, link.event.state == Event.State.CANCELLED
    return not cancelled and (occurrence.starts or occurrence.ends.replace(day=1)) <= day <= occurrence.ends


def _deadline_state(done: bool, due: date, today: date) -> tuple[str, str]:
    if done:
        return ("done", "Выполнено")
    return ("overdue", "Не выполнено") if due < today else ()


def _named_in_line(user) -> Q:
    if not user.teacher_id:
        return Q(pk__in=[])
    offices = Term.objects.on(timezone.localdate()).filter(
        teacher_id=user.teacher_id,
        office=OuterRef("office"),
        association=OuterRef("line__edition__plan__association"),
    )
    named = LineResponsible.objects.filter(Q(teacher_id=user.teacher_id) | Exists(offices))
    return Q(Exists(named.filter(line=OuterRef("pk"))))


def _answered_by(user, path: str, named: Q) -> Q:
    """The user is named, or leads the association at `path` by an office; a coordinator: those of the own school."""
    led = Association.objects.with_term_of(user, LEADING_OFFICES)
    if user.access.is_coordinator:
        led |= Association.objects.filter(level=Level.SCHOOL, school_id__in=user.access.school_ids)
    return named | Q(**{f"{path}__in": led})


def _decisions(user, first, last, circle) -> Iterator[Entry]:
    """Tasks of signed protocols that the user answers for; of one association: all that the user marks there."""
    path = "item__meeting__association"
    rows = Decision.objects.marked_by(user).filter(due__range=(first, last))
    if circle.association:
        rows = rows.filter(_within(circle, user, path))
    else:
        rows = rows.filter(_answered_by(user, path, _named_in_decision(user)))
    today = timezone.localdate()
    for decision in rows.select_related("done", f"{path}__municipality", f"{path}__school"):
        done, meeting = hasattr(decision, "done"), decision.item.meeting
        yield Entry(
            Kind.DECISION,
            decision.text,
            decision.get_absolute_url(),
            decision.due,
            decision.due,
            meeting.association.title,
            key=f"decision-{decision.pk}",
            record=("associations.decision", decision.pk),
            state=_deadline_state(done, decision.due, today),
            is_done=done,
            revision=decision.version,
            feed_title=f"протокол от {meeting.date:%d.%m.%Y}",
        )


def _named_in_decision(user) -> Q:
    return Q(responsible_id=user.teacher_id) if user.teacher_id else Q(pk__in=[])
