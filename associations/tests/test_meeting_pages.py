"""Planning, changing and cancelling a meeting; its agenda; what happens when it fails or is signed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import AgendaItem, Meeting, Proposal, Protocol
from associations.services.signing import sign_protocol
from methodservice.testing import factories as make
from methodservice.testing.meetings import district_with, election_in, head_user, meeting_with

pytestmark = pytest.mark.django_db


def to(name, record):
    return reverse(f"associations:{name}", args=[record.pk])


@pytest.fixture
def led(visit):
    """(association, people, client of the head)"""
    association, people = district_with(5)
    head = make.user_with_role("teacher", municipality=association.municipality, teacher=people[0])
    return association, people, visit(head)


def plan(**fields):
    return {
        "date": timezone.localdate().isoformat(), "form": "in_person", "theme": "Итоги года", "agenda": ""
    } | fields  # fmt: skip


@pytest.fixture
def proposal(led):
    association, *_ = led
    school = make.SchoolFactory(municipality=association.municipality)
    source = make.AssociationFactory(
        municipality=association.municipality, level="school", school=school, parent=association
    )
    return Proposal.objects.create(association=association, source=source, title="О конкурсе")


def test_agenda_is_typed_as_a_list_and_taken_from_proposals(led, proposal):
    association, _, client = led
    agenda = "1. О плане работы\n\n2) Об итогах\n— О разном"
    answer = client.post(to("meeting_add", association), plan(agenda=agenda, proposals=[proposal.pk]))
    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    assert [(item.position, item.title) for item in meeting.items.all()] == [
        (1, "О плане работы"),
        (2, "Об итогах"),
        (3, "О разном"),
        (4, "О конкурсе"),
    ]
    proposal.refresh_from_db()
    assert proposal.state == "accepted"


def test_a_meeting_that_took_place_starts_its_protocol_at_once(led):
    association, people, client = led
    client.post(to("meeting_add", association), plan(agenda="О плане", start="1"))
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.chair, meeting.secretary) == ("held", people[0], people[1])


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"date": "31.02.2026"}, "date", "Такой даты нет. Введите день, месяц и год, например 12.10.2026."),
        ({"date": "2226-11-12"}, "date", "Дата слишком далеко от сегодняшнего дня: 12.11.2226. Проверьте год."),
        ({"date": ""}, "date", "Укажите дату."),
        ({"theme": ""}, "theme", "Напишите тему заседания."),
        ({"agenda": "О " + "ы" * 500}, "agenda", "Вопрос 1 длиннее 500 знаков: сократите его или разделите на два."),
        ({"agenda": "О плане\n" * 51}, "agenda", "В повестке не больше 50 вопросов, а здесь 51."),
        ({"time": "25:00"}, "time", "Введите время, например 14:30."),
    ],
)  # fmt: skip
def test_a_wrong_plan_gets_its_sentence_and_keeps_what_was_typed(led, fields, name, sentence):
    association, _, client = led
    answer = client.post(to("meeting_add", association), plan(place="кабинет № 12", **fields))
    assert (answer.status_code, answer.context["form"].errors) == (422, {name: [sentence]})
    assert "кабинет № 12" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_nul_byte_is_refused_before_anything_is_written(led):
    association, _, client = led
    answer = client.post(to("meeting_add", association), plan(theme="Итоги\0"))
    assert (answer.status_code, Meeting.objects.count()) == (400, 0)


def test_a_second_click_plans_nothing_more(led):
    association, _, client = led
    client.post(to("meeting_add", association), plan())
    answer = client.post(to("meeting_add", association), plan())
    assert answer.context["form"].non_field_errors() == ["Заседание с этой датой и темой уже есть."]
    assert Meeting.objects.count() == 1


def test_a_proposal_of_another_district_is_not_taken(led):
    association, _, client = led
    stranger = make.AssociationFactory()
    other = Proposal.objects.create(association=stranger, source=association, title="Чужое")
    client.post(to("meeting_add", association), plan())
    meeting = Meeting.objects.get()
    client.post(to("proposals_take", meeting), {"proposals": [other.pk]})
    other.refresh_from_db()
    assert (other.state, meeting.items.count()) == ("new", 0)


def test_a_planned_meeting_is_changed_and_cancelled(led, proposal):
    association, _, client = led
    client.post(to("meeting_add", association), plan(proposals=[proposal.pk]))
    meeting = Meeting.objects.get()
    client.post(to("meeting_edit", meeting), plan(theme="Новая тема", version=meeting.version))
    meeting.refresh_from_db()
    assert meeting.theme == "Новая тема"
    assert (
        "Удалить запланированное заседание «Новая тема»?"
        in client.get(to("meeting_delete", meeting)).content.decode()
    )
    assert client.post(to("meeting_delete", meeting)).url == association.get_absolute_url()
    proposal.refresh_from_db()
    assert (Meeting.objects.count(), proposal.state) == (0, "new")


def test_a_stale_edit_shows_both_versions(led):
    association, _, client = led
    client.post(to("meeting_add", association), plan())
    Meeting.objects.update(theme="Тема соседа", version=2)
    answer = client.post(to("meeting_edit", Meeting.objects.get()), plan(theme="Моя тема", version=1))
    assert answer.status_code == 409
    assert answer.context["rows"] == [("Тема", "Тема соседа", "Моя тема")]
    assert Meeting.objects.get().theme == "Тема соседа"


def test_a_held_meeting_is_never_deleted(visit):
    meeting, _ = meeting_with(3)
    client = visit(head_user(meeting))
    client.post(to("meeting_delete", meeting))
    assert Meeting.objects.filter(pk=meeting.pk).exists()


@pytest.fixture
def filed(visit):
    meeting, people = meeting_with(5, items=3)
    return meeting, people, visit(head_user(meeting))


def test_questions_move_by_buttons(filed):
    meeting, _, client = filed
    first, second, third = meeting.items.all()
    client.post(to("item_move", third), {"way": "up"})
    client.post(to("item_move", first), {"way": "up"})
    client.post(to("item_move", first), {"way": "down"})
    assert [item.pk for item in meeting.items.all()] == [third.pk, first.pk, second.pk]
    assert [item.position for item in meeting.items.all()] == [1, 2, 3]


def test_questions_are_added_changed_and_removed(filed):
    meeting, people, client = filed
    client.post(
        to("item_add", meeting),
        {"title": "О выборах", "kind": "election", "office": "deputy", "speaker_id": people[2].pk},
    )
    item = meeting.items.get(position=4)
    assert (item.kind, item.office, item.speaker) == ("election", "deputy", people[2])
    data = {
        "title": "Об отчёте",
        "kind": "ordinary",
        "office": "deputy",
        "version": 1,
        "speaker_text": "методист",
    }
    client.post(to("item_edit", item), data)
    item.refresh_from_db()
    assert (item.title, item.kind, item.office, item.speaker, item.speaker_text) == (
        "Об отчёте", "ordinary", "", None, "методист",
    )  # fmt: skip
    client.post(to("item_remove", meeting.items.get(position=1)))
    assert [item.position for item in meeting.items.all()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"kind": "election"}, {"office": ["Выберите, кого избирают."]}),
        ({"title": ""}, {"title": ["Напишите, о чём вопрос."]}),
        ({"speaker_id": "9999999"}, {"speaker_id": ["Выберите человека из списка."]}),
    ],
)
def test_a_wrong_question_gets_its_sentence(filed, fields, errors):
    meeting, _, client = filed
    answer = client.post(to("item_add", meeting), {"title": "О плане", "kind": "decision"} | fields)
    assert (answer.status_code, answer.context["form"].errors) == (422, errors)


def test_a_stale_question_shows_both_versions(filed):
    meeting, _, client = filed
    item = meeting.items.first()
    AgendaItem.objects.filter(pk=item.pk).update(title="О соседнем", version=5)
    data = {"title": "О моём", "kind": "decision", "version": 1}
    answer = client.post(to("item_edit", item), data)
    assert (answer.status_code, answer.context["rows"]) == (409, [("Вопрос", "О соседнем", "О моём")])


def test_signing_tells_what_prevents_it_and_offers_not_held(visit):
    meeting, _ = meeting_with(5, present=2)
    client = visit(head_user(meeting))
    html = client.get(to("meeting_sign", meeting)).content.decode()
    assert "Присутствует 2 из 5, нужно 3 — кворума нет: не хватает 1 человека." in html
    assert to("meeting_not_held", meeting) in html
    assert client.post(to("meeting_sign", meeting)).status_code == 422
    assert not Protocol.objects.exists()


def test_not_held_then_repeated_with_the_same_agenda(visit):
    meeting, _ = meeting_with(5, present=2, items=2)
    client = visit(head_user(meeting))
    proposed = client.get(to("meeting_not_held", meeting)).context["form"].initial["reason"]
    assert proposed == "Присутствует 2 из 5, нужно 3 — кворума нет: не хватает 1 человека."
    client.post(to("meeting_not_held", meeting), {"reason": proposed})
    assert "Назначить повторное заседание" in client.get(meeting.get_absolute_url()).content.decode()
    early = client.post(to("meeting_repeat", meeting), {"date": meeting.date.isoformat()})
    assert (early.status_code, list(early.context["form"].errors)) == (422, ["date"])
    later = (meeting.date + timedelta(days=7)).isoformat()
    answer = client.post(to("meeting_repeat", meeting), {"date": later})
    repeat = Meeting.objects.get(repeat_of=meeting)
    assert answer.url == repeat.get_absolute_url()
    assert [item.title for item in repeat.items.all()] == ["О вопросе 1", "О вопросе 2"]
    assert client.post(to("meeting_repeat", meeting), {"date": later}).url == repeat.get_absolute_url()


def test_signing_twice_is_a_message_with_the_number(filed):
    meeting, _, client = filed
    client.post(to("meeting_sign", meeting), follow=True)
    answer = client.post(to("meeting_sign", meeting), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Протокол уже подписан № 1."]
    assert Protocol.objects.count() == 1


def test_the_sign_page_says_who_will_be_elected(filed):
    meeting, people, client = filed
    election_in(meeting, people[2])
    html = client.get(to("meeting_sign", meeting)).content.decode()
    assert f"<strong>{people[2].full_name}</strong> — руководитель с 12 октября 2026" in html.replace(
        "\xa0", " "
    )


@pytest.fixture
def signed(filed):
    meeting, _, client = filed
    protocol = sign_protocol(meeting=meeting, by=head_user_of(meeting))
    return meeting, protocol, client


def head_user_of(meeting):
    return make.user_with_role("methodist", municipality=meeting.association.municipality)


def test_the_signed_page_reads_the_snapshot_and_not_the_rows(signed):
    meeting, protocol, client = signed
    AgendaItem.objects.update(title="О подмене")
    html = client.get(meeting.get_absolute_url()).content.decode()
    assert ["О вопросе 1" in html, "О подмене" in html] == [True, False]
    assert protocol.document.sha256 in html


def test_the_pdf_is_the_frozen_one_with_a_good_name(signed):
    _, protocol, client = signed
    answer = client.get(reverse("associations:protocol_file", args=[protocol.pk, "pdf"]))
    assert answer.content == bytes(protocol.document.pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''%D0%9F%D1%80%D0%BE%D1%82")


def test_an_extract_prints_one_decision(signed):
    _, protocol, client = signed
    answer = client.get(reverse("associations:extract", args=[protocol.pk, "2.1", "pdf"]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(reverse("associations:extract", args=[protocol.pk, "9.1", "pdf"])).status_code == 404


def test_a_correction_is_a_new_edition_and_the_first_stays(signed):
    meeting, protocol, client = signed
    pdf = bytes(protocol.document.pdf)
    assert client.post(to("meeting_correct", meeting), {"reason": " "}).status_code == 422
    client.post(to("meeting_correct", meeting), {"reason": "Опечатка в решении"})
    assert (
        "Основание исправления: Опечатка в решении" in client.get(meeting.get_absolute_url()).content.decode()
    )
    client.post(to("meeting_sign", meeting))
    page = client.get(meeting.get_absolute_url())
    assert [(row.number, row.edition) for row in page.context["editions"]] == [(1, 2), (1, 1)]
    assert client.get(reverse("associations:extract", args=[protocol.pk, "1.1", "pdf"])).status_code == 404
    first = client.get(to("protocol", protocol))
    assert first.context["extracts"] == []
    assert "Заменён новой редакцией" in first.content.decode()
    assert client.get(reverse("associations:protocol_file", args=[protocol.pk, "pdf"])).content == pdf


def test_an_election_in_force_is_closed_to_a_correction(visit):
    meeting, people = meeting_with(5)
    item = election_in(meeting, people[2], office="deputy")
    client = visit(head_user_of(meeting))
    client.post(to("meeting_sign", meeting))
    client.post(to("meeting_correct", meeting), {"reason": "Опечатка"})
    assert to("votes", item) not in client.get(meeting.get_absolute_url()).content.decode()
    client.post(to("candidate_add", item), {"teacher": people[3].pk})
    client.post(to("item_remove", item))
    assert [candidate.teacher for candidate in item.candidates.all()] == [people[2]]


def protocols(number):
    """So many signed protocols of one association. → (association, client's user)"""
    meeting, _ = meeting_with(3)
    user = head_user_of(meeting)
    sign_protocol(meeting=meeting, by=user)
    row = Protocol.objects.select_related("document").get()
    for step in range(1, number):
        other = make.MeetingFactory(
            association=meeting.association, date=date(2026, 10, 13), theme=f"Тема {step}"
        )
        document = row.document
        document.pk, document._state.adding = None, True
        document.number, document.check_code = str(step + 1), f"CODE{step:012}"
        document.save()
        Protocol.objects.create(
            meeting=other,
            association=meeting.association,
            school_year=2026,
            number=step + 1,
            document=document,
        )
    return meeting.association, user


@pytest.mark.parametrize("number", [1, 30])
def test_the_register_of_protocols_costs_the_same(visit, assert_query_count, number):
    association, user = protocols(number)
    assert_query_count(visit(user), to("protocol_list", association), 6)


@pytest.mark.parametrize("year", ["²", "٢٠٢٦", "-1", "9" * 40])
def test_a_year_that_is_none_shows_the_whole_register(visit, year):
    association, user = protocols(1)
    response = visit(user).get(to("protocol_list", association), {"year": year})
    assert "Итоги диагностики" in response.content.decode()


def test_the_register_is_exported_as_shown(visit):
    association, user = protocols(2)
    client = visit(user)
    table = b"".join(client.get(to("protocol_list", association) + "?export=csv&year=2026")).decode(
        "utf-8-sig"
    )
    rows = [line.split(";")[:4] for line in table.splitlines()]
    assert rows == [
        ["Номер", "Учебный год", "Дата заседания", "Тема"],
        ["2", "2026/2027", "13.10.2026", "Тема 1"],
        ["1", "2026/2027", "12.10.2026", "Итоги диагностики"],
    ]


@pytest.mark.parametrize("items", [1, 30])
def test_a_planned_meeting_costs_the_same(visit, assert_query_count, items):
    meeting, _ = meeting_with(3, items=items)
    Meeting.objects.update(state="planned")
    assert_query_count(visit(head_user(meeting)), meeting.get_absolute_url(), 20)


@pytest.mark.parametrize("items", [1, 30])
def test_a_signed_meeting_costs_the_same(visit, assert_query_count, items):
    meeting, _ = meeting_with(3, items=items)
    user = head_user(meeting)
    sign_protocol(meeting=meeting, by=user)
    assert_query_count(visit(user), meeting.get_absolute_url(), 11)
