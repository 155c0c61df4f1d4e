"""People, positions and organisations in the cases of Russian documents.

    official("заведующий отделом", "Иванова", "Мария", "Ильинична", "female", "dative").text
    # «заведующему отделом Ивановой М. И.»

A `Form` says with `sure` and `why` whether a person should look at it. `surnames` and `given` hold the rules of names,
`phrases` those of positions and organisations, `vocabulary` and `heads/` what no rule tells.
"""

from methodservice.lib.declension.forms import OBLIQUE, Case, Form, Gender, joined
from methodservice.lib.declension.names import (
    CASES,
    PARTS,
    GenderUnknown,
    Overrides,
    Style,
    inflect_person,
    inflect_short,
    inflected_parts,
    part_forms,
    person_form,
    short_name,
    signature_name,
    split_name,
)
from methodservice.lib.declension.official import official
from methodservice.lib.declension.organisations import organisation_form, position_at
from methodservice.lib.declension.positions import position_form

__all__ = [
    "CASES",
    "OBLIQUE",
    "PARTS",
    "Case",
    "Form",
    "Gender",
    "GenderUnknown",
    "Overrides",
    "Style",
    "inflect_person",
    "inflect_short",
    "inflected_parts",
    "joined",
    "official",
    "organisation_form",
    "part_forms",
    "person_form",
    "position_at",
    "position_form",
    "short_name",
    "signature_name",
    "split_name",
]
