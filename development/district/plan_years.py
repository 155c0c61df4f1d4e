"""Years of plans. A plan-request for the next year is gathered from September on."""

from datetime import date

FIRST_MONTH = 9
BACK, AHEAD = 2, 5


def plan_year(today: date) -> int:
    """The year that is being planned on the day."""
    return today.year + (today.month >= FIRST_MONTH)


def years_around(year: int, today: date) -> list[int]:
    """Years to choose from, the asked one among them."""
    return sorted({*range(today.year - BACK, today.year + AHEAD + 1), year})


def asked_year(text: str, today: date) -> int:
    """`?year=2027`; nonsense is read as the year that is being planned."""
    if text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= 2100:
        return int(text)
    return plan_year(today)
