"""The list behind a figure: the very records that it counts, with names as far as the reader may see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from associations.models import Association, Meeting, Membership
from associations.picture import cadence_rule
from associations.reports import facts
from associations.reports.amounts import Amount
from associations.reports.facts import HERE, Fact, Span
from methodservice.directory.models import Teacher
from methodservice.lib.querysets import overlapping
from methodservice.lib.typography import alphabetical

HIDDEN = "имя видят те, кто ведёт объединение"
NOT_DONE = "не выполнено"


@dataclass(frozen=True)
class Record:
    """A line of the list: cells as long as its columns; the first one leads to `url`. counted: belongs to the
    numerator. weights: how much the line adds to the numerator and to the denominator."""

    cells: tuple
    url: str = ""
    counted: bool = True
    weights: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Listing:
    """columns: headings; records: everything that the figure counts."""

    fact: Fact
    columns: tuple[str, ...]
    records: tuple[Record, ...]

    @property
    def amount(self) -> Amount:
        """What the list adds up to: the figure itself, wherever there is data."""
        numerator = sum(record.weights[0] for record in self.records if record.counted)
        if not self.fact.is_share:
            return Amount(numerator)
        return Amount(numerator, sum(record.weights[1] for record in self.records))


@dataclass(frozen=True)
class Names:
    """Whose names the reader may see in lists of the association. all: everybody's; members: of those listed on the
    association's card; ids: people the reader may see anyway."""

    all: bool
    members: frozenset[int] = field(default=frozenset())
    ids: frozenset[int] = field(default=frozenset())

    def of(self, teacher: Teacher, *, private: bool) -> str:
        """The name, or a word instead of it. private: the list tells of a member what the card does not."""
        seen = self.all or teacher.pk in self.ids or (not private and teacher.pk in self.members)
        return teacher.full_name if seen else HIDDEN


def names_for(user, association: Association, span: Span) -> Names:
    """District staff, whoever leads the association or approves its reports see everybody. 1–4 queries."""
    if user.access.is_district_staff:
        return Names(all=True)
    responsible = Association.objects.led_by(user) | Association.objects.approved_by(user)
    if responsible.filter(pk=association.pk).exists():
        return Names(all=True)
    members = Membership.objects.filter(overlapping(*span.days), association=association)
    return Names(
        all=False,
        members=frozenset(members.values_list("teacher", flat=True)),
        ids=frozenset(Teacher.objects.visible_to(user).values_list("pk", flat=True)),
    )


def listing_of(fact: Fact, association: Association, span: Span, names: Names) -> Listing:
    """The list behind a figure. Up to 3 queries."""
    columns, read = READERS[fact.source]
    if fact.source is None:
        return Listing(fact, columns, tuple(read(association, span)))
    rows = fact.records([association], span)
    counted = None
    if fact.is_share:
        counted = frozenset(rows.filter(fact.counted(span)).values_list("pk", flat=True))
    if fact.each:
        columns, read = VISITS
    return Listing(fact, columns, tuple(read(rows, Reader(fact, names, counted))))


@dataclass(frozen=True)
class Reader:
    """What every reader of records needs. counted: keys of the numerator; None when every record belongs to it."""

    fact: Fact
    names: Names
    counted: frozenset[int] | None

    def name(self, teacher: Teacher | None) -> str:
        return self.names.of(teacher, private=self.fact.private) if teacher else ""

    def counts(self, record) -> bool:
        return self.counted is None or record.pk in self.counted


def _required(association, span) -> Iterable[Record]:
    """One line for each meeting that the rule asks for, with the meeting that met it."""
    rule = cadence_rule(span.rules)
    periods = rule.periods(span.year)
    meetings = list(
        Meeting.objects.filter(
            association=association,
            state__in=Meeting.TOOK_PLACE,
            date__range=(periods[0].starts, periods[-1].ends),
        ).order_by("date", "pk")
    )
    for period in periods:
        held = [meeting for meeting in meetings if meeting.date in period]
        for number in range(rule.minimum):
            meeting = held[number] if number < len(held) else None
            yield Record(
                (f"{period.title}, заседание {number + 1}", meeting.date if meeting else "не проведено"),
                meeting.get_absolute_url() if meeting else "",
            )


def _meetings(rows, reader) -> Iterable[Record]:
    for meeting in rows.order_by("date", "pk"):
        yield Record((meeting.theme, meeting.date, meeting.get_state_display()), meeting.get_absolute_url())


