"""Returns for tests: a campaign whose term is near today, with figures of made-up numbers."""

from datetime import timedelta

from django.utils import timezone

from methodservice.registries import Counted, Figure
from methodservice.testing.monitoring import SHARE, SUM, YES, indicator_set, opened

PEOPLE, STAFF = "test.people", "test.staff"


def figures_of(schools, people=8, staff=12) -> dict[str, Figure]:
    """Two figures, the same numbers for each of the schools; records are told by name."""

    def figure(key, title, number):
        return Figure(
            key,
            title,
            "Проверка",
            "чел.",
            f"{title}: считаются на день сбора.",
            count=lambda span: dict.fromkeys((school.pk for school in schools), number),
            records=lambda span, user, school_id: [Counted(f"{title}, {place}") for place in range(number)],
        )

    return {
        PEOPLE: figure(PEOPLE, "Прошли диагностику", people),
        STAFF: figure(STAFF, "Все педагоги", staff),
    }


def known_share(**fields) -> dict:
    """A share both of whose numbers the portal knows."""
    return SHARE | {
        "numerator_figure": PEOPLE,
        "numerator_window": "period",
        "denominator_figure": STAFF,
        "denominator_window": "period",
        **fields,
    }


def collecting(municipality, by, *definitions, **fields):
    """An open campaign that closes in ten days."""
    today = timezone.localdate()
    edition = indicator_set(municipality, *(definitions or (known_share(), SUM, YES)))
    dates = {"opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=10)}
    return opened(edition, by, **(dates | fields))
