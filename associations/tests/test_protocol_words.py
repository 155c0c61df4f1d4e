"""The snapshot of a protocol: everything in words, in the order and grammar of a Russian office."""

import json
from datetime import date, time

import pytest
from django.template.loader import render_to_string

from associations.documents import extract_snapshot, protocol_snapshot
from associations.models import AgendaItem, Attendance, Candidate, Decision, Guest, ItemAbsence, NamedVote
from associations.picture import MeetingPicture, read_meeting
from methodservice.directory.models import School, Teacher
from methodservice.testing.meetings import election_in, meeting_with

pytestmark = pytest.mark.django_db

NAMES = (
    ("Орлова", "Анна", "Павловна", "female"),
    ("Зимин", "Олег", "Ильич", "male"),
    ("Белова", "Мария", "Ивановна", "female"),
    ("Ким", "Вера", "Львовна", "female"),
    ("Шевченко", "Игорь", "", "male"),
)


def draft_html(picture: MeetingPicture) -> str:
    """The protocol as it will print, as a fragment for the secretary's screen. Carries no style of its own."""
    snapshot = protocol_snapshot(picture, number=None)
    return render_to_string("associations/_protocol_draft.html", {"snapshot": snapshot, "qr": ""})


def plain(value):
    """The same value with plain spaces."""
    return json.loads(json.dumps(value, ensure_ascii=False).replace("\N{NO-BREAK SPACE}", " "))


def words(meeting, **options):
    meeting.refresh_from_db()
    return plain(protocol_snapshot(read_meeting(meeting), **({"number": 3} | options)))


@pytest.fixture
def filed():
    """A district meeting of five people with one decision voted unanimously."""
    meeting, people = meeting_with(5)
    for person, (surname, given, patronymic, gender) in zip(people, NAMES, strict=True):
        person.surname, person.given_name, person.patronymic, person.gender = (
            surname,
            given,
            patronymic,
            gender,
        )
        person.save()
    association = meeting.association
    association.teachers_of = "учителей математики"
    association.save()
    association.municipality.name_genitive = "Озёрного района"
    association.municipality.authority = "Отдел образования администрации Озёрного района"
    association.municipality.save()
    School.objects.update(short_name="МОУ «Школа № 4»")
    return meeting, people


def item_of(meeting, **fields):
    """The first item with the fields set."""
    item = meeting.items.get(position=1)
    for name, value in fields.items():
        setattr(item, name, value)
    item.save()
    return item


def test_head_names_bodies_date_number_place_and_the_association_in_the_genitive(filed):
    snapshot = words(filed[0])
    assert snapshot["organisation"] == [
        "Отдел образования администрации Озёрного района",
        "Информационно-методический центр",
    ]
    assert snapshot["title"] == "районного методического объединения учителей математики Озёрного района"
    assert (snapshot["date"], snapshot["number"], snapshot["place"]) == (
        "12 октября 2026 г.",
        "3",
        "с. Озёрное",
    )
    assert (snapshot["chair"], snapshot["secretary"]) == (
        {"name": "Орлова А. П.", "signature": "А. П. Орлова"},
        {"name": "Зимин О. И.", "signature": "О. И. Зимин"},
    )


def test_school_association_names_the_school_in_the_genitive_and_keeps_an_abbreviation(filed):
    meeting, people = filed
    association, school = meeting.association, people[0].school
    association.level, association.school = "school", school
    association.save()
    assert words(meeting)["title"] == (
        "школьного методического объединения учителей математики МОУ «Школа № 4»"
    )
    School.objects.update(genitive_name="муниципального общеобразовательного учреждения «Школа № 4»")
    snapshot = words(meeting)
    assert snapshot["title"].endswith("математики муниципального общеобразовательного учреждения «Школа № 4»")
    assert snapshot["organisation"][1] == plain(school.full_name[:1].upper() + school.full_name[1:])


def test_those_present_are_alphabetical_and_the_remote_are_marked(filed):
    meeting, people = filed
    Attendance.objects.filter(teacher=people[3]).update(status="remote")
    Attendance.objects.filter(teacher=people[4]).update(status="absent")
    snapshot = words(meeting)
    assert snapshot["present_line"] == "Белова М. И., Зимин О. И., Ким В. Л. (дистанционно), Орлова А. П."
    assert snapshot["present_attached"] is False
    assert snapshot["quorum"] == "Всего членов — 5, присутствуют — 4, кворум имеется."


