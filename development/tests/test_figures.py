"""What monitoring counts of development: people, each once, where they worked on the cut-off day."""

from datetime import date

import pytest

from development.figures import FIGURES
from methodservice.testing import development as have
from methodservice.testing import factories as make
from methodservice.testing.figures import assert_lists_agree, costs, count, listed

BEFORE = date(2026, 6, 30)
DAY = have.DAY


@pytest.fixture
def municipality(db):
    return make.MunicipalityFactory()


@pytest.fixture
def school(municipality):
    return make.SchoolFactory(municipality=municipality, short_name="Школа № 1")


@pytest.fixture
def methodist(municipality):
    return make.user_with_role("methodist", municipality=municipality)


@pytest.fixture
def people(school):
    """Four at work, one who left before the cut-off day."""
    return [
        *make.TeacherFactory.create_batch(4, school=school),
        make.TeacherFactory(school=school, left_on=date(2026, 11, 1)),
    ]


def test_who_was_diagnosed_twice_or_left_counts_as_he_should(municipality, school, people):
    for person in people:
        have.diagnosis(person)
    have.diagnosis(people[0], date(2026, 11, 3))
    have.diagnosis(make.TeacherFactory(school=school), BEFORE)
    assert count("development.diagnosed", municipality) == {school.pk: 4}
    assert count("development.diagnosed", municipality, first=date(2026, 1, 1)) == {school.pk: 5}


def test_drafts_of_routes_and_proposals_do_not_count(municipality, school, people):
    have.route(people[0])
    have.route(people[1], state="draft", approved_on=None)
    have.course(people[2], state="proposed")
    have.course(people[3], state="declined", declined_why="Нет удостоверения")
    assert count("development.routes", municipality) == {school.pk: 1}
    assert count("development.upskilled", municipality) == {}
    assert count("development.courses_36", municipality) == {}


def test_courses_are_fresh_for_36_months(municipality, school, people):
    have.course(people[0], date(2024, 1, 1))
    have.course(people[1], date(2023, 12, 31))
    have.course(people[2], date(2027, 1, 1))
    assert count("development.courses_36", municipality) == {school.pk: 1}


def test_the_institute_of_the_region_is_counted_by_mode(municipality, school, people):
    regional = have.provider(municipality)
    other = have.provider(municipality, "Академия", is_regional=False)
    have.course(people[0], provider=regional, mode="visiting", is_profile=True)
    have.course(people[0], provider=regional, mode="remote", programme="Вторая")
    have.course(people[1], provider=regional, kind="retraining", mode="extramural")
    have.course(people[2], provider=other, mode="visiting")
    assert count("development.regional", municipality) == {school.pk: 2}
    assert count("development.regional_visiting", municipality) == {school.pk: 1}
    assert count("development.regional_remote", municipality) == {school.pk: 1}
    assert count("development.regional_extramural", municipality) == {school.pk: 1}
    assert count("development.regional_portal", municipality) == {}
    assert count("development.profile", municipality) == {school.pk: 1}
    assert count("development.retrained", municipality) == {school.pk: 1}


def test_a_team_is_counted_where_its_people_worked_that_day(municipality, school, people):
    left = make.SchoolFactory(municipality=municipality)
    have.course(people[0], for_team=True)
    have.course(people[1], for_team=True)
    people[1].school = left
    people[1].hired_on = date(2027, 2, 1)
    people[1].save()
    people[1].former_posts.create(school=school, ends=date(2027, 1, 31))
    assert count("development.team_schools", municipality) == {school.pk: 1}


def test_an_expired_category_counts_no_more(municipality, school, people):
    have.attestation(people[0], date(2021, 12, 1))
    have.attestation(people[1], date(2022, 1, 1))
    have.attestation(people[2], date(2024, 1, 1))
    have.attestation(people[3], DAY)
    assert count("development.attested", municipality) == {school.pk: 3}
    assert count("development.attested_now", municipality) == {school.pk: 1}


@pytest.fixture
def everything(people, municipality):
    regional = have.provider(municipality)
    for person in people:
        have.diagnosis(person)
        have.deficit(person)
        have.route(person, state="finished", finished_on=DAY)
        for mode in ("in_person", "visiting", "mixed", "extramural", "remote", "portal"):
            have.course(person, provider=regional, mode=mode, programme=mode, is_profile=True, for_team=True)
        have.course(person, kind="retraining", hours=300, programme="Переподготовка")
        have.attestation(person)
        have.contest(person)
        have.work(person)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_numbers_and_lists_agree_and_cost_a_query(figure, municipality, school, everything, methodist):
    expected = 1 if figure.key == "development.team_schools" else 4
    assert assert_lists_agree(figure.key, municipality, methodist) == expected
    assert costs(figure.key, municipality, methodist) == (1, 1, 2)


def test_a_team_is_named_beside_its_organisation(municipality, school, people, methodist):
    for person in people:
        have.course(person, for_team=True)
    (line,) = listed("development.team_schools", municipality, methodist)
    assert line.title == "Школа № 1"
    first = sorted(people[:4], key=lambda person: person.surname)[:3]
    assert line.detail == f"{', '.join(person.short_name for person in first)}, и ещё 1"


def test_a_list_names_the_records_and_hides_other_schools(
    municipality, school, everything, people, methodist
):
    coordinator = make.user_with_role(
        "coordinator", municipality=municipality, school=make.SchoolFactory(municipality=municipality)
    )
    assert listed("development.authors", municipality, coordinator) == []
    assert "Сборник заданий, 12.10.2026" in listed("development.authors", municipality, methodist)[0].detail
