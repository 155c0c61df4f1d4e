"""Records of teachers' cards for tests."""

from datetime import date

from development.models import (
    Attestation,
    ContestEntry,
    Course,
    Deficit,
    Diagnosis,
    Provider,
    Route,
    RouteStep,
    Work,
)
from development.rules.attestation import validity

DAY = date(2026, 10, 12)


def diagnosis(teacher, day=DAY, **fields) -> Diagnosis:
    options = {"title": "Оценка предметных и методических компетенций", **fields}
    return Diagnosis.objects.create(teacher=teacher, held_on=day, **options)


def deficit(teacher, day=DAY, **fields) -> Deficit:
    options = {"kind": "methodical", "words": "Формирующее оценивание", **fields}
    return Deficit.objects.create(teacher=teacher, found_on=day, **options)


def route(teacher, day=DAY, **fields) -> Route:
    """A route in work since the day, with one step."""
    options = {
        "theme": "Формирующее оценивание на уроке",
        "state": Route.State.ACTIVE,
        "approved_on": day,
        "starts": day,
        "ends": date(day.year + 1, 5, 31),
        **fields,
    }
    made = Route.objects.create(teacher=teacher, **options)
    RouteStep.objects.create(route=made, position=1, action="Пройти курсы", form="course", due=made.ends)
    return made


def provider(municipality, name="Институт развития образования", is_regional=True) -> Provider:
    return Provider.objects.get_or_create(
        municipality=municipality, name=name, defaults={"is_regional": is_regional}
    )[0]


def course(teacher, day=DAY, **fields) -> Course:
    options = {"programme": "Обновлённые стандарты на уроке", "hours": 36, **fields}
    return Course.objects.create(teacher=teacher, ends=day, **options)


def attestation(teacher, day=DAY, category="first", **fields) -> Attestation:
    options = {"position": teacher.position, "valid_until": validity(category, day).until, **fields}
    return Attestation.objects.create(teacher=teacher, category=category, decided_on=day, **options)


def contest(teacher, day=DAY, **fields) -> ContestEntry:
    return ContestEntry.objects.create(teacher=teacher, held_on=day, **{"title": "Учитель года", **fields})


def work(teacher, day=DAY, **fields) -> Work:
    return Work.objects.create(teacher=teacher, made_on=day, **{"title": "Сборник заданий", **fields})
