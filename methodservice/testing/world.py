"""Two districts with a person in every role and one record of each kind, for the access table and page tests.

Ownerships of a record, seen from district A: `own` (the district association and what hangs on it), `own_school`
(school 1, where the coordinator works), `other_school` (school 2), `foreign` (district B).
"""

from dataclasses import dataclass, field
from datetime import date

from associations.documents import protocol_snapshot
from associations.models import (
    AgendaItem,
    Association,
    Attendance,
    Candidate,
    Decision,
    Guest,
    Level,
    Office,
    Proposal,
    Protocol,
    Roster,
    RosterMember,
)
from associations.picture import read_meeting
from methodservice.directory.models import RoleKind
from methodservice.documents.models import FrozenDocument, Rendering, new_check_code
from methodservice.documents.services import check_address
from methodservice.imports.models import ImportFile
from methodservice.jobs.models import Job
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.worlds.calendars import add_calendars
from methodservice.testing.worlds.development import add_development
from methodservice.testing.worlds.development_district import add_district_views
from methodservice.testing.worlds.elections import add_elections
from methodservice.testing.worlds.events import add_events
from methodservice.testing.worlds.mentoring import add_mentoring
from methodservice.testing.worlds.monitoring import add_monitoring
from methodservice.testing.worlds.monitoring_cycle import add_cycles
from methodservice.testing.worlds.monitoring_figures import add_figures
from methodservice.testing.worlds.monitoring_indicators import add_indicators
from methodservice.testing.worlds.monitoring_returns import add_returns
from methodservice.testing.worlds.orders import add_orders
from methodservice.testing.worlds.papers import add_papers
from methodservice.testing.worlds.personal import add_personal
from methodservice.testing.worlds.plans import add_plans
from methodservice.testing.worlds.register import add_register
from methodservice.testing.worlds.register_style import add_style
from methodservice.testing.worlds.reports import add_reports
from methodservice.testing.worlds.roadmaps import add_roadmaps
from methodservice.testing.worlds.surveys import add_surveys

ROLES = (
    "admin", "department", "methodist", "coordinator",
    "head", "secretary", "curator", "former_head", "member", "teacher",
)  # fmt: skip
OWNERSHIPS = ("own", "own_school", "other_school", "foreign")


@dataclass
class World:
    """`users[role]`; `records[kind][ownership]` → primary key or tuple of URL arguments."""

    users: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)
    municipality: object = None
    association: Association = None

    def put(self, kind, ownership, record):
        self.records.setdefault(kind, {})[ownership] = getattr(record, "pk", record)


def _association_with_records(world, ownership, municipality, school, level, people):
    """An association with members `people`, a meeting in draft and everything in it."""
    association = make.AssociationFactory(
        municipality=municipality, level=level, school=school if level == Level.SCHOOL else None
    )
    world.put("association", ownership, association)
    memberships = [make.MembershipFactory(association=association, teacher=person) for person in people]
    world.put("membership", ownership, memberships[0])
    roster = Roster.objects.create(association=association, school_year=2026, approved_on=date(2026, 9, 1))
    RosterMember.objects.create(roster=roster, teacher=people[0])
    world.put("roster", ownership, roster)
    meeting = make.MeetingFactory(association=association, state="held", chair=people[0], secretary=people[1])
    world.put("meeting", ownership, meeting)
    for person in people:
        Attendance.objects.create(meeting=meeting, teacher=person, status="present")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="О плане работы")
    world.put("item", ownership, item)
    world.put("decision", ownership, Decision.objects.create(item=item, position=1, text="Утвердить план."))
    world.put("guest", ownership, Guest.objects.create(meeting=meeting, name="Гость Пётр Ильич"))
    election = AgendaItem.objects.create(
        meeting=meeting, position=2, title="О выборах", kind="election", office=Office.DEPUTY
    )
    world.put("candidate", ownership, Candidate.objects.create(item=election, teacher=people[0]))
    for state in ("planned", "not_held", "signed"):
        other = make.MeetingFactory(
            association=association,
            state=state,
            theme=f"Заседание: {state}",
            chair=people[0],
            secretary=people[1],
        )
        world.put(f"{state}_meeting", ownership, other)
    world.put("protocol", ownership, _signed(world, ownership, other, item))
    return association


def _signed(world, ownership, meeting, item) -> Protocol:
    """A protocol frozen without signing: the text is true, the PDF is not a file anybody could open."""
    decision = Decision.objects.create(
        item=AgendaItem.objects.create(meeting=meeting, position=1, title=item.title),
        position=1,
        text="Принять.",
        adopted_on=meeting.date,
    )
    world.put("adopted_decision", ownership, decision)
    municipality = meeting.association.municipality
    snapshot = protocol_snapshot(read_meeting(meeting), number=1)
    code = new_check_code()
    document = FrozenDocument.objects.create(
        municipality=municipality, kind="protocol", number="1", date=meeting.date, title="Протокол",
        snapshot=snapshot | {"check_code": code, "check_address": check_address(code)}, pdf=b"%PDF",
        sha256="0" * 64, check_code=code, signed_by=make.UserFactory(municipality=municipality),
    )  # fmt: skip
    return Protocol.objects.create(
        meeting=meeting,
        association=meeting.association,
        school_year=SchoolYear.containing(meeting.date).first,
        number=1,
        document=document,
    )


