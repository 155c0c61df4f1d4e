"""The printed return: sheet → snapshot in words → PDF and DOCX. An empty one is the form to be filled in by hand."""

from methodservice.lib.dates import long_date
from methodservice.lib.typography import NBSP, bind, paragraphs
from monitoring.models import Return
from monitoring.rules.numbers import written
from monitoring.sheet import Line, Sheet, asked_words

TEMPLATE = "monitoring/returns/pdf/return.html"
FORMAT = 1
"""Version of the snapshot's shape."""
ROOM = f"{'_' * 14}{NBSP}/{NBSP}{'_' * 20}{NBSP}/"
"""For a hand and the name in full."""


def snapshot_of(sheet: Sheet, *, blank: bool = False) -> dict:
    """Everything that the return prints, in words. JSON-able. No query: the campaign's municipality and the school are
    at hand."""
    given = sheet.given
    municipality, campaign = given.campaign.municipality, given.campaign
    own = given.school.line_name if given.school else municipality.service
    return {
        "format": FORMAT,
        "organisation": [bind(line) for line in (municipality.authority, own) if line],
        "approval": [],
        "heading": "СВЕДЕНИЯ",
        "subtitle": bind(f"по показателям за {campaign.period_title}"),
        "campaign": bind(f"{campaign.title}. Данные на {long_date(campaign.cut_off)}"),
        "is_draft": not blank and given.state in Return.OPEN,
        "is_blank": blank,
        "lines": [_line(line, blank) for line in sheet.lines],
        "signatures": _signatures(given),
    }


def _line(line: Line, blank: bool) -> dict:
    definition, value = line.definition, line.value
    number = "" if blank else written(value.numerator)
    if definition.is_yes_no and number:
        number = "да" if value.numerator > 0 else "нет"
    return {
        "number": line.label,
        "name": paragraphs(definition.name),
        "asked": [bind(asked_words(definition, part)) for part in line.parts],
        "is_part": line.is_part,
        "numerator": number,
        "denominator": "" if blank or not definition.is_share else written(value.denominator),
        "is_share": definition.is_share,
        "result": _result(line, blank),
        "word": "" if blank else bind(value.word),
    }


def _result(line: Line, blank: bool) -> str:
    if blank:
        return ""
    if line.value.no_data:
        return "сведений нет"
    return line.result or "—"


def _signatures(given: Return) -> list[dict]:
    """Room for the hands of the head and of who filled it in: the portal does not know the head's name."""
    head = (
        "Руководитель организации"
        if given.school
        else f"Руководитель {given.campaign.municipality.service_short}"
    )
    return [{"post": bind(post), "name": ROOM} for post in (head, "Исполнитель")]
