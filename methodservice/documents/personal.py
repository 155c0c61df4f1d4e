"""What documents keep about a person: the files the person uploaded. Drafts printed for somebody are copies and go."""

from methodservice import registries
from methodservice.documents.models import Rendering, StoredFile
from methodservice.registries import Anonymiser, Emptying, PersonalSection

PRINTED = "Напечатанные черновики муниципалитета: это копии, их напечатают снова без этого имени."


def uploads(teacher) -> list[dict]:
    """Files that the person's account has uploaded. 1 query."""
    rows = StoredFile.objects.filter(uploaded_by__teacher=teacher).order_by("uploaded_at", "pk")
    return [{"Файл": stored.name, "Загружен": f"{stored.uploaded_at:%d.%m.%Y}"} for stored in rows]


def what_goes(teacher) -> list[str]:
    return [PRINTED]


def what_stays(teacher) -> list[str]:
    return [
        "Подписанные протоколы, приказы, планы, отчёты и реестр документов: закон обязывает хранить их как подписаны."
    ]


def empty(teacher, work: Emptying) -> None:
    drop_printed(teacher.school.municipality_id)


def drop_printed(place: int) -> None:
    """Printed drafts of the municipality. place: its key."""
    Rendering.objects.filter(requested_by__municipality=place).delete()


def register():
    """Called once when the app is ready."""
    registries.personal_data.append(
        PersonalSection("uploads", "Загруженные файлы", ("documents.storedfile",), uploads)
    )
    registries.anonymisers.append(Anonymiser(what_goes, empty, what_stays))
