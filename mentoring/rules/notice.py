"""When mentoring may end early. Pure.

Ст. 351.8 ТК РФ: the mentor may refuse early and the employer may cancel the assignment early, with a warning at least
three working days before. A term begins on the day after (ст. 14 ТК РФ).
"""

from datetime import date

from methodservice.lib.workdays import unknown_moves, working_days_after

NOTICE_DAYS = 3


def earliest_end(notice_on: date) -> date:
    """The first day that may be the last of mentoring: the third working day after the warning."""
    return working_days_after(notice_on, NOTICE_DAYS)


def too_early(notice_on: date, ended_on: date) -> str:
    """Why it may not end on the day, "" where it may."""
    earliest = earliest_end(notice_on)
    if ended_on >= earliest:
        return ""
    told = (
        f"Предупреждают не меньше чем за три рабочих дня (статья 351.8 ТК РФ): последний день — не раньше "
        f"{earliest:%d.%m.%Y}."
    )
    return " ".join(filter(None, (told, unknown_moves(earliest))))
