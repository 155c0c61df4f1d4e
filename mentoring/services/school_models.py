"""Models of mentoring that organisations keep: added, changed, one at a time."""

from datetime import date

from django.db import transaction

from mentoring.models import SchoolModel
from methodservice.directory import audit
from methodservice.directory.models import School
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.querysets import overlapping
from methodservice.lib.refusals import AlreadyDone, Refused

OVERLAP = "В эти дни в организации уже действует модель: {}. Сначала укажите, по какой день она действует."


@transaction.atomic
def keep_model(
    *, school: School, document: str, starts: date, ends: date | None, by, model: SchoolModel | None = None,
    upload=None,
) -> SchoolModel:  # fmt: skip
    """A new model of the school, or the changed one. A new file takes the place of the old one.

    Raises AlreadyDone for the same document and day once more, Refused when another one is in force in these days.
    """
    School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if ends and ends < starts:
        raise Refused("Дата «по» раньше даты «с».", "ends")
    others = SchoolModel.objects.filter(school=school).exclude(pk=model.pk if model else None)
    if model is None and others.filter(document=document, starts=starts).exists():
        raise AlreadyDone("Эта модель уже записана.")
    other = others.filter(overlapping(starts, ends or date.max)).first()
    if other is not None:
        raise Refused(OVERLAP.format(other), "starts")
    if model is None:
        model = SchoolModel(school=school)
        before = None
    else:
        model = (
            SchoolModel.objects.select_for_update(of=("self",))
            .select_related("school", "file")
            .get(pk=model.pk)
        )
        before = audit.state_of(model)
        model.version += 1
    model.document, model.starts, model.ends = document, starts, ends
    old = model.file if upload else None
    if upload:
        model.file = keep_file(upload, municipality=school.municipality, by=by)
    model.save()
    if before is None:
        audit.record(audit.Verb.CREATED, by=by, obj=model)
    else:
        audit.record_change(by=by, obj=model, before=before)
    if old is not None:
        drop_file(old, by)
    return model
