"""A person as a document names them: the position and the name in one case."""

from methodservice.lib.declension.forms import Case, Form, Gender, joined
from methodservice.lib.declension.names import Overrides, Style, person_form
from methodservice.lib.declension.positions import position_form


def official(
    position: str,
    surname: str,
    given: str,
    patronymic: str,
    gender: Gender | str,
    case: Case,
    overrides: Overrides | None = None,
    style: Style = "short",
) -> Form:
    """«заведующему отделом Ивановой М. И.»; sure where both are, why says all doubts.

    Any part may be empty. Raises GenderUnknown for an oblique case of a name without a gender, KeyError for a case
    that doesn't exist.
    """
    return joined(
        position_form(position, case, gender),
        person_form(surname, given, patronymic, gender, case, overrides, style),
    )