def test_yo_stands_with_ye_in_the_list_of_those_present(filed):
    meeting, people = filed
    Teacher.objects.filter(pk=people[0].pk).update(surname="Ёлкина")
    Teacher.objects.filter(pk=people[1].pk).update(surname="Ершов")
    assert words(meeting)["present_line"] == "Белова М. И., Ёлкина А. П., Ершов О. И., Ким В. Л., Шевченко И."


@pytest.mark.parametrize(("members", "attached"), [(15, False), (16, True)])
def test_over_fifteen_present_are_a_count_with_a_list(members, attached):
    snapshot = words(meeting_with(members)[0])
    assert (snapshot["present_count"], snapshot["present_attached"]) == (f"{members} человек", attached)
    assert len(snapshot["present"]) == members


def test_guests_stand_apart_with_position_and_organisation(filed):
    meeting, _ = filed
    Guest.objects.create(
        meeting=meeting, name="Лосева Инна Петровна", position="методист", organisation="ИРО"
    )
    Guest.objects.create(meeting=meeting, name="Юдин Пётр Ильич")
    snapshot = words(meeting)
    assert snapshot["guests"] == ["Лосева Инна Петровна, методист, ИРО", "Юдин Пётр Ильич"]
    assert snapshot["quorum"] == "Всего членов — 5, присутствуют — 5, кворум имеется."


def test_draft_without_a_quorum_says_so(filed):
    meeting, _ = filed
    Attendance.objects.update(status="absent")
    snapshot = words(meeting, number=None)
    assert snapshot["quorum"] == "Всего членов — 5, присутствуют — 0, кворума нет."
    assert (snapshot["number"], snapshot["is_draft"]) == ("____", True)


def test_agenda_names_the_speaker_with_post_and_school(filed):
    meeting, people = filed
    item_of(meeting, title="О плане работы", speaker=people[2])
    assert words(meeting)["agenda"] == [
        {
            "number": "1",
            "title": "О плане работы.",
            "speaker": "Белова М. И., учитель математики, МОУ «Школа № 4».",
        }
    ]


@pytest.mark.parametrize(("index", "whom"), [(1, "Зимина О. И."), (2, "Белову М. И."), (4, "Шевченко И.")])
def test_heard_is_followed_by_the_accusative(filed, index, whom):
    meeting, people = filed
    item_of(meeting, speaker=people[index], heard="Первое.\n\nВторое № 2.")
    item = words(meeting)["items"][0]
    assert (item["heard_whom"], item["heard"]) == (whom, ["Первое.", "Второе № 2."])


def test_speaker_whose_gender_is_unknown_is_named_without_guessing(filed):
    meeting, people = filed
    Teacher.objects.filter(pk=people[2].pk).update(gender="")
    item_of(meeting, speaker=people[2])
    assert words(meeting)["items"][0]["heard_whom"] == "докладчик — Белова М. И."


def test_speaker_from_outside_is_named_as_written(filed):
    item_of(filed[0], speaker_text="Лосева И. П., методист ИРО")
    snapshot = words(filed[0])
    assert snapshot["agenda"][0]["speaker"] == "Лосева И. П., методист ИРО."
    assert snapshot["items"][0]["heard_whom"] == "докладчик — Лосева И. П., методист ИРО."


def test_decisions_are_numbered_with_executor_and_deadline(filed):
    meeting, people = filed
    item = item_of(meeting)
    item.decisions.all().delete()
    rows = [
        {"responsible": people[3], "due": date(2026, 12, 20)},
        {"responsible_text": "руководители ШМО", "due_text": "к следующему заседанию"},
        {"due": date(2026, 12, 20), "due_text": "к конкурсу"},
        {},
    ]
    for position, fields in enumerate(rows, 1):
        Decision.objects.create(item=item, position=position, text="Принять план", **fields)
    decided = words(meeting)["items"][0]["decisions"]
    assert [(row["number"], row["text"], row["executor"], row["due"]) for row in decided] == [
        ("1.1", ["Принять план."], "Ответственный — Ким В. Л.", "Срок — до 20 декабря 2026 г."),
        ("1.2", ["Принять план."], "Ответственный — руководители ШМО.", "Срок — к следующему заседанию."),
        ("1.3", ["Принять план."], "", "Срок — к конкурсу (до 20 декабря 2026 г.)."),
        ("1.4", ["Принять план."], "", ""),
    ]
    assert [row["id"] for row in decided] == list(item.decisions.values_list("pk", flat=True))


