"""What associations keep about a person: memberships, offices, meetings, votes, decisions."""

from django.db.models import Q

from associations.models import (
    AgendaItem,
    Attendance,
    Candidate,
    Decision,
    Meeting,
    Membership,
    NamedVote,
    RosterMember,
    Term,
)
from methodservice import registries
from methodservice.directory.telling import section_of
from methodservice.registries import Anonymiser, Emptying, PersonalSection

ASSOCIATION = ("association__municipality", "association__school")
OF_MEETING = tuple(f"meeting__{path}" for path in ASSOCIATION)
OF_ITEM = tuple(f"item__{path}" for path in OF_MEETING)


def _where(meeting: Meeting) -> dict[str, str]:
    return {"Объединение": meeting.association.title}


def conducted(teacher) -> list[dict]:
    """Meetings where the person was chair or secretary. 1 query."""
    rows = Meeting.objects.filter(Q(chair=teacher) | Q(secretary=teacher)).select_related(*ASSOCIATION)
    return [
        {"Заседание": str(meeting), "Кем": "председатель" if meeting.chair_id == teacher.pk else "секретарь"}
        | _where(meeting)
        for meeting in rows.order_by("date", "pk")
    ]


def reported(teacher) -> list[dict]:
    """Items where the person was the speaker. 1 query."""
    rows = AgendaItem.objects.filter(speaker=teacher).select_related(*OF_MEETING)
    return [
        {"Вопрос": item.title, "Заседание": str(item.meeting)} | _where(item.meeting)
        for item in rows.order_by("meeting__date", "position", "pk")
    ]


def decided(teacher) -> list[dict]:
    """Decisions that the person is responsible for. 1 query."""
    rows = Decision.objects.filter(responsible=teacher).select_related("item__meeting", "done")
    return [
        {"Решение": decision.text[:1000], "Заседание": str(decision.item.meeting)}
        | ({"Срок": f"{decision.due:%d.%m.%Y}"} if decision.due else {})
        | ({"Отметка": str(decision.done)[:1000]} if hasattr(decision, "done") else {})
        for decision in rows.order_by("item__meeting__date", "pk")
    ]


SECTIONS = [
    section_of("memberships", "Членство в объединениях", Membership, order=("starts", "pk"), related=ASSOCIATION),
    section_of(
        "terms", "Полномочия в объединениях", Term, order=("starts", "pk"), related=(*ASSOCIATION, "meeting")
    ),
    section_of(
        "rosters", "Утверждённые составы", RosterMember,
        order=("roster__approved_on", "pk"), related=tuple(f"roster__{path}" for path in ASSOCIATION),
    ),
    section_of(
        "attendance", "Явка на заседания", Attendance,
        order=("meeting__date", "pk"), related=OF_MEETING, more=lambda row: _where(row.meeting),
    ),
    section_of(
        "candidates", "Выдвижение на выборах", Candidate,
        order=("item__meeting__date", "pk"), related=OF_ITEM, more=lambda row: _where(row.item.meeting),
    ),
    section_of(
        "votes", "Поимённые голосования", NamedVote,
        order=("item__meeting__date", "pk"), related=(*OF_ITEM, "candidate__teacher"),
        more=lambda row: _where(row.item.meeting),
    ),
    PersonalSection("conducted", "Вёл(а) заседания", ("associations.meeting",), conducted),
    PersonalSection("reported", "Доклады на заседаниях", ("associations.agendaitem",), reported),
    PersonalSection("decisions", "Ответственность за решения", ("associations.decision",), decided),
]  # fmt: skip


def what_stays(teacher) -> list[str]:
    return [
        "Членство, явка, голоса, решения, мероприятия: на них держатся кворум и итоги. Вместо имени — «Обезличено»."
    ]


def empty(teacher, work: Emptying) -> None:
    """The journal called these records by the name."""
    for rows in (
        Membership.objects.filter(teacher=teacher),
        Term.objects.filter(teacher=teacher),
        Candidate.objects.filter(teacher=teacher),
        Attendance.objects.filter(teacher=teacher),
        NamedVote.objects.filter(teacher=teacher),
    ):
        work.forget(*rows)


def register():
    """Called once when the app is ready."""
    registries.personal_data.extend(SECTIONS)
    registries.anonymisers.append(Anonymiser(lambda teacher: [], empty, what_stays))
