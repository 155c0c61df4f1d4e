"""Meetings of any size for tests: members in office, attendance, agenda."""

from datetime import date

from associations.models import AgendaItem, Attendance, Candidate, Decision, Meeting, Office
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make

MEETING_DAY = date(2026, 10, 12)


def district_with(members: int, **rules):
    """An association of so many members: the first is head, the second secretary. → (association, people)."""
    association = make.AssociationFactory()
    for name, value in rules.items():
        setattr(association.municipality.rules, name, value)
    association.municipality.rules.save()
    school = make.SchoolFactory(municipality=association.municipality)
    people = make.TeacherFactory.create_batch(members, school=school)
    for person in people:
        make.MembershipFactory(association=association, teacher=person)
    for person, office in zip(people, (Office.HEAD, Office.SECRETARY), strict=False):
        make.TermFactory(association=association, teacher=person, office=office)
    return association, people


def meeting_with(members: int, *, present: int | None = None, items: int = 1, **rules):
    """A meeting in draft with `items` decisions voted unanimously. → (meeting, people); all present by default."""
    association, people = district_with(members, **rules)
    meeting = make.MeetingFactory(
        association=association,
        date=MEETING_DAY,
        state=Meeting.State.HELD,
        chair=people[0],
        secretary=people[1],
    )
    present = members if present is None else present
    for number, person in enumerate(people):
        status = Attendance.Status.PRESENT if number < present else Attendance.Status.ABSENT
        Attendance.objects.create(meeting=meeting, teacher=person, status=status)
    for number in range(1, items + 1):
        item = AgendaItem.objects.create(
            meeting=meeting, position=number, title=f"О вопросе {number}", voting=AgendaItem.Voting.UNANIMOUS
        )
        Decision.objects.create(item=item, position=1, text=f"Принять предложение {number}.")
    return meeting, people


def election_in(meeting: Meeting, *candidates, votes: int | None = None, office=Office.HEAD) -> AgendaItem:
    """Add an election of the office; one candidate is elected unanimously, several get `votes` for the first."""
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=meeting.items.count() + 1,
        kind=AgendaItem.Kind.ELECTION,
        office=office,
        title="О выборах",
        voting=AgendaItem.Voting.UNANIMOUS if len(candidates) == 1 else AgendaItem.Voting.COUNTED,
    )
    for number, person in enumerate(candidates):
        Candidate.objects.create(item=item, teacher=person, votes=(votes or 0) if number == 0 else 0)
    return item


def head_user(meeting: Meeting):
    """An account of the head of the meeting's association."""
    return make.user_with_role(
        RoleKind.TEACHER, municipality=meeting.association.municipality, teacher=meeting.chair
    )
