"""Links of invitations: the address, the sheets that are cut into slips."""

from django.conf import settings
from django.urls import reverse

from development.surveys.models import Invitation, Survey
from methodservice.lib.dates import long_date
from methodservice.lib.pdf import qr_svg
from methodservice.lib.typography import bind

SLIPS = "surveys/pdf/slips.html"


def link_of(invitation: Invitation) -> str:
    """The whole address; never built from the Host header."""
    return settings.PUBLIC_ADDRESS + reverse("surveys:answer", args=[invitation.token])


def links_of(survey: Survey, school_id: int | None = None):
    """Invitations with what a list of links shows, of one school or all. 1 query."""
    rows = survey.invitations.select_related("teacher", "school")
    return rows.filter(school=school_id) if school_id else rows


def columns_of(survey: Survey) -> list:
    """Of the download; who answered is told in a named survey only."""
    columns = [("Организация", "school.short_name"), ("Педагог", "teacher.full_name"), ("Ссылка", link_of)]
    return columns if survey.is_anonymous else [*columns, ("Ответ получен", "is_answered")]


def who_sees(survey: Survey) -> str:
    """What the questionnaire promises about names."""
    service = survey.municipality.service_short
    if survey.is_anonymous:
        return (
            f"Опрос анонимный: ответы хранятся отдельно от имён. {service} увидит только общие итоги, а по организации "
            f"— если там ответили не меньше {survey.threshold} человек."
        )
    return (
        f"Опрос с именами: методисты ({service}) увидят, кто что ответил. Остальные увидят только общие итоги, а по "
        f"организации — если там ответили не меньше {survey.threshold} человек."
    )


def slips_snapshot(survey: Survey, school_id: int | None = None) -> dict:
    """A slip for each person: name, address, its QR code. 1 query."""
    rows = list(links_of(survey, school_id))
    return {
        "heading": "ССЫЛКИ НА ОПРОС",
        "subtitle": bind(survey.title),
        "note": "Разрежьте лист по строкам. Каждому — своя ссылка, она принимает один ответ.",
        "promise": bind(f"Участие добровольное. Ответы до {long_date(survey.closes_on)} {who_sees(survey)}"),
        "slips": [
            {
                "name": row.teacher.full_name,
                "school": bind(row.school.short_name),
                "link": link_of(row),
                "qr": qr_svg(link_of(row), title=f"QR-код ссылки: {row.teacher.full_name}"),
            }
            for row in rows
        ],
    }
