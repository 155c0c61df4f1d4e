"""The period of a document, the same in a new one, in a draft and in a file."""

from datetime import date

from methodservice.lib.deadlines import NEWEST_YEAR, OLDEST_YEAR

LONGEST_YEARS = 30
WRONG_WAY = "Последний день раньше первого. Проверьте даты."
WRONG_YEAR = f"Проверьте год: понятны годы от {OLDEST_YEAR} до {NEWEST_YEAR}."
TOO_LONG = f"Период длиннее {LONGEST_YEARS} лет. Проверьте даты."


class PeriodCheck:
    """Mixin: `first` and `last` stand in the right order, in years that deadlines know, not too far from each other."""

    def check_period(self, first: date | None, last: date | None) -> None:
        """Add errors beside the fields; None for a day that is missing or wrong already."""
        wrong = [
            name
            for name, day in (("first", first), ("last", last))
            if day and not OLDEST_YEAR <= day.year <= NEWEST_YEAR
        ]
        for name in wrong:
            self.add_error(name, WRONG_YEAR)
        if wrong or not (first and last):
            return
        if last < first:
            self.add_error("last", WRONG_WAY)
        elif last.year - first.year > LONGEST_YEARS:
            self.add_error("last", TOO_LONG)
