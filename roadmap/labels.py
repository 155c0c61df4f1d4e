"""What parties of roadmaps are called on pages, in few words."""

import re
from collections.abc import Callable, Iterable, Mapping

from associations.models import Association
from methodservice import registries
from methodservice.directory.models import Municipality, School, Signatory, Teacher
from methodservice.lib.declension.names import short_name
from methodservice.lib.whole import wholes


def labels_of(municipality: Municipality, keys: Iterable[str]) -> dict[str, str]:
    """{key: «РМО учителей химии»} of the municipality's parties; keys of what is no more are left out.

    1 query for each of teachers, associations, schools, signatories that is among the keys; none for roles.
    """
    asked: dict[str, set[str]] = {}
    for key in keys:
        prefix, _, rest = key.partition(":")
        asked.setdefault(prefix, set()).add(rest)
    return {
        f"{prefix}:{rest}": label
        for prefix, label_all in _LABELLED.items()
        if prefix in asked
        for rest, label in label_all(municipality, asked[prefix]).items()
    }


def beside(labels: Iterable[str], words: str) -> str:
    """Labels in one line to stand beside the words of a document; "" when the words say just the same. Pure."""
    labels = list(labels)
    said = {" ".join(piece.split()).casefold() for piece in re.split(r"[,;\n]+", words.strip())}
    return "" if said == {label.casefold() for label in labels} else ", ".join(labels)


def organisations_of(municipality: Municipality) -> dict[str, str]:
    """{key: label} of the organisations that the municipality names itself, without the words for what they are."""
    return {"role:service": municipality.service_short, "role:authority": municipality.authority}


def _roles(municipality, rests):
    offered = registries.party_sources["role"].options(municipality)
    named = organisations_of(municipality)
    return {rest: named.get(f"role:{rest}", label) for rest, label in offered if rest in rests}


def _teachers(municipality, rests):
    rows = Teacher.objects.filter(school__municipality=municipality, pk__in=wholes(rests))
    return {
        str(row.pk): f"{short_name(row.surname, row.given_name, row.patronymic)}, {row.school.short_name}"
        for row in rows.select_related("school")
    }


def _associations(municipality, rests):
    rows = Association.objects.filter(municipality=municipality, pk__in=wholes(rests))
    return {str(row.pk): row.title for row in rows.select_related("municipality", "school")}


def _schools(municipality, rests):
    rows = School.objects.filter(municipality=municipality, pk__in=wholes(rests))
    return {str(pk): name for pk, name in rows.values_list("pk", "short_name")}


def _signatories(municipality, rests):
    rows = Signatory.objects.filter(municipality=municipality, pk__in=wholes(rests))
    return {str(row.pk): f"{row}, {row.position}" for row in rows}


_LABELLED: Mapping[str, Callable] = {
    "role": _roles,
    "teacher": _teachers,
    "association": _associations,
    "school": _schools,
    "signatory": _signatories,
}
