"""Whose calendar shows what: nothing that the person may not see, and one's own without the rest."""

from datetime import date, time

import pytest

from associations.calendars.entries import Circle, Kind, by_day, entries_between
from associations.events.models import Event, Participant
from associations.models import AgendaItem, Decision, DecisionDone
from associations.plans.models import ItemLink
from methodservice.testing import factories as make

from .conftest import NOVEMBER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
MINE, ALL = Circle(mine=True), Circle()


def titles(user, circle=ALL, first=FIRST, last=LAST):
    return [entry.title for entry in entries_between(user, first, last, circle)]


def decision(association, text, due=date(2026, 11, 25), responsible=None, state="signed"):
    meeting = make.MeetingFactory(association=association, date=date(2026, 10, 1), state=state)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="О плане")
    adopted = {"adopted_on": meeting.date} if state == "signed" else {}
    return Decision.objects.create(
        item=item, position=1, text=text, due=due, responsible=responsible, **adopted
    )


@pytest.fixture
def physics(district):
    return make.AssociationFactory(municipality=district, teachers_of="учителей физики")


@pytest.fixture
def everything(district, maths, physics, in_force):
    """A meeting, an event, a deadline and a decision of each association; an event of the service."""
    foreign = make.AssociationFactory()
    for association, whose in ((maths, "математиков"), (physics, "физиков"), (foreign, "чужих")):
        make.MeetingFactory(association=association, date=date(2026, 11, 10), theme=f"Заседание {whose}")
        Event.objects.create(
            municipality=association.municipality, association=association, title=f"Семинар {whose}",
            starts=date(2026, 11, 12),
        )  # fmt: skip
        in_force(association, {"action": f"Диагностика {whose}", "deadline": "до 20 ноября"})
        decision(association, f"Поручение {whose}")
    Event.objects.create(municipality=district, title="Ярмарка службы", starts=date(2026, 11, 12))


@pytest.mark.usefixtures("everything")
def test_a_methodist_sees_the_whole_district_and_nothing_of_another(methodist):
    assert titles(methodist) == [
        "Заседание математиков", "Заседание физиков",
        "Семинар математиков", "Семинар физиков", "Ярмарка службы",
        "Диагностика математиков", "Диагностика физиков",
    ]  # fmt: skip


@pytest.mark.usefixtures("everything")
def test_a_head_sees_the_own_association_and_the_service(head):
    own = [
        "Заседание математиков", "Семинар математиков", "Диагностика математиков", "Поручение математиков",
    ]  # fmt: skip
    assert titles(head, MINE) == own
    assert sorted(titles(head)) == sorted([*own, "Ярмарка службы"])


@pytest.mark.usefixtures("everything")
def test_a_member_answers_for_no_deadlines_of_the_association(district, maths):
    person = make.TeacherFactory(school=make.SchoolFactory(municipality=district))
    make.MembershipFactory(association=maths, teacher=person)
    member = make.user_with_role("teacher", municipality=district, teacher=person)
    assert titles(member, MINE) == ["Заседание математиков", "Семинар математиков"]
    # the plan is read by every member, decisions are tasks of those who answer for them
    assert titles(member, Circle(maths)) == [
        "Заседание математиков", "Семинар математиков", "Диагностика математиков",
    ]  # fmt: skip


@pytest.mark.usefixtures("everything")
def test_a_coordinator_s_own_calendar_is_that_of_the_school(district):
    school = make.SchoolFactory(municipality=district)
    small = make.AssociationFactory(municipality=district, level="school", school=school)
    make.MeetingFactory(association=small, date=date(2026, 11, 3), theme="Заседание ШМО")
    coordinator = make.user_with_role("coordinator", municipality=district, school=school)
    assert titles(coordinator, MINE) == ["Заседание ШМО"]
    assert "Заседание физиков" in titles(coordinator)


@pytest.mark.usefixtures("everything")
def test_one_association_shows_only_its_own(methodist, physics):
    assert titles(methodist, Circle(physics)) == [
        "Заседание физиков", "Семинар физиков", "Диагностика физиков", "Поручение физиков",
    ]  # fmt: skip


def test_who_is_named_has_the_deadline_in_the_own_calendar(district, head, physics, in_force):
    person = head.teacher
    Event.objects.create(municipality=district, title="Конкурс без меня", starts=date(2026, 11, 3))
    event = Event.objects.create(municipality=district, title="Конкурс", starts=date(2026, 11, 4))
    Participant.objects.create(event=event, teacher=person)
    make.MembershipFactory(association=physics, teacher=person)
    in_force(
        physics,
        {"action": "Доклад", "deadline": "до 5 ноября", "responsible": "Ветрова А.С."},
        {"action": "Чужой доклад", "deadline": "до 5 ноября"},
    )
    decision(physics, "Подготовить доклад", responsible=person)
    decision(physics, "Подготовить другое")
    assert titles(head, MINE) == ["Конкурс", "Доклад", "Подготовить доклад"]


def test_an_office_that_is_named_is_whoever_holds_it_today(district, maths, in_force):
    person = make.TeacherFactory(school=make.SchoolFactory(municipality=district))
    make.TermFactory(association=maths, teacher=person, office="curator")
    curator = make.user_with_role("teacher", municipality=district, teacher=person)
    in_force(
        maths,
        {"action": "Посетить уроки", "deadline": "до 20 ноября", "responsible": "куратор"},
        {"action": "Доклад", "deadline": "до 20 ноября", "responsible": "секретарь"},
    )
    assert titles(curator, MINE) == ["Посетить уроки"]


