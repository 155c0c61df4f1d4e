"""Who counts as a young teacher. Pure; the definition is the municipality's (age and years of teaching together)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from methodservice.lib.numerals import counted


@dataclass(frozen=True)
class YoungRule:
    """Young: not older than `max_age` full years **and** teaching for less than `max_years` years."""

    max_age: int
    max_years: Decimal

    def born_after(self, today: date) -> date:
        """Whoever was born later than this day is still young enough today."""
        return _months_before(today, 12 * (self.max_age + 1))

    def teaching_after(self, today: date) -> date:
        """Whoever began to teach later than this day has taught for less than `max_years`."""
        return _months_before(today, int(self.max_years * 12))

    @property
    def in_words(self) -> str:
        """«возраст до 35 лет включительно и педагогический стаж меньше 3 лет»."""
        age = f"возраст до {counted(self.max_age, 'года', 'лет', 'лет')} включительно"
        return f"{age} и педагогический стаж меньше {_years(self.max_years)}"


@dataclass(frozen=True)
class Young:
    """is_young: None where the card lacks a date that decides. reason: one sentence without a final period."""

    is_young: bool | None
    reason: str


def young(rule: YoungRule, born_on: date | None, teaching_since: date | None, today: date) -> Young:
    """Is the teacher young today, and why. A known date that fails decides even where the other one is unknown."""
    if born_on and born_on <= rule.born_after(today):
        return Young(False, f"Возраст {_age(born_on, today)} — больше {rule.max_age}")
    if teaching_since and teaching_since <= rule.teaching_after(today):
        return Young(False, f"Стаж с {teaching_since:%d.%m.%Y} — уже не меньше {_years(rule.max_years)}")
    missing = [
        words
        for value, words in ((born_on, "дата рождения"), (teaching_since, "начало педагогического стажа"))
        if not value
    ]
    if missing:
        return Young(None, f"В карточке не указано: {', '.join(missing)}")
    return Young(
        True,
        f"Возраст {_age(born_on, today)}, стаж с {teaching_since:%d.%m.%Y} — меньше {_years(rule.max_years)}",
    )


def young_rule(rules) -> YoungRule:
    """The municipality's stored rule as the arithmetic reads it."""
    return YoungRule(rules.young_max_age, rules.young_max_years)


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier; a day that the month lacks becomes its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    month += 1
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise ValueError("A month has a first day.")


def _age(born_on: date, today: date) -> str:
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    return counted(age, "год", "года", "лет")


def _years(years: Decimal) -> str:
    """In the genitive: «1 года», «3 лет», «2,5 года»."""
    if years == int(years):
        return counted(int(years), "года", "лет", "лет")
    return f"{str(years.normalize()).replace('.', ',')}\N{NO-BREAK SPACE}года"
