"""Positions in the oblique cases."""

from methodservice.lib.declension.forms import Case, Form, Gender
from methodservice.lib.declension.phrases import Table, phrase_form

TABLE = Table("positions", animate=True)


def position_form(position: str, case: Case, gender: Gender | str = "") -> Form:
    """«заместитель начальника отдела» → «заместителю начальника отдела»; the text's own gender is kept.

    «и. о. директора», «зам. директора», ПДО stay. A position that no table knows comes from a dictionary or stays, and
    is not sure; neither is a feminine one of a man. Raises KeyError for a case that doesn't exist.
    """
    return phrase_form(position, case, TABLE, of_man=gender == "male")
