"""Parties of an order: who is given work, on whom control is laid, who gets to know it.

A party is named by a key that says where it comes from («teacher:5», «role:schools»); each room above offers its own
through `registries.party_sources`. The words are put into case when the key is chosen; then the person edits them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from methodservice import registries
from methodservice.directory.models import Municipality, School, Signatory, Teacher
from methodservice.lib.declension import (
    Form,
    GenderUnknown,
    official,
    organisation_form,
    position_at,
    position_form,
    short_name,
)
from methodservice.lib.typography import bind
from methodservice.lib.whole import whole

SELF = "self"
"""Key of control that the person who signs keeps."""


@dataclass(frozen=True)
class Person:
    """Somebody whom an order concerns, as the acquaintance sheet names people. teacher_id: None for who has no card."""

    name: str
    post: str
    teacher_id: int | None = None


@dataclass(frozen=True)
class Party:
    """words(case) → how the party is called in that case, with a doubt where the library has one."""

    key: str
    words: Callable[[str], Form]
    people: tuple[Person, ...] = ()


@dataclass(frozen=True)
class PartySource:
    """group: heading in the list of choices. options(municipality) → (key's rest, label); find(municipality, rest) →
    Party, or None when there is none any more. Each says its queries."""

    prefix: str
    group: str
    options: Callable[[Municipality], Iterable[tuple[str, str]]]
    find: Callable[[Municipality, str], Party | None]
    order: int = 100


def party_choices(municipality: Municipality) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a select, by group; empty groups are left out. Queries: 3 and those of rooms above."""
    sources = sorted(registries.party_sources.values(), key=lambda source: source.order)
    groups = [
        (source.group, [(f"{source.prefix}:{rest}", label) for rest, label in source.options(municipality)])
        for source in sources
    ]
    return [(group, options) for group, options in groups if options]


def find_party(municipality: Municipality, key: str) -> Party | None:
    """The party of a key, within the municipality; None for an unknown or foreign one. 1 query or 2."""
    prefix, _, rest = key.partition(":")
    source = registries.party_sources.get(prefix)
    return source.find(municipality, rest) if source else None


def concerned(municipality: Municipality, keys: Iterable[str]) -> list[Person]:
    """People behind the keys, each once, in the order of the keys. 1 query or 2 for each key."""
    found: dict[object, Person] = {}
    for key in dict.fromkeys(keys):
        party = find_party(municipality, key)
        for person in party.people if party else ():
            found.setdefault(person.teacher_id or person.name, person)
    return list(found.values())


def words_of(post: str, person: Teacher | Signatory, case: str) -> Form:
    """«заместителю начальника отдела Ивановой М. И.»: post and short name in the case.

    Without a gender on the card the words stay as they are and say why.
    """
    name = (person.surname, person.given_name, person.patronymic)
    overrides = getattr(person, "declined", None)
    try:
        form = official(post, *name, person.gender, case, overrides=overrides)
    except GenderUnknown as unknown:
        return Form(bind(f"{post} {short_name(*name)}".strip()), False, str(unknown))
    return Form(bind(form.text), form.sure, form.why)


# people of the lists


def post_of(teacher: Teacher) -> str:
    """«учитель математики МБОУ СОШ № 3», «учитель физики Гимназии № 2»."""
    return position_at(teacher.position, teacher.school.short_name)


def as_person(teacher: Teacher) -> Person:
    return Person(teacher.full_name, bind(post_of(teacher)), teacher.pk)


def party_of_teacher(teacher: Teacher, key: str, post: str = "") -> Party:
    """A teacher as a party, under the post that matters for the order."""
    return Party(key, partial(words_of, post or post_of(teacher), teacher), (as_person(teacher),))


def _teachers(municipality):
    rows = Teacher.objects.filter(school__municipality=municipality).working().select_related("school")
    return [(str(row.pk), f"{row.full_name}, {row.school.short_name}") for row in rows]


def _teacher(municipality, rest):
    rows = Teacher.objects.filter(school__municipality=municipality).select_related("school")
    teacher = rows.filter(pk=whole(rest)).first()
    return teacher and party_of_teacher(teacher, f"teacher:{rest}")


# those who sign


def _signatories(municipality):
    return [(str(row.pk), f"{row}, {row.position}") for row in municipality.signatories.all()]


def _signatory(municipality, rest):
    row = municipality.signatories.filter(pk=whole(rest)).first()
    if row is None:
        return None
    return Party(f"signatory:{rest}", partial(words_of, row.position, row), (Person(str(row), row.position),))


# organisations


def _schools(municipality):
    rows = School.objects.filter(municipality=municipality, closed_on__isnull=True)
    return [(str(row.pk), f"Руководитель: {row.short_name}") for row in rows]


def _school(municipality, rest):
    row = School.objects.filter(municipality=municipality, pk=whole(rest)).first()
    if row is None:
        return None
    post = f"{row.head_post} {row.short_name}"
    return Party(f"school:{rest}", partial(_inflected, position_form, post))


# everybody of a kind


@dataclass(frozen=True)
class _Kind:
    label: str
    forms: dict[str, str] = field(default_factory=dict)


ROLES = {
    "schools": _Kind(
        "Руководители образовательных организаций",
        {
            "nominative": "руководители образовательных организаций",
            "genitive": "руководителей образовательных организаций",
            "dative": "руководителям образовательных организаций",
            "accusative": "руководителей образовательных организаций",
            "instrumental": "руководителями образовательных организаций",
            "prepositional": "руководителях образовательных организаций",
        },
    ),
    "deputies": _Kind(
        "Заместители директоров по учебно-методической работе",
        {
            "nominative": "заместители директоров по учебно-методической работе",
            "genitive": "заместителей директоров по учебно-методической работе",
            "dative": "заместителям директоров по учебно-методической работе",
            "accusative": "заместителей директоров по учебно-методической работе",
            "instrumental": "заместителями директоров по учебно-методической работе",
            "prepositional": "заместителях директоров по учебно-методической работе",
        },
    ),
    "heads": _Kind(
        "Руководители методических объединений",
        {
            "nominative": "руководители методических объединений",
            "genitive": "руководителей методических объединений",
            "dative": "руководителям методических объединений",
            "accusative": "руководителей методических объединений",
            "instrumental": "руководителями методических объединений",
            "prepositional": "руководителях методических объединений",
        },
    ),
    "methodists": _Kind(
        "Методисты",
        {
            "nominative": "методисты",
            "genitive": "методистов",
            "dative": "методистам",
            "accusative": "методистов",
            "instrumental": "методистами",
            "prepositional": "методистах",
        },
    ),
}


ORGANISATIONS = ("service", "authority")
"""Roles that the municipality itself names, in the fields of these names."""


def _roles(municipality):
    return [
        *((key, kind.label) for key, kind in ROLES.items()),
        ("service", f"Методическая служба: {municipality.service_short}"),
        ("authority", f"Орган управления образованием: {municipality.authority}"),
    ]


def _role(municipality, rest):
    if rest in ORGANISATIONS:
        return Party(f"role:{rest}", partial(_inflected, organisation_form, getattr(municipality, rest)))
    kind = ROLES.get(rest)
    return kind and Party(f"role:{rest}", lambda case: Form(kind.forms[case]))


def _inflected(inflect, text: str, case: str) -> Form:
    form = inflect(text, case)
    return Form(bind(form.text), form.sure, form.why)


SOURCES = (
    PartySource("role", "Роли", _roles, _role, order=10),
    PartySource("signatory", "Начальники и заместители", _signatories, _signatory, order=20),
    PartySource("school", "Организации", _schools, _school, order=40),
    PartySource("teacher", "Педагоги и сотрудники", _teachers, _teacher, order=50),
)
