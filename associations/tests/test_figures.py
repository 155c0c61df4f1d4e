"""Figures about associations: whose a meeting is, who keeps the rule, which decisions were done in time."""

from datetime import date, timedelta

import pytest

from associations.models import AgendaItem, Decision, DecisionDone, Level
from methodservice import registries
from methodservice.testing import factories as make
from methodservice.testing.figures import LAST, assert_lists_agree, costs, count, listed

KEYS = (
    "existing", "school", "members", "meetings", "cadence_asked", "cadence_kept", "decisions_due",
    "decisions_in_time",
)  # fmt: skip


@pytest.fixture
def district(db):
    """Its rule: one meeting in each calendar quarter."""
    return make.MunicipalityFactory()


@pytest.fixture
def school(district):
    return make.SchoolFactory(municipality=district)


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


@pytest.fixture
def big(district):
    """An association of the district."""
    return make.AssociationFactory(municipality=district)


@pytest.fixture
def small(school):
    """An association of the school."""
    return association_of(school)


def association_of(school, **fields):
    return make.AssociationFactory(
        municipality=school.municipality, level=Level.SCHOOL, school=school, **fields
    )


def meeting(association, day, state="signed"):
    return make.MeetingFactory(association=association, date=day, state=state)


def decision(association, due, *, done_on=None, adopted_on=date(2026, 9, 1)):
    item = AgendaItem.objects.create(
        meeting=meeting(association, date(2026, 6, 1)), position=1, title="О плане"
    )
    row = Decision.objects.create(item=item, position=1, text="Сдать план.", due=due, adopted_on=adopted_on)
    if done_on:
        by = make.UserFactory(municipality=association.municipality)
        DecisionDone.objects.create(decision=row, done_on=done_on, marked_by=by)
    return row


def test_associations_exist_from_their_first_day_until_they_are_closed(district, school, big):
    open_ = association_of(school, created_on=LAST)
    association_of(school, created_on=date(2027, 1, 1))
    association_of(school, closed_on=LAST)
    later = association_of(school, closed_on=date(2027, 1, 1))
    association_of(make.SchoolFactory(municipality=district, closed_on=LAST))
    association_of(make.SchoolFactory())
    assert count("associations.existing", district) == {None: 1, school.pk: 2}
    assert count("associations.school", district) == {school.pk: 2}
    assert {open_.closed_on, later.created_on} == {None}


def test_a_member_of_two_associations_counts_once_at_the_present_school(district, school, big, small):
    person = make.TeacherFactory(school=school)
    for association in (big, small):
        make.MembershipFactory(association=association, teacher=person)
    other = make.SchoolFactory(municipality=district)
    assert count("associations.members", district) == {school.pk: 1}
    person.school = other
    person.save()
    assert count("associations.members", district) == {other.pk: 1}


def test_members_are_those_of_the_cut_off_day(district, school, big):
    for starts, ends in (
        (LAST, None),
        (date(2020, 9, 1), LAST),
        (date(2027, 1, 1), None),
        (date(2020, 9, 1), date(2026, 12, 30)),
    ):
        teacher = make.TeacherFactory(school=school)
        make.MembershipFactory(association=big, teacher=teacher, starts=starts, ends=ends)
    assert count("associations.members", district) == {school.pk: 2}


def test_meetings_that_took_place_in_these_days(district, school, big, small):
    for day, state in (
        (date(2026, 7, 1), "held"),
        (LAST, "signed"),
        (date(2026, 10, 1), "correcting"),
        (date(2026, 10, 2), "planned"),
        (date(2026, 10, 3), "not_held"),
        (date(2026, 6, 30), "signed"),
        (date(2027, 1, 1), "signed"),
    ):
        meeting(small, day, state)
    meeting(big, date(2026, 10, 4))
    meeting(association_of(make.SchoolFactory(municipality=district, closed_on=LAST)), date(2026, 10, 5))
    assert count("associations.meetings", district) == {None: 1, school.pk: 3}


def test_the_rule_is_kept_where_each_period_that_ended_saw_enough_meetings(district, school, big, small):
    """III and IV quarter end in the half-year. The district's association met in both, the school's in one; a third
    was founded in October, so only the IV quarter asks it; a fourth in November, so nothing asks it."""
    for association in (big, small):
        meeting(association, date(2026, 9, 15))
    meeting(big, date(2026, 12, 31))
    third = association_of(school, created_on=date(2026, 10, 1))
    meeting(third, date(2026, 12, 1))
    association_of(school, created_on=date(2026, 11, 1))
    assert count("associations.cadence_asked", district) == {None: 1, school.pk: 2}
    assert count("associations.cadence_kept", district) == {None: 1, school.pk: 1}
    before = {"cut_off": date(2026, 12, 30)}
    assert count("associations.cadence_kept", district, **before) == {None: 1, school.pk: 1}
    assert count("associations.cadence_asked", district, **before) == {None: 1, school.pk: 1}


