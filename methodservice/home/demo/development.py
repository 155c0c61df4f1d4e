"""Cards of development in the demo: invented by lists of words, the same on every machine, written in bulk.

Dates are relative to the day of filling, so that some are overdue by 36 months and some categories run out soon.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from development.models import (
    Attestation,
    ContestEntry,
    Course,
    Deficit,
    Diagnosis,
    DiagnosisResult,
    Provider,
    Route,
    RouteStep,
    Work,
)
from development.rules.attestation import validity
from methodservice.directory.models import Municipality, RoleKind, Teacher, User
from methodservice.home.demo.development_words import (
    ACTIONS,
    CONTESTS,
    COURSES,
    DEFICITS,
    DIAGNOSES,
    PROVIDERS,
    WORKS,
)
from methodservice.lib.periods import SchoolYear

SEED = 4703
Level = DiagnosisResult.Level
LEVELS = ((Level.NONE, 86), (Level.LOW, 74), (Level.MIDDLE, 58), (Level.HIGH, 41))
"""Levels of deficits with the percents that go with them."""


def fill_development(municipalities: list[Municipality], today: date) -> None:
    """Fill the cards of all districts; the first one has proposals that wait. About 25 queries a district."""
    for number, municipality in enumerate(municipalities):
        random = Random(SEED + number)
        teachers = list(
            Teacher.objects.filter(school__municipality=municipality)
            .select_related("school")
            .prefetch_related("subjects")
            .order_by("pk")
        )
        found = _diagnose(teachers, random, today)
        _routes(found, random, today)
        _courses(municipality, teachers, random, today)
        _attestations(teachers, random, today)
        _achievements(teachers, random, today)
        _proposals(municipality, today)


def _diagnose(teachers, random, today) -> list[Deficit]:
    """Three of four were diagnosed this autumn, some a year before; levels open deficits, old ones are closed."""
    autumn = SchoolYear.containing(today)
    diagnoses = []
    for teacher in teachers:
        for year, share in ((autumn.previous, 0.35), (autumn, 0.75)):
            if random.random() < share:
                day = min(year.starts + timedelta(days=random.randrange(20, 60)), today)
                title, organiser = random.choice(DIAGNOSES)
                diagnoses.append(Diagnosis(teacher=teacher, held_on=day, title=title, organiser=organiser))
    Diagnosis.objects.bulk_create(diagnoses)
    results, deficits = [], []
    for diagnosis in diagnoses:
        for kind, words in DEFICITS.items():
            level, middle = random.choices(LEVELS, (4, 3, 2, 1))[0]
            score = Decimal(middle) + Decimal(random.randrange(-60, 61)) / 10
            results.append(DiagnosisResult(diagnosis=diagnosis, kind=kind, level=level, score=score))
            if level in (Level.MIDDLE, Level.HIGH):
                deficits.append(_deficit(diagnosis, kind, random.choice(words), random, today))
    DiagnosisResult.objects.bulk_create(results, batch_size=500)
    unique = {(each.teacher_id, each.words): each for each in deficits}
    return Deficit.objects.bulk_create(unique.values(), batch_size=500)


def _deficit(diagnosis, kind, words, random, today) -> Deficit:
    subject = next(iter(diagnosis.teacher.subjects.all()), None) if kind == "subject" else None
    deficit = Deficit(
        teacher=diagnosis.teacher, kind=kind, words=words, subject=subject, diagnosis=diagnosis,
        found_on=diagnosis.held_on,
    )  # fmt: skip
    closed = diagnosis.held_on + timedelta(days=random.randrange(120, 240))
    if closed < today and random.random() < 0.8:
        deficit.closed_on, deficit.closed_how = (
            closed,
            random.choice(("курсы", "стажировка", "повторная диагностика")),
        )
    return deficit


def _routes(deficits: list[Deficit], random, today) -> None:
    """Half of those with open deficits have a route; one of five drafts waits for approval, some steps are late."""
    open_ones = {}
    for deficit in deficits:
        if deficit.closed_on is None:
            open_ones.setdefault(deficit.teacher_id, []).append(deficit)
    routes, steps = [], []
    for found in open_ones.values():
        if random.random() > 0.6:
            continue
        starts = min(found[-1].found_on + timedelta(days=14), today)
        is_draft = random.random() < 0.2
        route = Route(
            teacher=found[0].teacher, theme=found[-1].words, diagnosis=found[-1].diagnosis, starts=starts,
            ends=starts + timedelta(days=230), state=Route.State.DRAFT if is_draft else Route.State.ACTIVE,
            approved_on=None if is_draft else starts,
        )  # fmt: skip
        routes.append(route)
        for position, (form, action, provider, expected, days) in enumerate(ACTIONS, start=1):
            due = starts + timedelta(days=days)
            done = not is_draft and due < today and random.random() < 0.7
            steps.append(
                RouteStep(
                    route=route, position=position, deficit=found[position % len(found)], form=form, action=action,
                    provider=provider, expected=expected, due=due,
                    state=RouteStep.State.DONE if done else RouteStep.State.OPEN, done_on=due if done else None,
                    outcome=expected if done else "",
                )
            )  # fmt: skip
    Route.objects.bulk_create(routes)
    RouteStep.objects.bulk_create(steps, batch_size=500)


def _courses(municipality, teachers, random, today) -> None:
    """One to three courses a person, the last one up to four years ago; whoever is new may have none."""
    providers = Provider.objects.bulk_create(
        Provider(municipality=municipality, name=name, is_regional=is_regional)
        for name, is_regional in PROVIDERS
    )
    courses = []
    for teacher in teachers:
        is_new = teacher.hired_on and teacher.hired_on > today - timedelta(days=500)
        if is_new and random.random() < 0.6:
            continue
        ends = today - timedelta(days=random.choice((60, 150, 300, 450, 600, 750, 900, 1020, 1180, 1400)))
        for programme, hours, mode, kind in random.sample(COURSES, random.choice((1, 2, 2, 3))):
            number = f"{random.randrange(7000, 9000)} {random.randrange(10000, 99999)}"
            courses.append(
                Course(
                    teacher=teacher, programme=programme, hours=hours, mode=mode, kind=kind, ends=ends,
                    starts=ends - timedelta(days=hours // 3), provider=random.choices(providers, (5, 2, 2))[0],
                    certificate=number, is_profile="профильн" in programme, for_team="команд" in programme,
                )
            )  # fmt: skip
            ends -= timedelta(days=random.choice((400, 700, 950)))
    Course.objects.bulk_create(courses, batch_size=500)


def _attestations(teachers, random, today) -> None:
    """The category of the directory's card has its record; for some it was set before 01.09.2023 and runs out."""
    rows, changed = [], []
    for number, teacher in enumerate(teachers):
        if not teacher.category:
            continue
        decided = today - timedelta(
            days=random.choice((90, 200, 400, 700, 900, 1300, 1500, 1700, 1810, 1900))
        )
        rows.append(_attestation(teacher, teacher.category, decided, random))
        if teacher.category == "highest" and number % 9 == 0:
            honour = ("methodist", "mentor")[number % 2]
            rows.append(_attestation(teacher, honour, max(decided, today - timedelta(days=150)), random))
            teacher.category = honour
            changed.append(teacher)
    Attestation.objects.bulk_create(rows, batch_size=500)
    Teacher.objects.bulk_update(changed, ["category"])


