"""When mentoring may end early. Pure.

Ст. 351.8 ТК РФ: the mentor may refuse early and the employer may cancel the assignment early, with a warning at least
three working days before. A term begins on the day after (ст. 14 ТК РФ).
"""

from datetime import date, timedelta

NOTICE_DAYS = 3
HOLIDAYS = frozenset({*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)})
"""(month, day), ст. 112 ТК РФ. Which days off the government moves every year is not known here."""


def is_working(day: date) -> bool:
    """Monday to Friday, no public holiday."""
    return day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS


def earliest_end(notice_on: date) -> date:
    """The first day that may be the last of mentoring: the third working day after the warning."""
    day, left = notice_on, NOTICE_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working(day)
    return day


def too_early(notice_on: date, ended_on: date) -> str:
    """Why it may not end on the day, "" where it may."""
    earliest = earliest_end(notice_on)
    if ended_on >= earliest:
        return ""
    return (
        f"Предупреждают не меньше чем за три рабочих дня (статья 351.8 ТК РФ): последний день — не раньше "
        f"{earliest:%d.%m.%Y}."
    )