def _attendance(rows, reader) -> Iterable[Record]:
    """Meetings, not people: how many came of those marked."""
    marks = rows.order_by("meeting__date", "meeting").values_list("meeting")
    numbers = {
        meeting: (here, marked)
        for meeting, here, marked in marks.annotate(
            here=Count("pk", filter=Q(status__in=HERE)), marked=Count("pk")
        )
    }
    for meeting in Meeting.objects.filter(pk__in=numbers).order_by("date", "pk"):
        here, marked = numbers[meeting.pk]
        yield Record(
            (meeting.theme, meeting.date, here, marked), meeting.get_absolute_url(), weights=(here, marked)
        )


def _decisions(rows, reader) -> Iterable[Record]:
    rows = rows.select_related("responsible", "done").order_by("adopted_on", "pk")
    for decision in rows:
        mark = getattr(decision, "done", None)
        yield Record(
            (
                decision.text,
                decision.adopted_on,
                reader.name(decision.responsible) or decision.responsible_text,
                decision.due or decision.due_text,
                mark.done_on if mark else NOT_DONE,
            ),
            reverse("associations:decision", args=[decision.pk]),
            reader.counts(decision),
        )


def _plan_lines(rows, reader) -> Iterable[Record]:
    for line in rows.select_related("item__done", "edition__plan").order_by("position", "pk"):
        mark = getattr(line.item, "done", None)
        yield Record(
            (line.action, line.deadline, line.responsible, mark.done_on if mark else NOT_DONE),
            f"{line.edition.plan.get_absolute_url()}#line-{line.pk}",
            reader.counts(line),
        )


def _events(rows, reader) -> Iterable[Record]:
    came = Count("participants", filter=Q(participants__attended=True))
    for event in rows.annotate(came=came).order_by("starts", "pk"):
        yield Record(
            (event.title, event.starts, event.get_kind_display(), event.came), event.get_absolute_url()
        )


def _participants(rows, reader) -> Iterable[Record]:
    """People, each once, with the number of their attendances."""
    times = dict(rows.order_by("teacher").values_list("teacher").annotate(times=Count("pk")))
    for teacher in _people(times):
        yield Record((reader.name(teacher), teacher.school.short_name, times[teacher.pk]))


def _visits(rows, reader) -> Iterable[Record]:
    for visit in rows.select_related("event", "teacher__school").order_by("event__starts", "event", "pk"):
        yield Record(
            (
                visit.event.title,
                visit.event.starts,
                reader.name(visit.teacher),
                visit.teacher.school.short_name,
                visit.get_part_display(),
            ),
            visit.event.get_absolute_url(),
        )


def _works(rows, reader) -> Iterable[Record]:
    for work in rows.select_related("kind", "author", "file").order_by("date", "pk"):
        url = work.file.get_absolute_url() if work.file else work.link
        yield Record((work.title, work.kind.title, reader.name(work.author), work.date or ""), url)


def _members(rows, reader) -> Iterable[Record]:
    """Members, each once, with the longest of their terms."""
    dates: dict[int, tuple[date, date | None]] = {}
    for teacher, starts, ends in rows.order_by("-starts").values_list("teacher", "starts", "ends"):
        dates[teacher] = (starts, ends)
    for teacher in _people(dates):
        starts, ends = dates[teacher.pk]
        yield Record((reader.name(teacher), teacher.school.short_name, starts, ends or ""))


def _people(ids):
    """Teachers with their schools, by name."""
    people = Teacher.objects.filter(pk__in=ids).select_related("school").order_by("pk")
    return sorted(people, key=lambda teacher: alphabetical(teacher.full_name))


READERS: dict[facts.Source | None, tuple[tuple[str, ...], Callable]] = {
    None: (("Заседание по правилу", "Проведено"), _required),
    facts.MEETINGS: (("Заседание", "Дата", "Состояние"), _meetings),
    facts.ATTENDANCE: (("Заседание", "Дата", "Пришли", "Отмечено"), _attendance),
    facts.DECISIONS: (("Решение", "Принято", "Ответственный", "Срок", "Выполнено"), _decisions),
    facts.PLAN: (("Пункт плана", "Срок", "Ответственный", "Выполнено"), _plan_lines),
    facts.EVENTS: (("Мероприятие", "Дата", "Вид", "Пришли"), _events),
    facts.PARTICIPANTS: (("Педагог", "Организация", "Мероприятий"), _participants),
    facts.WORKS: (("Работа", "Вид", "Автор", "Дата"), _works),
    facts.MEMBERS: (("Педагог", "Организация", "С", "По"), _members),
}
"""Columns of the list of each source, and how its records are read."""
VISITS = (("Мероприятие", "Дата", "Педагог", "Организация", "В качестве"), _visits)
