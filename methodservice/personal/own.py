"""What this room itself keeps about a person: consents and their scans."""

from methodservice import registries
from methodservice.directory.telling import section_of
from methodservice.documents.files import drop_file
from methodservice.personal.models import Anonymisation, Consent
from methodservice.registries import Anonymiser, Emptying

CONSENTS = section_of("consents", "Согласия", Consent, order=("given_on", "pk"), related=("file",))
ACTS = section_of("acts", "Акты обезличивания", Anonymisation, related=("municipality", "done_by"))


def what_goes(teacher) -> list[str]:
    return (
        ["Согласия: сканы и примечания. Подлинников на бумаге на портале нет."] if _has_any(teacher) else []
    )


def what_stays(teacher) -> list[str]:
    return ["Согласия: какое, когда дано и отозвано."] if _has_any(teacher) else []


def _has_any(teacher) -> bool:
    return teacher.consents.exists()


def empty(teacher, work: Emptying) -> None:
    for consent in teacher.consents.select_related("file"):
        stored = consent.file
        consent.note, consent.file = "", None
        consent.save(update_fields=["note", "file"])
        work.forget(consent)
        if stored:
            work.forget(stored)
            drop_file(stored, by=work.by)


def register():
    """Called once when the app is ready."""
    registries.personal_data += [CONSENTS, ACTS]
    registries.anonymisers.append(Anonymiser(what_goes, empty, what_stays))
