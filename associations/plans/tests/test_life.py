"""Where an item of a plan stands by a day, and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.events.models import Event
from associations.models import Meeting
from associations.plans.life import FINISHED, SOON_DAYS, State, Verdict, judge, life_of
from associations.plans.models import ItemDone, ItemLink, PlanEdition, PlanItem
from methodservice.testing import factories as make
from methodservice.testing.plans import edition_with

OCTOBER, MARCH, MAY = date(2026, 10, 31), date(2027, 3, 31), date(2027, 5, 15)
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("ends", "held", "done_on", "expected"),
    [
        ([], [], None, Verdict(State.PLANNED, "без точной даты", None)),
        ([], [OCTOBER], None, Verdict(State.PLANNED, "проведено: 1", None)),
        ([MAY], [], None, Verdict(State.PLANNED, "до 15.05.2027", MAY)),
        ([TODAY + timedelta(SOON_DAYS)], [], None, Verdict(State.SOON, "до 04.12.2026", date(2026, 12, 4))),
        ([TODAY], [], None, Verdict(State.SOON, "до 20.11.2026", TODAY)),
        ([OCTOBER], [], None, Verdict(State.OVERDUE, "срок был 31.10.2026", OCTOBER)),
        ([OCTOBER], [date(2026, 10, 9)], None, Verdict(State.HELD, "прошло 09.10.2026", None)),
        ([OCTOBER, MARCH], [], None, Verdict(State.OVERDUE, "проведено 0 из 2, срок был 31.10.2026", OCTOBER)),
        ([OCTOBER, MARCH], [TODAY], None, Verdict(State.PLANNED, "проведено 1 из 2, до 31.03.2027", MARCH)),
        ([OCTOBER, MARCH], [TODAY, TODAY], None, Verdict(State.HELD, "проведено 2 из 2", None)),
        ([OCTOBER], [], OCTOBER, Verdict(State.DONE, "31.10.2026", None)),
        (
            [OCTOBER], [], date(2026, 11, 5),
            Verdict(State.DONE_LATE, "05.11.2026, срок был 31.10.2026", None),
        ),
        ([], [], TODAY, Verdict(State.DONE, "20.11.2026", None)),
        ([OCTOBER, MAY], [TODAY], TODAY, Verdict(State.DONE, "20.11.2026, проведено 1 из 2", None)),
    ],
)  # fmt: skip
def test_the_state_of_an_item_and_its_reason(ends, held, done_on, expected):
    assert judge(ends, held=held, done_on=done_on, today=TODAY) == expected


days = st.dates(date(2026, 9, 1), date(2027, 8, 31))
many = st.lists(days, max_size=5).map(sorted)


@given(many, many, days)
def test_a_mark_outweighs_everything_else(ends, held, today):
    for done_on in (today, today - timedelta(30)):
        assert judge(ends, held=held, done_on=done_on, today=today).state in FINISHED


@given(many, many, days)
def test_nothing_is_finished_without_a_mark(ends, held, today):
    assert judge(ends, held=held, done_on=None, today=today).state not in FINISHED


@given(many, many, days, days)
def test_what_takes_place_never_makes_an_item_overdue(ends, held, more, today):
    before = judge(ends, held=held, done_on=None, today=today)
    after = judge(ends, held=sorted([*held, more]), done_on=None, today=today)
    assert (before.state is State.OVERDUE) or (after.state is not State.OVERDUE)


@given(many, many, days, st.integers(0, 400))
def test_an_overdue_item_stays_overdue_until_something_is_done(ends, held, today, later):
    if judge(ends, held=held, done_on=None, today=today).state is State.OVERDUE:
        verdict = judge(ends, held=held, done_on=None, today=today + timedelta(later))
        assert verdict.state is State.OVERDUE


@given(many, many, days)
def test_what_is_due_next_is_one_of_the_last_days_and_told(ends, held, today):
    verdict = judge(ends, held=held, done_on=None, today=today)
    if verdict.due:
        assert verdict.due in ends
        assert f"{verdict.due:%d.%m.%Y}" in verdict.detail
        assert (verdict.due < today) == (verdict.state is State.OVERDUE)


pytestmark = pytest.mark.django_db


def approved(lines=1, **words):
    return edition_with(lines, state=PlanEdition.State.APPROVED, **words)


def test_meetings_and_events_of_an_item_tell_what_took_place():
    edition = approved(deadline="октябрь")
    association, item = edition.plan.association, PlanItem.objects.get()
    meeting = make.MeetingFactory(association=association, date=date(2026, 10, 12), state=Meeting.State.HELD)
    event = Event.objects.create(
        municipality=association.municipality, association=association, title="Семинар",
        starts=date(2026, 10, 5), state=Event.State.CANCELLED,
    )  # fmt: skip
    ItemLink.objects.create(item=item, meeting=meeting)
    ItemLink.objects.create(item=item, event=event)
    life = life_of(edition.plan, TODAY)[item.pk]
    assert (life.state, life.word, life.detail, life.times) == (
        State.HELD,
        "Ждёт отметки",
        "прошло 12.10.2026",
        1,
    )
    assert [(link.title, link.kind, link.word, link.held) for link in life.links] == [
        ("Мероприятие: Семинар", "refused", "Отменено", False),
        (f"Заседание: {meeting.theme}", "draft", "Черновик протокола", True),
    ]
    assert [link.url for link in life.held] == [meeting.get_absolute_url()]


def test_a_mark_of_an_item_is_its_life_in_the_next_edition_too():
    edition = approved(deadline="октябрь")
    item = PlanItem.objects.get()
    ItemDone.objects.create(item=item, done_on=OCTOBER, marked_by=make.UserFactory())
    assert life_of(edition.plan, TODAY)[item.pk].finished
    edition.state = PlanEdition.State.SUPERSEDED
    edition.save()
    assert life_of(edition.plan, TODAY) == {}


def test_a_draft_has_no_life_yet():
    assert life_of(edition_with(3).plan, TODAY) == {}


@pytest.mark.parametrize("number", [1, 30])
def test_the_life_of_a_plan_costs_the_same_for_one_item_and_for_thirty(number, django_assert_num_queries):
    edition = approved(number)
    association = edition.plan.association
    for item in PlanItem.objects.all():
        meeting = make.MeetingFactory(association=association, theme=f"Тема {item.pk}")
        ItemLink.objects.create(item=item, meeting=meeting)
        ItemDone.objects.create(item=item, done_on=OCTOBER, marked_by=make.UserFactory())
    with django_assert_num_queries(4):
        assert len(life_of(edition.plan, TODAY)) == number
