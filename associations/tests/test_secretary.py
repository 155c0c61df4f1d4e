"""The secretary's screen: each thing written by a plain form, by htmx, and as one types."""

from datetime import timedelta

import pytest
from django.utils import timezone

from associations.models import AgendaItem, Attendance, Decision, Guest, Meeting
from associations.picture import read_meeting
from associations.tests.pages import HTMX, TYPED, place, to
from methodservice.testing import factories as make
from methodservice.testing.meetings import head_user, meeting_with

pytestmark = pytest.mark.django_db


def test_everybody_present_in_one_click_then_exceptions(filed):
    meeting, people, client = filed
    Attendance.objects.all().delete()
    answer = client.post(to("all_present", meeting))
    assert answer.url == place(meeting, "roster")
    client.post(to("attendance", meeting), {"mark": f"{people[4].pk}:excused"})
    statuses = {row.teacher: row.status for row in Attendance.objects.all()}
    assert statuses == dict.fromkeys(people[:4], "present") | {people[4]: "excused"}


def test_htmx_gets_the_bar_and_the_changed_blocks(filed):
    meeting, people, client = filed
    answer = client.post(to("attendance", meeting), {"mark": f"{people[4].pk}:absent"}, headers=HTMX)
    html = answer.content.decode()
    item = meeting.items.get()
    swapped = [
        name for name in ("bar", "draft", "roster", f"votes-{item.pk}", "guests") if f'id="{name}"' in html
    ]
    assert (answer.status_code, swapped) == (200, ["bar", "draft", "roster", f"votes-{item.pk}"])
    assert html.count('hx-swap-oob="true"') == 4
    assert "Присутствует 4 из 5, нужно 3 — кворум есть" in html


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("", "Выберите отметку."),
        ("1:late", "Такой отметки нет."),
        ("999999:present", "Этот человек не состоит в объединении на день заседания."),
    ],
)
def test_a_wrong_mark_gets_its_sentence(filed, mark, sentence):
    meeting, _, client = filed
    before = list(Attendance.objects.values_list("teacher", "status"))
    answer = client.post(to("attendance", meeting), {"mark": mark}, headers=HTMX)
    assert sentence in answer.content.decode()
    assert list(Attendance.objects.values_list("teacher", "status")) == before


def test_the_deputy_chairs_when_the_head_is_marked_absent(filed):
    meeting, people, client = filed
    make.TermFactory(association=meeting.association, teacher=people[2], office="deputy")
    answer = client.post(to("attendance", meeting), {"mark": f"{people[0].pk}:excused"}, headers=HTMX)
    meeting.refresh_from_db()
    assert meeting.chair == people[2]
    assert f"председательствует заместитель, {people[2].short_name}." in answer.content.decode()


def test_without_a_deputy_the_head_stays_to_be_changed_by_hand(filed):
    meeting, people, client = filed
    client.post(to("attendance", meeting), {"mark": f"{people[0].pk}:excused"})
    meeting.refresh_from_db()
    assert meeting.chair == people[0]


def typed(row, **fields):
    return {"version": row.version, **fields}