def test_a_rule_of_a_year_asks_in_the_half_year_in_which_the_year_ends(district, small):
    district.rules.meetings_period, district.rules.meetings_minimum = "school_year", 2
    district.rules.save()
    meeting(small, date(2025, 10, 1))
    spring = {"first": date(2026, 1, 1), "last": date(2026, 8, 31)}
    assert count("associations.cadence_asked", district, first=date(2026, 9, 1)) == {}
    assert count("associations.cadence_asked", district, **spring) == {small.school_id: 1}
    assert count("associations.cadence_kept", district, **spring) == {}
    meeting(small, date(2026, 5, 1))
    assert count("associations.cadence_kept", district, **spring) == {small.school_id: 1}


def test_a_rule_that_asks_for_nothing_asks_nobody(district, small):
    district.rules.meetings_minimum = 0
    district.rules.save()
    assert count("associations.cadence_asked", district) == {}
    assert count("associations.cadence_kept", district) == {}


def test_decisions_count_when_their_deadline_has_come(district, school, big, small):
    """Of five with a deadline in the half-year two were done by it, one late, one never, one is not adopted yet."""
    due = date(2026, 11, 1)
    decision(small, due, done_on=due)
    decision(small, due, done_on=date(2026, 10, 1))
    decision(small, due, done_on=due + timedelta(days=1))
    decision(big, due)
    decision(small, due, adopted_on=None)
    decision(small, date(2027, 1, 1), done_on=due)
    decision(small, None, done_on=due)
    assert count("associations.decisions_due", district) == {None: 1, school.pk: 3}
    assert count("associations.decisions_in_time", district) == {school.pk: 2}
    assert count("associations.decisions_due", district, cut_off=date(2026, 10, 31)) == {}


def test_a_list_tells_whose_a_record_is_and_when(district, small, methodist):
    held = meeting(small, date(2026, 10, 1))
    (found,) = listed("associations.meetings", district, methodist, small.school_id)
    assert (found.title, found.url, found.detail, found.day) == (
        "Итоги диагностики",
        held.get_absolute_url(),
        small.title,
        date(2026, 10, 1),
    )
    decision(small, date(2026, 11, 1), done_on=date(2026, 10, 9))
    (found,) = listed("associations.decisions_in_time", district, methodist)
    assert found.detail == f"{small.title}; срок 01.11.2026, выполнено 09.10.2026"


def test_a_coordinator_finds_records_of_the_own_school_and_the_district(district, school, big, small):
    other = association_of(make.SchoolFactory(municipality=district))
    for association in (big, small, other):
        meeting(association, date(2026, 10, 1))
    coordinator = make.user_with_role("coordinator", municipality=district, school=school)
    seen = listed("associations.meetings", district, coordinator)
    assert {record.detail for record in seen} == {big.title, small.title}


@pytest.mark.parametrize("rows", [1, 30])
def test_the_cost_does_not_grow_with_schools(district, methodist, rows):
    """The rule of the cadence is read beside."""
    for _ in range(rows):
        association = association_of(make.SchoolFactory(municipality=district))
        person = make.TeacherFactory(school=association.school)
        make.MembershipFactory(association=association, teacher=person)
        for day in (date(2026, 9, 1), date(2026, 12, 1)):
            meeting(association, day)
        decision(association, date(2026, 11, 1), done_on=date(2026, 10, 1))
    found = {key: costs(f"associations.{key}", district, methodist) for key in KEYS}
    read = dict.fromkeys(KEYS, (1, 1, 1)) | dict.fromkeys(("cadence_asked", "cadence_kept"), (2, 2, 2))
    assert found == read
    wholes = [assert_lists_agree(f"associations.{key}", district, methodist) for key in KEYS]
    assert wholes == [rows, rows, rows, 2 * rows, rows, rows, rows, rows]


def test_numbers_of_a_school_and_of_the_district_are_parts_of_one_whole(district, big, small, methodist):
    for association in (big, small):
        meeting(association, date(2026, 10, 1))
    assert [assert_lists_agree(f"associations.{key}", district, methodist) for key in KEYS] == [
        2, 1, 0, 2, 2, 0, 0, 0,
    ]  # fmt: skip
    assert registries.figures["associations.meetings"].by_school
