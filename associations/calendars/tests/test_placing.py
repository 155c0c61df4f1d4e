"""Under which headings a line stands, told by the words of its deadline."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from associations.calendars.grid import Month, months_of
from associations.calendars.placing import UNDATED, places_of
from methodservice.lib.deadlines import Kind, understand
from methodservice.lib.periods import SchoolYear

YEAR = SchoolYear(2026)


def places(words):
    meaning = understand(words, YEAR.starts, YEAR.ends)
    return places_of(meaning.kind, [(each.start, each.end) for each in meaning.occurrences])


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("октябрь", ["Октябрь 2026"]),
        ("до 15 мая", ["Май 2027"]),
        ("сентябрь, январь", ["Сентябрь 2026", "Январь 2027"]),
        ("октябрь–ноябрь", ["Октябрь 2026", "Ноябрь 2026"]),
        ("1 раз в четверть", ["Октябрь 2026", "Декабрь 2026", "Март 2027", "Май 2027"]),
        ("ежемесячно", [month.title for month in months_of(YEAR)]),
        ("в течение года", ["В течение всего года"]),
        ("по графику", ["По отдельному графику"]),
        ("по мере необходимости", ["По мере необходимости"]),
        ("в течение 10 дней после заседания", ["После другого события"]),
        ("когда-нибудь", ["Срок записан непонятно"]),
    ],
)
def test_a_line_stands_where_its_deadline_says(words, titles):
    assert [place.title for place in places(words)] == titles


def test_a_line_without_a_deadline_has_a_heading_of_its_own():
    assert [place.title for place in places_of("", [])] == ["Срок не указан"]


def test_a_window_is_due_at_the_end_of_each_of_its_months():
    assert [place.due for place in places("с 10 октября по 20 ноября")] == [
        date(2026, 10, 31), date(2026, 11, 20),
    ]  # fmt: skip


def test_a_dated_kind_without_days_is_told_as_not_understood():
    assert [place.title for place in places_of(Kind.WINDOW, [])] == ["Срок записан непонятно"]


def test_months_come_before_what_has_no_date():
    headings = sorted([*places("по графику"), *places("май"), *places("в течение года"), *places("октябрь")])
    assert [place.title for place in headings] == [
        "Октябрь 2026", "Май 2027", "В течение всего года", "По отдельному графику",
    ]  # fmt: skip


days = some.dates(YEAR.starts, YEAR.ends)
spans = some.tuples(some.none() | days, days).map(
    lambda span: span if span[0] is None else (min(span), max(span))
)


@given(some.sampled_from([*Kind, ""]), some.lists(spans, max_size=6))
def test_every_line_stands_somewhere_under_each_heading_once(kind, occurrences):
    found = places_of(kind, occurrences)
    assert found
    assert len({place.order for place in found}) == len(found)
    assert found == sorted(found)
    if found[0].month is None:
        assert len(found) == 1
        assert found[0].title in UNDATED.values()
    else:
        assert {Month.containing(ends) for _, ends in occurrences} <= {place.month for place in found}
        assert all(place.due in place.month for place in found)
