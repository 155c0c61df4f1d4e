"""Figures about organisations and people: who counts on the cut-off day, and where."""

from datetime import date

import pytest

from methodservice import registries
from methodservice.directory.models import Municipality
from methodservice.testing import factories as make
from methodservice.testing.figures import LAST, assert_lists_agree, costs, count, listed

KEYS = ("schools", "teachers", "young", "category", "category_highest")


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def school(district):
    return make.SchoolFactory(municipality=district, short_name="Школа № 1")


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


def teacher(school, **fields):
    return make.TeacherFactory(school=school, **fields)


def test_a_closed_school_has_neither_itself_nor_its_people(district, school):
    closed = make.SchoolFactory(municipality=district, closed_on=LAST)
    later = make.SchoolFactory(municipality=district, closed_on=date(2027, 1, 1))
    for each in (school, closed, later, make.SchoolFactory()):
        teacher(each)
    assert count("directory.schools", district) == {school.pk: 1, later.pk: 1}
    assert count("directory.teachers", district) == {school.pk: 1, later.pk: 1}


def test_who_works_on_the_cut_off_day_counts(district, school):
    """The last day at work counts, the day after does not; who came after the day does not."""
    teacher(school, hired_on=LAST)
    teacher(school, hired_on=date(2027, 1, 1))
    teacher(school, left_on=LAST)
    teacher(school, left_on=date(2026, 12, 30))
    assert count("directory.teachers", district) == {school.pk: 2}


def test_who_moved_counts_at_the_new_school(district, school):
    other = make.SchoolFactory(municipality=district)
    moved = teacher(school)
    moved.school, moved.hired_on = other, date(2026, 11, 1)
    moved.save()
    assert count("directory.teachers", district) == {other.pk: 1}


def test_young_is_what_the_municipality_says_it_is(district, school):
    """35 years and less than 3 years of teaching on 31 December 2026; without a date nobody knows."""
    teacher(school, born_on=date(1991, 1, 1), teaching_since=date(2024, 1, 1))
    teacher(school, born_on=date(1990, 12, 31), teaching_since=date(2024, 1, 1))
    teacher(school, born_on=date(2000, 1, 1), teaching_since=date(2023, 12, 31))
    teacher(school, born_on=date(2000, 1, 1))
    assert count("directory.young", district) == {school.pk: 1}
    district.rules.young_max_age = 36
    district.rules.save()
    assert count("directory.young", Municipality.objects.get(pk=district.pk)) == {school.pk: 2}


def test_methodists_and_mentors_by_category_have_the_highest_one(district, school):
    for category in ("", "match", "first", "highest", "methodist", "mentor"):
        teacher(school, category=category)
    assert count("directory.category", district) == {school.pk: 4}
    assert count("directory.category_highest", district) == {school.pk: 3}


def test_a_list_tells_names_posts_and_schools(district, school, methodist):
    person = teacher(school, surname="Алова", category="first")
    (found,) = listed("directory.teachers", district, methodist, school.pk)
    assert (found.title, found.url, found.detail) == (
        "Алова Мария Ивановна",
        person.get_absolute_url(),
        "учитель математики, Школа № 1",
    )
    (found,) = listed("directory.category", district, methodist)
    assert found.detail == "первая, Школа № 1"
    (found,) = listed("directory.schools", district, methodist, school.pk)
    assert (found.title, found.url) == ("Школа № 1", school.get_absolute_url())


def test_a_coordinator_finds_people_of_the_own_school_only(district, school):
    other = make.SchoolFactory(municipality=district)
    teacher(school)
    teacher(other)
    coordinator = make.user_with_role("coordinator", municipality=district, school=school)
    assert len(listed("directory.teachers", district, coordinator)) == 1
    assert listed("directory.teachers", district, coordinator, other.pk) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_the_cost_does_not_grow_with_schools(district, methodist, rows):
    for _ in range(rows):
        for category in ("first", "highest"):
            teacher(
                make.SchoolFactory(municipality=district),
                category=category,
                born_on=date(2001, 1, 1),
                teaching_since=date(2026, 9, 1),
            )
    found = {key: costs(f"directory.{key}", district, methodist) for key in KEYS}
    assert found == {
        "schools": (1, 1, 1),
        "teachers": (1, 1, 1),
        "young": (2, 2, 2),
        "category": (1, 1, 1),
        "category_highest": (1, 1, 1),
    }
    wholes = [assert_lists_agree(f"directory.{key}", district, methodist) for key in KEYS]
    assert wholes == [2 * rows, 2 * rows, 2 * rows, 2 * rows, rows]


def test_every_figure_explains_itself(db):
    """Key of its app, words that end as sentences do, no two of one title."""
    figures = registries.figures
    assert all(key == figure.key for key, figure in figures.items())
    assert all(figure.words.endswith(".") and figure.unit in ("чел.", "ед.") for figure in figures.values())
    assert len({figure.title for figure in figures.values()}) == len(figures)
