"""Figures: held events only, people who came only, a person at two events is one person."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from associations.events import facts
from associations.events.facts import People
from associations.events.models import Event, Participant
from associations.models import Association
from methodservice.testing import factories as make

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
OCTOBER = date(2026, 10, 12)
ALL = (
    facts.held_by_association,
    facts.kinds_by_association,
    facts.outsiders_by_association,
    facts.participants_by_association,
    facts.speakers_by_association,
    facts.winners_by_association,
)


def held(association, starts=OCTOBER, **fields):
    return make.EventFactory(association=association, starts=starts, state="held", **fields)


def came(event, person, part="listener", attended=True):
    return make.ParticipantFactory(event=event, teacher=person, part=part, attended=attended)


@pytest.fixture
def association(db):
    return make.AssociationFactory()


@pytest.fixture
def people(association):
    school = make.SchoolFactory(municipality=association.municipality)
    return make.TeacherFactory.create_batch(4, school=school)


def test_one_person_at_two_events_is_one_person_and_two_attendances(association, people):
    for event in (held(association), held(association)):
        came(event, people[0])
    came(event, people[1])
    assert facts.participants_by_association([association], FIRST, LAST) == {association.pk: People(2, 3)}


def test_only_held_events_of_the_period_count(association):
    held(association, FIRST)
    held(association, LAST, kind="contest")
    held(association, FIRST - timedelta(days=1))
    held(association, LAST + timedelta(days=1))
    for state in ("planned", "cancelled"):
        make.EventFactory(association=association, starts=OCTOBER, state=state)
    assert facts.held_by_association([association], FIRST, LAST) == {association.pk: 2}
    assert facts.kinds_by_association([association], FIRST, LAST) == {
        association.pk: {"seminar": 1, "contest": 1}
    }


def test_an_event_of_several_days_counts_by_its_first_day(association):
    held(association, LAST, ends=LAST + timedelta(days=3))
    held(association, FIRST - timedelta(days=1), ends=FIRST)
    assert facts.held_by_association([association], FIRST, LAST) == {association.pk: 1}


def test_whoever_did_not_come_or_was_not_marked_is_not_counted(association, people):
    event = held(association)
    came(event, people[0], "speaker")
    came(event, people[1], "speaker", attended=False)
    came(event, people[2], "speaker", attended=None)
    planned = make.EventFactory(association=association, starts=OCTOBER)
    came(planned, people[3], "speaker")
    assert facts.participants_by_association([association], FIRST, LAST) == {association.pk: People(1, 1)}
    assert facts.speakers_by_association([association], FIRST, LAST) == {association.pk: People(1, 1)}


def test_speakers_and_winners_are_told_by_their_part(association, people):
    first, second = held(association), held(association)
    for person, part in zip(people, ("speaker", "leader", "winner", "jury"), strict=True):
        came(first, person, part)
    came(second, people[0], "leader")
    came(second, people[2], "prize")
    assert facts.speakers_by_association([association], FIRST, LAST) == {association.pk: People(2, 3)}
    assert facts.winners_by_association([association], FIRST, LAST) == {association.pk: People(1, 2)}


def test_outsiders_add_up(association):
    held(association, outsiders=12)
    held(association, outsiders=30)
    held(make.AssociationFactory(), outsiders=0)
    assert facts.outsiders_by_association(Association.objects.all(), FIRST, LAST) == {association.pk: 42}


def test_each_association_has_its_own_and_events_of_the_service_are_nobodys(association, people):
    other = make.AssociationFactory(municipality=association.municipality)
    came(held(association), people[0])
    came(held(other), people[0])
    came(held(None, municipality=association.municipality), people[0])
    one = People(1, 1)
    every = Association.objects.all()
    assert facts.participants_by_association(every, FIRST, LAST) == {association.pk: one, other.pk: one}
    assert facts.held_by_association([other.pk], FIRST, LAST) == {other.pk: 1}


@pytest.mark.parametrize("count", ALL)
@pytest.mark.parametrize("rows", [1, 30])
def test_a_figure_costs_one_query_however_many_associations(db, count, rows, django_assert_num_queries):
    school = make.SchoolFactory()
    for _ in range(rows):
        association = make.AssociationFactory(municipality=school.municipality)
        came(held(association, outsiders=1), make.TeacherFactory(school=school), "winner")
    with django_assert_num_queries(1):
        count(Association.objects.all(), FIRST, LAST)


class AnyRows(TestCase):
    """Whatever the rows: the figures are those that a person counts by hand."""

    @settings(max_examples=20)
    @given(
        rows=st.lists(
            st.tuples(
                st.integers(0, 3),
                st.integers(0, 3),
                st.sampled_from(Participant.Part.values),
                st.sampled_from([True, False, None]),
            ),
            unique_by=lambda row: row[:2],
            max_size=16,
        ),
        states=st.lists(st.sampled_from(Event.State.values), min_size=4, max_size=4),
    )
    def test_people_are_counted_as_by_hand(self, rows, states):
        association = make.AssociationFactory()
        school = make.SchoolFactory(municipality=association.municipality)
        people = make.TeacherFactory.create_batch(4, school=school)
        events = [make.EventFactory(association=association, starts=OCTOBER, state=state) for state in states]
        for event, person, part, attended in rows:
            came(events[event], people[person], part, attended)
        there = [row for row in rows if states[row[0]] == "held" and row[3]]
        expected = People(len({row[1] for row in there}), len(there))
        found = facts.participants_by_association([association], FIRST, LAST)
        assert found == ({association.pk: expected} if there else {})
        speakers = [row for row in there if row[2] in ("speaker", "leader")]
        told = facts.speakers_by_association([association], FIRST, LAST).get(association.pk, People())
        assert told == People(len({row[1] for row in speakers}), len(speakers))
