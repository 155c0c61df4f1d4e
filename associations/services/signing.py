"""Signing: a meeting becomes a numbered, frozen protocol. A correction is a further edition of the same number."""

from django.db import transaction

from associations.documents import protocol_snapshot, render_protocol
from associations.models import AgendaItem, Decision, Meeting, Protocol
from associations.picture import MeetingPicture, read_meeting
from associations.services.locks import lock_meeting
from associations.services.terms import apply_election
from associations.workflow import TRANSITIONS, State, move
from methodservice import registries
from methodservice.directory import audit
from methodservice.documents.models import DocumentKind
from methodservice.documents.register.services import enter_numbered
from methodservice.documents.services import freeze, take_number
from methodservice.lib.refusals import AlreadyDone, Refused


@transaction.atomic
def sign_protocol(*, meeting: Meeting, by) -> Protocol:
    """Sign: judge, number, freeze, open the terms of the elected — all or nothing.

    Raises AlreadyDone («уже подписан № 3») on a second click, Refused with the first problem otherwise.
    """
    meeting = lock_meeting(meeting.pk)
    latest = meeting.protocols.order_by("-edition").first()
    if meeting.state == State.SIGNED:
        raise AlreadyDone(f"Протокол уже подписан № {latest.number}.")
    if State.SIGNED not in TRANSITIONS[State(meeting.state)]:
        raise Refused(f"Подписать нельзя: состояние заседания — «{meeting.get_state_display()}».")
    picture = read_meeting(meeting)
    if picture.problems:
        raise Refused(picture.problems[0].text, picture.problems[0].anchor)
    year = picture.school_year.first
    number = latest.number if latest else _next_number(meeting, year)
    protocol = _freeze(picture, number, latest, by)
    _register(protocol, by)
    _adopt(picture)
    if latest is None:
        _open_terms(picture, number, by)
    move(meeting=meeting, to=State.SIGNED, by=by)
    audit.record(
        audit.Verb.SIGNED,
        by=by,
        obj=protocol,
        note=f"{meeting.association.title}, редакция {protocol.edition}",
    )
    if latest is None:
        registries.announce(fact_of(protocol), by)
    return protocol


def fact_of(protocol: Protocol) -> registries.Fact:
    """A signed protocol as a fact: of its meeting, and one of the protocols of its association."""
    meeting, association = protocol.meeting, protocol.association
    return registries.Fact(
        key=f"protocol:{protocol.pk}",
        municipality_id=association.municipality_id,
        day=meeting.date,
        title=f"{protocol} от {meeting.date:%d.%m.%Y}, {association.title}",
        streams=(f"meeting:{meeting.pk}", f"protocols:{association.pk}"),
    )


def _next_number(meeting, year) -> int:
    """Numbers run within the association and the school year, without gaps."""
    association = meeting.association
    return take_number(municipality=association.municipality, series=series_of(association.pk), year=year)


def series_of(association_id: int) -> str:
    """Of the numbers of an association's protocols, in the counters and in the register."""
    return f"protocol:{association_id}"


def _registered_title(association) -> str:
    """As the district's register tells protocols apart: every school has its association of mathematics."""
    words = f"Протокол заседания {association.full_title_genitive}"
    return f"{words}, {association.school.short_name}" if association.school_id else words


def _freeze(picture: MeetingPicture, number: int, previous: Protocol | None, by) -> Protocol:
    meeting = picture.meeting
    edition = previous.edition + 1 if previous else 1
    reason = meeting.state_note if previous else ""
    document = freeze(
        municipality=meeting.association.municipality,
        kind="protocol",
        number=str(number),
        date=meeting.date,
        title=_registered_title(meeting.association)[:300],
        snapshot=protocol_snapshot(picture, number=number, edition=edition, reason=reason),
        render=render_protocol,
        by=by,
        edition=edition,
        supersedes=previous.document if previous else None,
        reason=reason,
    )
    return Protocol.objects.create(
        meeting=meeting,
        association=meeting.association,
        school_year=picture.school_year.first,
        number=number,
        edition=edition,
        document=document,
    )


def _register(protocol: Protocol, by) -> None:
    """A corrected edition takes the entry of the number over."""
    signatures = protocol.document.snapshot
    enter_numbered(
        document=protocol.document,
        kind=DocumentKind.PROTOCOL,
        series=series_of(protocol.association_id),
        year=protocol.school_year,
        ordinal=protocol.number,
        signed_as=f"Председатель {signatures['chair']['signature']}, секретарь {signatures['secretary']['signature']}",
        by=by,
    )


def _adopt(picture: MeetingPicture) -> None:
    """Decisions that passed become tasks; a correction may withdraw one."""
    taken = {row.pk for entry in picture.items if entry.took_effect for row in entry.decisions}
    others = {row.pk for entry in picture.items for row in entry.decisions} - taken
    Decision.objects.filter(pk__in=taken).update(adopted_on=picture.meeting.date)
    Decision.objects.filter(pk__in=others).update(adopted_on=None)


def _open_terms(picture: MeetingPicture, number: int, by) -> None:
    """A passed election takes effect from the day of the meeting."""
    for entry in picture.items:
        if entry.item.kind == AgendaItem.Kind.ELECTION and entry.winner is not None:
            apply_election(item=entry.item, winner=entry.winner, protocol_number=number, by=by)


@transaction.atomic
def start_correction(*, meeting: Meeting, reason: str, by) -> Meeting:
    """Open a signed protocol for correction: a reason is required; the signed edition stays as it is for ever."""
    meeting = lock_meeting(meeting.pk)
    if meeting.state == State.CORRECTING:
        raise AlreadyDone("Протокол уже исправляют.")
    if not reason.strip():
        raise Refused("Напишите, почему нужно исправление: причина печатается в новой редакции.")
    move(meeting=meeting, to=State.CORRECTING, by=by, note=reason.strip())
    return meeting
