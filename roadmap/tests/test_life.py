"""Where an occurrence and an item stand: examples of the rule, and what holds for any of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.deadlines import Kind
from methodservice.testing.roadmap_life import item_of
from roadmap.life import (
    NEEDS_DATES,
    ItemLife,
    OccurrenceLife,
    Progress,
    State,
    Verdict,
    judge,
    judge_item,
    life_of,
    progress_of,
)
from roadmap.models import Completion, Line, Occurrence

TODAY = date(2026, 3, 10)


def day(text):
    return date.fromisoformat(f"2026-{text}") if text else None


@pytest.mark.parametrize(
    ("starts", "ends", "done", "started", "cancelled", "state", "detail"),
    [
        ("", "04-30", "", "", "", State.PLANNED, "до 30.04.2026"),
        ("04-01", "04-30", "", "", "", State.PLANNED, "до 30.04.2026"),
        ("03-01", "04-30", "", "", "", State.IN_WORK, "до 30.04.2026"),
        ("", "03-25", "", "", "", State.PLANNED, "до 25.03.2026"),
        ("", "03-24", "", "", "", State.SOON, "до 24.03.2026"),
        ("03-01", "03-24", "", "", "", State.SOON, "до 24.03.2026"),
        ("", "03-10", "", "", "", State.SOON, "до 10.03.2026"),
        ("", "03-24", "", "03-02", "", State.IN_WORK, "с 02.03.2026, до 24.03.2026"),
        ("", "04-30", "", "03-02", "", State.IN_WORK, "с 02.03.2026, до 30.04.2026"),
        ("", "03-09", "", "", "", State.OVERDUE, "срок был 09.03.2026"),
        ("", "03-09", "", "03-02", "", State.OVERDUE, "срок был 09.03.2026"),
        ("", "03-09", "03-09", "", "", State.DONE, "09.03.2026"),
        ("", "12-31", "01-15", "", "", State.DONE, "15.01.2026"),
        ("", "03-08", "03-09", "", "", State.DONE_LATE, "09.03.2026, срок был 08.03.2026"),
        ("", "03-08", "", "03-02", "03-09", State.CANCELLED, "09.03.2026"),
        ("", "03-08", "03-01", "", "03-09", State.DONE, "01.03.2026"),
    ],
)
def test_an_occurrence_stands(starts, ends, done, started, cancelled, state, detail):
    verdict = judge(
        starts=day(starts), ends=day(ends), done_on=day(done), started_on=day(started),
        cancelled_on=day(cancelled), today=TODAY,
    )  # fmt: skip
    assert (verdict.state, verdict.detail) == (state, detail)
    assert verdict.due == (None if verdict.finished else day(ends))


def verdicts(*states):
    return [Verdict(state, state.value, None if state in (State.DONE,) else TODAY) for state in states]


@pytest.mark.parametrize(
    ("states", "kind", "facts", "state", "detail"),
    [
        ([], Kind.ON_DEMAND, 0, State.ON_DEMAND, ""),
        ([], Kind.ON_DEMAND, 2, State.ON_DEMAND, "отметок: 2"),
        ([], Kind.BY_SCHEDULE, 0, State.UNSCHEDULED, ""),
        ([], Kind.BY_SCHEDULE, 1, State.UNSCHEDULED, "отметок: 1"),
        ([], Kind.RELATIVE, 0, State.UNSCHEDULED, ""),
        ([], Kind.RELATIVE, 1, State.DONE, "отметок: 1"),
        ([], "", 0, State.UNSCHEDULED, ""),
        ([], "", 1, State.DONE, "отметок: 1"),
        ([State.PLANNED], Kind.DATE, 0, State.PLANNED, "planned"),
        ([State.DONE], Kind.DATE, 0, State.DONE, "done"),
        ([State.CANCELLED, State.CANCELLED], Kind.RECURRING, 0, State.CANCELLED, "cancelled"),
        ([State.DONE, State.CANCELLED], Kind.RECURRING, 0, State.DONE, "done"),
        ([State.DONE, State.DONE_LATE], Kind.RECURRING, 0, State.DONE_LATE, "выполнено 2 из 2"),
        ([State.DONE, State.SOON, State.PLANNED], Kind.RECURRING, 0, State.SOON, "выполнено 1 из 3, soon"),
        ([State.OVERDUE, State.DONE], Kind.RECURRING, 0, State.OVERDUE, "выполнено 1 из 2, overdue"),
    ],
)
def test_an_item_stands_by_the_first_of_its_times_that_waits(states, kind, facts, state, detail):
    verdict = judge_item(verdicts(*states), deadline_kind=kind, facts=facts)
    assert (verdict.state, verdict.detail) == (state, detail)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MAYBE = st.none() | DAYS


@given(
    ends=DAYS, done=MAYBE, started=MAYBE, cancelled=MAYBE, today=DAYS, length=st.none() | st.integers(0, 90)
)
def test_a_verdict_always_says_what_waits(ends, done, started, cancelled, today, length):
    starts = None if length is None else ends - timedelta(days=length)
    verdict = judge(
        starts=starts, ends=ends, done_on=done, started_on=started, cancelled_on=cancelled, today=today
    )
    assert verdict.finished == (done is not None or cancelled is not None)
    assert verdict.due == (None if verdict.finished else ends)
    assert (verdict.state is State.OVERDUE) == (not verdict.finished and ends < today)
    assert (verdict.state is State.DONE_LATE) == (done is not None and done > ends)
    assert verdict.word
    assert verdict.kind


OCCURRENCES = st.lists(st.tuples(DAYS, MAYBE, MAYBE), max_size=8)


def lives(rows, today):
    """ItemLife of made-up occurrences (ends, done, cancelled)."""
    judged = []
    for ends, done, cancelled in sorted(rows, key=lambda row: row[0]):
        verdict = judge(
            starts=None, ends=ends, done_on=done, started_on=None, cancelled_on=cancelled, today=today
        )
        judged.append(OccurrenceLife(Occurrence(ends=ends), verdict, None))
    verdict = judge_item([each.verdict for each in judged], deadline_kind=Kind.RECURRING, facts=0)
    return ItemLife(verdict, tuple(judged), ())


@given(rows=st.lists(OCCURRENCES, max_size=4), today=DAYS)
def test_progress_adds_up(rows, today):
    progress = progress_of([lives(each, today) for each in rows], today)
    assert progress.total >= progress.done >= progress.late
    assert progress.total >= progress.due >= progress.due_done
    assert progress.due - progress.due_done == progress.overdue
    assert (progress.percent is None) == (progress.total == 0)
    assert progress.percent is None or 0 <= progress.percent <= 100


@given(rows=OCCURRENCES.filter(bool), today=DAYS)
def test_an_item_is_overdue_when_one_of_its_times_is(rows, today):
    life = lives(rows, today)
    overdue = [each for each in life.occurrences if each.verdict.state is State.OVERDUE]
    assert (life.verdict.state is State.OVERDUE) == bool(overdue)
    assert life.verdict.finished == (life.open == ())


def test_nothing_to_do_has_no_percent():
    assert Progress().percent is None
    assert Progress(total=3, done=2).percent == 66


def test_kinds_that_need_dates_are_those_without_days():
    assert set(NEEDS_DATES) == {"by_schedule", "relative", "unrecognised", ""}


@pytest.mark.parametrize("times", [1, 30])
def test_the_life_of_a_roadmap_costs_two_queries(edition, methodist, times, django_assert_num_queries):
    item = item_of(edition, "2.2")
    for number in range(times):
        row = Occurrence.objects.create(item=item, ends=date(2026, 1, 1) + timedelta(days=number))
        Completion.objects.create(item=item, occurrence=row, done_on=row.ends, marked_by=methodist)
    lines = list(Line.objects.of(edition).select_related("part__edition"))
    with django_assert_num_queries(2):
        found = life_of(lines, TODAY)
        assert str(found[item.pk].occurrences[0].completion.marked_by) == str(methodist)
    assert len(found[item.pk].occurrences) == times
    assert found[item.pk].verdict.state is State.DONE
    assert {line.number: found[line.item_id].verdict.state for line in lines} == {
        "1.1": State.IN_WORK,
        "1.2": State.PLANNED,
        "2.1": State.IN_WORK,
        "2.2": State.DONE,
        "2.3": State.ON_DEMAND,
    }


def test_no_lines_ask_the_database_nothing():
    assert life_of([], TODAY) == {}
