"""Elections whose orders wait to be drafted, in the world of the access table."""

from datetime import date

from associations.models import AgendaItem, Association, Candidate, Level, Office, Protocol, Term
from methodservice.testing import factories as make


def add_elections(world) -> None:
    """`own`: the district association elected its secretary anew; `foreign`: that of district B, a head."""
    meeting = Protocol.objects.get(pk=world.records["protocol"]["own"]).meeting
    world.put("election", "own", _elected(meeting, meeting.secretary, Office.SECRETARY))
    strange = Association.objects.exclude(municipality=world.municipality).get(level=Level.DISTRICT)
    teacher = make.TeacherFactory(school=make.SchoolFactory(municipality=strange.municipality))
    foreign = make.MeetingFactory(association=strange, state="signed", date=date(2026, 10, 12))
    world.put("election", "foreign", _elected(foreign, teacher, Office.HEAD))


def _elected(meeting, teacher, office) -> AgendaItem:
    item = AgendaItem.objects.create(
        meeting=meeting, position=9, title="О выборах", kind="election", office=office
    )
    Candidate.objects.create(item=item, teacher=teacher)
    make.TermFactory(
        association=meeting.association, teacher=teacher, office=office, starts=meeting.date, meeting=meeting,
        ground=Term.Ground.ELECTION,
    )  # fmt: skip
    return item
