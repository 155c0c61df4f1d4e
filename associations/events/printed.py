"""What an event prints: the sheet that participants sign, and the information about how it went. Nothing is frozen."""

from associations.documents import organisation_lines
from associations.events.facts import SPEAKERS, WINNERS
from associations.events.models import Event, Participant
from associations.events.workflow import State
from associations.models import Office, Term
from methodservice.lib.dates import long_date
from methodservice.lib.declension import signature_name
from methodservice.lib.numerals import counted, people
from methodservice.lib.typography import alphabetical, bind, paragraphs

SHEET, INFORMATION = "events/pdf/registration.html", "events/pdf/information.html"
ROWS_BY_HAND = 5
"""Empty rows of the sheet for those who come without being on the list."""


def registration_snapshot(event: Event) -> dict:
    """The sheet: whoever is on the list in the order of the alphabet, with room to sign, and empty rows. 2 queries."""
    rows = sorted(_participants(event), key=_name)
    return {
        **_common(event),
        "heading": "ЛИСТ РЕГИСТРАЦИИ УЧАСТНИКОВ",
        "people": [
            {
                "name": row.teacher.full_name,
                "organisation": bind(row.teacher.school.short_name),
                "position": bind(row.teacher.position),
            }
            for row in rows
        ]
        + [{"name": "", "organisation": "", "position": ""}] * ROWS_BY_HAND,
    }


def information_snapshot(event: Event) -> dict:
    """What, when, who spoke, what came of it; people by name and organisation. 3 queries."""
    rows = sorted(_participants(event), key=_name)
    is_held = event.state == State.HELD
    there = [row for row in rows if row.attended] if is_held else rows
    common = _common(event)
    if is_held:
        common["facts"].append({"name": "Участники", "value": _attendance(event, there)})
    return {
        **common,
        "heading": "ИНФОРМАЦИЯ О МЕРОПРИЯТИИ",
        "about": paragraphs(event.about),
        "speakers": [_line(row) for row in there if row.part in SPEAKERS],
        "winners": [_line(row, with_part=True) for row in there if row.part in WINNERS],
        "outcome": paragraphs(event.outcome) if is_held else [],
        "materials": [
            bind(": ".join(dict.fromkeys(filter(None, (row.title, row.link)))))
            for row in event.materials.all()
        ],
    }


def _participants(event: Event):
    return event.participants.select_related("teacher__school")


def _name(row: Participant) -> tuple[str, str]:
    return alphabetical(row.teacher.full_name)


def _common(event: Event) -> dict:
    association, municipality = event.association, event.municipality
    own = [bind(line) for line in (municipality.authority, municipality.service) if line]
    return {
        "organisation": organisation_lines(association) if association else own,
        "approval": [],
        "subtitle": bind(event.title),
        "facts": [
            {"name": name, "value": bind(value)}
            for name, value in (
                ("Вид", f"{event.get_kind_display()}, уровень {event.get_level_display()}"),
                ("Дата", _days(event)),
                (
                    "Место",
                    f"{event.place} ({event.get_form_display()})"
                    if event.place
                    else event.get_form_display(),
                ),
                ("Организатор", event.organiser),
            )
        ],
        "signatures": _signatures(event),
    }


def _days(event: Event) -> str:
    words = long_date(event.starts)
    if event.ends and event.ends != event.starts:
        words = f"{words} – {long_date(event.ends)}"
    return f"{words}, начало в {event.time:%H:%M}" if event.time else words


def _attendance(event: Event, there) -> str:
    """«21 человек из 9 организаций, приглашённых без списка — 15»."""
    schools = len({row.teacher.school_id for row in there})
    words = people(len(there))
    if schools:
        words = f"{words} из {counted(schools, 'организации', 'организаций', 'организаций')}"
    return bind(f"{words}, приглашённых без списка — {event.outsiders}" if event.outsiders else words)


def _line(row: Participant, *, with_part: bool = False) -> str:
    """«Иванова Мария Ивановна, СОШ № 4 — победитель: «Сценарий урока»»."""
    who = f"{row.teacher.full_name}, {row.teacher.school.short_name}"
    what = ": ".join(filter(None, (row.get_part_display() if with_part else "", row.topic)))
    return bind(f"{who} — {what}" if what else who)


def _signatures(event: Event) -> list[dict]:
    """The head of the association in office on that day; room for a name for the service."""
    if event.association is None:
        return [{"post": f"Ответственный, {event.municipality.service_short}", "name": ""}]
    heads = Term.objects.on(event.starts).filter(association=event.association, office=Office.HEAD)
    head = heads.select_related("teacher").order_by("starts", "pk").last()
    if head is None:
        return []
    person = head.teacher
    name = signature_name(person.surname, person.given_name, person.patronymic)
    return [{"post": "Руководитель объединения", "name": name}]
