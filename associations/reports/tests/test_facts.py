"""What the facts count, and that the list behind every figure is the figure."""

from datetime import date

import pytest

from associations.events import facts as events
from associations.models import Attendance, Meeting, Membership
from associations.reports.amounts import Amount
from associations.reports.facts import FACTS, Span, amounts_of, totals_of
from associations.reports.lists import Names, listing_of
from methodservice.testing import factories as make
from methodservice.testing.meetings import district_with
from methodservice.testing.reports import TODAY, YEAR, year_of

pytestmark = pytest.mark.django_db

EXPECTED = {
    "meetings_required": Amount(4),
    "meetings_planned": Amount(4),
    "meetings_held": Amount(2),
    "meetings_not_held": Amount(1),
    "attendance": Amount(6, 8),
    "decisions": Amount(3),
    "decisions_due": Amount(2),
    "decisions_done": Amount(2, 3),
    "decisions_on_time": Amount(1, 2),
    "decisions_overdue": Amount(1),
    "plan_items": Amount(4),
    "plan_done": Amount(2, 4),
    "plan_on_time": Amount(1, 4),
    "events": Amount(2),
    "participants": Amount(3),
    "visits": Amount(5),
    "speakers": Amount(1),
    "works": Amount(1),
    "members_first": Amount(4),
    "members_last": Amount(4),
    "young": Amount(1),
}
WITHOUT_RECORDS = {
    "meetings_required": Amount(4),
    "meetings_planned": Amount(0),
    "meetings_held": Amount(0),
    "meetings_not_held": Amount(0),
    "attendance": Amount(0, 0),
    "decisions": Amount(None),
    "decisions_due": Amount(None),
    "decisions_done": Amount(0, 0),
    "decisions_on_time": Amount(0, 0),
    "decisions_overdue": Amount(None),
    "plan_items": Amount(None),
    "plan_done": Amount(0, 0),
    "plan_on_time": Amount(0, 0),
    "events": Amount(0),
    "participants": Amount(None),
    "visits": Amount(None),
    "speakers": Amount(None),
    "works": Amount(0),
    "members_first": Amount(4),
    "members_last": Amount(4),
    "young": Amount(None),
}


def test_every_fact_counts_what_it_says(filed):
    assert amounts_of([filed.association], filed.span)[filed.association.pk] == EXPECTED


def test_members_without_records_have_numbers_only_where_zero_is_true(june):
    association, _ = district_with(4)
    span = Span(YEAR, june, association.municipality.rules)
    assert amounts_of([association], span)[association.pk] == WITHOUT_RECORDS


def test_an_association_that_was_not_there_has_no_data_at_all(june):
    association = make.AssociationFactory()
    span = Span(YEAR, june, association.municipality.rules)
    amounts = amounts_of([association], span)[association.pk]
    assert {key for key, amount in amounts.items() if amount.known} == set()


def test_other_years_and_other_associations_do_not_count(filed):
    year_of(filed.association, filed.people, filed.methodist, year=YEAR.previous)
    other, people = district_with(4)
    year_of(other, people, filed.methodist)
    counted = amounts_of([filed.association], filed.span)[filed.association.pk]
    assert counted | {"young": EXPECTED["young"]} == EXPECTED


@pytest.mark.parametrize("key", FACTS)
def test_the_list_behind_a_figure_adds_up_to_it(filed, key):
    amount = amounts_of([filed.association], filed.span)[filed.association.pk][key]
    listing = listing_of(FACTS[key], filed.association, filed.span, Names(all=True))
    assert listing.amount == amount
    assert all(len(record.cells) == len(listing.columns) for record in listing.records)
    if key != "attendance":
        whole = amount.denominator if FACTS[key].is_share else amount.numerator
        assert len(listing.records) == whole


def test_attendance_is_of_members_on_the_day(filed):
    meeting = Meeting.objects.filter(state=Meeting.State.SIGNED).get()
    stranger = make.TeacherFactory(school=filed.people[0].school)
    Attendance.objects.create(meeting=meeting, teacher=stranger, status="present")
    Membership.objects.filter(teacher=filed.people[3]).update(ends=date(2025, 11, 1))
    amount = amounts_of([filed.association], filed.span)[filed.association.pk]["attendance"]
    assert amount == Amount(6, 7)


def test_events_are_counted_as_events_count_them(filed):
    days, keys = filed.span.days, [filed.association.pk]
    people = events.participants_by_association(keys, *days)[filed.association.pk]
    speakers = events.speakers_by_association(keys, *days)[filed.association.pk]
    amounts = amounts_of([filed.association], filed.span)[filed.association.pk]
    assert amounts["events"].numerator == events.held_by_association(keys, *days)[filed.association.pk]
    assert (amounts["participants"].numerator, amounts["visits"].numerator) == (
        people.distinct,
        people.attendances,
    )
    assert amounts["speakers"].numerator == speakers.distinct


def test_nobody_is_counted_twice_in_the_total(filed):
    """The same four people belong to a second association and came to its events."""
    other = make.AssociationFactory(municipality=filed.association.municipality)
    for person in filed.people:
        make.MembershipFactory(association=other, teacher=person)
    year_of(other, filed.people, filed.methodist)
    both = [filed.association, other]
    amounts = amounts_of(both, filed.span)
    totals = totals_of(both, filed.span, amounts)
    assert [totals[key].numerator for key in ("members_last", "participants", "speakers", "young")] == [
        4,
        3,
        1,
        1,
    ]
    assert [totals[key] for key in ("meetings_held", "visits")] == [Amount(4), Amount(10)]
    assert totals["attendance"] == Amount(12, 16)


def test_a_member_of_two_terms_is_one_person(filed):
    Membership.objects.filter(teacher=filed.people[1]).update(ends=date(2025, 10, 1))
    make.MembershipFactory(association=filed.association, teacher=filed.people[1], starts=date(2026, 3, 1))
    amounts = amounts_of([filed.association], filed.span)[filed.association.pk]
    assert (amounts["members_first"], amounts["members_last"]) == (Amount(4), Amount(4))


def test_the_running_year_ends_today(filed):
    make.MembershipFactory(
        association=filed.association, teacher=make.TeacherFactory(), starts=date(2026, 7, 1)
    )
    assert filed.span.last_day == TODAY
    assert amounts_of([filed.association], filed.span)[filed.association.pk]["members_last"] == Amount(4)


@pytest.mark.parametrize("associations", [1, 30])
def test_eight_queries_count_any_number_of_associations(filed, associations, django_assert_num_queries):
    rows = [filed.association, *make.AssociationFactory.create_batch(associations - 1)]
    span = filed.span
    with django_assert_num_queries(8):
        amounts_of(rows, span)
