"""Participants: many at once, each once, people of the municipality only; rows saved together without overwriting."""

from datetime import date, timedelta

import pytest

from associations.events.models import Participant
from associations.events.services import participants as services
from associations.events.services.events import cancel_event, hold_event
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)


def add(event, people, by, **more):
    return services.add_participants(event=event, teacher_ids=[one.pk for one in people], by=by, **more)


def save(event, by, changes, removed=()):
    return services.save_participants(event=event, changes=changes, removed=removed, by=by)


def listed(event):
    return set(event.participants.values_list("teacher__surname", flat=True))


class TestAdding:
    def test_many_are_added_at_once_and_journaled(self, district, event):
        rows = add(event, district.people, district.head, part="jury")
        assert {row.part for row in rows} == {"jury"}
        assert listed(event) == {"Алова", "Белова", "Ветрова"}
        told = AuditEvent.objects.filter(
            verb="created", record_type="events.participant", actor=district.head
        )
        assert sorted(told.values_list("record_id", flat=True)) == sorted(row.pk for row in rows)

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_cost_does_not_grow_with_the_number(self, district, event, number, django_assert_num_queries):
        batch = make.TeacherFactory.create_batch(number, school=district.school)
        with django_assert_num_queries(7):
            add(event, batch, district.head)

    def test_whoever_is_on_the_list_is_passed_over(self, district, event):
        add(event, district.people[:1], district.head, part="leader")
        assert len(add(event, district.people, district.head)) == 2
        assert event.participants.get(teacher=district.people[0]).part == "leader"
        with pytest.raises(AlreadyDone):
            add(event, district.people, district.head)

    def test_a_person_of_another_municipality_spoils_the_whole_request(self, district, event):
        with pytest.raises(Refused, match="не работает в муниципалитете"):
            add(event, [*district.people, make.TeacherFactory()], district.head)
        assert listed(event) == set()

    def test_whoever_left_before_the_day_cannot_come(self, district, event):
        gone = make.TeacherFactory(school=district.school, left_on=TODAY)
        later = make.TeacherFactory(school=district.school, left_on=TODAY + timedelta(days=1))
        with pytest.raises(Refused):
            add(event, [gone], district.head)
        assert len(add(event, [later], district.head)) == 1

    def test_nobody_and_too_many_are_refused(self, district, event):
        with pytest.raises(Refused, match="хотя бы одного"):
            services.add_participants(event=event, teacher_ids=[], by=district.head)
        with pytest.raises(Refused, match="не больше 500"):
            services.add_participants(event=event, teacher_ids=range(501), by=district.head)

    def test_members_on_the_day_of_the_event_come_by_one_click(self, district, event):
        make.MembershipFactory(
            association=district.association,
            teacher=make.TeacherFactory(school=district.school, surname="Бывшая"),
            ends=TODAY - timedelta(days=1),
        )
        add(event, district.people[:1], district.head)
        assert len(services.add_members(event=event, by=district.head)) == 2
        assert listed(event) == {"Алова", "Белова", "Ветрова"}
        with pytest.raises(AlreadyDone):
            services.add_members(event=event, by=district.head)

    def test_an_event_of_the_service_has_no_members(self, district):
        event = make.EventFactory(association=None, municipality=district.municipality)
        with pytest.raises(Refused, match="методическая служба"):
            services.add_members(event=event, by=district.methodist)

    def test_to_a_held_event_one_adds_people_who_came(self, district, event):
        hold_event(event=event, came=[], listed=[], outsiders=0, outcome="", by=district.head)
        assert [row.attended for row in add(event, district.people[:1], district.head)] == [True]

    def test_the_list_of_a_cancelled_event_is_closed(self, district, event):
        (row,) = add(event, district.people[:1], district.head)
        cancel_event(event=event, reason="Карантин", by=district.head)
        for attempt in (
            lambda: add(event, district.people, district.head),
            lambda: services.add_members(event=event, by=district.head),
            lambda: save(event, district.head, {row.pk: {"part": "jury"}}),
        ):
            with pytest.raises(Refused, match="отменено"):
                attempt()


class TestSaving:
    @pytest.fixture
    def rows(self, district, event):
        return add(event, district.people, district.head)

    def test_changes_of_all_rows_are_one_row_of_the_journal(self, district, event, rows):
        first, second, third = rows
        number = save(
            event,
            district.head,
            {first.pk: {"part": "speaker", "topic": "Опыт"}, second.pk: {"part": "listener"}},
            removed=[third.pk],
        )
        first.refresh_from_db()
        assert (number, first.part, first.topic) == (2, "speaker", "Опыт")
        assert listed(event) == {"Алова", "Белова"}
        (told,) = AuditEvent.objects.about(event).filter(verb="changed")
        assert told.changes == {str(first.teacher): ["слушатель", "выступающий, Опыт"]}
        assert AuditEvent.objects.filter(verb="deleted", record_type="events.participant").count() == 1

    def test_what_was_not_changed_is_not_overwritten(self, district, event, rows):
        save(event, district.head, {rows[0].pk: {"part": "speaker"}})
        save(event, district.methodist, {rows[0].pk: {"attended": True}})
        rows[0].refresh_from_db()
        assert (rows[0].part, rows[0].attended) == ("speaker", True)

    def test_a_row_removed_meanwhile_is_passed_over(self, district, event, rows):
        save(event, district.head, {}, removed=[rows[0].pk])
        assert save(event, district.methodist, {rows[0].pk: {"part": "jury"}}, removed=[rows[0].pk]) == 0

    def test_participants_of_another_event_cannot_be_reached(self, district, event, rows):
        other = make.ParticipantFactory()
        assert save(event, district.head, {other.pk: {"part": "jury"}}, removed=[other.pk]) == 0
        assert Participant.objects.get(pk=other.pk).part == "listener"

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_cost_does_not_grow_with_the_rows(self, district, event, number, django_assert_num_queries):
        batch = make.TeacherFactory.create_batch(number, school=district.school)
        rows = add(event, batch, district.head)
        with django_assert_num_queries(6):
            save(event, district.head, {row.pk: {"part": "speaker"} for row in rows})
