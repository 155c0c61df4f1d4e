"""What holds for every text: an answer without an error, days in order inside the period, one kind that fits them."""

import re
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.deadlines import Kind, shift_years, understand
from methodservice.lib.deadlines.tokens import LONGEST_TEXT, MOST_TOKENS, normalise, tokenise
from methodservice.lib.deadlines.vocabulary import WORDS

MOST_CALLS = 600_000
"""For the longest text that is read at all: some twenty times an ordinary one."""

GLUE = [
    "с",
    "по",
    "до",
    "к",
    "в",
    "на",
    "не",
    "позднее",
    "реже",
    "раз",
    "раза",
    "числа",
    "января",
    "мая",
    "1",
    "2",
    "15",
    "31",
    "32",
    "01.09",
    "31.12.2024",
    "2024",
    "2025",
    "05.2024",
    "-",
    ",",
    ";",
    "(",
    ")",
    "и",
    "II",
    "III",
    "IV",
    "течение",
    "всего",
    "следующего",
    "за",
    "отчетным",
    "каждого",
    "этап",
    "график",
    "необходимости",
    "после",
    "начала",
    "дней",
]
PIECES = st.one_of(st.sampled_from(sorted(WORDS)), st.sampled_from(GLUE))
OFFICE_TEXTS = st.lists(PIECES, max_size=14).map(" ".join)
TEXTS = st.one_of(st.text(max_size=80), OFFICE_TEXTS)
DAYS = st.dates(date(1995, 1, 1), date(2095, 1, 1))
PERIODS = st.one_of(
    st.sampled_from(
        [
            (date(2024, 1, 1), date(2024, 12, 31)),
            (date(2024, 9, 1), date(2025, 8, 31)),
            (date(2022, 1, 1), date(2025, 12, 31)),
        ]
    ),
    st.tuples(DAYS, st.integers(0, 1500)).map(lambda pair: (pair[0], pair[0] + timedelta(pair[1]))),
)
WITHOUT_DAYS = {Kind.BY_SCHEDULE, Kind.ON_DEMAND, Kind.UNRECOGNISED}


@given(TEXTS, PERIODS)
def test_days_are_ordered_and_lie_in_the_period(text, period):
    first, last = period
    found = understand(text, first, last)
    ends = [one.end for one in found.occurrences]
    assert ends == sorted(ends)
    for one in found.occurrences:
        assert first <= (one.start or one.end) <= one.end <= last


@given(TEXTS, PERIODS)
def test_the_kind_fits_the_days(text, period):
    found = understand(text, *period)
    starts = [one.start for one in found.occurrences]
    assert found.text == text
    assert (found.offset is None) == (found.kind is not Kind.RELATIVE)
    if found.kind in WITHOUT_DAYS:
        assert starts == []
    if found.kind is Kind.DATE:
        assert set(starts) <= {None}
    if found.kind is Kind.WINDOW:
        assert None not in starts
    if found.kind is Kind.CONTINUOUS:
        assert [(one.start, one.end) for one in found.occurrences] == [period]
    if found.kind is Kind.UNRECOGNISED:
        assert found.review == ""


@given(TEXTS, PERIODS)
def test_the_explanation_is_whole_sentences(text, period):
    explanation = understand(text, *period).explanation
    assert re.match(r"[А-ЯЁ0-9]", explanation)
    assert explanation.endswith(".")
    assert "  " not in explanation
    assert "None" not in explanation


@given(TEXTS, PERIODS)
def test_a_kind_without_a_doubt_has_its_days(text, period):
    """No days and no doubt would be a deadline that silently never comes."""
    found = understand(text, *period)
    if found.kind in {Kind.DATE, Kind.WINDOW} and not found.review:
        assert found.occurrences


def meaning(text, period):
    found = understand(text, *period)
    return found.kind, found.occurrences, found.offset


@given(OFFICE_TEXTS, PERIODS)
def test_letters_spaces_and_dashes_change_nothing(text, period):
    expected = meaning(text, period)
    assert meaning(text.upper(), period) == expected
    assert meaning(text.replace(" ", "\N{NO-BREAK SPACE}  "), period) == expected
    assert meaning(text.replace("-", "–"), period) == expected
    assert meaning(text.replace("е", "ё"), period) == expected
    assert meaning(f"  {text} .", period) == expected


@given(st.integers(1995, 2090), st.integers(-4, 4))
def test_years_moved_there_and_back_are_the_same(year, years):
    texts = (
        f"Январь {year}",
        f"с 25.04.{year} по 30.04.{year}",
        f"{year}–{year + 1} уч. г.",
        f"{year}/{(year + 1) % 100:02} учебный год",
        f"в срок до 18.11.{year % 100:02}",
        f"(сентябрь {year} г. - май {year + 2} г.)",
        f"{year}-09-01",
        f"приказ № 77 от 12.05.{year}",
    )
    for text in texts:
        assert shift_years(shift_years(text, years), -years) == text


@given(st.text(max_size=60), st.integers(-9, 9))
def test_moving_years_never_fails(text, years):
    assert isinstance(shift_years(text, years), str)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_period_at_the_edge_of_the_calendar_is_read(year):
    period = (date(year, 1, 1), date(year, 12, 31))
    for text in (
        "ежегодно, август",
        "раз в две недели",
        "1 раз в 3 года",
        "зимой",
        "до начала учебного года",
        "по средам",
    ):
        for one in understand(text, *period).occurrences:
            assert period[0] <= one.end <= period[1]


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="Период кончается раньше"):
        understand("май", date(2024, 2, 1), date(2024, 1, 1))


@pytest.mark.parametrize(
    "piece",
    ["1/", "1-2, ", "5, 5 и 6-7, ", "в ", "май, ", "I и ", "с 1 по ", "(", "двадцать пять ", "за 3 дня до "],
)
def test_work_grows_slower_than_the_square_of_the_text(piece):
    """Counted in calls, not seconds: a text is read anew at each pause of typing."""
    times = MOST_TOKENS // len(tokenise(normalise(piece)))
    half, whole = (" ".join([piece.strip()] * number)[:LONGEST_TEXT] for number in (times // 2, times))
    cut = (piece * LONGEST_TEXT)[:LONGEST_TEXT]
    assert calls_of(whole) < 4 * calls_of(half)
    assert max(calls_of(whole), calls_of(cut)) < MOST_CALLS


def calls_of(text: str) -> int:
    """Calls of functions that reading the text takes."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        understand(text, date(2024, 9, 1), date(2025, 8, 31))
    finally:
        sys.setprofile(None)
    return calls
