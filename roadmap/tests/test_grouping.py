"""Rows by month, by who answers, by state."""

from datetime import date

import pytest

from associations.calendars.grid import Month
from roadmap.grouping import (
    NO_PARTY,
    NOBODY,
    by_party,
    choices_of,
    in_month,
    months_of,
    narrowed,
    spoken,
    work_of,
)
from roadmap.parties import Resolved
from roadmap.tests.rows import TODAY, row_of, time_of

MAY = Month(2026, 5)


def actions(dues):
    return [due.row.line.action for due in dues]


def test_a_month_tells_what_ends_in_it_what_is_late_and_what_goes_on():
    rows = [
        row_of(time_of("01.05", "31.05"), action="весь май"),
        row_of(time_of("", "02.05"), action="до 2 мая"),
        row_of(time_of("", "15.04"), action="просрочено в апреле"),
        row_of(time_of("", "15.04", done="20.04"), action="сделано в апреле"),
        row_of(time_of("01.01", "31.12"), action="весь год"),
        row_of(time_of("", "30.06"), action="до конца июня"),
        row_of(time_of("", "15.05", cancelled="01.05"), action="отменено"),
    ]
    work = in_month(rows, MAY)
    assert actions(work.due) == ["до 2 мая", "весь май"]
    assert actions(work.overdue) == ["просрочено в апреле"]
    assert actions(work.ongoing) == ["весь год"]


def test_what_is_not_late_today_is_not_late_in_a_month_to_come():
    work = in_month([row_of(time_of("", "15.06"))], Month(2026, 8))
    assert work.overdue == ()


def test_a_repeated_item_stands_in_each_of_its_months():
    row = row_of(
        time_of("01.01", "31.03", done="30.03"), time_of("01.04", "30.06"), time_of("01.07", "30.09")
    )
    assert [len(in_month([row], Month(2026, number)).due) for number in range(1, 13)] == [
        0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "shown", "before", "after"),
    [
        ("2026-03", "2026-03", "2026-02", "2026-04"),
        ("", "2026-05", "2026-04", "2026-06"),
        ("2026-13", "2026-05", "2026-04", "2026-06"),
        ("2025-01", "2026-01", None, "2026-02"),
        ("2040-01", "2026-12", "2026-11", None),
    ],
)
def test_months_stay_inside_the_period(asked, shown, before, after):
    found = months_of(date(2026, 1, 15), date(2026, 12, 10), asked, TODAY)
    assert [month and month.key for month in found] == [shown, before, after]


def test_each_party_gets_its_rows_then_words_then_what_nobody_answers_for():
    both = row_of(parties=["role:heads", "school:7"])
    words = row_of(responsible="комитет по спорту")
    nobody, gone = row_of(), row_of(parties=["school:8"])
    groups = by_party(
        [both, words, nobody, gone],
        lambda row: row,
        labels={"role:heads": "Руководители РМО", "school:7": "Школа № 7"},
        words={words.line.pk: ("комитет по спорту",)},
    )
    assert [(group.label, group.is_named, len(group.things)) for group in groups] == [
        ("Нет в списках", True, 1),
        ("Руководители РМО", True, 1),
        ("Школа № 7", True, 1),
        ("комитет по спорту", False, 1),
        (NO_PARTY, False, 1),
    ]
    assert groups[-1].key == NOBODY


def test_words_that_differ_in_letters_only_are_one_group():
    rows = [row_of(), row_of()]
    words = {rows[0].line.pk: ("Комитет",), rows[1].line.pk: ("комитет",)}
    (group,) = by_party(rows, lambda row: row, labels={}, words=words)
    assert (group.label, len(group.things)) == ("Комитет", 2)


def test_words_are_looked_up_once_and_not_where_a_person_chose(monkeypatch):
    asked = []

    def resolve(text, known):
        asked.append(text)
        return Resolved((), (text,))

    monkeypatch.setattr("roadmap.grouping.resolve", resolve)
    rows = [
        row_of(responsible="совет"),
        row_of(responsible="совет"),
        row_of(responsible="кто-то", by_hand=True),
    ]
    assert spoken([*rows, row_of()], None) == {rows[0].line.pk: ("совет",), rows[1].line.pk: ("совет",)}
    assert asked == ["совет"]


def test_the_work_of_a_party_is_counted_in_times():
    rows = [
        row_of(
            time_of("", "15.04"), time_of("", "25.05"), time_of("", "01.03", done="05.03"), parties=["a:1"]
        ),
        row_of(time_of("", "15.04", cancelled="01.04"), parties=["a:1"]),
    ]
    (group,) = by_party(rows, lambda row: row, labels={"a:1": "А"}, words={})
    work = work_of(group, TODAY)
    assert (work.items, work.soon, work.progress.overdue) == (2, 1, 1)
    assert (work.progress.done, work.progress.total) == (1, 3)


def test_rows_are_narrowed_by_state_and_empty_choices_are_not_offered():
    late, done = row_of(time_of("", "15.04")), row_of(time_of("", "15.04", done="14.04"))
    this_month = row_of(time_of("", "31.05"))
    rows = [late, done, this_month, row_of(kind="by_schedule"), row_of(kind="on_demand")]
    assert [(choice.key, choice.count) for choice in choices_of(rows, TODAY)] == [
        ("overdue", 1),
        ("soon", 1),
        ("month", 1),
        ("done", 1),
        ("unscheduled", 1),
        ("demand", 1),
    ]
    assert narrowed(rows, "overdue", TODAY) == (late,)
    assert narrowed(rows, "nonsense", TODAY) == tuple(rows)
