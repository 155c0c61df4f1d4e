"""Which of an item's times a fact belongs to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from methodservice.lib.deadlines import Kind

COLLECTING = (Kind.ON_DEMAND, Kind.CONTINUOUS)
"""Work that one event of many does not finish: what a stream brings is written down, the period stays open."""


@dataclass(frozen=True)
class Window:
    """Days of an occurrence, both included. starts: None for «до …»: from the day after the one before is due, and
    always for the first. finished: done or cancelled."""

    starts: date | None
    ends: date
    finished: bool = False


def fitting(windows: Sequence[Window], day: date) -> int | None:
    """The place of the window that a fact of the day completes; None when there is none. windows: in order of `ends`.

    1. The window that holds the day, the earliest due of several. Where all that hold it are finished, the fact changes
       nothing: a second seminar of March does not do the work of April.
    2. Otherwise the fact is ahead of time: the earliest open one due after the day.
    3. Otherwise it is late: the open one due last before the day.
    """
    holding = [place for place, window in enumerate(windows) if _begins(windows, place) <= day <= window.ends]
    still_open = [place for place, window in enumerate(windows) if not window.finished]
    if holding:
        return next((place for place in holding if place in still_open), None)
    ahead = [place for place in still_open if windows[place].ends >= day]
    late = [place for place in still_open if windows[place].ends < day]
    return ahead[0] if ahead else late[-1] if late else None


def is_collected(deadline_kind: str, *, has_times: bool, only_stream: bool) -> bool:
    """Whether a fact is written down without a due date. only_stream: it came through a stream alone."""
    return not has_times or (deadline_kind in COLLECTING and only_stream)


def _begins(windows: Sequence[Window], place: int) -> date:
    if starts := windows[place].starts:
        return starts
    before = [window.ends for window in windows[:place] if window.ends < windows[place].ends]
    return before[-1] + timedelta(days=1) if before else date.min