def test_unanimous_is_said_only_when_nobody_was_against_or_abstained(filed):
    meeting, _ = filed
    assert words(meeting)["items"][0]["votes"] == (
        "Голосовали: единогласно (за — 5, против — 0, воздержались — 0)."
    )
    item_of(meeting, voting="counted", votes_for=4, votes_abstained=1)
    assert words(meeting)["items"][0]["votes"] == "Голосовали: за — 4, против — 0, воздержались — 1."


def test_rejected_question_is_not_a_decision(filed):
    item_of(filed[0], voting="counted", votes_for=1, votes_against=4)
    item = words(filed[0])["items"][0]
    assert (item["passed"], item["votes"]) == (False, "Голосовали: за — 1, против — 4, воздержались — 0.")
    assert item["reason"] == (
        "За — 1 из 5 присутствующих, нужно 3 — решение не принято: не хватает 2 голосов."
    )


def test_tie_tells_who_decided_it():
    meeting, _ = meeting_with(4)
    item_of(meeting, voting="counted", votes_for=2, votes_against=2, chair_vote="for")
    item = words(meeting)["items"][0]
    assert (item["passed"], item["reason"]) == (
        True,
        "Голоса разделились поровну (2 и 2), председатель голосовал «за» — решение принято.",
    )


def test_item_without_a_vote_stands_without_a_votes_line(filed):
    item_of(filed[0], kind="ordinary", voting="none")
    item = words(filed[0])["items"][0]
    assert (item["votes"], item["passed"], item["reason"]) == ("", True, "")


def test_votes_by_name_are_listed_by_the_alphabet(filed):
    meeting, people = filed
    item = item_of(meeting, voting="named")
    for person, choice in zip(people, ["for", "for", "against", "for", "abstained"], strict=True):
        NamedVote.objects.create(item=item, teacher=person, choice=choice)
    printed = words(meeting)["items"][0]
    assert printed["votes"] == "Голосовали: за — 3, против — 1, воздержались — 1."
    assert printed["by_name"] == (
        "Поимённо: за — Зимин О. И., Ким В. Л., Орлова А. П.; против — Белова М. И.; "
        "воздержались — Шевченко И."
    )


def test_item_says_who_had_left(filed):
    meeting, people = filed
    item = item_of(meeting)
    ItemAbsence.objects.create(item=item, attendance=Attendance.objects.get(teacher=people[3]))
    printed = words(meeting)["items"][0]
    assert printed["attendance"] == "При рассмотрении вопроса присутствовали 4 человека; не было: Ким В. Л."
    assert printed["votes"] == "Голосовали: единогласно (за — 4, против — 0, воздержались — 0)."


def test_election_of_one_candidate(filed):
    meeting, people = filed
    election_in(meeting, people[2])
    item = words(meeting)["items"][1]
    assert item["candidates"] == "Кандидатура: Белова Мария Ивановна."
    assert [row["text"] for row in item["decisions"]] == [
        [
            "Избрать руководителем районного методического объединения учителей математики "
            "Озёрного района Белову Марию Ивановну."
        ]
    ]
    assert (item["decisions"][0]["number"], item["decisions"][0]["id"]) == ("2.1", None)
    assert item["votes"] == "Голосовали: единогласно (за — 5, против — 0, воздержались — 0)."


def test_election_among_several_lists_the_votes_of_each(filed):
    meeting, people = filed
    election_in(meeting, people[1], people[2], votes=4, office="deputy")
    item = words(meeting)["items"][1]
    assert item["candidates"] == "Кандидатуры: Зимин Олег Ильич, Белова Мария Ивановна."
    assert item["votes"] == "Голосовали: Зимин О. И. — 4 голоса; Белова М. И. — 0 голосов; воздержались — 0."
    assert item["decisions"][0]["text"][0].startswith("Избрать заместителем руководителя районного")
    assert item["decisions"][0]["text"][0].endswith("Зимина Олега Ильича.")


