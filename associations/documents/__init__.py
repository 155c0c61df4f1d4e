"""The protocol and the extract: picture of a meeting → snapshot in words → HTML → PDF (documents.md, 1–5, 19–30).

A snapshot is JSON and says everything as it will be printed; the templates only lay it out. The same fragment
`associations/_protocol_text.html` is the draft on the secretary's screen and the text of the PDF.
"""

from collections.abc import Mapping
from datetime import date

from associations.models import Association, Attendance
from associations.picture import MeetingPicture
from methodservice.directory.models import MunicipalityRules, Teacher
from methodservice.documents.printing import pdf_of
from methodservice.lib.dates import long_date
from methodservice.lib.declension import signature_name
from methodservice.lib.numerals import people
from methodservice.lib.typography import alphabetical, bind, sentence

from .items import agenda_line, item_words

FORMAT = 1
"""Version of the snapshot's shape. Old snapshots stay readable: templates learn, snapshots never change."""

PROTOCOL, EXTRACT = "associations/pdf/protocol.html", "associations/pdf/extract.html"
"""Templates of the snapshots for methodservice.documents.printing."""

LIST_LIMIT = 15
"""Over so many present the protocol gives a count and attaches the list (documents.md, 21)."""

NO_NUMBER = "____"


def protocol_snapshot(
    picture: MeetingPicture, *, number: int | None, edition: int = 1, reason: str = ""
) -> dict:
    """Everything that the protocol prints, in words. JSON-able.

    number: None for a draft. reason: why the edition corrects the previous one, for editions above the first.
    No query beyond the chair and the secretary.
    """
    meeting, association = picture.meeting, picture.meeting.association
    municipality = association.municipality
    title = title_genitive(association)
    present = sorted(map(_attendee, picture.here), key=lambda person: alphabetical(person["name"]))
    attached = len(present) > LIST_LIMIT
    written_number = str(number) if number else NO_NUMBER
    return {
        "format": FORMAT,
        "is_draft": number is None,
        "organisation": organisation_lines(association),
        "number": written_number,
        "date": long_date(meeting.date),
        "place": bind(municipality.place),
        "title": title,
        "correction": _correction(edition, reason),
        "details": _details(meeting),
        "chair": _signatory(meeting.chair),
        "secretary": _signatory(meeting.secretary),
        "present_count": people(len(present)),
        "present": present,
        "present_attached": attached,
        "present_line": sentence(", ".join(_in_line(person) for person in present)),
        "guests": [
            bind(", ".join(filter(None, (guest.name, guest.position, guest.organisation))))
            for guest in picture.guests
        ],
        "quorum": _quorum_line(picture),
        "agenda": [agenda_line(entry.item, index) for index, entry in enumerate(picture.items, 1)],
        "items": [item_words(picture, entry, index, title) for index, entry in enumerate(picture.items, 1)],
        "annex_mark": f"к\N{NO-BREAK SPACE}протоколу заседания {title} "
        f"от\N{NO-BREAK SPACE}{long_date(meeting.date)} №\N{NO-BREAK SPACE}{written_number}",
    }


def extract_snapshot(protocol: Mapping, number: str, *, certified_on: date) -> dict:
    """One decision of a signed protocol («1.2») with what surrounds it, from the protocol's own snapshot.

    certified_on: date under «Верно». Raises KeyError when the protocol has no decision of that number.
    """
    for item in protocol["items"]:
        for decision in item["decisions"]:
            if decision["number"] == number and item["passed"]:
                shared = (
                    "format", "organisation", "number", "date", "place", "title", "chair", "secretary",
                    "present_count", "quorum", "check_code", "check_address",
                )  # fmt: skip
                return {
                    **{key: protocol[key] for key in shared},
                    "item": {**item, "decisions": [decision]},
                    "certified_on": long_date(certified_on),
                }
    raise KeyError(number)


def render_protocol(snapshot: Mapping) -> bytes:
    """PDF of the protocol's snapshot; a frozen one carries the code and the address of its check page."""
    return pdf_of(PROTOCOL, snapshot)


def _signatory(person: Teacher | None) -> dict:
    if person is None:
        return {"name": "не выбран", "signature": ""}
    return {
        "name": person.short_name,
        "signature": signature_name(person.surname, person.given_name, person.patronymic),
    }


def organisation_lines(association: Association) -> list[str]:
    """The superior body above the organisation (documents.md, 6)."""
    municipality = association.municipality
    own = association.school.full_name if association.school_id else municipality.service
    own = own[:1].upper() + own[1:]
    return [bind(line) for line in (municipality.authority, own) if line]


def title_genitive(association: Association) -> str:
    """«районного методического объединения учителей математики Озёрного района»."""
    place = association.municipality.name_genitive
    if association.school_id:
        place = association.school.genitive_name or association.school.short_name
    return bind(f"{association.full_title_genitive} {place}")


def _correction(edition: int, reason: str) -> str:
    return sentence(f"Редакция {edition}. Основание исправления: {reason}") if edition > 1 else ""


def _details(meeting) -> list[str]:
    """Where and how the meeting went, as far as it was written down."""
    details = []
    if meeting.place:
        details.append(f"Место проведения: {meeting.place}")
    if meeting.time:
        details.append(f"Начало: {meeting.time:%H:%M}")
    if meeting.form != meeting.Form.IN_PERSON:
        details.append(f"Форма проведения: {meeting.get_form_display()}")
    if meeting.theme:
        details.append(f"Тема: {meeting.theme}")
    return [bind(line) for line in details]


def _attendee(line) -> dict:
    teacher = line.teacher
    return {
        "name": teacher.full_name,
        "short_name": teacher.short_name,
        "position": bind(teacher.position),
        "organisation": bind(teacher.school.short_name),
        "remote": line.status == Attendance.Status.REMOTE,
    }


def _in_line(person: dict) -> str:
    return f"{person['short_name']} (дистанционно)" if person["remote"] else person["short_name"]


def _quorum_line(picture: MeetingPicture) -> str:
    by_order = picture.rules.quorum_base == MunicipalityRules.QuorumBase.ROSTER
    whole = "Всего членов по утверждённому составу" if by_order else "Всего членов"
    answer = "кворум имеется" if picture.quorum.reached else "кворума нет"
    return bind(f"{whole} — {picture.quorum.members}, присутствуют — {picture.quorum.present}, {answer}.")
