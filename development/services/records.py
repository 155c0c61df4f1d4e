"""Records of a card: added by those who keep it or proposed by the person, changed, deleted, taken, declined.

Each function locks the person, looks at the record again, writes and journals in one transaction.
"""

from collections.abc import Mapping

from django.db import models, transaction

from development.models import (
    Attestation,
    CardRecord,
    ContestEntry,
    Course,
    Deficit,
    Diagnosis,
    Provider,
    Work,
)
from development.rules.attestation import validity
from development.services.cards import fresh, lock_teacher, refuse_twin
from development.services.categories import follow
from development.services.diagnoses import save_results, tell_results
from development.workflow import PROPOSALS, Proposal
from methodservice.directory import audit, transitions
from methodservice.directory.models import Municipality, Teacher
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.officefiles import normal
from methodservice.lib.refusals import AlreadyDone, Refused

IDENTITY = {
    Diagnosis: ("title", "held_on"),
    Deficit: ("words", "kind", "found_on"),
    Course: ("programme", "ends"),
    Attestation: ("decided_on", "category"),
    ContestEntry: ("title", "held_on"),
    Work: ("title", "made_on"),
}
"""What makes two records of a person one thing; the first field is the one to blame."""


@transaction.atomic
def add_record(*, teacher: Teacher, model: type[models.Model], fields: Mapping, by, upload=None):
    """Add a record to the card; of whoever does not keep the card it becomes a proposal.

    fields: of the model; a course may have `provider_name`, a diagnosis `results` ({kind: (level, percent or None)}).
    upload: cleaned by an UploadField, or None. Raises Refused for a second record of the same thing, AlreadyDone for a
    second click, NotKept.
    """
    teacher = lock_teacher(teacher.pk)
    refuse_twin(model, teacher, fields, IDENTITY[model], by=by)
    record = model(teacher=teacher)
    note = ""
    if issubclass(model, CardRecord) and not keeps(by, teacher):
        record.state, record.proposed_by, note = Proposal.PROPOSED, by, "предложено педагогом"
    _write(record, fields, upload, by)
    audit.record(audit.Verb.CREATED, by=by, obj=record, note=note)
    _follow(record, by)
    return record


@transaction.atomic
def change_record(*, record: models.Model, fields: Mapping, by, upload=None):
    """Change a record; an upload takes the place of the former file. An author who mends a declined proposal sends it
    again. Raises as `add_record`, AlreadyDone when it is gone, Refused when it was taken into the card meanwhile."""
    current = fresh(record)
    model, former = type(current), getattr(current, "file", None)
    refuse_twin(model, current.teacher, fields, IDENTITY[model], by=by, but=current.pk)
    before = _in_words(current)
    if isinstance(current, CardRecord) and not keeps(by, current.teacher):
        _refuse_taken(current)
        current.state, current.declined_why = Proposal.PROPOSED, ""
    _write(current, fields, upload, by)
    after = _in_words(current)
    changes = {name: [was, after[name]] for name, was in before.items() if was != after[name]}
    if changes:
        audit.record(audit.Verb.CHANGED, by=by, obj=current, changes=changes)
    if upload and former:
        drop_file(former, by=by)
    _follow(current, by)
    return current


@transaction.atomic
def delete_record(*, record: models.Model, by) -> None:
    """Delete a record with its file; an author withdraws a proposal this way. Raises AlreadyDone when it is gone,
    Refused when it was taken into the card meanwhile."""
    current = fresh(record)
    if isinstance(current, CardRecord) and not keeps(by, current.teacher):
        _refuse_taken(current)
    stored = getattr(current, "file", None)
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()
    if stored:
        drop_file(stored, by=by)
    _follow(current, by)


@transaction.atomic
def accept(*, record: CardRecord, by) -> CardRecord:
    """Take a proposal into the card, and the provider that it names into the list. Raises AlreadyDone when it is there
    or gone."""
    current = fresh(record)
    if current.state == Proposal.KEPT:
        raise AlreadyDone("Запись уже в карточке.")
    fields = {}
    if isinstance(current, Course) and current.proposed_provider:
        municipality = current.teacher.school.municipality
        found = provider_of(municipality, current.proposed_provider, by=by)
        fields = {"provider": found, "proposed_provider": ""}
    _move(current, Proposal.KEPT, by, **fields)
    _follow(current, by)
    return current


@transaction.atomic
def decline(*, record: CardRecord, why: str, by) -> CardRecord:
    """Do not take a proposal, with the reason. Raises AlreadyDone, Refused for what is in the card already."""
    current = fresh(record)
    if current.state == Proposal.DECLINED:
        raise AlreadyDone("Запись уже не принята.")
    _move(current, Proposal.DECLINED, by, why)
    return current


def keeps(user, teacher: Teacher) -> bool:
    """Whether the user keeps the person's card. 1 query."""
    return Teacher.objects.editable_by(user).filter(pk=teacher.pk).exists()


def provider_of(municipality: Municipality, name: str, *, by) -> Provider | None:
    """The organisation of that name; a new one where there is none. None for a name without a letter.

    Must run inside a transaction: the municipality is locked, so that two people don't write one name twice.
    """
    name = " ".join(name.split())
    if not normal(name):
        return None
    Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
    found = known_provider(municipality, name)
    if found is None:
        found = Provider.objects.create(municipality=municipality, name=name)
        audit.record(audit.Verb.CREATED, by=by, obj=found)
    return found


def known_provider(municipality: Municipality, name: str) -> Provider | None:
    """The organisation of that name in the list, whatever case, quotation marks and dashes. 1 query."""
    known = Provider.objects.filter(municipality=municipality)
    return next((each for each in known if normal(each.name) == normal(name)), None)


def _taught_by(course: Course, name: str, by) -> dict:
    """Fields of a course by the name of the provider. A proposal leaves the list of providers as it is."""
    municipality = course.teacher.school.municipality
    if course.state == Proposal.KEPT:
        return {"provider": provider_of(municipality, name, by=by), "proposed_provider": ""}
    name = " ".join(name.split())
    known = known_provider(municipality, name)
    return {"provider": known, "proposed_provider": "" if known else name}


def _refuse_taken(record: CardRecord) -> None:
    if record.state == Proposal.KEPT:
        raise Refused("Запись уже приняли в карточку. Чтобы её изменить, обратитесь к методисту.")


def _write(record, fields: Mapping, upload, by) -> None:
    values = dict(fields)
    results = values.pop("results", None)
    if "provider_name" in values:
        values |= _taught_by(record, values.pop("provider_name"), by)
    for name, value in values.items():
        setattr(record, name, value)
    if isinstance(record, Attestation):
        record.valid_until = validity(record.category, record.decided_on).until
    if upload:
        record.file = keep_file(upload, municipality=record.teacher.school.municipality, by=by)
    record.save()
    if results is not None:
        save_results(record, results)


def _in_words(record) -> dict[str, str]:
    words = audit.state_of(record)
    return words | {"результаты": tell_results(record)} if isinstance(record, Diagnosis) else words


def _move(record: CardRecord, to: str, by, why: str = "", **fields) -> None:
    transitions.move(record, PROPOSALS, to=to, by=by, whose="записи", note=why, declined_why=why, **fields)


def _follow(record, by) -> None:
    if isinstance(record, Attestation):
        teacher = record.teacher
        follow([teacher.pk], by=by, municipality_id=teacher.school.municipality_id)
