"""Writing the journal: explicit, in the same transaction as the change it tells of."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import models, transaction
from django.utils import timezone

from methodservice.directory.models import AuditEvent

Verb = AuditEvent.Verb
TYPING_PAUSE = timedelta(minutes=15)
SECOND_CLICK = timedelta(minutes=2)
HIDDEN_FIELDS = {"password", "last_login", "version", "is_staff", "is_superuser", "is_demo"}


def in_words(value) -> str:
    """A field's value as a person reads it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dict):
        return ", ".join(in_words(each) for each in value.values()) or "—"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f").replace(".", ",")
    return str(value)[:1000]


def state_of(obj: models.Model) -> dict[str, str]:
    """{verbose field name: value in words} of the concrete fields. Foreign keys are read only if loaded or set."""
    state = {}
    for field in obj._meta.concrete_fields:
        if field.primary_key or field.name in HIDDEN_FIELDS or isinstance(field, models.BinaryField):
            continue
        if field.choices:
            value = getattr(obj, f"get_{field.name}_display")()
        elif field.is_relation:
            value = getattr(obj, field.name)
        else:
            value = getattr(obj, field.attname)
        state[label_of(field)] = in_words(value)
    return state


def label_of(field) -> str:
    """The field in Russian: its own name, or that of the kind of record it points to."""
    own = str(field.verbose_name)
    if field.is_relation and own == field.name.replace("_", " "):
        return str(field.related_model._meta.verbose_name)
    return own


PATHS = (
    "municipality_id",
    "school.municipality_id",
    "association.municipality_id",
    "meeting.association.municipality_id",
    "item.meeting.association.municipality_id",
    "decision.item.meeting.association.municipality_id",
    "event.municipality_id",
    "order.municipality_id",
    "plan.association.municipality_id",
    "edition.plan.association.municipality_id",
    "item.plan.association.municipality_id",
    "programme.municipality_id",
    "user.municipality_id",
    "teacher.school.municipality_id",
    "route.teacher.school.municipality_id",
    "pair.municipality_id",
    "checkup.pair.municipality_id",
    "survey.municipality_id",
    "edition.programme.municipality_id",
    "part.edition.programme.municipality_id",
    "campaign.municipality_id",
    "cycle.municipality_id",
    "set.municipality_id",
    "edition.set.municipality_id",
    "definition.edition.set.municipality_id",
    "item.programme.municipality_id",
    "file.municipality_id",
)
"""From a record to its municipality."""


def municipality_id_of(obj) -> int | None:
    """The municipality a record belongs to: its own, or that of what it hangs on."""
    for path in PATHS:
        value = obj
        for name in path.split("."):
            value = getattr(value, name, None)
        if value:
            return value
    return obj.pk if obj._meta.label_lower == "directory.municipality" else None


def way_to_municipality(model) -> list[str]:
    """For `select_related`, so that `municipality_id_of` costs no query: «pair», «checkup__pair». May be empty."""
    found = []
    for path in PATHS:
        current, steps = model, path.split(".")[:-1]
        for name in steps:
            fields = {field.name: field for field in current._meta.concrete_fields if field.is_relation}
            if name not in fields:
                break
            current = fields[name].related_model
        else:
            found += ["__".join(steps)] if steps else []
    return found


def event(verb: str, *, by, obj=None, municipality_id=None, changes=None, note="") -> AuditEvent:
    """An unsaved journal row (for bulk_create); `record` saves one."""
    return AuditEvent(
        municipality_id=municipality_id
        or (municipality_id_of(obj) if obj else getattr(by, "municipality_id", None)),
        actor=by if by and by.pk else None,
        verb=verb,
        record_type=obj._meta.label_lower if obj else "",
        record_id=obj.pk if obj else None,
        record_label=str(obj)[:300] if obj else "",
        changes=changes or {},
        note=note[:300],
    )


def record(verb: str, *, by, obj=None, **details) -> AuditEvent:
    """Write one row: who (`by`), what (`verb`), about which record."""
    row = event(verb, by=by, obj=obj, **details)
    row.save()
    return row


def record_change(*, by, obj, before: dict[str, str], note="") -> AuditEvent | None:
    """Write from → to of what differs from `before` (see `state_of`); nothing when nothing changed."""
    after = state_of(obj)
    changes = {
        name: [before.get(name, "—"), value] for name, value in after.items() if before.get(name) != value
    }
    return record(Verb.CHANGED, by=by, obj=obj, changes=changes, note=note) if changes else None


def record_typing(*, by, obj, before: dict[str, str]) -> AuditEvent | None:
    """Like `record_change`, for saving as one types: a row of the same person and record not older than
    `TYPING_PAUSE` is continued, so that a page of text is one row «было → стало» and not two hundred."""
    recent = typed_lately(obj, by=by)
    if recent is None:
        return record_change(by=by, obj=obj, before=before)
    for name, value in state_of(obj).items():
        if before.get(name) != value:
            recent.changes[name] = [recent.changes.get(name, [before.get(name, "—")])[0], value]
    recent.save(update_fields=["changes"])
    return recent


def typed_lately(obj, *, by) -> AuditEvent | None:
    """The row that tells of the same person's typing into the record, while it may be continued. 1 query."""
    rows = AuditEvent.objects.about(obj).filter(
        actor=by, verb=Verb.CHANGED, at__gte=timezone.now() - TYPING_PAUSE
    )
    return rows.order_by("-at", "-pk").first()


def just_made(model: type[models.Model], *, by):
    """Keys of records of the model that the person added in the last two minutes: what a second click may find."""
    return AuditEvent.objects.filter(
        verb=Verb.CREATED,
        actor=by,
        record_type=model._meta.label_lower,
        at__gte=timezone.now() - SECOND_CLICK,
    ).values("record_id")


@transaction.atomic
def save_form(form, *, by, note=""):
    """Save a valid ModelForm and write the journal: «создано» or the from → to of the change. Returns the record."""
    if form.instance.pk is None:
        obj = form.save()
        record(Verb.CREATED, by=by, obj=obj, note=note)
        return obj
    before = state_of(type(form.instance).objects.get(pk=form.instance.pk))
    obj = form.save()
    record_change(by=by, obj=obj, before=before, note=note)
    return obj
