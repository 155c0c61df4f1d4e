"""Texts of the whole portal where a person is named: found for the page, replaced when the card is anonymised.

Signed documents, the register of what was issued and rows that the database freezes stay as they are.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from methodservice import registries
from methodservice.directory.audit import label_of, municipality_id_of, way_to_municipality
from methodservice.directory.models import AuditEvent, Signatory, Teacher
from methodservice.personal.names import Finder, Name

LEFT_ALONE = {
    "directory.teacher", "directory.user", "directory.signatory", "documents.frozendocument", "documents.registerentry",
    "documents.rendering", "personal.anonymisation", "sessions.session", "contenttypes.contenttype", "auth.permission",
    "axes.accessattempt", "axes.accesslog", "axes.accessfailurelog", "account.emailaddress",
}  # fmt: skip
"""Other people's names, what is signed or issued, the machinery, what the rooms empty themselves: each adds its own."""
AROUND = 60


@dataclass(frozen=True)
class Mention:
    """A surname that a person must decide about. key: «model:pk:field»; kind, field: in words."""

    key: str
    kind: str
    field: str
    excerpt: str


@dataclass
class _Row:
    record: models.Model
    fields: list


def finder_of(teacher: Teacher) -> Finder:
    """The person's names, former ones too: the journal of the card tells them. 3 queries."""
    overrides = tuple((case, tuple(parts.items())) for case, parts in teacher.declined.items())
    present = Name(teacher.surname, teacher.given_name, teacher.patronymic, teacher.gender, overrides)
    surnames = {teacher.surname}
    for changes in AuditEvent.objects.about(teacher).values_list("changes", flat=True):
        surnames |= {word for word in changes.get("фамилия", ()) if word not in ("", "—")}
    former = [
        Name(surname, teacher.given_name, teacher.patronymic, teacher.gender)
        for surname in sorted(surnames - {teacher.surname})
    ]
    return Finder([present, *former], namesakes=_namesakes(present, place_of(teacher), card=teacher.pk))


def finder_of_name(surname: str, given: str, patronymic: str, place: int) -> Finder:
    """The name of a person who has no card. place: key of the municipality. 2 queries."""
    name = Name(surname, given, patronymic, gender="")
    return Finder([name], namesakes=_namesakes(name, place))


def place_of(teacher: Teacher) -> int:
    """The key of the municipality whose texts may name the person. Reads `school`."""
    return teacher.school.municipality_id


def _namesakes(name: Name, place: int, card: int | None = None) -> str:
    """«full», «initials» or nothing: how like somebody else's the name is, in the municipality. card: the own one."""
    alike = {"surname__iexact": name.surname, "given_name__istartswith": name.given[:1]}
    others = Teacher.objects.filter(school__municipality=place, **alike).exclude(pk=card)
    officials = Signatory.objects.filter(municipality=place, **alike)
    names = {
        *others.values_list("given_name", "patronymic"),
        *officials.values_list("given_name", "patronymic"),
    }
    if (name.given, name.patronymic) in names:
        return "full"
    same = (patronymic[:1] == name.patronymic[:1] for _, patronymic in names)
    return "initials" if any(same) else ""


def doubtful(place: int, finder: Finder) -> list[Mention]:
    """Texts where only the surname stands. place: key of the municipality. One query for each model with texts."""
    found = []
    for row in _rows(place, finder):
        for field in row.fields:
            for text in _texts(getattr(row.record, field.attname)):
                if spot := finder.doubtful(text):
                    found.append(_mention(row.record, field, text, spot))
                    break
    return found


def number_of_sure(place: int, finder: Finder) -> int:
    """Fields that hold the name in a sure way. As many queries as `doubtful`."""
    return sum(
        any(map(finder.is_sure, _texts(getattr(row.record, field.attname))))
        for row in _rows(place, finder)
        for field in row.fields
    )


def replace_all(place: int, finder: Finder, stand_in: str, *, chosen: set[str]) -> int:
    """Replace the sure names everywhere, and bare surnames in the chosen mentions. Returns how many fields changed.

    Straight into the rows: versions stay, nobody's open page is refused. Must run inside a transaction.
    """
    changed = 0
    for row in _rows(place, finder):
        values = {}
        for field in row.fields:
            old = getattr(row.record, field.attname)
            alone = _key(row.record, field) in chosen
            new = _mapped(old, lambda text, alone=alone: finder.replace(text, stand_in, alone=alone))
            if new != old:
                values[field.attname] = (
                    new[: field.max_length] if isinstance(new, str) and field.max_length else new
                )
        if values:
            type(row.record)._base_manager.filter(pk=row.record.pk).update(**values)
            changed += len(values)
    return changed


def _rows(place: int, finder: Finder) -> Iterator[_Row]:
    """Records of the municipality (or of none) whose texts may hold the surname."""
    for model in apps.get_models():
        if model._meta.label_lower in LEFT_ALONE or model._meta.proxy:
            continue
        fields = [field for field in model._meta.concrete_fields if _holds_words(field)]
        if not fields:
            continue
        rows = model._base_manager.filter(reduce(or_, (_may_hold(field, finder) for field in fields)))
        if frozen := registries.frozen_rows.get(model._meta.label_lower):
            rows = rows.exclude(frozen)
        if way := way_to_municipality(model):
            rows = rows.select_related(*way)
        for record in rows:
            if municipality_id_of(record) in (None, place):
                yield _Row(record, fields)


def _holds_words(field) -> bool:
    if field.primary_key or field.choices:
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def _may_hold(field, finder: Finder) -> Q:
    if not isinstance(field, models.JSONField):
        return Q(**{f"{field.attname}__iregex": finder.stem})
    # SQLite keeps the letters of JSON as \uXXXX, in which case a form with a capital is another text
    stems = {surname[:3] for surname in finder.surnames}
    words = {word for stem in stems for word in (stem, stem.lower(), stem.upper())}
    raw = words | {json.dumps(word)[1:-1] for word in words}
    text = Cast(field.attname, models.TextField())
    return reduce(or_, (Q(models.lookups.Contains(text, word)) for word in sorted(raw)))


def _texts(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _mapped(value, change: Callable[[str], str]):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _mapped(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [_mapped(each, change) for each in value]
    return value


def _key(record, field) -> str:
    return f"{record._meta.label_lower}:{record.pk}:{field.name}"


def _mention(record, field, text: str, place) -> Mention:
    start, end = max(place.start() - AROUND, 0), place.end() + AROUND
    excerpt = f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
    return Mention(_key(record, field), str(record._meta.verbose_name).capitalize(), label_of(field), excerpt)
