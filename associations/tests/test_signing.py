"""Signing: numbers without gaps, one transaction, frozen for ever, corrections as editions, elections in force."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from associations.models import AgendaItem, Association, Meeting, Protocol, Term
from associations.services import signing
from methodservice.directory.models import AuditEvent
from methodservice.documents.models import FrozenDocument, NumberSequence
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing.meetings import MEETING_DAY, election_in, head_user, meeting_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed():
    meeting, people = meeting_with(5)
    return meeting, people, head_user(meeting)


def sign_another(meeting, head, day=MEETING_DAY + timedelta(days=7)):
    """Sign one more meeting of the same association."""
    other = Meeting.objects.get(pk=meeting.pk)
    attendance, items = list(other.attendance.all()), list(other.items.prefetch_related("decisions"))
    other.pk, other.state, other.date = None, "held", day
    other.save()
    for row in attendance:
        row.pk, row.meeting = None, other
        row.save()
    for item in items:
        decisions = list(item.decisions.all())
        item.pk, item.meeting = None, other
        item.save()
        for decision in decisions:
            decision.pk, decision.item = None, item
            decision.save()
    return signing.sign_protocol(meeting=other, by=head)


def test_a_signed_protocol_is_numbered_frozen_and_journaled(filed):
    meeting, _, head = filed
    protocol = signing.sign_protocol(meeting=meeting, by=head)
    document = protocol.document
    meeting.refresh_from_db()
    assert (meeting.state, protocol.number, protocol.edition, protocol.school_year) == ("signed", 1, 1, 2026)
    assert bytes(document.pdf).startswith(b"%PDF")
    assert document.sha256 == hashlib.sha256(document.pdf).hexdigest()
    assert (document.signed_by, document.date, document.number) == (head, MEETING_DAY, "1")
    assert AuditEvent.objects.about(protocol).get().verb == "signed"


def test_numbers_run_within_the_school_year(filed):
    meeting, _, head = filed
    days = [MEETING_DAY, date(2026, 11, 2), date(2027, 8, 31), date(2027, 9, 1)]
    signed = [sign_another(meeting, head, day) for day in days]
    assert [(p.school_year, p.number) for p in signed] == [(2026, 1), (2026, 2), (2026, 3), (2027, 1)]


def test_a_refusal_takes_no_number(filed):
    meeting, _, head = filed
    meeting.attendance.update(status="absent")
    with pytest.raises(Refused, match="кворума нет"):
        signing.sign_protocol(meeting=meeting, by=head)
    assert not NumberSequence.objects.exists()
    assert Meeting.objects.get(pk=meeting.pk).state == "held"


def test_a_failed_printing_gives_the_number_back(filed, monkeypatch):
    meeting, _, head = filed

    def broken(snapshot):
        raise OSError("no fonts")

    with monkeypatch.context() as patch:
        patch.setattr(signing, "render_protocol", broken)
        with pytest.raises(OSError, match="no fonts"):
            signing.sign_protocol(meeting=meeting, by=head)
    assert not FrozenDocument.objects.exists()
    assert signing.sign_protocol(meeting=meeting, by=head).number == 1


def test_a_second_click_is_a_message(filed):
    meeting, _, head = filed
    signing.sign_protocol(meeting=meeting, by=head)
    with pytest.raises(AlreadyDone, match="уже подписан № 1"):
        signing.sign_protocol(meeting=meeting, by=head)
    assert Protocol.objects.count() == 1


@pytest.mark.parametrize("state", ["planned", "not_held"])
def test_only_a_draft_is_signed(filed, state):
    meeting, _, head = filed
    Meeting.objects.update(state=state)
    with pytest.raises(Refused, match="Подписать нельзя"):
        signing.sign_protocol(meeting=meeting, by=head)


@pytest.mark.parametrize("table", ["associations_protocol", "documents_frozendocument"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET edition = 2", "DELETE FROM {}"])
def test_the_database_refuses_to_touch_what_is_signed(filed, table, statement):
    meeting, _, head = filed
    signing.sign_protocol(meeting=meeting, by=head)
    with (
        pytest.raises(DatabaseError, match="Подписанный документ не меняется"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_the_models_cannot_change_what_is_signed(filed):
    meeting, _, head = filed
    document = signing.sign_protocol(meeting=meeting, by=head).document
    document.snapshot = {}
    for attempt in (document.save, document.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_a_correction_is_a_new_edition_with_its_reason(filed):
    meeting, _, head = filed
    first = signing.sign_protocol(meeting=meeting, by=head)
    before = bytes(first.document.pdf)
    signing.start_correction(meeting=meeting, reason="Неверно указан срок", by=head)
    meeting.items.get().decisions.update(text="Принять предложение с поправкой.")
    second = signing.sign_protocol(meeting=meeting, by=head)
    assert (second.number, second.edition, second.document.reason) == (1, 2, "Неверно указан срок")
    assert second.document.supersedes == first.document
    kept = FrozenDocument.objects.get(pk=first.document_id)
    assert bytes(kept.pdf) == before
    assert sign_another(meeting, head).number == 2


def test_a_correction_needs_a_reason(filed):
    meeting, _, head = filed
    signing.sign_protocol(meeting=meeting, by=head)
    with pytest.raises(Refused, match="почему"):
        signing.start_correction(meeting=meeting, reason="  ", by=head)


def test_the_elected_head_works_at_once_and_the_former_cannot(filed):
    meeting, people, head = filed
    election_in(meeting, people[2])
    signing.sign_protocol(meeting=meeting, by=head)
    new_head = head_user(Meeting(association=meeting.association, chair=people[2]))
    assert list(Association.objects.led_by(new_head)) == [meeting.association]
    head = type(head).objects.get(pk=head.pk)
    assert list(Association.objects.led_by(head)) == []
    opened = Term.objects.get(teacher=people[2])
    assert (opened.office, opened.starts, opened.ends, opened.ground) == (
        "head",
        MEETING_DAY,
        None,
        "election",
    )
    assert Term.objects.get(teacher=people[0]).ends == MEETING_DAY - timedelta(days=1)


def test_a_failed_election_changes_nothing(filed):
    meeting, people, head = filed
    election_in(meeting, people[2])
    AgendaItem.objects.filter(kind="election").update(voting="counted", votes_against=5)
    signing.sign_protocol(meeting=meeting, by=head)
    assert Term.objects.filter(office="head").get().teacher == people[0]


def test_a_correction_does_not_elect_again(filed):
    meeting, people, head = filed
    election_in(meeting, people[2])
    signing.sign_protocol(meeting=meeting, by=head)
    signing.start_correction(meeting=meeting, reason="Опечатка", by=head)
    signing.sign_protocol(meeting=meeting, by=head)
    assert Term.objects.filter(office="head").count() == 2
