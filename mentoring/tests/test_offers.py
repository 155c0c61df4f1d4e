"""Tasks, panels, documents."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse

from mentoring.documents.closing import closing_snapshot
from mentoring.documents.consent import consent_snapshot
from mentoring.documents.programme import programme_snapshot
from mentoring.models import Pair
from mentoring.services import pairs, programme
from mentoring.tasks_for import checkups_due, pairs_ending, pairs_in_preparation
from mentoring.views.common import PAIRS
from methodservice.testing import development
from methodservice.testing import factories as make
from methodservice.testing import mentoring as made

TODAY = date(2026, 11, 20)


def test_keepers_are_told_what_a_pair_waits_for(district, draft):
    def titles():
        return [task.title for task in pairs_in_preparation(district.coordinator, TODAY)]

    assert titles() == ["Получить согласия: Опытова\xa0М.\xa0И.\xa0— Юнова\xa0М.\xa0И."]
    made.agree(draft, district.methodist)
    assert titles() == ["Начать работу пары: Опытова\xa0М.\xa0И.\xa0— Юнова\xa0М.\xa0И."]
    stranger = make.user_with_role(
        "coordinator", municipality=district.municipality, school=make.SchoolFactory()
    )
    assert list(pairs_in_preparation(stranger, TODAY)) == []


def test_check_ups_and_ends_are_told_in_time(district, active):
    mentor = make.user_with_role("teacher", municipality=district.municipality, teacher=district.mentor)
    mentee = make.user_with_role("teacher", municipality=district.municipality, teacher=district.mentee)
    assert [task.due for task in checkups_due(mentor, TODAY)] == [date(2026, 9, 30), date(2026, 11, 30)]
    assert list(checkups_due(mentee, TODAY)) == []
    assert list(pairs_ending(district.methodist, TODAY)) == []
    assert [task.due for task in pairs_ending(district.methodist, date(2027, 5, 20))] == [active.ends]


def test_cards_and_the_home_page_tell_of_mentoring(visit, district, active):
    client = visit(district.methodist)
    teacher = client.get(district.mentee.get_absolute_url()).content.decode()
    assert active.get_absolute_url() in teacher
    assert "Подобрать наставника" not in teacher
    assert "1 из 1, 100" in client.get(district.school.get_absolute_url()).content.decode()
    assert "1 из 1, 100" in client.get("/").content.decode()
    mentee = make.user_with_role("teacher", municipality=district.municipality, teacher=district.mentee)
    assert active.get_absolute_url() in visit(mentee).get("/").content.decode()


def test_a_closing_sheet_tells_what_was_done(district, active):
    deficit = development.deficit(district.mentee, date(2026, 9, 10), words="Темп урока")
    item = programme.take_deficits(pair=active, by=district.methodist)[0]
    programme.mark_item(item=item, done_on=TODAY, outcome="Успевает", by=district.methodist)
    programme.add_session(pair=active, held_on=TODAY, about="Темп", by=district.methodist)
    pairs.finish_pair(
        pair=active, ended_on=TODAY, result="Ведёт сама", closed=[deficit.pk], by=district.methodist
    )
    said = closing_snapshot(PAIRS.get(pk=active.pk))
    assert said["done"] == "Выполнено 1 из 1 пункта программы. Проведена 1\xa0встреча."
    assert said["items"] == ["Разобрать вместе: Темп урока. Успевает."]
    assert said["closed"] == ["Темп урока (20.11.2026)"]
    assert said["result"] == ["Ведёт сама"]
    assert [line["post"] for line in said["signatures"]] == ["Наставник", "Наставляемый", "Директор"]


def test_programme_and_consents_say_who_when_and_how(draft):
    pair = PAIRS.select_related("mentor__school__municipality").get(pk=draft.pk)
    said = programme_snapshot(pair)
    assert {fact["name"]: fact["value"] for fact in said["facts"]} == {
        "Наставник": "Опытова Мария Ивановна, учитель математики, Школа №\xa01",
        "Наставляемый": "Юнова Мария Ивановна, учитель математики, Школа №\xa01",
        "Форма": "педагог\xa0— педагог",
        "Срок": "1\xa0сентября\xa02026\xa0г.\xa0– 31\xa0мая\xa02027\xa0г.",
    }
    consent = consent_snapshot(pair, "mentor")
    assert consent["to"] == ["Директору", "Школы №\xa01"]
    assert consent["lead"] == "Я, Опытова Мария Ивановна, учитель математики Школы №\xa01,"
    text = " ".join(consent["texts"])
    assert ".." not in text
    for words in ("351.8", "дополнительном соглашении", "размеры и условия выплат", "за три рабочих дня"):
        assert words in text
    assert "добровольно" in " ".join(consent_snapshot(pair, "mentee")["texts"])


@pytest.mark.parametrize(
    ("ended_by", "note", "words"),
    [
        ("other", "Наставник переведён", "Наставник переведён"),
        ("mentor", "Много уроков", "наставник отказался: Много уроков"),
        ("employer", "", "работодатель отменил поручение"),
    ],
)
def test_a_closing_sheet_of_a_stopped_pair_says_why(district, active, ended_by, note, words):
    pair = PAIRS.get(pk=active.pk)
    pair.state, pair.ended_by, pair.state_note, pair.ended_on = Pair.State.STOPPED, ended_by, note, TODAY
    said = closing_snapshot(pair)
    assert {fact["name"]: fact["value"] for fact in said["facts"]}["Прекращена досрочно"] == words
    assert said["done"] == "Записей о встречах нет."


def test_consents_of_the_two_are_two_files(visit, district, draft):
    client = visit(district.methodist)
    names = {
        unquote(
            client.get(reverse("mentoring:consent_file", args=[draft.pk, side, "docx"]))[
                "Content-Disposition"
            ]
        )
        for side in ("mentor", "mentee")
    }
    assert len(names) == 2


@pytest.mark.parametrize("name", ["closing_file", "programme_file"])
def test_a_sheet_of_a_pair_that_works_is_not_there_yet(visit, district, active, name):
    answer = visit(district.methodist).get(reverse(f"mentoring:{name}", args=[active.pk, "docx"]))
    assert answer.status_code == (404 if name == "closing_file" else 200)


def test_the_menu_leads_mentors_to_their_pairs(visit, district, active):
    def rooms(user):
        return [
            item["url"] for item in visit(user).get("/").context["menu"] if item["title"] == "Наставничество"
        ]

    people = {
        who: make.user_with_role("teacher", municipality=district.municipality, teacher=person)
        for who, person in (("mentor", district.mentor), ("mentee", district.mentee))
    }
    assert rooms(people["mentor"]) == [reverse("mentoring:pairs")]
    assert rooms(people["mentee"]) == []
    assert rooms(district.coordinator) == rooms(district.methodist) == [reverse("mentoring:home")]
