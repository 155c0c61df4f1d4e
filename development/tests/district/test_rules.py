"""Rules of the district's views: hours of a programme, the outlook, newcomers, years, what to offer."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from development.district.plan_years import asked_year, plan_year, years_around
from development.rules.courses import hours_doubt
from development.rules.needs import offer
from development.rules.newcomers import newcomer
from development.rules.outlook import EARLY, fulfils, outlook
from methodservice.directory.rules import YoungRule

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("kind", "hours", "doubted"),
    [
        ("upskilling", 15, True), ("upskilling", 16, False), ("upskilling", 249, False), ("upskilling", 250, True),
        ("retraining", 249, True), ("retraining", 250, False),
    ],
)  # fmt: skip
def test_hours_that_do_not_fit_the_kind_are_doubted(kind, hours, doubted):
    assert bool(hours_doubt(kind, hours)) is doubted


@pytest.mark.parametrize(
    ("valid_until", "planned_on", "year", "kind"),
    [
        (None, None, 2027, None),
        (date(2027, 1, 1), None, 2027, "expiring"),
        (date(2027, 12, 31), None, 2027, "expiring"),
        (date(2028, 1, 1), None, 2027, None),
        (TODAY, None, 2026, "expiring"),
        (TODAY - timedelta(days=1), None, 2026, "expired"),
        (TODAY - timedelta(days=1), None, 2027, "expired"),
        (date(2026, 1, 1), None, 2025, None),
        (None, date(2027, 3, 1), 2027, "planned"),
        (date(2026, 1, 1), date(2027, 3, 1), 2027, "planned"),
        (date(2027, 5, 1), date(2028, 3, 1), 2027, "expiring"),
        (None, TODAY - timedelta(days=1), 2027, "missed"),
        (None, TODAY, 2026, "planned"),
    ],
)
def test_the_outlook_says_why_a_person_stands_in_a_year(valid_until, planned_on, year, kind):
    found = outlook(valid_until, planned_on, year, TODAY)
    assert (found and found.kind) == kind


def test_an_attestation_fulfils_a_plan_of_its_category_up_to_half_a_year_early():
    planned = date(2027, 3, 1)
    assert fulfils("first", planned - EARLY, "first", planned)
    assert not fulfils("first", planned - EARLY - timedelta(days=1), "first", planned)
    assert not fulfils("highest", planned, "first", planned)


def test_a_newcomer_is_young_or_hired_within_a_year():
    rule = YoungRule(35, Decimal(3))
    both = newcomer(rule, date(2000, 1, 1), date(2025, 9, 1), date(2026, 9, 1), TODAY)
    assert (both.is_young, both.is_new, len(both.reasons)) == (True, True, 2)
    assert newcomer(rule, date(1980, 1, 1), date(2005, 9, 1), date(2025, 11, 29), TODAY).reasons == (
        "работает здесь с 29.11.2025",
    )
    for hired_on in (date(2025, 11, 28), TODAY + timedelta(days=1), None):
        assert newcomer(rule, None, None, hired_on, TODAY).reasons == ()


def test_the_next_year_is_planned_from_september_on():
    assert (plan_year(date(2026, 8, 31)), plan_year(date(2026, 9, 1))) == (2026, 2027)
    assert [asked_year(text, TODAY) for text in ("2025", "", "год", "20277", "1900")] == [2025, *[2027] * 4]
    assert years_around(2019, TODAY) == [2019, *range(2024, 2032)]


def test_what_is_offered_follows_the_number_of_people():
    assert len({offer(number) for number in (1, 2, 4, 5, 50)}) == 3
    assert (offer(1), offer(2), offer(5)) == (
        "индивидуальный маршрут или наставник",
        "занятие методического объединения, посещение уроков друг у друга",
        "курсы или выездной семинар для группы",
    )