def test_election_without_a_winner_elects_nobody(filed):
    meeting, people = filed
    item = election_in(meeting, people[1], people[2], votes=2)
    Candidate.objects.filter(item=item).update(votes=2)
    printed = words(meeting)["items"][1]
    assert (printed["passed"], printed["decisions"]) == (False, [])
    assert printed["reason"] == (
        "Зимин О. И. и Белова М. И. получили поровну, по 2 голоса, — никто не избран, нужен второй тур."
    )


def test_elected_person_of_unknown_gender_is_named_without_guessing(filed):
    meeting, people = filed
    Teacher.objects.filter(pk=people[3].pk).update(gender="")
    election_in(meeting, people[3], office="secretary")
    text = words(meeting)["items"][1]["decisions"][0]["text"][0]
    assert text.startswith("Избрать секретарём районного")
    assert text.endswith("Озёрного района: Ким Вера Львовна.")


def test_details_say_where_when_and_how(filed):
    meeting, _ = filed
    meeting.place, meeting.time, meeting.form, meeting.theme = "каб. 12", time(14, 5), "remote", "Итоги"
    meeting.save()
    assert words(meeting)["details"] == [
        "Место проведения: каб. 12",
        "Начало: 14:05",
        "Форма проведения: дистанционно",
        "Тема: Итоги",
    ]


def test_correction_is_an_edition_with_its_reason(filed):
    assert words(filed[0])["correction"] == ""
    assert words(filed[0], edition=2, reason="неверно указан срок")["correction"] == (
        "Редакция 2. Основание исправления: неверно указан срок."
    )


def test_snapshot_costs_the_same_for_any_number_of_rows(django_assert_num_queries):
    for members, items in ((2, 1), (30, 12)):
        meeting, _ = meeting_with(members, items=items)
        picture = read_meeting(type(meeting).objects.for_list().get(pk=meeting.pk))
        with django_assert_num_queries(2):
            protocol_snapshot(picture, number=1)


def test_draft_shows_the_snapshot_and_escapes_what_was_typed(filed):
    meeting, _ = filed
    item_of(meeting, title="О <script>alert(1)</script> и плане")
    html = draft_html(read_meeting(meeting))
    assert "О &lt;script&gt;alert(1)&lt;/script&gt; и плане" in html
    assert "<script" not in html
    assert "style=" not in html


def test_draft_of_an_empty_meeting_is_still_shown():
    meeting, _ = meeting_with(2, present=0)
    AgendaItem.objects.all().delete()
    meeting.chair = meeting.secretary = None
    meeting.save()
    assert "Присутствовали: никто не отмечен." in plain(draft_html(read_meeting(meeting)))


def test_extract_holds_one_decision_and_its_question(filed):
    meeting, _ = filed
    item = item_of(meeting)
    Decision.objects.create(item=item, position=2, text="Второе")
    protocol = {**words(meeting), "check_code": "A", "check_address": "https://portal.example/A"}
    extract = plain(extract_snapshot(protocol, "1.2", certified_on=date(2026, 10, 20)))
    assert [row["text"] for row in extract["item"]["decisions"]] == [["Второе."]]
    assert extract["item"]["title"] == protocol["items"][0]["title"]
    assert (extract["certified_on"], extract["number"]) == ("20 октября 2026 г.", "3")
    assert len(protocol["items"][0]["decisions"]) == 2


@pytest.mark.parametrize("number", ["1.2", "2.1", "1", ""])
def test_extract_of_a_decision_that_is_not_there_is_refused(filed, number):
    with pytest.raises(KeyError):
        extract_snapshot(words(filed[0]), number, certified_on=date(2026, 10, 20))


def test_rejected_proposal_has_no_extract(filed):
    item_of(filed[0], voting="counted", votes_against=5)
    with pytest.raises(KeyError):
        extract_snapshot(words(filed[0]), "1.1", certified_on=date(2026, 10, 20))


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("О плане.", "О плане"),
        ("О плане...", "О плане"),
        ("О решениях протокола от 12 октября 2026 г.", "О решениях протокола от 12 октября 2026 г."),
        ("О тетрадях, журналах и т. д.", "О тетрадях, журналах и т. д."),
        ("О выборе пути.", "О выборе пути"),
        ("Что делать?", "Что делать?"),
    ],
)
def test_a_heading_has_no_final_period_but_that_of_an_abbreviation(filed, title, heading):
    meeting, _ = filed
    meeting.items.update(title=title)
    assert words(meeting)["items"][0]["title"] == heading
