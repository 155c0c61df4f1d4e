"""What the card of development keeps about a person; all of it goes when the card is anonymised."""

from development.models import (
    Attestation,
    ContestEntry,
    Course,
    CourseRequest,
    Deficit,
    Diagnosis,
    DiagnosisResult,
    PlannedAttestation,
    Route,
    RouteStep,
    Work,
)
from methodservice import registries
from methodservice.directory.telling import section_of
from methodservice.documents.files import drop_file
from methodservice.registries import Anonymiser, Emptying

SECTIONS = [
    section_of("attestations", "Аттестация", Attestation, order=("decided_on", "pk"), related=("file", "proposed_by")),
    section_of("planned_attestations", "График аттестации", PlannedAttestation, related=("result",)),
    section_of(
        "courses", "Курсы и переподготовка", Course,
        order=("ends", "pk"), related=("provider", "subject", "file", "proposed_by"),
    ),
    section_of(
        "course_requests", "Заявки на обучение", CourseRequest,
        order=("year", "pk"), related=("provider", "course"),
    ),
    section_of("diagnoses", "Диагностики", Diagnosis, order=("held_on", "pk")),
    section_of(
        "diagnosis_results", "Результаты диагностик", DiagnosisResult,
        path="diagnosis__teacher", order=("diagnosis__held_on", "pk"), related=("diagnosis",),
    ),
    section_of(
        "deficits", "Профессиональные дефициты", Deficit,
        order=("found_on", "pk"), related=("subject", "diagnosis"),
    ),
    section_of("routes", "Образовательные маршруты", Route, order=("starts", "pk"), related=("diagnosis",)),
    section_of(
        "route_steps", "Шаги маршрутов", RouteStep,
        path="route__teacher", order=("route__starts", "position", "pk"), related=("route", "deficit", "course"),
        without=("position",),
    ),
    section_of("contests", "Конкурсы", ContestEntry, order=("held_on", "pk"), related=("file", "proposed_by")),
    section_of("works", "Публикации и работы", Work, order=("made_on", "pk"), related=("file", "proposed_by")),
]  # fmt: skip

DELETED = (
    (Route, "маршрутов"),
    (Deficit, "дефицитов"),
    (Diagnosis, "диагностик"),
    (CourseRequest, "заявок на обучение"),
    (Course, "записей об обучении"),
    (PlannedAttestation, "строк графика аттестации"),
    (Attestation, "аттестаций"),
    (ContestEntry, "конкурсов"),
    (Work, "работ"),
)
"""In the order of deleting."""
WITH_FILES = (Course, Attestation, ContestEntry, Work)


def what_goes(teacher) -> list[str]:
    counts = ((model.objects.filter(teacher=teacher).count(), words) for model, words in DELETED)
    found = [f"{words} — {number}" for number, words in counts if number]
    return [f"Развитие, вместе со сканами: {', '.join(found)}."] if found else []


def what_stays(teacher) -> list[str]:
    return ["Показатели собранных кампаний: в них люди только сосчитаны."]


def empty(teacher, work: Emptying) -> None:
    """Records and scans are deleted."""
    files = []
    for model in WITH_FILES:
        rows = model.objects.filter(teacher=teacher, file__isnull=False).select_related("file")
        files += [row.file for row in rows]
    work.forget(*DiagnosisResult.objects.filter(diagnosis__teacher=teacher))
    work.forget(*RouteStep.objects.filter(route__teacher=teacher))
    for model, _ in DELETED:
        rows = model.objects.filter(teacher=teacher)
        work.forget(*rows)
        rows.delete()
    for stored in files:
        work.forget(stored)
        drop_file(stored, by=work.by)


def register():
    """Called once when the app is ready."""
    registries.personal_data.extend(SECTIONS)
    registries.anonymisers.append(Anonymiser(what_goes, empty, what_stays))
