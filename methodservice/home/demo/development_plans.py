"""What is planned in the demo: requests of schools for courses, the schedule of attestation, consents to data."""

from datetime import date, timedelta

from django.db.models import Max

from development.models import Course, CourseRequest, PlannedAttestation, Provider
from development.rules.courses import WATCH_MONTHS
from methodservice.directory.models import Municipality, Teacher
from methodservice.home.demo.development_words import COURSES
from methodservice.lib.periods import months_later
from methodservice.personal.models import Consent

State = CourseRequest.State
WAYS = (State.ASKED, State.PLANNED, State.ASKED, State.PLANNED, State.ASKED, State.DECLINED)
REASONS = ("36 месяцев заканчиваются в этом году", "открытый дефицит", "новая нагрузка с сентября")
DECLINED = "Программа набирает группу только в следующем году"
MOST_ASKED = 24
WITHOUT_CONSENT = 9
"""Every so manieth person has not signed yet."""


def fill_learning(municipalities: list[Municipality], today: date) -> None:
    """7 queries a district."""
    for municipality in municipalities:
        teachers = Teacher.objects.filter(school__municipality=municipality).working().order_by("pk")
        _requests(municipality, teachers, today)
        _attestations(teachers, today)
        _consents(teachers, today)


def _requests(municipality, teachers, today) -> None:
    """Those whose three years are over, or will be within a year, are asked for the next year."""
    known = set(Course.objects.filter(teacher__in=teachers).values_list("teacher", flat=True).distinct())
    last = Course.objects.filter(teacher__in=known).values("teacher").annotate(last=Max("ends"))
    over = months_later(today, 12 - WATCH_MONTHS)
    due = [row["teacher"] for row in last.order_by("teacher") if row["last"] < over][:MOST_ASKED]
    providers = list(Provider.objects.filter(municipality=municipality).order_by("pk"))
    programmes = [course for course in COURSES if course[3] == "upskilling"][:4]
    rows = []
    for place, teacher_id in enumerate(due):
        programme, hours, mode, kind = programmes[place % len(programmes)]
        state = WAYS[place % len(WAYS)]
        rows.append(
            CourseRequest(
                teacher_id=teacher_id, year=today.year + 1, kind=kind, programme=programme, hours=hours, mode=mode,
                provider=providers[0] if state == State.PLANNED else None, why=REASONS[place % len(REASONS)],
                state=state, state_note=DECLINED if state == State.DECLINED else "",
                planned_on=date(today.year + 1, 2 + place % 4, 10) if state == State.PLANNED else None,
            )
        )  # fmt: skip
    CourseRequest.objects.bulk_create(rows)


def _attestations(teachers, today) -> None:
    """Some of those without a category, or with the first one, want the next."""
    wanted = {"": "first", "first": "highest"}
    people = teachers.filter(category__in=wanted)[:60:5]
    PlannedAttestation.objects.bulk_create(
        PlannedAttestation(
            teacher=teacher, category=wanted[teacher.category],
            planned_on=date(today.year + 1, 2 + place % 9, 1),
        )
        for place, teacher in enumerate(people)
    )  # fmt: skip


def _consents(teachers, today) -> None:
    given = today - timedelta(days=420)
    Consent.objects.bulk_create(
        (
            Consent(
                teacher=teacher, kind=Consent.Kind.PROCESSING, given_on=max(given, teacher.hired_on or given)
            )
            for place, teacher in enumerate(teachers)
            if place % WITHOUT_CONSENT
        ),
        batch_size=500,
    )
