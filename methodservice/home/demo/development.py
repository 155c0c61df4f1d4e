"""Cards of development in the demo: invented by lists of words, the same on every machine, written in bulk.

Dates are relative to the day of filling, so that some are overdue by 36 months and some categories run out soon; what
monitoring counts comes about half-year by half-year, in each organisation at its own pace.
"""

from collections import defaultdict
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
from development.rules.courses import begun_by
from methodservice.directory.models import Municipality, RoleKind, Teacher, User
from methodservice.home.demo.development_words import (
    ACTIONS,
    CONTESTS,
    COURSES,
    DEFICITS,
    DIAGNOSES,
    OUTCOME,
    PROVIDERS,
    WORKS,
)
from methodservice.home.demo.half_years import HalfYear, half_years, newly

SEED = 4703
Level = DiagnosisResult.Level
WEEKS = timedelta(days=14)
"""From a diagnosis to the route."""
LEVELS = ((Level.NONE, 86), (Level.LOW, 74), (Level.MIDDLE, 58), (Level.HIGH, 41))
"""Levels of deficits with the percents that go with them."""


def fill_development(municipalities: list[Municipality], today: date) -> None:
    """Fill the cards of all districts; the first one has proposals that wait. About 25 queries a district."""
    for number, municipality in enumerate(municipalities):
        random = Random(SEED + number)
        halves = half_years(municipality, today)
        teachers = list(
            Teacher.objects.filter(school__municipality=municipality)
            .select_related("school")
            .prefetch_related("subjects")
            .order_by("pk")
        )
        schools = _by_school(teachers, random)
        found = _diagnose(schools, halves, random, today)
        _routes(schools, found, halves, random, today)
        _courses(municipality, schools, halves, random, today)
        _attestations(teachers, random, today)
        _achievements(teachers, random, today)
        _proposals(municipality, today)


def _by_school(teachers, random) -> list[list[Teacher]]:
    """People of each organisation in the order in which they get to everything."""
    schools = defaultdict(list)
    for teacher in teachers:
        schools[teacher.school_id].append(teacher)
    for people in schools.values():
        random.shuffle(people)
    return [schools[key] for key in sorted(schools)]


def _diagnose(schools, halves: list[HalfYear], random, today) -> list[Deficit]:
    """Half of the first ones were diagnosed again of late; levels open deficits, old ones are closed."""
    diagnoses = []
    for place, people in enumerate(schools):
        for teacher, turn in newly("1", place, people, halves):
            again = turn == 0 and random.random() < 0.5
            for half in (halves[turn], halves[-1]) if again else (halves[turn],):
                title, organiser = random.choice(DIAGNOSES)
                day = half.some_day(random)
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


def _routes(schools, deficits: list[Deficit], halves: list[HalfYear], random, today) -> None:
    """Of people with deficits, two weeks after the first of them; one of eight others has a draft that waits."""
    found = defaultdict(list)
    for deficit in sorted(deficits, key=lambda each: each.found_on):
        found[deficit.teacher_id].append(deficit)
    routes, steps = [], []

    def can_begin(teacher, half):
        return teacher.pk in found and found[teacher.pk][0].found_on + WEEKS <= half.cut_off

    for place, people in enumerate(schools):
        begun = dict(newly("2", place, people, halves, can_begin))
        for teacher in people:
            mine = found[teacher.pk]
            if teacher in begun:
                half = halves[begun[teacher]]
                starts = max(mine[0].found_on + WEEKS, half.first + WEEKS)
                _route(teacher, mine, min(starts, half.cut_off), False, random, today, routes, steps)
            elif mine and random.random() < 0.125:
                _route(teacher, mine, today, True, random, today, routes, steps)
    Route.objects.bulk_create(routes)
    RouteStep.objects.bulk_create(steps, batch_size=500)


def _route(teacher, deficits, starts: date, is_draft, random, today, routes, steps) -> None:
    """Add a route and its steps; of those that are over most are finished, some steps are late."""
    ends = starts + timedelta(days=230)
    is_finished = ends < today and random.random() < 0.7
    state = Route.State.DRAFT if is_draft else Route.State.FINISHED if is_finished else Route.State.ACTIVE
    first = deficits[0]
    route = Route(
        teacher=teacher, theme=first.words, diagnosis=first.diagnosis, starts=starts, ends=ends, state=state,
        approved_on=None if is_draft else starts, finished_on=ends if is_finished else None,
        outcome=OUTCOME if is_finished else "",
    )  # fmt: skip
    routes.append(route)
    for position, (form, action, provider, expected, days) in enumerate(ACTIONS, start=1):
        due = starts + timedelta(days=days)
        done = is_finished or (not is_draft and due < today and random.random() < 0.7)
        steps.append(
            RouteStep(
                route=route, position=position, deficit=deficits[position % len(deficits)], form=form, action=action,
                provider=provider, expected=expected, due=due,
                state=RouteStep.State.DONE if done else RouteStep.State.OPEN,
                done_on=due if done else None, outcome=expected if done else "",
            )
        )  # fmt: skip


def _courses(municipality, schools, halves: list[HalfYear], random, today) -> None:
    """Whoever is counted has fresh courses from then on, those counted at once often two; of the others most are
    overdue, new people may have none."""
    providers = Provider.objects.bulk_create(
        Provider(municipality=municipality, name=name, is_regional=is_regional)
        for name, is_regional in PROVIDERS
    )
    days = [half.cut_off for half in halves]
    fresh = begun_by(days[-1]) + timedelta(days=1)
    learned = []
    for place, people in enumerate(schools):
        turns = dict(newly("3", place, people, halves))
        for teacher in people:
            turn = turns.get(teacher)
            is_new = teacher.hired_on and teacher.hired_on > today - timedelta(days=500)
            if turn is not None:
                since = days[turn - 1] + timedelta(days=1) if turn else fresh
                learned.append((teacher, _between(since, days[turn], random)))
                if turn == 0 and random.random() < 0.4:
                    learned.append((teacher, halves[-1].some_day(random)))
            if (turn is None and not is_new) or (turn and random.random() < 0.3):
                learned.append((teacher, begun_by(days[0]) - timedelta(days=random.randrange(20, 500))))
    Course.objects.bulk_create(
        (
            _course(teacher, ends, random.choices(providers, (5, 2, 2))[0], random)
            for teacher, ends in learned
        ),
        batch_size=500,
    )


def _course(teacher, ends: date, provider: Provider, random) -> Course:
    programme, hours, mode, kind = random.choice(COURSES)
    return Course(
        teacher=teacher, programme=programme, hours=hours, mode=mode, kind=kind, ends=ends,
        starts=ends - timedelta(days=hours // 3), provider=provider, is_profile="профильн" in programme,
        for_team="команд" in programme, certificate=f"{random.randrange(7000, 9000)} {random.randrange(10000, 99999)}",
    )  # fmt: skip


def _between(first: date, last: date, random) -> date:
    return first + timedelta(days=random.randrange((last - first).days + 1))


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
