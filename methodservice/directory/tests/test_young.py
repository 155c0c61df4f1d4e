"""Who is a young teacher: the pure rule, and the register's filter that must agree with it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.directory.models import Teacher
from methodservice.directory.rules import Young, YoungRule, young
from methodservice.testing import factories as make

TODAY = date(2026, 11, 23)
RULE = YoungRule(35, Decimal("3"))


@pytest.mark.parametrize(
    ("born", "since", "is_young", "reason"),
    [
        (
            date(2000, 1, 1),
            date(2025, 9, 1),
            True,
            "Возраст 26\N{NO-BREAK SPACE}лет, стаж с 01.09.2025 — меньше 3\N{NO-BREAK SPACE}лет",
        ),
        (
            date(1990, 11, 24),
            date(2025, 9, 1),
            True,
            "Возраст 35\N{NO-BREAK SPACE}лет, стаж с 01.09.2025 — меньше 3\N{NO-BREAK SPACE}лет",
        ),
        (date(1990, 11, 23), date(2025, 9, 1), False, "Возраст 36\N{NO-BREAK SPACE}лет — больше 35"),
        (
            date(2000, 1, 1),
            date(2023, 11, 24),
            True,
            "Возраст 26\N{NO-BREAK SPACE}лет, стаж с 24.11.2023 — меньше 3\N{NO-BREAK SPACE}лет",
        ),
        (
            date(2000, 1, 1),
            date(2023, 11, 23),
            False,
            "Стаж с 23.11.2023 — уже не меньше 3\N{NO-BREAK SPACE}лет",
        ),
        (None, date(2010, 9, 1), False, "Стаж с 01.09.2010 — уже не меньше 3\N{NO-BREAK SPACE}лет"),
        (date(1970, 1, 1), None, False, "Возраст 56\N{NO-BREAK SPACE}лет — больше 35"),
        (None, date(2025, 9, 1), None, "В карточке не указано: дата рождения"),
        (None, None, None, "В карточке не указано: дата рождения, начало педагогического стажа"),
    ],
)
def test_the_rule_answers_with_its_reason(born, since, is_young, reason):
    assert young(RULE, born, since, TODAY) == Young(is_young, reason)


def test_half_a_year_counts_in_months():
    rule = YoungRule(30, Decimal("2.5"))
    assert rule.teaching_after(date(2026, 8, 31)) == date(2024, 2, 29)
    assert (
        rule.in_words
        == "возраст до 30\N{NO-BREAK SPACE}лет включительно и педагогический стаж меньше 2,5\N{NO-BREAK SPACE}года"
    )


def test_one_born_on_29_february_grows_older_on_1_march_of_a_common_year():
    born = date(2000, 2, 29)
    since = date(2034, 9, 1)
    assert young(YoungRule(34, Decimal(3)), born, since, date(2035, 2, 28)).is_young is True
    assert young(YoungRule(34, Decimal(3)), born, since, date(2035, 3, 1)).is_young is False


days = st.dates(date(1940, 1, 1), date(2030, 12, 31))


@given(
    max_age=st.integers(18, 70),
    half_years=st.integers(1, 40),
    born=days,
    since=days,
    today=st.dates(date(2015, 1, 1), date(2040, 12, 31)),
)
def test_nobody_grows_young_again(max_age, half_years, born, since, today):
    rule = YoungRule(max_age, Decimal(half_years) / 2)
    now = young(rule, born, since, today).is_young
    later = young(rule, born, since, today + timedelta(days=1)).is_young
    assert now or not later


@given(max_age=st.integers(18, 70), born=days, today=st.dates(date(2015, 1, 1), date(2040, 12, 31)))
def test_age_is_counted_in_full_years(max_age, born, today):
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    rule = YoungRule(max_age, Decimal(99))
    assert young(rule, born, today, today).is_young is (age <= max_age)


@pytest.mark.django_db
def test_the_filter_finds_exactly_those_whom_the_rule_calls_young():
    school = make.SchoolFactory()
    dates = [
        None,
        *(TODAY - timedelta(days=365 * years + shift) for years in (2, 3, 35, 36) for shift in range(12)),
    ]
    for number, born in enumerate(dates):
        for since in (None, TODAY - timedelta(days=400), TODAY - timedelta(days=365 * 3 + 1)):
            make.TeacherFactory(school=school, given_name=f"Имя{number}", born_on=born, teaching_since=since)
    expected = {
        teacher.pk
        for teacher in Teacher.objects.all()
        if young(RULE, teacher.born_on, teacher.teaching_since, TODAY).is_young
    }
    assert expected
    assert set(Teacher.objects.young(RULE, TODAY).values_list("pk", flat=True)) == expected
