"""The last point: who controls (documents.md, 13)."""

from methodservice.directory.models import Municipality
from methodservice.documents.models import DocumentStyle
from methodservice.documents.orders.drafts import marked, unmarked
from methodservice.documents.orders.people import SELF, find_party

LONGEST_DOUBT = 300


def control_words(
    municipality: Municipality, key: str, style: DocumentStyle | None = None
) -> tuple[str, str]:
    """(the point, its doubt): «… возложить на заместителя начальника …» or «… оставляю за собой.»; ("", "") for no key
    and for a party that is not there any more. Initials at the end close the sentence: «… Зайцеву М. И.»."""
    style = style or DocumentStyle.of(municipality)
    if key == SELF:
        return f"{style.control_phrase} оставляю за собой.", ""
    party = find_party(municipality, key)
    if party is None:
        return "", ""
    form = party.words("accusative")
    end = "" if form.text.endswith(".") else "."
    return f"{style.control_phrase} возложить на {form.text}{end}", unmarked(marked(form))[1][:LONGEST_DOUBT]
