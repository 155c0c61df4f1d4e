"""Signed protocols stand in the register: each number once, by its last edition; old ones too."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from associations.models import Level
from associations.services import signing
from associations.services.signing import series_of
from methodservice import registries
from methodservice.directory.models import AuditEvent
from methodservice.documents.models import RegisterEntry
from methodservice.lib.typography import NBSP
from methodservice.testing.meetings import MEETING_DAY, head_user, meeting_with

pytestmark = pytest.mark.django_db
enter_signed = import_module("associations.migrations.0007_protocols_in_register").enter


@pytest.fixture(autouse=True)
def _quick_printing(monkeypatch):
    monkeypatch.setattr(
        signing, "render_protocol", lambda snapshot: b"%PDF " + snapshot["check_code"].encode()
    )


@pytest.fixture
def filed():
    meeting, _ = meeting_with(5)
    return meeting, head_user(meeting)


def corrected(meeting, head):
    signing.start_correction(meeting=meeting, reason="Неверно указан срок", by=head)
    return signing.sign_protocol(meeting=meeting, by=head)


def facts(entry: RegisterEntry) -> tuple:
    return (
        entry.municipality_id, entry.kind, entry.series, entry.year, entry.ordinal, entry.number, entry.key,
        entry.date, entry.title, entry.signed_as, entry.document_id, entry.registered_by_id,
    )  # fmt: skip


def test_a_signed_protocol_is_entered(filed):
    meeting, head = filed
    protocol = signing.sign_protocol(meeting=meeting, by=head)
    association = meeting.association
    assert facts(RegisterEntry.objects.get()) == (
        association.municipality_id, "protocol", series_of(association.pk), 2026, 1, "1", "1", MEETING_DAY,
        f"Протокол заседания {association.full_title_genitive}",
        f"Председатель М.{NBSP}И.{NBSP}{meeting.chair.surname}, секретарь М.{NBSP}И.{NBSP}{meeting.secretary.surname}",
        protocol.document_id, head.pk,
    )  # fmt: skip


def test_a_protocol_of_a_school_names_the_school(filed):
    meeting, head = filed
    association, school = meeting.association, meeting.chair.school
    association.level, association.school = Level.SCHOOL, school
    association.save()
    signing.sign_protocol(meeting=meeting, by=head)
    assert RegisterEntry.objects.get().title == (
        f"Протокол заседания школьного методического объединения {association.teachers_of}, {school.short_name}"
    )


def test_associations_number_apart(filed):
    meeting, head = filed
    other, _ = meeting_with(3)
    for each in (meeting, other):
        signing.sign_protocol(meeting=each, by=head)
    assert list(RegisterEntry.objects.values_list("number", flat=True)) == ["1", "1"]


def test_a_corrected_edition_takes_the_entry_over(filed):
    meeting, head = filed
    signing.sign_protocol(meeting=meeting, by=head)
    second = corrected(meeting, head)
    entry = RegisterEntry.objects.get()
    assert (entry.document, entry.number) == (second.document, "1")
    told = AuditEvent.objects.about(entry).order_by("pk").values_list("verb", "note")
    assert list(told) == [("created", ""), ("changed", "редакция 2")]


def test_a_failed_signing_leaves_no_entry(filed, monkeypatch):
    meeting, head = filed

    def broken(*args, **options):
        raise OSError("no disk")

    monkeypatch.setattr(signing, "move", broken)
    with pytest.raises(OSError, match="no disk"):
        signing.sign_protocol(meeting=meeting, by=head)
    assert not RegisterEntry.objects.exists()


def test_the_register_leads_to_the_protocol(filed, django_assert_num_queries):
    meeting, head = filed
    protocol = signing.sign_protocol(meeting=meeting, by=head)
    entry = RegisterEntry.objects.get()
    with django_assert_num_queries(1):
        pages = registries.document_pages["protocol"]([entry])
    assert pages == {entry.pk: reverse("associations:protocol", args=[protocol.pk])}


def test_protocols_signed_before_are_entered_alike_and_once(filed):
    meeting, head = filed
    other, _ = meeting_with(3)
    signing.sign_protocol(meeting=meeting, by=head)
    corrected(meeting, head)
    last = signing.sign_protocol(meeting=other, by=head).document
    entered = sorted(map(facts, RegisterEntry.objects.all()))
    RegisterEntry.objects.all().delete()
    for _ in range(2):
        enter_signed(apps, None)
        assert sorted(map(facts, RegisterEntry.objects.all())) == entered
    assert RegisterEntry.objects.get(document=last).registered_at == last.signed_at


def test_an_empty_register_of_an_empty_portal_is_left_so(db):
    enter_signed(apps, None)
    assert not RegisterEntry.objects.exists()
