from datetime import date

import pytest

from methodservice.directory.models import MunicipalityRules
from monitoring.rules.schedule import latest_ended, periods_of_year


@pytest.mark.parametrize(
    ("rules", "titles"),
    [
        (
            MunicipalityRules(half_year_kind="calendar"),
            ["I полугодие 2026 года", "II полугодие 2026 года"],
        ),
        (
            MunicipalityRules(half_year_kind="school"),
            ["II полугодие 2025/2026 учебного года", "I полугодие 2026/2027 учебного года"],
        ),
        (MunicipalityRules(monitoring_period="year"), ["2026 год"]),
        (
            MunicipalityRules(monitoring_period="quarter"),
            [f"{number} квартал 2026 года" for number in ("I", "II", "III", "IV")],
        ),
    ],
)
def test_periods_end_in_their_year_and_the_last_one_ends_it(rules, titles):
    periods = periods_of_year(rules, 2026)
    assert [due.period.title for due in periods] == titles
    assert {due.period.ends.year for due in periods} == {due.year for due in periods} == {2026}
    assert [due.ends_year for due in periods] == [False] * (len(titles) - 1) + [True]


def test_figures_are_due_for_the_last_period_that_is_over():
    rules = MunicipalityRules(half_year_kind="calendar")
    assert latest_ended(rules, date(2026, 7, 1)).period.title == "I полугодие 2026 года"
    assert latest_ended(rules, date(2026, 6, 30)).period.title == "II полугодие 2025 года"
