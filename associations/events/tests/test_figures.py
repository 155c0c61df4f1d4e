"""Figures about events: people, each once, at the school where they work now."""

from datetime import date

import pytest

from associations.models import Level
from methodservice.testing import factories as make
from methodservice.testing.figures import LAST, assert_lists_agree, costs, count, listed

DAY = date(2026, 10, 12)
KEYS = ("held", "held_district", "contests", "participants", "contestants", "winners")


@pytest.fixture
def municipality(db):
    return make.MunicipalityFactory()


@pytest.fixture
def school(municipality):
    return make.SchoolFactory(municipality=municipality, short_name="Школа № 1")


@pytest.fixture
def methodist(municipality):
    return make.user_with_role("methodist", municipality=municipality)


def held(municipality, *people, school=None, part="listener", attended=True, **fields):
    association = None
    if school:
        association = make.AssociationFactory(municipality=municipality, level=Level.SCHOOL, school=school)
    options = {"starts": DAY, "state": "held"} | fields
    event = make.EventFactory(association=association, municipality=municipality, **options)
    for person in people:
        make.ParticipantFactory(event=event, teacher=person, part=part, attended=attended)
    return event


def test_only_events_that_were_held_in_these_days_count(municipality, school):
    held(municipality)
    held(municipality, school=school, level="school")
    held(municipality, kind="contest", level="region", starts=LAST)
    held(municipality, state="planned")
    held(municipality, state="cancelled")
    held(municipality, starts=date(2026, 6, 30))
    held(municipality, school=make.SchoolFactory(municipality=municipality, closed_on=LAST))
    held(make.MunicipalityFactory())
    assert count("events.held", municipality) == {None: 2, school.pk: 1}
    assert count("events.held_district", municipality) == {None: 2}
    assert count("events.contests", municipality) == {None: 1}


def test_a_person_in_two_events_counts_once(municipality, school):
    first, second = make.TeacherFactory.create_batch(2, school=school)
    held(municipality, first, second)
    held(municipality, first)
    assert count("events.participants", municipality) == {school.pk: 2}


def test_who_moved_counts_where_the_person_is_now(municipality, school):
    person = make.TeacherFactory(school=school)
    held(municipality, person, school=school)
    other = make.SchoolFactory(municipality=municipality)
    person.school, person.hired_on = other, date(2026, 12, 1)
    person.save()
    assert count("events.participants", municipality) == {other.pk: 1}
    assert count("events.held", municipality) == {school.pk: 1}


def test_who_left_or_whose_school_was_closed_does_not_count(municipality, school):
    gone = make.TeacherFactory(school=school, left_on=date(2026, 11, 1))
    lost = make.TeacherFactory(school__municipality=municipality, school__closed_on=LAST)
    held(municipality, gone, lost)
    assert count("events.participants", municipality) == {}
    assert count("events.participants", municipality, cut_off=date(2026, 10, 31)) == {
        school.pk: 1,
        lost.school_id: 1,
    }


def test_only_those_who_came_count(municipality, school):
    people = make.TeacherFactory.create_batch(3, school=school)
    held(municipality, people[0])
    held(municipality, people[1], attended=False)
    held(municipality, people[2], attended=None)
    held(municipality, *people, state="planned")
    assert count("events.participants", municipality) == {school.pk: 1}


def test_contestants_are_those_who_competed(municipality, school):
    people = make.TeacherFactory.create_batch(5, school=school)
    for person, part in zip(people, ("contestant", "winner", "prize", "jury", "listener"), strict=True):
        held(municipality, person, part=part, kind="contest")
    held(municipality, people[0], part="contestant", kind="contest", title="Второй")
    held(municipality, people[3], part="winner", kind="seminar")
    assert count("events.participants", municipality) == {school.pk: 5}
    assert count("events.contestants", municipality) == {school.pk: 3}
    assert count("events.winners", municipality) == {school.pk: 2}


def test_a_list_names_the_first_events_of_a_person(municipality, school, methodist):
    person = make.TeacherFactory(school=school, surname="Алова")
    for day in range(1, 6):
        held(municipality, person, title=f"Семинар {day}", starts=date(2026, 10, day))
    (found,) = listed("events.participants", municipality, methodist, school.pk)
    assert found.title == "Алова Мария Ивановна"
    assert found.detail == (
        "Школа № 1; «Семинар 1», 01.10.2026; «Семинар 2», 02.10.2026; «Семинар 3», 03.10.2026; и ещё 2"
    )


def test_a_coordinator_does_not_read_of_events_of_other_schools(municipality, school):
    person = make.TeacherFactory(school=school)
    other = make.SchoolFactory(municipality=municipality)
    held(municipality, person, school=other, title="Чужой семинар")
    stranger = make.TeacherFactory(school=other)
    held(municipality, person, stranger, title="Общий семинар")
    coordinator = make.user_with_role("coordinator", municipality=municipality, school=school)
    (found,) = listed("events.participants", municipality, coordinator)
    assert found.detail == "Школа № 1; «Общий семинар», 12.10.2026"


@pytest.mark.parametrize("rows", [1, 30])
def test_the_cost_does_not_grow_with_schools(municipality, methodist, rows):
    """Lists of people read their events beside."""
    for _ in range(rows):
        each = make.SchoolFactory(municipality=municipality)
        person = make.TeacherFactory(school=each)
        held(municipality, person, school=each, kind="contest", part="winner")
    found = {key: costs(f"events.{key}", municipality, methodist) for key in KEYS}
    records, people = (1, 1, 1), (1, 1, 2)
    assert found == dict(zip(KEYS, [records] * 3 + [people] * 3, strict=True))
    wholes = [assert_lists_agree(f"events.{key}", municipality, methodist) for key in KEYS]
    assert wholes == [rows] * 6
