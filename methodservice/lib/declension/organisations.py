"""Organisations and their bodies in the oblique cases."""

from methodservice.lib.declension.forms import Case, Form
from methodservice.lib.declension.phrases import Table, phrase_form

TABLE = Table("organisations", animate=False)


def organisation_form(name: str, case: Case) -> Form:
    """«муниципальное бюджетное учреждение «Лицей»» → «муниципального бюджетного учреждения «Лицей»».

    Abbreviations and quoted names stay («МБОУ «СОШ № 3»»), generic words before them change. Raises KeyError for a
    case that doesn't exist.
    """
    return phrase_form(name, case, TABLE)


def position_at(position: str, organisation: str) -> str:
    """«учитель математики МБОУ «СОШ № 3»», «студентка 4 курса Педагогического колледжа»."""
    return f"{position} {organisation_form(organisation, 'genitive').text}"
