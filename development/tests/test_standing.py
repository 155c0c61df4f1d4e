"""Where a person stands, in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from development.models import DeficitKind
from development.rules import standing
from development.rules.courses import begun_by, watch
from development.rules.standing import Going, Held
from methodservice.testing.word import plain

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


LATE = "пора учиться"
LAST = "последнее обучение окончено"


def told(fact):
    return plain(fact.words), fact.word


@given(DAYS, DAYS)
def test_the_condition_of_the_list_agrees_with_the_watch(begun, today):
    """Also at the ends of months, where three years later is another day."""
    assert (begun <= begun_by(today)) == (watch(begun, None, today).state == "overdue")


@pytest.mark.parametrize(
    ("last", "hired", "words", "state"),
    [
        (date(2025, 6, 1), None, f"{LAST} 1 июня 2025, следующее — до 1 июня 2028", "в срок"),
        (date(2024, 1, 5), None, f"{LAST} 5 января 2024, следующее — до 5 января 2027", "скоро срок"),
        (date(2023, 1, 5), None, f"{LAST} 5 января 2023, три года истекли 5 января 2026", LATE),
        (
            None, date(2026, 9, 1), "записей нет, работает с 1 сентября 2026: первое обучение — до 1 сентября 2029",
            "в срок",
        ),
        (None, date(2010, 9, 1), "записей нет, хотя работает с 1 сентября 2010", LATE),
        (None, None, "записей нет", LATE),
    ],
)  # fmt: skip
def test_training(last, hired, words, state):
    assert told(standing.training(last, hired, TODAY)) == (words, state)


FIRST = Held("first", date(2022, 3, 1), date(2027, 2, 28))
HIGHEST = Held("highest", date(2024, 5, 1), None)
OLD = Held("first", date(2015, 3, 1), date(2020, 2, 29))


@pytest.mark.parametrize(
    ("card", "held", "words", "state"),
    [
        ("", [], "нет", ""),
        ("first", [], "первая — по справочнику, записи об аттестации нет", ""),
        ("highest", [HIGHEST, FIRST], "высшая с 1 мая 2024, бессрочно", ""),
        ("first", [HIGHEST], "высшая с 1 мая 2024, бессрочно; в справочнике — первая", ""),
        ("first", [FIRST], "первая с 1 марта 2022, действует по 28 февраля 2027", "скоро истечёт"),
        ("first", [OLD], "первая — действовала по 29 февраля 2020", "срок истёк"),
    ],
)
def test_category(card, held, words, state):
    assert told(standing.category(card, held, TODAY)) == (words, state)


def test_the_last_day_of_a_category_counts():
    assert FIRST.holds_on(date(2027, 2, 28))
    assert not FIRST.holds_on(date(2027, 3, 1))


def test_deficits_are_counted_by_kind():
    labels = dict(DeficitKind.choices)
    assert told(standing.deficits([], labels, False)) == ("диагностики ещё не было", "")
    assert told(standing.deficits([], labels, True)) == ("открытых нет", "")
    found = ["methodical", "subject", "methodical"]
    assert (
        plain(standing.deficits(found, labels, True).words),
        plain(standing.deficits(found, labels, True).word),
    ) == (
        "предметные — 1, методические — 2",
        "3 открыто",
    )


def test_the_route_in_work_with_what_is_late():
    ends = TODAY + timedelta(days=10)
    assert told(standing.route([], 0)) == ("нет", "")
    assert told(standing.route([], 1)) == ("есть черновик, он ещё не утверждён", "")
    on_time = Going("Оценивание", ends, steps=4, done=1, late=0)
    assert told(standing.route([on_time], 0)) == (
        "«Оценивание» до 30 ноября 2026, выполнено 1 из 4",
        "идёт по плану",
    )
    late = Going("Оценивание", ends, steps=4, done=1, late=2)
    assert told(standing.route([on_time, late], 0))[1] == "просрочено: 2"
