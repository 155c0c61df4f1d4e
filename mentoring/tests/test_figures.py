"""What monitoring counts of mentoring: people and pairs, each once, where they worked on the cut-off day."""

from datetime import date

import pytest

from mentoring.figures import FIGURES
from mentoring.services import pairs
from methodservice.testing import factories as make
from methodservice.testing import mentoring as made
from methodservice.testing.figures import assert_lists_agree, costs, count, listed

TODAY = date(2026, 11, 20)
DAYS = {"first": date(2026, 9, 1), "last": TODAY}
EXPECTED = {
    "covered": [("Юнова Мария Ивановна", "Школа № 1; наставник Опытова\xa0М.\xa0И.")],
    "without": [
        ("Былова Мария Ивановна", "учитель математики, Школа № 1; преподаёт с 01.09.2025"),
        ("Новова Мария Ивановна", "учитель математики, Школа № 1; преподаёт с 01.09.2025"),
    ],
    "mentors": [("Опытова Мария Ивановна", "Школа № 1; наставляет Юнова\xa0М.\xa0И.")],
    "pairs": [("Юнова Мария Ивановна", "наставник Опытова Мария Ивановна; Школа № 1")],
    "finished": [("Былова Мария Ивановна", "наставник Прежнева Мария Ивановна; Школа № 1")],
    "models": [("Школа № 1", "Положение о наставничестве, с 01.09.2026")],
}
COSTS = {"covered": (2, 2, 3), "without": (2, 2, 2), "mentors": (1, 1, 2), "models": (1, 1, 2)}
"""Numbers by organisation, of the municipality, the list."""


@pytest.fixture
def lived(district, active):
    """A pair at work, one that has ended, somebody who waits, a model."""
    made.young(district.school, surname="Новова")
    ended = made.young(district.school, surname="Былова")
    former = made.mentor(district.school, surname="Прежнева")
    made.pair(district.school, state="finished", mentee=ended, mentor=former)
    made.school_model(district.school)
    return district


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_numbers_and_lists_agree_and_tell_what_to_check(figure, lived):
    expected = EXPECTED[figure.key.removeprefix("mentoring.")]
    rows = listed(figure.key, lived.municipality, lived.methodist, **DAYS)
    assert [(row.title, row.detail) for row in rows] == expected
    assert assert_lists_agree(figure.key, lived.municipality, lived.methodist, **DAYS) == len(expected)
    assert costs(figure.key, lived.municipality, lived.methodist) == COSTS.get(
        figure.key.removeprefix("mentoring."), (1, 1, 1)
    )


def test_a_pair_counts_from_its_first_day_to_the_last(district, active):
    numbers = [
        count("mentoring.covered", district.municipality, first=day, last=day)
        for day in (date(2026, 8, 31), date(2026, 9, 1), TODAY)
    ]
    assert numbers == [{}, {district.school.pk: 1}, {district.school.pk: 1}]
    pairs.stop_pair(
        pair=active, ended_by="other", reason="Перевод", ended_on=date(2026, 10, 5), by=district.methodist
    )
    days = [date(2026, 10, 5), date(2026, 10, 6)]
    assert [count("mentoring.pairs", district.municipality, first=day, last=day) for day in days] == [
        {district.school.pk: 1},
        {},
    ]


def test_other_organisations_stay_hidden(lived):
    stranger = make.user_with_role(
        "coordinator",
        municipality=lived.municipality,
        school=make.SchoolFactory(municipality=lived.municipality),
    )
    for key in ("covered", "without", "mentors", "pairs", "finished"):
        assert listed(f"mentoring.{key}", lived.municipality, stranger, **DAYS) == []
