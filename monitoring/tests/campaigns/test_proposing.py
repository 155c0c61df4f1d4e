from datetime import date

from methodservice.lib.periods import calendar_half_year
from monitoring.rules.proposing import Dates, dates_for


def test_a_campaign_opens_after_the_period_and_lasts_two_weeks():
    period = calendar_half_year(2026, 2)
    assert dates_for(period, date(2026, 12, 1)) == Dates(
        date(2026, 12, 31), date(2027, 1, 11), date(2027, 1, 25)
    )


def test_a_late_plan_opens_today():
    assert dates_for(calendar_half_year(2026, 1), date(2026, 9, 5)) == Dates(
        date(2026, 6, 30), date(2026, 9, 7), date(2026, 9, 21)
    )


def test_moved_days_off_and_working_saturdays_are_known():
    period = calendar_half_year(2025, 1)
    assert dates_for(period, date(2025, 10, 18)) == Dates(
        date(2025, 6, 30), date(2025, 10, 20), date(2025, 11, 5)
    )
    assert dates_for(period, date(2025, 11, 1)).opens_on == date(2025, 11, 1)
