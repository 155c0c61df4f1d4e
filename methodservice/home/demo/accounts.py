"""Demo logins: every role in two districts. They open only while the portal runs in demo mode."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.urls import reverse

from associations.models import Association, Decision, Level, Meeting, Office, Proposal, Protocol, Term
from methodservice.directory.models import Municipality, Role, RoleKind, School, Teacher, User
from methodservice.home.demo.districts import DISTRICTS

PASSWORD = "metod-demo"  # noqa: S105 — printed by bin/start, refused outside of demo mode
OFFICES = {
    Office.HEAD: "rukovoditel",
    Office.DEPUTY: "zamrukovoditelya",
    Office.SECRETARY: "sekretar",
    Office.CURATOR: "kurator",
}


def create_accounts(municipalities: list[Municipality], today) -> None:
    """Accounts for the districts marked with `logins`."""
    password = make_password(PASSWORD)
    for district, municipality in zip(DISTRICTS, municipalities, strict=True):
        if district.logins:
            _staff_accounts(district.key, municipality, password, today)
            _people_accounts(district.key, municipality, password, today)


def _account(login, kind, municipality, password, today, *, school=None, teacher=None, name=""):
    user = User.objects.create(
        username=login, password=password, municipality=municipality, teacher=teacher, is_demo=True,
        full_name=teacher.full_name if teacher else name,
    )  # fmt: skip
    Role.objects.create(user=user, kind=kind, school=school, starts=today - timedelta(days=400))


def _staff_accounts(key, municipality, password, today):
    signatory = municipality.signatories.first()
    school = (
        School.objects.filter(municipality=municipality, associations__isnull=False).order_by("pk").first()
    )
    coordinator = Teacher.objects.filter(school=school).order_by("pk").last()
    common = (municipality, password, today)
    _account(f"admin-{key}", RoleKind.PORTAL_ADMIN, *common, name="Администратор портала")
    _account(f"nachalnik-{key}", RoleKind.DEPARTMENT_HEAD, *common, name=str(signatory))
    _account(f"rukovoditelims-{key}", RoleKind.SERVICE_HEAD, *common, name="Ладыгина Вера Андреевна")
    _account(f"metodist-{key}", RoleKind.METHODIST, *common, name="Зорина Галина Степановна")
    _account(f"zamdirektora-{key}", RoleKind.COORDINATOR, *common, school=school, teacher=coordinator)


def _people_accounts(key, municipality, password, today):
    association = (
        Association.objects.filter(municipality=municipality, level=Level.DISTRICT).order_by("pk").first()
    )
    taken = set()
    for office, login in OFFICES.items():
        term = Term.objects.on(today).filter(association=association, office=office).first()
        if term and term.teacher_id not in taken and not User.objects.filter(teacher=term.teacher).exists():
            taken.add(term.teacher_id)
            _account(f"{login}-{key}", RoleKind.TEACHER, municipality, password, today, teacher=term.teacher)
    member = (
        association.memberships.exclude(teacher__user__isnull=False)
        .exclude(teacher__terms__isnull=False)
        .first()
    )
    _account(f"uchitel-{key}", RoleKind.TEACHER, municipality, password, today, teacher=member.teacher)


def logins() -> list[dict]:
    """[{login, password, role, municipality, scope}] of the demo accounts, by district."""
    rows = []
    for user in User.objects.filter(is_demo=True).select_related("municipality", "teacher").order_by("pk"):
        role = user.roles.select_related("school").get()
        term = (
            Term.objects.filter(teacher_id=user.teacher_id, ends__isnull=True)
            .select_related("association__municipality", "association__school")
            .order_by("association_id")
            .first()
            if user.teacher_id and role.kind == RoleKind.TEACHER
            else None
        )
        scope = term.association.title if term else role.school.short_name if role.school else ""
        rows.append(
            {
                "login": user.username,
                "password": PASSWORD,
                "role": term.get_office_display() if term else role.get_kind_display(),
                "municipality": user.municipality.name,
                "scope": scope or user.municipality.name,
            }
        )
    return rows


def records() -> dict[str, str]:
    """Address of one record of each kind in the first district."""
    municipality = Municipality.objects.order_by("pk").first()
    mine = {"association__municipality": municipality}
    association = Association.objects.filter(municipality=municipality).order_by("pk").first()
    protocol = Protocol.objects.filter(association=association).select_related("document").first()
    found = {
        "association": association,
        "meeting_planned": association.meetings.filter(state="planned").first(),
        "meeting_draft": association.meetings.filter(state="held").first(),
        "meeting_not_held": Meeting.objects.filter(**mine, state="not_held").first(),
        "protocol": protocol,
        "check_page": protocol.document,
        "decision": Decision.objects.adopted().filter(item__meeting=protocol.meeting).first(),
        "report": association.reports.first(),
    }
    addresses = {name: record.get_absolute_url() for name, record in found.items() if record}
    addresses["school"] = reverse("directory:school", args=[municipality.schools.first().pk])
    addresses["teacher"] = reverse(
        "directory:teacher", args=[Teacher.objects.filter(school__municipality=municipality).first().pk]
    )
    addresses["proposal"] = reverse(
        "associations:proposal", args=[Proposal.objects.filter(**mine).first().pk]
    )
    addresses["roster"] = reverse("associations:roster", args=[association.rosters.first().pk])
    addresses["municipality"] = reverse("directory:municipality", args=[municipality.pk])
    addresses["user"] = reverse("directory:user", args=[municipality.users.filter(is_demo=True).last().pk])
    return addresses