def build_world() -> World:
    """Everything described above. About 150 rows."""
    world = World()
    a, b = make.MunicipalityFactory(), make.MunicipalityFactory()
    world.municipality = a
    school1, school2, foreign_school = (make.SchoolFactory(municipality=m) for m in (a, a, b))
    world.put("municipality", "own", a)
    world.put("municipality", "foreign", b)
    for ownership, school in (
        ("own_school", school1),
        ("other_school", school2),
        ("foreign", foreign_school),
    ):
        world.put("school", ownership, school)
        world.put("subject", ownership, make.SubjectFactory(municipality=school.municipality))
        world.put("teacher", ownership, make.TeacherFactory(school=school))
    for ownership, municipality in (("own", a), ("foreign", b)):
        world.put("signatory", ownership, make.SignatoryFactory(municipality=municipality))

    people = {
        role: make.TeacherFactory(school=school2)
        for role in ("head", "secretary", "curator", "former_head", "member", "teacher")
    }
    _users(world, a, school1, people)
    district = _association_with_records(
        world, "own", a, None, Level.DISTRICT, [people["head"], people["secretary"], people["member"]]
    )
    world.association = district
    for office in (Office.HEAD, Office.SECRETARY, Office.CURATOR):
        term = make.TermFactory(
            association=district, teacher=people[office.value], office=office, starts=date(2022, 9, 1)
        )
        world.put("term", "own", term)
    make.TermFactory(
        association=district, teacher=people["former_head"], starts=date(2020, 9, 1), ends=date(2022, 8, 31)
    )
    for ownership, school in (
        ("own_school", school1),
        ("other_school", school2),
        ("foreign", foreign_school),
    ):
        members = make.TeacherFactory.create_batch(3, school=school)
        small = _association_with_records(
            world, ownership, school.municipality, school, Level.SCHOOL, members
        )
        world.put("term", ownership, make.TermFactory(association=small, teacher=members[0]))
        if ownership != "foreign":
            small.parent = district
            small.save()
            world.put(
                "proposal",
                ownership,
                Proposal.objects.create(association=district, source=small, title="О конкурсе"),
            )
    foreign_district = make.AssociationFactory(municipality=b)
    foreign_small = Association.objects.get(pk=world.records["association"]["foreign"])
    world.put(
        "proposal",
        "foreign",
        Proposal.objects.create(association=foreign_district, source=foreign_small, title="О конкурсе"),
    )
    stranger = make.user_with_role(RoleKind.METHODIST, municipality=b)
    world.put("user", "foreign", stranger)
    world.put("role", "foreign", stranger.roles.get())
    world.put("import_kind", "own", ("schools",))
    world.put("import_kind", "own_school", ("teachers",))
    sent = ImportFile.objects.create(
        municipality=a, uploaded_by=world.users["methodist"], kind="teachers", name="Кадры.xlsx",
        stored_name="gone.xlsx", state="ready", counts={"new": 1, "changed": 0, "unchanged": 0, "wrong": 0},
    )  # fmt: skip
    world.put("import_file", "own", sent)
    world.put(
        "import_file",
        "foreign",
        ImportFile.objects.create(
            municipality=b, uploaded_by=stranger, kind="teachers", name="Кадры.xlsx", stored_name="gone.xlsx"
        ),
    )
    job = Job.objects.create(
        kind="none", title="Загрузка", started_by=world.users["methodist"], municipality=a
    )
    world.put("job", "own", job)
    for ownership, person in (("own", world.users["methodist"]), ("foreign", stranger)):
        printed = Rendering.objects.create(
            requested_by=person, key="0" * 64, name="Проект плана", pdf=b"%PDF"
        )
        world.put("rendering", ownership, printed)
    document = FrozenDocument.objects.create(
        municipality=a, kind="protocol", number="1", date=date(2026, 10, 12), title="Протокол", snapshot={},
        pdf=b"%PDF", sha256="0" * 64, check_code="ABCDEFGHJKLMNPQR", signed_by=world.users["methodist"],
    )  # fmt: skip
    world.put("check_code", "own", (document.check_code,))
    for extend in (
        add_papers, add_events, add_plans, add_reports, add_calendars, add_elections, add_orders, add_style,
        add_register, add_roadmaps, add_monitoring, add_indicators, add_returns, add_cycles, add_figures,
        add_district_views,
        add_development,
        add_surveys,
        add_personal,
        add_mentoring,
    ):  # fmt: skip
        extend(world)
    return world


def _users(world, municipality, school, people):
    kinds = {
        "admin": RoleKind.PORTAL_ADMIN,
        "department": RoleKind.DEPARTMENT_HEAD,
        "methodist": RoleKind.METHODIST,
    }
    for name, kind in kinds.items():
        world.users[name] = make.user_with_role(kind, municipality=municipality)
    world.users["coordinator"] = make.user_with_role(
        RoleKind.COORDINATOR, municipality=municipality, school=school
    )
    for name, person in people.items():
        world.users[name] = make.user_with_role(RoleKind.TEACHER, municipality=municipality, teacher=person)
    world.put("reset_key", "own", ("1", "wrong-key"))
    world.put("user", "own", world.users["teacher"])
    world.put("role", "own", world.users["teacher"].roles.get())
