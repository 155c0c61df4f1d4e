"""Consents: written down, mended, revoked; who lacks one; the blank; the panel of the card."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.documents.models import StoredFile
from methodservice.documents.printing import docx_of, pdf_of
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.blank import BLANK, blank_snapshot
from methodservice.personal.models import Consent
from methodservice.personal.services.consents import give, mend, revoke
from methodservice.personal.standing import FOLLOWS, standings
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF, sent
from methodservice.testing.forms import filled
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile

DAY = date(2026, 9, 1)
LIST = "/personal/people/"
PROCESSING, PUBLISHING = Consent.Kind.PROCESSING, Consent.Kind.PUBLISHING


def consent_of(person, kind=PROCESSING, given_on=DAY, **fields):
    return Consent.objects.create(teacher=person, kind=kind, given_on=given_on, **fields)


class TestTheRule:
    def test_what_is_in_force_counts_before_what_was_revoked_later(self):
        revoked = Consent(pk=2, kind="processing", given_on=DAY, revoked_on=date(2026, 11, 1))
        given = Consent(pk=1, kind="processing", given_on=date(2026, 10, 1))
        found = standings([given, revoked])
        assert found[PROCESSING].words == "дано 01.10.2026"
        assert (found[PUBLISHING].words, found[PUBLISHING].look) == ("нет", "plain")

    def test_of_revoked_ones_the_last_counts_and_says_what_follows(self):
        first = Consent(pk=1, kind="publishing", given_on=DAY, revoked_on=date(2026, 9, 5))
        last = Consent(pk=2, kind="publishing", given_on=date(2026, 9, 6), revoked_on=date(2026, 9, 7))
        found = standings([last, first])[PUBLISHING]
        assert found.words == "отозвано 07.09.2026"
        assert found.follows == FOLLOWS[PUBLISHING]


class TestServices:
    def test_a_second_click_is_told_and_writes_nothing(self, district):
        give(teacher=district.person, kind="processing", given_on=DAY, by=district.methodist)
        with pytest.raises(AlreadyDone, match=r"уже записано: дано 01\.09\.2026"):
            give(teacher=district.person, kind="processing", given_on=DAY, by=district.methodist)
        assert Consent.objects.count() == 1

    def test_a_new_consent_follows_a_revoked_one(self, district):
        former = consent_of(district.person, revoked_on=date(2026, 10, 1))
        give(teacher=district.person, kind="processing", given_on=date(2026, 10, 2), by=district.methodist)
        with pytest.raises(Refused, match="оставьте день отзыва"):
            mend(consent=former, given_on=DAY, revoked_on=None, by=district.methodist)

    def test_revoking_is_journalled_and_done_once(self, district):
        consent = consent_of(district.person)
        revoke(consent=consent, revoked_on=date(2026, 10, 1), by=district.coordinator)
        told = AuditEvent.objects.about(consent).get()
        assert (told.actor, told.changes) == (district.coordinator, {"отозвано": ["—", "01.10.2026"]})
        assert told.municipality == district.municipality
        with pytest.raises(AlreadyDone, match=r"уже отозвано 01\.10\.2026"):
            revoke(consent=consent, revoked_on=date(2026, 10, 2), by=district.coordinator)

    def test_another_scan_takes_the_place_of_the_former(self, district):
        consent = give(
            teacher=district.person,
            kind="processing",
            given_on=DAY,
            by=district.methodist,
            upload=sent(name="1.pdf"),
        )
        mend(consent=consent, given_on=DAY, by=district.methodist, upload=sent(name="2.pdf"))
        assert list(StoredFile.objects.values_list("name", flat=True)) == ["2.pdf"]

    def test_the_database_says_no_as_well(self, district):
        consent_of(district.person)
        with pytest.raises(IntegrityError), transaction.atomic():
            consent_of(district.person)
        with pytest.raises(IntegrityError), transaction.atomic():
            consent_of(district.person, kind="publishing", revoked_on=date(2026, 8, 1))


class TestPages:
    def test_a_consent_is_written_down_with_its_scan(self, district, visit):
        client = visit(district.coordinator)
        url = reverse("personal:consent_add", args=[district.person.pk])
        answer = client.post(
            url,
            filled(
                client.get(url), kind="processing", given_on="2026-09-01", upload=sent(name="Согласие.pdf")
            ),
            follow=True,
        )
        assert "Согласие записано." in answer.text
        assert "дано 01.09.2026" in answer.text
        scan = StoredFile.objects.get()
        stranger = make.user_with_role(RoleKind.TEACHER, municipality=district.municipality)
        assert visit(stranger).get(scan.get_absolute_url()).status_code == 404
        for person in (district.coordinator, district.account):
            assert visit(person).get(scan.get_absolute_url()).getvalue() == PDF

    def test_nothing_typed_is_lost_when_a_day_is_wrong(self, district, visit):
        client = visit(district.methodist)
        url = reverse("personal:consent_add", args=[district.person.pk])
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        answer = client.post(url, filled(client.get(url), kind="publishing", given_on=tomorrow, note="Лично"))
        assert answer.status_code == 422
        assert answer.context["form"].errors == {"given_on": ["Этот день ещё не наступил."]}
        assert 'value="Лично"' in answer.text

    def test_the_page_of_revoking_says_what_follows(self, district, visit):
        consent = consent_of(district.person)
        client = visit(district.methodist)
        url = reverse("personal:consent_revoke", args=[consent.pk])
        page = client.get(url)
        assert page.context["intro"] == FOLLOWS[PROCESSING]
        early = client.post(url, {"revoked_on": "2026-08-01"})
        assert early.context["form"].errors["revoked_on"] == [
            "Согласие дано 01.09.2026: отозвать раньше нельзя."
        ]
        answer = client.post(url, {"revoked_on": "2026-10-01"}, follow=True)
        assert "отозвано 01.10.2026" in answer.text
        assert FOLLOWS[PROCESSING] in answer.text

    def test_a_revocation_marked_by_mistake_is_taken_back(self, district, visit):
        consent = consent_of(district.person, revoked_on=date(2026, 10, 1))
        client = visit(district.methodist)
        url = reverse("personal:consent_edit", args=[consent.pk])
        client.post(url, filled(client.get(url), revoked_on=""))
        consent.refresh_from_db()
        assert consent.revoked_on is None

    def test_looking_at_somebody_elses_page_is_journalled(self, district, visit):
        url = reverse("personal:person", args=[district.person.pk])
        visit(district.account).get(url)
        assert not AuditEvent.objects.about(district.person).exists()
        visit(district.methodist).get(url)
        told = AuditEvent.objects.about(district.person).get()
        assert (told.verb, told.note, told.actor) == ("read", "персональные данные", district.methodist)

    def test_the_card_says_how_the_person_stands(self, district, visit):
        consent_of(district.person)
        page = visit(district.methodist).get(reverse("directory:teacher", args=[district.person.pk]))
        panel = next(
            panel for panel in page.context["panels"] if panel.template == "personal/_of_teacher.html"
        )
        assert [standing.words for standing in panel.context["standings"]] == ["дано 01.09.2026", "нет"]


class TestTheList:
    def test_those_without_a_consent_come_first_and_others_when_asked(self, district, visit):
        given = make.TeacherFactory(school=district.school, surname="Дала")
        consent_of(given)
        consent_of(given, kind=PUBLISHING, revoked_on=date(2026, 10, 1))
        make.TeacherFactory(school=district.school, surname="Ушла", left_on=DAY)
        make.TeacherFactory(surname="Чужая")
        client = visit(district.methodist)
        for state, expected in (
            ("", ["Жаворонкова"]),
            ("publishing", ["Дала", "Жаворонкова"]),
            ("revoked", ["Дала"]),
            ("given", ["Дала"]),
            ("all", ["Дала", "Жаворонкова"]),
        ):
            page = client.get(LIST, {"state": state})
            assert [teacher.surname for teacher, _ in page.context["rows"]] == expected, state

    def test_a_coordinator_sees_the_own_school_alone(self, district, visit):
        make.TeacherFactory(school=make.SchoolFactory(municipality=district.municipality))
        page = visit(district.coordinator).get(LIST)
        assert [teacher for teacher, _ in page.context["rows"]] == [district.person]

    def test_the_download_says_the_same_and_is_journalled(self, district, visit):
        consent_of(district.person)
        answer = visit(district.methodist).get(LIST, {"state": "all", "export": "csv"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert "дано 01.09.2026;нет" in text
        told = AuditEvent.objects.get(verb="exported")
        assert (told.record_type, told.record_id) == ("directory.teacher", None)

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_list_costs_the_same_for_one_and_for_thirty(self, district, visit, assert_query_count, rows):
        people = [district.person, *make.TeacherFactory.create_batch(rows - 1, school=district.school)]
        for person in people:
            consent_of(person)
        assert_query_count(visit(district.methodist), f"{LIST}?state=all", 7)


class TestTheBlank:
    @pytest.mark.parametrize("kind", [PROCESSING, PUBLISHING])
    def test_both_files_name_the_person_and_the_operator(self, district, kind):
        snapshot = blank_snapshot(district.person, kind)
        for text in (Printed(pdf_of(BLANK, snapshot)).text, WordFile(docx_of(BLANK, snapshot)).text):
            words = " ".join(text.split())
            assert "Жаворонкова Алла Юрьевна" in words
            assert "Информационно-методический центр" in words
            assert "Срок и отзыв" in words

    @pytest.mark.parametrize("kind", [PROCESSING, PUBLISHING])
    def test_it_takes_one_sheet(self, district, kind):
        assert len(Printed(pdf_of(BLANK, blank_snapshot(district.person, kind))).pages) == 1

    def test_what_the_law_asks_for_is_there(self, district):
        processing = blank_snapshot(district.person, PROCESSING)
        names = [fact["name"] for fact in processing["facts"]]
        assert names[-4:] == ["Цели", "Какие данные", "Что с ними делают", "Срок и отзыв"]
        assert "Паспорт или другой документ: номер, когда и кем выдан" in names
        publishing = blank_snapshot(district.person, PUBLISHING)
        names = [fact["name"] for fact in publishing["facts"]]
        assert names[-2:] == ["Цели", "Срок и отзыв"]
        assert "Где распространяются: адреса сайтов, групп" in names
        assert publishing["published"][0] == "фамилия, имя, отчество"