def test_text_is_saved_as_one_types(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    answer = client.post(to("item_text", item), typed(item, heard="Первое", spoke=""), headers=TYPED)
    item.refresh_from_db()
    assert (answer.status_code, answer.json()["version"], item.heard) == (200, item.version, "Первое")
    again = client.post(
        to("item_text", item), {**answer.json(), "heard": "Первое и второе", "spoke": ""}, headers=TYPED
    )
    item.refresh_from_db()
    assert (again.status_code, item.heard) == (200, "Первое и второе")


def test_plain_saving_goes_back_to_the_question(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    answer = client.post(to("item_text", item), typed(item, heard="Текст\r\nвторая", spoke=""))
    item.refresh_from_db()
    assert (answer.url, item.heard) == (place(meeting, f"item-{item.pk}"), "Текст\nвторая")


@pytest.mark.parametrize("headers", [{}, TYPED])
def test_a_stale_text_is_answered_with_both_and_nothing_is_written(filed, headers):
    meeting, _, client = filed
    item = meeting.items.get()
    AgendaItem.objects.filter(pk=item.pk).update(heard="Текст соседа", version=2)
    answer = client.post(to("item_text", item), typed(item, heard="Мой текст", spoke=""), headers=headers)
    html = answer.content.decode()
    item.refresh_from_db()
    assert (answer.status_code, item.heard) == (409, "Текст соседа")
    assert [text in html for text in ("Текст соседа", "Мой текст", "<html")] == [True, True, not headers]


def test_a_stale_version_of_the_same_text_is_no_conflict(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    AgendaItem.objects.filter(pk=item.pk).update(heard="Тот же", version=7)
    answer = client.post(to("item_text", item), typed(item, heard="Тот же", spoke=""), headers=TYPED)
    assert (answer.status_code, answer.json()["version"]) == (200, 7)


def form_of(client, meeting, item):
    """Hidden fields of the item's text form as the screen shows them."""
    response = client.get(meeting.get_absolute_url())
    return response.context["screen"].block(item).text_form.initial


def test_votes_recorded_meanwhile_are_no_conflict_with_texts(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    read = form_of(client, meeting, item)
    client.post(to("votes", item), {"voting": "counted", "votes_for": 4, "votes_against": 1})
    answer = client.post(to("item_text", item), read | {"heard": "Текст", "spoke": ""}, headers=TYPED)
    item.refresh_from_db()
    assert (answer.status_code, item.heard, item.votes_for) == (200, "Текст", 4)


def test_a_lost_answer_is_no_conflict_with_oneself(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    read = form_of(client, meeting, item)
    client.post(to("item_text", item), read | {"heard": "Нач", "spoke": ""}, headers=TYPED)
    answer = client.post(to("item_text", item), read | {"heard": "Начало", "spoke": ""}, headers=TYPED)
    item.refresh_from_db()
    assert (answer.status_code, item.heard) == (200, "Начало")


def test_another_opened_page_is_a_conflict(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    first, second = form_of(client, meeting, item), form_of(client, meeting, item)
    client.post(to("item_text", item), first | {"heard": "Первая", "spoke": ""}, headers=TYPED)
    answer = client.post(to("item_text", item), second | {"heard": "Вторая", "spoke": ""}, headers=TYPED)
    item.refresh_from_db()
    assert (answer.status_code, item.heard) == (409, "Первая")


def test_a_text_over_the_limit_is_refused_and_kept(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    long = "ы" * 20001
    quick = client.post(to("item_text", item), typed(item, heard=long, spoke=""), headers=TYPED)
    assert (quick.status_code, list(quick.json()["errors"])) == (422, ["heard"])
    page = client.post(to("item_text", item), typed(item, heard=long, spoke=""))
    assert page.status_code == 422
    assert long in page.content.decode()
    item.refresh_from_db()
    assert item.heard == ""


def test_a_new_decision_is_made_once_however_often_it_is_sent(filed):
    meeting, people, client = filed
    item = meeting.items.get()
    item.decisions.all().delete()
    first = {
        "version": 0,
        "writer": "w1",
        "text": "Принять",
        "responsible_id": people[2].pk,
        "due": "2026-12-20",
    }
    answer = client.post(to("decision_add", item), first, headers=TYPED)
    lost = client.post(to("decision_add", item), first | {"text": "Принять план"}, headers=TYPED)
    again = first | lost.json() | {"text": "Принять план работы"}
    client.post(to("decision_add", item), again, headers=TYPED)
    decision = item.decisions.get()
    assert (answer.json()["decision"], decision.text, decision.responsible, str(decision.due)) == (
        decision.pk,
        "Принять план работы",
        people[2],
        "2026-12-20",
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Напишите, что решили."),
        (
            {"text": "Да", "due": "31.02.2026"},
            "Такой даты нет. Введите день, месяц и год, например 12.10.2026.",
        ),
        (
            {"text": "Да", "due": "2206-12-20"},
            "Срок слишком далеко от сегодняшнего дня: 20.12.2206. Проверьте год.",
        ),
        ({"text": "Да", "responsible_id": "foreign"}, "Выберите человека из списка."),
    ],
)
def test_a_wrong_decision_gets_its_sentence(filed, fields, sentence):
    meeting, _, client = filed
    item = meeting.items.get()
    if "responsible_id" in fields:
        fields = fields | {"responsible_id": make.TeacherFactory().pk}
    before = Decision.objects.count()
    quick = client.post(to("decision_add", item), {"version": 0, **fields}, headers=TYPED)
    page = client.post(to("decision_add", item), {"version": 0, **fields})
    assert (quick.status_code, quick.json()["errors"].popitem()[1]) == (422, [sentence])
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert Decision.objects.count() == before


def test_a_decision_of_another_question_is_not_written_through_this_one(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    foreign, _ = meeting_with(3)
    other = Decision.objects.get(item__meeting=foreign)
    client.post(
        to("decision_add", item), {"decision": other.pk, "version": 1, "text": "Чужое"}, headers=TYPED
    )
    other.refresh_from_db()
    assert other.text == "Принять предложение 1."


def test_decisions_move_up_when_one_is_removed(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    Decision.objects.create(item=item, position=2, text="Второе")
    assert (
        "Принять предложение 1." in client.get(to("decision_remove", item.decisions.first())).content.decode()
    )
    client.post(to("decision_remove", item.decisions.first()))
    assert [(row.position, row.text) for row in item.decisions.all()] == [(1, "Второе")]


def test_guests_come_and_go_and_never_count(filed):
    meeting, _, client = filed
    client.post(to("guest_add", meeting), {"name": "Гость Пётр Ильич", "organisation": "ИМЦ"})
    assert read_meeting(meeting).quorum.present == 5
    refused = client.post(to("guest_add", meeting), {"name": ""}, headers=HTMX)
    assert (refused.status_code, "Напишите, кто приглашён." in refused.content.decode()) == (422, True)
    client.post(to("guest_remove", Guest.objects.get()))
    assert not Guest.objects.exists()


def test_chair_and_secretary_are_members(filed):
    meeting, people, client = filed
    answer = client.post(
        to("officers", meeting),
        typed(meeting, chair_id=make.TeacherFactory().pk, secretary_id=people[1].pk),
        headers=TYPED,
    )
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        {"chair_id": ["Выберите человека из списка."]},
    )
    client.post(to("officers", meeting), typed(meeting, chair_id=people[3].pk, secretary_id=people[1].pk))
    meeting.refresh_from_db()
    assert meeting.chair == people[3]


@pytest.mark.parametrize("route", ["all_present", "item_text", "votes", "guest_add", "decision_add"])
def test_a_signed_meeting_takes_nothing(filed, route):
    meeting, _, client = filed
    Meeting.objects.update(state="signed")
    record = meeting if route in ("all_present", "guest_add") else meeting.items.get()
    data = {"voting": "none", "version": 1, "heard": "Новый", "text": "Новое", "name": "Гость"}
    answer = client.post(to(route, record), data, headers=HTMX if route != "item_text" else TYPED)
    assert "менять ничего нельзя" in str(answer.json() if route == "item_text" else answer.content.decode())


@pytest.mark.parametrize(("members", "items"), [(2, 1), (30, 30)])
def test_the_screen_costs_the_same_for_any_meeting(visit, assert_query_count, members, items):
    meeting, _ = meeting_with(members, items=items)
    assert_query_count(visit(head_user(meeting)), meeting.get_absolute_url(), SCREEN_QUERIES)


SCREEN_QUERIES = 17


def test_a_reader_sees_the_draft_without_forms(visit):
    meeting, people = meeting_with(5)
    reader = make.user_with_role("teacher", municipality=meeting.association.municipality, teacher=people[4])
    html = visit(reader).get(meeting.get_absolute_url()).content.decode()
    assert "Принять предложение 1." in html
    assert [word in html for word in ("data-autosave", "mark-present", "Подписать")] == [False, False, False]


@pytest.mark.parametrize(
    "route",
    [
        "meeting_edit",
        "meeting_delete",
        "meeting_sign",
        "meeting_not_held",
        "meeting_correct",
        "meeting_repeat",
        "item_add",
    ],
)
def test_a_reader_changes_nothing_and_an_outsider_sees_nothing(visit, route):
    meeting, people = meeting_with(5)
    municipality = meeting.association.municipality
    reader = make.user_with_role("teacher", municipality=municipality, teacher=people[4])
    outsider = make.user_with_role("methodist", municipality=make.MunicipalityFactory())
    statuses = [
        visit(user).post(to(route, meeting), {"reason": "Да"}).status_code for user in (reader, outsider)
    ]
    meeting.refresh_from_db()
    assert (statuses, meeting.state) == ([403, 404], "held")


@pytest.mark.parametrize("route", ["item_edit", "item_remove", "named_votes", "presence", "decision_add"])
def test_a_reader_changes_no_question(visit, route):
    meeting, people = meeting_with(5)
    item = meeting.items.get()
    municipality = meeting.association.municipality
    reader = make.user_with_role("teacher", municipality=municipality, teacher=people[4])
    outsider = make.user_with_role("methodist", municipality=make.MunicipalityFactory())
    statuses = [visit(user).post(to(route, item), {"text": "Да"}).status_code for user in (reader, outsider)]
    assert (statuses, meeting.items.count(), item.decisions.count()) == ([403, 404], 1, 1)


def test_without_quorum_the_way_out_is_in_view(visit):
    meeting, _ = meeting_with(5, present=2)
    client = visit(head_user(meeting))
    assert to("meeting_not_held", meeting) in client.get(meeting.get_absolute_url()).content.decode()
    Attendance.objects.update(status="present")
    assert to("meeting_not_held", meeting) not in client.get(meeting.get_absolute_url()).content.decode()


def test_a_question_for_tomorrow_is_not_asked_today(visit):
    meeting, _ = meeting_with(3)
    Meeting.objects.update(state="planned", date=timezone.localdate() + timedelta(days=1))
    client = visit(head_user(meeting))
    client.post(to("meeting_start", meeting))
    meeting.refresh_from_db()
    assert meeting.state == "planned"
    html = client.get(meeting.get_absolute_url()).content.decode()
    assert "Заседание ещё не прошло." in html
