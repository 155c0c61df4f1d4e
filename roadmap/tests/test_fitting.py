"""Which time of an item a fact completes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.deadlines import Kind
from roadmap.fitting import Window, fitting, is_collected


def day(text):
    return date.fromisoformat(f"2026-{text}") if text else None


def windows(*texts):
    """«01-01..03-31» or «..05-15»; a plus: finished."""
    found = []
    for text in texts:
        starts, ends = text.removesuffix("+").split("..")
        found.append(Window(day(starts), day(ends), text.endswith("+")))
    return found


QUARTERS = ("01-01..03-31", "04-01..06-30", "07-01..09-30")
MONTHS = ("..01-10", "..02-10", "..03-10")


@pytest.mark.parametrize(
    ("rows", "on", "place"),
    [
        (QUARTERS, "02-10", 0),
        (QUARTERS, "03-31", 0),
        (QUARTERS, "04-01", 1),
        # the second of a quarter changes nothing
        (("01-01..03-31+", "04-01..06-30"), "02-10", None),
        # a quarter is missed, the next one runs: the fact is the running one's
        (QUARTERS, "05-01", 1),
        # between the times: the next one is done ahead
        (("02-01..02-28", "05-01..05-31"), "04-20", 1),
        (("02-01..02-28+", "05-01..05-31", "06-01..06-30"), "04-20", 1),
        # after all of them: the last that waits is done late
        (("01-01..03-31", "04-01..06-30"), "07-10", 1),
        (("01-01..03-31", "04-01..06-30+"), "07-10", 0),
        (("01-01..03-31+",), "07-10", None),
        # «до …» begins after the one before
        (MONTHS, "01-02", 0),
        (MONTHS, "01-11", 1),
        (("..01-10+", "..02-10"), "01-02", None),
        (("..05-15",), "01-02", 0),
        (("..05-15",), "05-16", 0),
        # one within another: the earliest due
        (("03-01..03-15", "01-01..12-31"), "03-05", 0),
        (("03-01..03-15+", "01-01..12-31"), "03-05", 1),
        ((), "03-05", None),
    ],
)
def test_a_fact_belongs_to_one_time(rows, on, place):
    assert fitting(windows(*rows), day(on)) == place


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    rows=st.lists(st.tuples(st.none() | DAYS, DAYS, st.booleans()), max_size=8),
    on=DAYS,
)
def test_a_finished_time_is_never_completed_again(rows, on):
    found = sorted(
        (Window(min(starts, ends) if starts else None, ends, done) for starts, ends, done in rows),
        key=lambda window: window.ends,
    )
    place = fitting(found, on)
    assert place is None or not found[place].finished
    holding = [window for window in found if window.starts and window.starts <= on <= window.ends]
    if place is None:
        assert holding or all(window.finished for window in found) or _in_a_gap(found, on)
    elif any(not window.finished for window in holding):
        assert found[place].ends >= on


def _in_a_gap(found, on):
    """Held by a finished «до …»."""
    return any(window.finished and window.starts is None and on <= window.ends for window in found)


@pytest.mark.parametrize(
    ("kind", "has_times", "only_stream", "collected"),
    [
        (Kind.ON_DEMAND, False, True, True),
        (Kind.ON_DEMAND, True, False, False),
        (Kind.CONTINUOUS, True, True, True),
        (Kind.CONTINUOUS, True, False, False),
        (Kind.RECURRING, True, True, False),
        (Kind.BY_SCHEDULE, False, True, True),
        (Kind.BY_SCHEDULE, True, True, False),
    ],
)
def test_what_one_event_does_not_finish_is_collected(kind, has_times, only_stream, collected):
    assert is_collected(kind, has_times=has_times, only_stream=only_stream) is collected
