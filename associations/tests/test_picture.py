"""Who was there, was there a quorum, what was decided — read from rows, judged by the rules."""

from datetime import date

import pytest

from associations.models import (
    AgendaItem,
    Attendance,
    Decision,
    Guest,
    ItemAbsence,
    Membership,
    NamedVote,
    Roster,
)
from associations.picture import read_meeting
from methodservice.testing.meetings import MEETING_DAY, election_in, meeting_with

pytestmark = pytest.mark.django_db


def texts(picture):
    return [problem.text for problem in picture.problems]


def test_nine_of_sixteen_make_a_quorum():
    meeting, _ = meeting_with(16, present=9)
    picture = read_meeting(meeting)
    assert picture.quorum.reason == "Присутствует 9 из 16, нужно 9 — кворум есть"
    assert picture.may_sign


def test_eight_of_sixteen_cannot_sign():
    meeting, _ = meeting_with(16, present=8)
    assert "Присутствует 8 из 16, нужно 9 — кворума нет: не хватает 1 человека." in texts(
        read_meeting(meeting)
    )


def test_members_stand_in_the_order_of_the_alphabet():
    meeting, people = meeting_with(3)
    for person, surname in zip(people, ("Жукова", "Ёлкина", "Егорова"), strict=True):
        person.surname = surname
        person.save()
    assert [line.teacher.surname for line in read_meeting(meeting).members] == ["Егорова", "Ёлкина", "Жукова"]


def test_guests_never_count():
    meeting, _ = meeting_with(16, present=8)
    for number in range(5):
        Guest.objects.create(meeting=meeting, name=f"Гость {number}")
    assert read_meeting(meeting).quorum.present == 8


def test_who_left_the_association_before_the_meeting_is_not_in_the_roster():
    meeting, people = meeting_with(5)
    Membership.objects.filter(teacher=people[4]).update(ends=date(2026, 10, 11))
    Attendance.objects.filter(teacher=people[4]).delete()
    assert read_meeting(meeting).quorum.members == 4


def test_late_member_counts_only_for_items_voted_while_present():
    meeting, people = meeting_with(4, items=2)
    first = meeting.items.get(position=1)
    ItemAbsence.objects.create(item=first, attendance=Attendance.objects.get(teacher=people[3]))
    assert [item.present for item in read_meeting(meeting).items] == [3, 4]
    assert [item.tally.for_ for item in read_meeting(meeting).items] == [3, 4]


def test_item_voted_without_quorum_prevents_signing():
    meeting, people = meeting_with(4, present=3)
    item = meeting.items.get()
    for person in people[1:3]:
        ItemAbsence.objects.create(item=item, attendance=Attendance.objects.get(teacher=person))
    assert texts(read_meeting(meeting)) == [
        "Вопрос 1: при голосовании не было кворума. Присутствует 1 из 4, нужно 3 — кворума нет: не хватает 2 человек."
    ]


def test_base_of_the_approved_roster_keeps_those_who_left():
    meeting, people = meeting_with(4, quorum_base="roster")
    roster = Roster.objects.create(
        association=meeting.association, school_year=2026, approved_on=date(2026, 9, 1)
    )
    for person in people:
        roster.members.create(teacher=person)
    Membership.objects.filter(teacher=people[3]).update(ends=date(2026, 10, 1))
    Attendance.objects.filter(teacher=people[3]).delete()
    picture = read_meeting(meeting)
    assert (picture.quorum.members, picture.quorum.present) == (4, 3)


def test_base_of_the_approved_roster_without_one_has_no_quorum():
    meeting, _ = meeting_with(4, quorum_base="roster")
    assert not read_meeting(meeting).quorum.reached


def test_named_votes_are_counted_for_those_who_were_there():
    meeting, people = meeting_with(5)
    item = meeting.items.get()
    AgendaItem.objects.filter(pk=item.pk).update(voting="named")
    for person, choice in zip(people, ["for", "for", "for", "against", "abstained"], strict=True):
        NamedVote.objects.create(item=item, teacher=person, choice=choice)
    tally = read_meeting(meeting).items[0].tally
    assert (tally.for_, tally.against, tally.abstained) == (3, 1, 1)


def test_a_tie_waits_for_the_chair():
    meeting, _ = meeting_with(4)
    meeting.items.update(voting="counted", votes_for=2, votes_against=2)
    assert texts(read_meeting(meeting)) == [
        "Вопрос 1. Голоса разделились поровну (2 и 2): укажите, как голосовал председатель, — его голос решает."
    ]
    meeting.items.update(chair_vote="for")
    assert read_meeting(meeting).items[0].verdict.passed is True


def test_more_votes_than_people_is_a_sentence():
    meeting, _ = meeting_with(4)
    meeting.items.update(voting="counted", votes_for=9)
    assert texts(read_meeting(meeting)) == [
        "Вопрос 1. Подано голосов: 9, а присутствует 4 человека. Проверьте подсчёт."
    ]


def test_what_is_missing_is_named_with_its_place():
    meeting, people = meeting_with(3, items=1)
    Attendance.objects.filter(teacher=people[2]).delete()
    Decision.objects.all().delete()
    meeting.chair, meeting.secretary = None, people[2]
    meeting.save()
    assert [(problem.text, problem.anchor) for problem in read_meeting(meeting).problems] == [
        ("Отметьте явку: осталось 1.", "roster"),
        ("Выберите председателя заседания.", "officers"),
        ("Секретарь заседания не отмечен среди присутствующих.", "officers"),
        ("Вопрос 1: запишите решение.", f"item-{meeting.items.get().pk}"),
    ]


def test_chair_and_secretary_are_different_people():
    meeting, people = meeting_with(3)
    meeting.secretary = people[0]
    meeting.save()
    assert texts(read_meeting(meeting)) == [
        "Председатель и секретарь — разные люди: протокол подписывают оба."
    ]


def test_an_elected_person_is_the_winner():
    meeting, people = meeting_with(5)
    election_in(meeting, people[2])
    assert read_meeting(meeting).items[1].winner == people[2]


def test_an_election_without_votes_has_no_winner_and_cannot_be_signed():
    meeting, people = meeting_with(5)
    election_in(meeting, people[2], people[3])
    AgendaItem.objects.filter(kind="election").update(voting="none")
    picture = read_meeting(meeting)
    assert picture.items[1].winner is None
    assert texts(picture) == ["Вопрос 2: запишите итоги голосования."]


@pytest.mark.parametrize(("members", "items"), [(2, 1), (30, 10)])
def test_the_picture_costs_the_same_for_any_meeting(members, items, django_assert_num_queries):
    meeting, _ = meeting_with(members, items=items)
    assert meeting.date == MEETING_DAY
    with django_assert_num_queries(9):
        read_meeting(meeting)
