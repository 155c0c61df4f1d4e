"""Events: added once, held only after they began, cancelled with a reason, planned again; all of it in the journal."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from associations.events.models import Event
from associations.events.services import add_event
from associations.events.services.events import cancel_event, hold_event, plan_again
from associations.events.workflow import STATE_KINDS, TRANSITIONS
from associations.models import Level
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)
TITLE = "Формирующее оценивание на уроке"


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def association(db):
    return make.AssociationFactory()


@pytest.fixture
def methodist(association):
    return make.user_with_role("methodist", municipality=association.municipality)


@pytest.fixture
def event(association):
    return make.EventFactory(association=association, starts=TODAY)


def add(association, by, **fields):
    values = {"title": TITLE, "starts": TODAY} | fields
    return add_event(association=association, municipality=by.municipality, by=by, **values)


def hold(event, by, *, came=(), listed=None, outsiders=0, outcome=""):
    listed = event.participants.values_list("pk", flat=True) if listed is None else listed
    return hold_event(event=event, came=came, listed=listed, outsiders=outsiders, outcome=outcome, by=by)


def journal(event, verb):
    rows = AuditEvent.objects.about(event).filter(verb=verb)
    return [(row.changes, row.note) for row in rows]


class TestAdding:
    def test_a_new_event_is_planned_and_journaled(self, association, methodist):
        event = add(association, methodist, kind="seminar", place="ИМЦ")
        event.refresh_from_db()
        assert (event.state, event.association, event.place) == ("planned", association, "ИМЦ")
        told = AuditEvent.objects.about(event).get()
        assert (told.verb, told.actor, told.municipality) == ("created", methodist, association.municipality)

    def test_the_level_is_that_of_the_association_until_told_otherwise(self, association, methodist):
        school = make.SchoolFactory(municipality=association.municipality)
        small = make.AssociationFactory(
            municipality=association.municipality, level=Level.SCHOOL, school=school
        )
        levels = [
            add(association, methodist).level,
            add(small, methodist).level,
            add(small, methodist, title="Другое", level="region").level,
        ]
        assert levels == ["district", "school", "region"]

    def test_an_event_without_an_association_is_of_the_service(self, methodist):
        event = add(None, methodist)
        assert event.organiser == methodist.municipality.service_short

    def test_the_same_event_is_not_added_twice(self, association, methodist):
        add(association, methodist)
        with pytest.raises(AlreadyDone, match="уже записано"):
            add(association, methodist)
        add(None, methodist)
        add(association, methodist, starts=TODAY + timedelta(days=1))
        assert Event.objects.count() == 3

    def test_in_place_of_a_cancelled_one_it_may_be_added_again(self, association, methodist):
        cancel_event(event=add(association, methodist), reason="Карантин", by=methodist)
        assert add(association, methodist).state == "planned"

    def test_dates_in_the_wrong_order_are_refused(self, association, methodist):
        with pytest.raises(Refused, match="раньше даты начала"):
            add(association, methodist, ends=TODAY - timedelta(days=1))
        assert not Event.objects.exists()


class TestHolding:
    def test_those_who_came_and_those_who_did_not_are_marked(self, event, methodist):
        here, away = make.ParticipantFactory.create_batch(2, event=event)
        hold(event, methodist, came=[here.pk], outsiders=7, outcome="Собран банк заданий.")
        event.refresh_from_db()
        assert (event.state, event.outsiders, event.outcome) == ("held", 7, "Собран банк заданий.")
        marks = dict(event.participants.values_list("pk", "attended"))
        assert marks == {here.pk: True, away.pk: False}
        assert journal(event, "moved") == [({"состояние": ["Запланировано", "Проведено"]}, "участников: 1")]

    def test_whoever_was_added_meanwhile_is_left_unmarked(self, event, methodist):
        here, late = make.ParticipantFactory.create_batch(2, event=event)
        hold(event, methodist, came=[here.pk], listed=[here.pk])
        late.refresh_from_db()
        assert late.attended is None

    def test_participants_of_another_event_are_not_touched(self, event, methodist):
        other = make.ParticipantFactory(attended=False)
        hold(event, methodist, came=[other.pk], listed=[other.pk])
        other.refresh_from_db()
        assert other.attended is False

    def test_what_is_still_ahead_cannot_be_held(self, association, methodist):
        event = make.EventFactory(association=association, starts=TODAY + timedelta(days=1))
        with pytest.raises(Refused, match="ещё не прошло"):
            hold(event, methodist)

    def test_a_second_click_is_a_message(self, event, methodist):
        hold(event, methodist)
        with pytest.raises(AlreadyDone):
            hold(event, methodist)

    def test_a_mistake_is_taken_back_and_attendance_stays(self, event, methodist):
        here = make.ParticipantFactory(event=event)
        hold(event, methodist, came=[here.pk], outcome="Итог")
        event = plan_again(event=event, by=methodist)
        here.refresh_from_db()
        assert (event.state, event.outcome, here.attended) == ("planned", "Итог", True)
        with pytest.raises(AlreadyDone):
            plan_again(event=event, by=methodist)


class TestCancelling:
    def test_the_reason_stays_and_goes_when_it_is_planned_again(self, event, methodist):
        event = cancel_event(event=event, reason="Карантин", by=methodist)
        assert (event.state, event.state_note) == ("cancelled", "Карантин")
        with pytest.raises(AlreadyDone):
            cancel_event(event=event, reason="Карантин", by=methodist)
        event = plan_again(event=event, by=methodist)
        assert (event.state, event.state_note) == ("planned", "")
        assert len(journal(event, "moved")) == 2

    def test_a_held_event_cannot_be_cancelled(self, event, methodist):
        hold(event, methodist)
        with pytest.raises(Refused, match="состояние мероприятия — «Проведено»"):
            cancel_event(event=event, reason="Передумали", by=methodist)

    def test_a_cancelled_event_cannot_be_held(self, event, methodist):
        cancel_event(event=event, reason="Карантин", by=methodist)
        with pytest.raises(Refused, match="«Отменено»"):
            hold(event, methodist)


class AnyWalk(TestCase):
    """Whatever is clicked in whatever order: a state is left only by a way of the table, and each step is journaled."""

    @settings(max_examples=25)
    @given(clicks=st.lists(st.sampled_from(("hold", "cancel", "again")), max_size=8))
    def test_only_ways_of_the_table_are_gone(self, clicks):
        event = make.EventFactory(starts=date(2020, 1, 15))
        by = make.user_with_role("methodist", municipality=event.municipality)
        steps = {
            "hold": lambda: hold(event, by),
            "cancel": lambda: cancel_event(event=event, reason="Карантин", by=by),
            "again": lambda: plan_again(event=event, by=by),
        }
        goals = {"hold": "held", "cancel": "cancelled", "again": "planned"}
        state, moved = "planned", 0
        for click in clicks:
            if goals[click] in TRANSITIONS[Event.State(state)]:
                steps[click]()
                state, moved = goals[click], moved + 1
            else:
                with pytest.raises(Refused):
                    steps[click]()
        event.refresh_from_db()
        assert (event.state, event.version) == (state, 1 + moved)
        assert bool(event.state_note) == (state == "cancelled")
        assert len(journal(event, "moved")) == moved


def test_each_state_has_its_ways_and_its_look():
    assert set(TRANSITIONS) == set(STATE_KINDS) == set(Event.State)
    assert {to for ways in TRANSITIONS.values() for to in ways} == set(Event.State)
