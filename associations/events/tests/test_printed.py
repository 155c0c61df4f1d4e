"""The sheet of registration and the information: what they say, to whom, PDF and DOCX alike."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from associations.events.models import Event
from associations.events.printed import (
    INFORMATION,
    ROWS_BY_HAND,
    SHEET,
    information_snapshot,
    registration_snapshot,
)
from methodservice.directory.models import AuditEvent
from methodservice.documents.printing import docx_of, pdf_of
from methodservice.lib.typography import alphabetical
from methodservice.testing import factories as make
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile, plain

TODAY = date(2026, 11, 20)
HEADINGS = ["№", "Фамилия, имя, отчество", "Организация", "Должность", "Подпись"]


def facts(snapshot):
    return {fact["name"]: plain(fact["value"]) for fact in snapshot["facts"]}


@pytest.fixture
def full(district, event):
    """Held over two days; a speaker, a winner, one who did not come."""
    event.state, event.kind, event.outsiders = "held", "contest", 15
    event.ends, event.time, event.place = TODAY + timedelta(days=1), time(14, 5), "каб. 12"
    event.about, event.outcome = "Читаем вместе.\n\nСпорим.", "Собран банк заданий."
    event.save()
    rows = (("speaker", "Опыт", True), ("winner", "Сценарий урока", True), ("speaker", "Не дошла", False))
    for person, (part, topic, attended) in zip(district.people, rows, strict=True):
        make.ParticipantFactory(event=event, teacher=person, part=part, topic=topic, attended=attended)
    event.materials.create(title="Запись", link="https://example.org/record")
    return Event.objects.with_organiser().get(pk=event.pk)


class TestTheSheet:
    def test_people_stand_by_the_alphabet_with_room_to_sign_and_for_others(self, district, event):
        for surname in ("Ёлкина", "Жукова", "Ежова"):
            make.ParticipantFactory(
                event=event, teacher=make.TeacherFactory(school=district.school, surname=surname)
            )
        people = registration_snapshot(event)["people"]
        names = [person["name"] for person in people if person["name"]]
        assert [name.split()[0] for name in names] == ["Ежова", "Ёлкина", "Жукова"]
        assert names == sorted(names, key=alphabetical)
        assert len(people) == 3 + ROWS_BY_HAND

    def test_the_head_repeats_on_each_page_of_a_long_list(self, district, event):
        for person in make.TeacherFactory.create_batch(60, school=district.school):
            make.ParticipantFactory(event=event, teacher=person)
        printed = Printed(pdf_of(SHEET, registration_snapshot(event)))
        assert len(printed.pages) >= 2
        for page in printed.pages:
            assert " ".join(HEADINGS) in page

    def test_word_has_the_same_table_with_an_empty_column(self, full):
        rows = WordFile(docx_of(SHEET, registration_snapshot(full))).texts(1)
        assert rows[0] == HEADINGS
        person = full.participants.select_related("teacher__school").first().teacher
        school = plain(person.school.short_name)
        assert [plain(cell) for cell in rows[1]] == ["1", person.full_name, school, person.position, ""]
        assert len(rows) == 1 + 3 + ROWS_BY_HAND

    def test_printing_people_is_journaled(self, head, district, full):
        answer = head.get(reverse("events:registration", args=[full.pk, "pdf"]))
        assert answer["content-type"] == "application/pdf"
        told = AuditEvent.objects.about(full).get(verb="exported")
        assert (told.actor, told.note) == (district.head, "Лист регистрации участников: PDF")
        assert head.get(reverse("events:registration", args=[full.pk, "odt"])).status_code == 404
        assert AuditEvent.objects.filter(verb="exported").count() == 1

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_cost_does_not_grow_with_the_list(self, district, event, number, django_assert_num_queries):
        for person in make.TeacherFactory.create_batch(number, school=district.school):
            make.ParticipantFactory(event=event, teacher=person)
        loaded = Event.objects.with_organiser().get(pk=event.pk)
        with django_assert_num_queries(2):
            registration_snapshot(loaded)


class TestTheInformation:
    def test_it_tells_who_came_spoke_and_won(self, district, full):
        snapshot = information_snapshot(full)
        first, second, _ = district.people
        school = plain(district.school.short_name)
        assert facts(snapshot) == {
            "Вид": "конкурс, уровень муниципальный",
            "Дата": "20 ноября 2026 г. – 21 ноября 2026 г., начало в 14:05",
            "Место": "каб. 12 (очно)",
            "Организатор": "РМО учителей математики",
            "Участники": "2 человека из 1 организации, приглашённых без списка — 15",
        }
        assert [plain(line) for line in snapshot["speakers"]] == [f"{first.full_name}, {school} — Опыт"]
        assert [plain(line) for line in snapshot["winners"]] == [
            f"{second.full_name}, {school} — победитель: Сценарий урока"
        ]
        assert (snapshot["about"], snapshot["outcome"]) == (
            ["Читаем вместе.", "Спорим."],
            ["Собран банк заданий."],
        )
        (line,) = snapshot["signatures"]
        assert (line["post"], plain(line["name"])) == ("Руководитель объединения", "М. И. Алова")

    def test_pdf_and_word_say_the_same(self, full):
        snapshot = information_snapshot(full)
        printed = Printed(pdf_of(INFORMATION, snapshot)).text
        word = WordFile(docx_of(INFORMATION, snapshot))
        for words in ("ИНФОРМАЦИЯ О МЕРОПРИЯТИИ", "Победители и призёры", "Собран банк заданий.", "Запись"):
            assert words in printed
            assert words in plain(word.text)

    def test_what_is_ahead_promises_no_attendance_and_no_outcome(self, district, event):
        event.outcome = "Черновик"
        event.save()
        snapshot = information_snapshot(event)
        assert "Участники" not in facts(snapshot)
        assert snapshot["outcome"] == []

    def test_an_event_of_the_service_is_signed_by_hand(self, district):
        event = make.EventFactory(association=None, municipality=district.municipality)
        snapshot = information_snapshot(event)
        assert snapshot["signatures"] == [{"post": "Ответственный, ИМЦ", "name": ""}]
        assert plain(snapshot["organisation"][-1]) == "Информационно-методический центр"
        assert Printed(pdf_of(INFORMATION, snapshot)).title.startswith("ИНФОРМАЦИЯ О МЕРОПРИЯТИИ")

    def test_a_teacher_who_sees_the_event_reads_it(self, visit, district, full):
        user = make.user_with_role("teacher", municipality=district.municipality, teacher=district.people[1])
        client = visit(user)
        assert client.get(reverse("events:information", args=[full.pk, "pdf"])).status_code == 200
        assert client.get(reverse("events:registration", args=[full.pk, "pdf"])).status_code == 403