def test_decisions_of_unsigned_protocols_are_no_deadlines(head, maths):
    decision(maths, "Ещё не подписано", state="held")
    assert titles(head) == []


def test_an_item_that_became_a_meeting_stands_as_that_meeting_only(methodist, maths, in_force):
    (line,) = in_force(maths, {"action": "Семинар", "deadline": "ноябрь, март"})
    meeting = make.MeetingFactory(association=maths, date=date(2026, 11, 17), theme="Заседание")
    ItemLink.objects.create(item=line.item, meeting=meeting)
    assert titles(methodist) == ["Заседание"]
    assert titles(methodist, first=date(2027, 3, 1), last=date(2027, 3, 31)) == ["Семинар"]
    meeting.state = "not_held"
    meeting.save()
    assert titles(methodist) == ["Заседание", "Семинар"]


def test_what_goes_on_all_year_is_no_entry(methodist, maths, in_force):
    in_force(
        maths,
        {"action": "Наставничество", "deadline": "в течение года"},
        {"action": "Консультации", "deadline": "по графику"},
    )
    assert titles(methodist, first=date(2026, 9, 1), last=date(2027, 8, 31)) == []


def test_a_month_is_a_window_and_a_day_is_a_day(methodist, maths, in_force):
    in_force(maths, {"action": "День", "deadline": "до 20 ноября"}, {"action": "Месяц", "deadline": "ноябрь"})
    found = entries_between(methodist, FIRST, LAST, ALL)
    assert [(entry.title, entry.starts, entry.is_window) for entry in found] == [
        ("День", date(2026, 11, 20), False),
        ("Месяц", date(2026, 11, 30), True),
    ]


def test_states_are_told_in_words(methodist, head, district, maths, in_force, mark_done):
    make.MeetingFactory(association=maths, date=date(2026, 11, 3), theme="Прошло", state="signed")
    make.MeetingFactory(association=maths, date=date(2026, 11, 4), theme="Сорвалось", state="not_held")
    make.MeetingFactory(association=maths, date=date(2026, 11, 28), theme="Будет")
    Event.objects.create(municipality=district, title="Отменили", starts=date(2026, 11, 5), state="cancelled")
    done, _ = in_force(
        maths, {"action": "Сделано", "deadline": "до 6 ноября"}, {"action": "Нет", "deadline": "до 7 ноября"}
    )
    mark_done(done)
    finished = decision(maths, "Исполнено", due=date(2026, 11, 8))
    DecisionDone.objects.create(decision=finished, done_on=NOVEMBER, marked_by=methodist)
    assert [
        (entry.title, entry.state, entry.is_cancelled) for entry in entries_between(head, FIRST, LAST, ALL)
    ] == [
        ("Прошло", ("done", "Проведено"), False),
        ("Сорвалось", ("refused", "Не состоялось"), True),
        ("Отменили", ("refused", "Отменено"), True),
        ("Сделано", ("done", "Выполнено"), False),
        ("Нет", ("overdue", "Не выполнено"), False),
        ("Исполнено", ("done", "Выполнено"), False),
        ("Будет", (), False),
    ]  # fmt: skip


def test_a_day_goes_by_the_clock(methodist, district, maths):
    for theme, at in (("Без часа", None), ("После обеда", time(15)), ("Утром", time(9, 30))):
        make.MeetingFactory(association=maths, date=NOVEMBER, theme=theme, time=at)
    assert titles(methodist) == ["Утром", "После обеда", "Без часа"]


def test_of_two_at_once_the_first_made_comes_first(methodist, maths):
    for number in (9, 10):
        make.MeetingFactory(pk=number, association=maths, date=NOVEMBER, theme=f"Заседание {number}")
    assert titles(methodist) == ["Заседание 9", "Заседание 10"]


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        (date(2026, 11, 5), None, [5]),
        (date(2026, 11, 5), date(2026, 11, 7), [5, 6, 7]),
        (date(2026, 11, 5), date(2026, 11, 12), [5, 6, 7, 8, 9, 10, 11, 12]),
        (date(2026, 11, 5), date(2026, 11, 13), [5, 13]),
    ],
)
def test_an_event_of_many_days_stands_on_each_of_a_few(methodist, district, starts, ends, days):
    Event.objects.create(municipality=district, title="Неделя", starts=starts, ends=ends)
    found = by_day(entries_between(methodist, FIRST, LAST, ALL))
    assert [day.day for day in sorted(found)] == days


def test_an_event_that_began_before_is_there_while_it_lasts(methodist, district):
    Event.objects.create(
        municipality=district, title="Смена", starts=date(2026, 10, 25), ends=date(2026, 11, 2)
    )
    Event.objects.create(municipality=district, title="Прошла", starts=date(2026, 10, 25))
    assert titles(methodist) == ["Смена"]


def test_every_kind_has_a_word_and_an_icon_of_its_own():
    assert len({kind.label for kind in Kind}) == len({kind.icon for kind in Kind}) == len(Kind)
