"""Figures about organisations and people: who counts on the cut-off day, and where."""

from datetime import date

import pytest

from methodservice import registries
from methodservice.directory.forms.teachers import LeaveForm, MoveForm, ReturnForm
from methodservice.directory.models import Municipality, Teacher
from methodservice.directory.services.teachers import let_go, move, take_back
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


def moved(person, school, day, by):
    _done(MoveForm, {"school": school.pk, "hired_on": day}, move, person, by, user=by)


def left(person, day, by):
    _done(LeaveForm, {"left_on": day}, let_go, person, by)


def back(person, day, by):
    _done(ReturnForm, {"hired_on": day or ""}, take_back, person, by)


def _done(form_class, data, service, person, by, **options):
    form = form_class(data, instance=Teacher.objects.get(pk=person.pk), back_url="/", **options)
    assert form.is_valid(), form.errors
    service(form, by=by)
    person.refresh_from_db()


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


def test_a_move_counts_at_the_new_school_from_its_day_on(district, school, methodist):
    """Cut-off days by hand: 31 October at the old school, 1 November and later at the new one, never at both."""
    other = make.SchoolFactory(municipality=district)
    person = teacher(school, hired_on=date(2020, 9, 1))
    moved(person, other, date(2026, 11, 1), methodist)
    counts = [
        count("directory.teachers", district, cut_off=day)
        for day in (date(2020, 8, 31), date(2020, 9, 1), date(2026, 10, 31), date(2026, 11, 1), LAST)
    ]
    assert counts == [{}, {school.pk: 1}, {school.pk: 1}, {other.pk: 1}, {other.pk: 1}]
    for day in (date(2026, 10, 31), date(2026, 11, 1)):
        assert assert_lists_agree("directory.teachers", district, methodist, cut_off=day) == 1


def test_two_moves_and_a_dismissal_count_where_the_person_was(district, school, methodist):
    """A until 30 September, B until 30 November, C until 20 December, nowhere afterwards."""
    second, third = (make.SchoolFactory(municipality=district) for _ in range(2))
    person = teacher(school)
    moved(person, second, date(2026, 10, 1), methodist)
    moved(person, third, date(2026, 12, 1), methodist)
    left(person, date(2026, 12, 20), methodist)
    days = (date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 20), date(2026, 12, 21))
    assert [count("directory.teachers", district, cut_off=day) for day in days] == [
        {school.pk: 1},
        {second.pk: 1},
        {second.pk: 1},
        {third.pk: 1},
        {},
    ]


def test_the_time_between_leaving_and_coming_back_is_not_counted(district, school, methodist):
    person = teacher(school, hired_on=date(2020, 9, 1))
    left(person, date(2026, 8, 31), methodist)
    back(person, date(2026, 12, 1), methodist)
    days = (date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 1))
    assert [count("directory.teachers", district, cut_off=day).get(school.pk, 0) for day in days] == [
        1,
        0,
        0,
        1,
    ]


def test_leaving_noted_by_mistake_leaves_no_trace(district, school, methodist):
    person = teacher(school, hired_on=date(2020, 9, 1))
    left(person, date(2026, 8, 31), methodist)
    back(person, None, methodist)
    assert count("directory.teachers", district) == {school.pk: 1}
    assert (person.former_posts.count(), person.hired_on) == (0, date(2020, 9, 1))


def test_a_move_on_the_day_of_coming_corrects_the_school(district, school, methodist):
    other = make.SchoolFactory(municipality=district)
    person = teacher(school, hired_on=date(2026, 9, 1))
    moved(person, other, date(2026, 9, 1), methodist)
    assert (count("directory.teachers", district), person.former_posts.count()) == ({other.pk: 1}, 0)


def test_a_former_school_that_was_closed_on_the_day_has_nobody(district, school, methodist):
    other = make.SchoolFactory(municipality=district)
    person = teacher(school)
    moved(person, other, date(2026, 11, 1), methodist)
    school.closed_on = date(2026, 10, 15)
    school.save()
    assert count("directory.teachers", district, cut_off=date(2026, 10, 14)) == {school.pk: 1}
    assert count("directory.teachers", district, cut_off=date(2026, 10, 15)) == {}


def test_a_list_tells_the_post_of_that_day_to_whose_school_it_was(district, school, methodist):
    """The coordinator of the former school finds the person, without a way to the card that another school keeps."""
    other = make.SchoolFactory(municipality=district, short_name="Школа № 2")
    person = teacher(school, surname="Алова")
    moved(person, other, date(2026, 11, 1), methodist)
    person.position = "методист"
    person.save()
    then = {"cut_off": date(2026, 10, 31)}
    (found,) = listed("directory.teachers", district, methodist, school.pk, **then)
    assert (found.detail, found.url) == ("учитель математики, Школа № 1", person.get_absolute_url())
    (found,) = listed("directory.teachers", district, methodist, other.pk)
    assert found.detail == "методист, Школа № 2"
    former, present = (
        make.user_with_role("coordinator", municipality=district, school=each) for each in (school, other)
    )
    (found,) = listed("directory.teachers", district, former, school.pk, **then)
    assert (found.title, found.url) == ("Алова Мария Ивановна", "")
    assert listed("directory.teachers", district, present, None, **then) == []


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