def _attestation(teacher, category, decided, random) -> Attestation:
    return Attestation(
        teacher=teacher, category=category, position=teacher.position, decided_on=decided,
        order_number=f"{random.randrange(100, 900)}-к", order_on=decided,
        valid_until=validity(category, decided).until,
    )  # fmt: skip


def _achievements(teachers, random, today) -> None:
    """Contests of one in five, works of one in six."""
    entries, works = [], []
    for teacher in teachers:
        if random.random() < 0.2:
            title, level = random.choice(CONTESTS)
            held = today - timedelta(days=random.randrange(20, 700))
            entries.append(
                ContestEntry(
                    teacher=teacher, title=title, level=level, held_on=held,
                    result=random.choice(ContestEntry.Result.values),
                )
            )  # fmt: skip
        if random.random() < 0.17:
            kind, title, where = random.choice(WORKS)
            made = today - timedelta(days=random.randrange(20, 700))
            works.append(Work(teacher=teacher, kind=kind, title=title, made_on=made, published_in=where))
    ContestEntry.objects.bulk_create(entries)
    Work.objects.bulk_create(works)


def _proposals(municipality, today) -> None:
    """Teachers with an account have proposed something: one record waits, one was not taken."""
    authors = User.objects.filter(
        municipality=municipality, teacher__isnull=False, roles__kind=RoleKind.TEACHER
    )
    for author in authors.order_by("-pk")[:3]:
        proposed = {"teacher_id": author.teacher_id, "proposed_by": author}
        Course.objects.create(
            programme="Искусственный интеллект в работе учителя", hours=36, mode="remote",
            ends=today - timedelta(days=12), state="proposed", **proposed,
        )  # fmt: skip
        Work.objects.create(
            kind="lesson", title="Урок-исследование «Вода в нашем селе»", made_on=today - timedelta(days=40),
            state="declined", declined_why="Приложите сам конспект: без файла работу не посмотреть.", **proposed,
        )  # fmt: skip
