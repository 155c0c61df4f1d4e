from datetime import date

import pytest

from methodservice.lib.periods import calendar_half_year
from monitoring.rules.proposing import Dates, dates_for, working_day


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 7, 4), date(2026, 7, 6)),
        (date(2027, 1, 1), date(2027, 1, 11)),
        (date(2026, 6, 12), date(2026, 6, 15)),
    ],
)
def test_days_off_are_passed_over(day, found):
    assert working_day(day) == found


def test_a_campaign_opens_after_the_period_and_lasts_two_weeks():
    period = calendar_half_year(2026, 2)
    assert dates_for(period, date(2026, 12, 1)) == Dates(
        date(2026, 12, 31), date(2027, 1, 11), date(2027, 1, 25)
    )


def test_a_late_plan_opens_today():
    assert dates_for(calendar_half_year(2026, 1), date(2026, 9, 5)) == Dates(
        date(2026, 6, 30), date(2026, 9, 7), date(2026, 9, 21)
    )
