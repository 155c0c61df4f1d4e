"""Dates as Russian documents write them, whatever language is active where the code runs."""

from datetime import date

NBSP = "\N{NO-BREAK SPACE}"

MONTHS_GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def long_date(day: date) -> str:
    """«12 октября 2026 г.», never broken between its parts."""
    return f"{day.day}{NBSP}{MONTHS_GENITIVE[day.month - 1]}{NBSP}{day.year}{NBSP}г."


def day_and_month(text: str) -> str:
    """«15.09» → «15 сентября». ValueError when it is not a day and a month."""
    day, month = map(int, text.split("."))
    return f"{day}{NBSP}{MONTHS_GENITIVE[month - 1]}"
