"""Who answers for an item: keys of parties as labels with the people behind them, for the reader of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from associations.models import Association, Office, Term
from methodservice.directory.models import Municipality, School, Signatory, Teacher
from methodservice.documents.orders.people import ROLES
from roadmap.evidence import by_prefix

GONE = "Больше нет в списках"


@dataclass(frozen=True)
class Answering:
    """label: the party in words; person: who that is on the day, may be empty."""

    key: str
    label: str
    person: str = ""


def answering(keys: Iterable[str], municipality: Municipality, day: date) -> list[Answering]:
    """The parties in the order of their keys. 1 query for each kind among them, 2 for associations."""
    keys = list(dict.fromkeys(keys))
    found = {f"role:{key}": Answering(f"role:{key}", kind.label) for key, kind in ROLES.items()}
    found["role:service"] = Answering("role:service", municipality.service_short)
    found["role:authority"] = Answering("role:authority", municipality.authority)
    readers = {
        "teacher": _teachers,
        "school": _schools,
        "association": _associations,
        "signatory": _signatories,
    }
    for prefix, numbers in by_prefix(keys).items():
        if read := readers.get(prefix):
            found |= {each.key: each for each in read(numbers, municipality, day)}
    return [found.get(key, Answering(key, GONE)) for key in keys]


def _teachers(numbers, municipality, day):
    rows = Teacher.objects.filter(school__municipality=municipality, pk__in=numbers).select_related("school")
    for row in rows:
        left = ", больше не работает" if row.left_on and row.left_on <= day else ""
        yield Answering(
            f"teacher:{row.pk}", row.full_name, f"{row.position} {row.school.short_name}{left}".strip()
        )


def _schools(numbers, municipality, day):
    for row in School.objects.filter(municipality=municipality, pk__in=numbers):
        closed = "закрыта" if row.closed_on and row.closed_on <= day else ""
        yield Answering(f"school:{row.pk}", row.short_name, closed)


def _associations(numbers, municipality, day):
    heads = Term.objects.on(day).filter(association__in=numbers, office=Office.HEAD)
    names = {term.association_id: term.teacher.full_name for term in heads.select_related("teacher")}
    rows = Association.objects.filter(municipality=municipality, pk__in=numbers)
    for row in rows.select_related("municipality", "school"):
        closed = "закрыто" if row.closed_on else "руководителя сейчас нет"
        yield Answering(f"association:{row.pk}", f"Руководитель: {row.title}", names.get(row.pk) or closed)


def _signatories(numbers, municipality, day):
    for row in Signatory.objects.filter(municipality=municipality, pk__in=numbers):
        over = ", полномочия завершены" if row.ends and row.ends < day else ""
        yield Answering(f"signatory:{row.pk}", str(row), f"{row.position}{over}")
