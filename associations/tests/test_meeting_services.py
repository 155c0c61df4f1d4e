"""Filing a meeting: who may be marked, what is kept, what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from associations.models import Attendance, Candidate, Meeting, NamedVote
from associations.services import meetings as services
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused, Stale
from methodservice.testing import factories as make
from methodservice.testing.meetings import election_in, head_user, meeting_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed():
    meeting, people = meeting_with(5)
    return meeting, people, head_user(meeting)


def test_protocol_starts_with_those_in_office(filed):
    meeting, people, head = filed
    Meeting.objects.update(state="planned", chair=None, secretary=None)
    started = services.start_protocol(meeting=meeting, by=head)
    assert (started.state, started.chair, started.secretary) == ("held", people[0], people[1])


def test_deputy_chairs_when_there_is_no_head(filed):
    meeting, people, head = filed
    make.TermFactory(association=meeting.association, teacher=people[2], office="deputy")
    meeting.association.terms.filter(office="head").update(ends=meeting.date - timedelta(days=1))
    Meeting.objects.update(state="planned", chair=None)
    assert services.start_protocol(meeting=meeting, by=head).chair == people[2]


def test_protocol_of_a_coming_meeting_is_refused(filed):
    meeting, _, head = filed
    Meeting.objects.update(state="planned", date=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refused, match="ещё не прошло"):
        services.start_protocol(meeting=meeting, by=head)


def test_everybody_present_keeps_exceptions(filed):
    meeting, people, head = filed
    Attendance.objects.exclude(teacher=people[4]).delete()
    Attendance.objects.filter(teacher=people[4]).update(status="excused")
    assert services.mark_all_present(meeting=meeting, by=head) == 4
    assert Attendance.objects.get(teacher=people[4]).status == "excused"


def test_a_stranger_cannot_be_marked(filed):
    meeting, _, head = filed
    with pytest.raises(Refused, match="не состоит"):
        services.mark_attendance(
            meeting=meeting, teacher_id=make.TeacherFactory().pk, status="present", by=head
        )


def test_whoever_turns_out_absent_loses_the_vote(filed):
    meeting, people, head = filed
    NamedVote.objects.create(item=meeting.items.get(), teacher=people[3], choice="for")
    services.mark_attendance(meeting=meeting, teacher_id=people[3].pk, status="absent", by=head)
    assert not NamedVote.objects.exists()


def test_a_vote_of_someone_who_had_left_is_refused(filed):
    meeting, people, head = filed
    item = meeting.items.get()
    services.set_item_presence(item=item, teacher_id=people[3].pk, here=False, by=head)
    with pytest.raises(Refused, match="кого не было"):
        services.record_votes(item=item, voting="named", named={people[3].pk: ("for", None)}, by=head)


def test_a_candidate_of_another_question_is_refused(filed):
    meeting, people, head = filed
    item = election_in(meeting, people[2])
    other = Candidate.objects.create(item=election_in(meeting, people[3]), teacher=people[4])
    with pytest.raises(Refused, match="Такого кандидата"):
        services.record_votes(item=item, voting="counted", candidates={other.pk: 3}, by=head)


def test_a_stale_text_is_answered_with_the_newer_one(filed):
    meeting, _, head = filed
    item = meeting.items.get()
    services.save_item(item=item, version=1, by=head, heard="Первый текст")
    with pytest.raises(Stale) as caught:
        services.save_item(item=item, version=1, by=head, heard="Второй текст")
    assert caught.value.current.heard == "Первый текст"


def test_typing_makes_one_row_in_the_journal(filed):
    meeting, _, head = filed
    item = meeting.items.get()
    for number, text in enumerate(["П", "При", "Принять"], start=1):
        services.save_item(item=item, version=number, by=head, heard=text)
    row = AuditEvent.objects.about(item).get()
    assert row.changes == {"слушали": ["—", "Принять"]}


@pytest.mark.parametrize("state", ["signed", "not_held"])
def test_a_closed_meeting_takes_nothing(filed, state):
    meeting, people, head = filed
    Meeting.objects.update(state=state)
    item = meeting.items.get()
    attempts = [
        lambda: services.mark_all_present(meeting=meeting, by=head),
        lambda: services.mark_attendance(meeting=meeting, teacher_id=people[0].pk, status="absent", by=head),
        lambda: services.set_item_presence(item=item, teacher_id=people[0].pk, here=False, by=head),
        lambda: services.save_item(item=item, version=1, by=head, heard="Текст"),
        lambda: services.save_decision(decision=item.decisions.get(), version=1, by=head, text="Текст"),
        lambda: services.save_meeting(meeting=meeting, version=1, by=head, theme="Тема"),
        lambda: services.record_votes(item=item, voting="none", by=head),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="менять ничего нельзя"):
            attempt()


def test_not_held_then_repeated_once_with_the_same_agenda(filed):
    meeting, people, head = filed
    election_in(meeting, people[2])
    services.declare_not_held(meeting=meeting, by=head, note="Не было кворума")
    later = meeting.date + timedelta(days=7)
    repeat = services.plan_repeat(meeting=meeting, date=later, by=head)
    assert [(item.title, item.kind, item.voting) for item in repeat.items.all()] == [
        ("О вопросе 1", "decision", "none"),
        ("О выборах", "election", "none"),
    ]
    assert Candidate.objects.get(item__meeting=repeat).teacher == people[2]
    with pytest.raises(AlreadyDone):
        services.plan_repeat(meeting=meeting, date=later, by=head)


def test_the_repeat_is_later_than_the_first(filed):
    meeting, _, head = filed
    services.declare_not_held(meeting=meeting, by=head, note="Не было кворума")
    with pytest.raises(Refused, match="позже"):
        services.plan_repeat(meeting=meeting, date=meeting.date, by=head)


def test_the_journal_tells_who_moved_the_meeting(filed):
    meeting, _, head = filed
    services.declare_not_held(meeting=meeting, by=head, note="Не было кворума")
    row = AuditEvent.objects.about(meeting).get()
    assert (row.actor, row.changes, row.note) == (
        head,
        {"состояние": ["Черновик протокола", "Не состоялось"]},
        "Не было кворума",
    )


def test_correction_keeps_the_date_of_the_meeting(filed):
    meeting, _, head = filed
    Meeting.objects.update(state="correcting")
    with pytest.raises(Refused, match="дата заседания"):
        services.save_meeting(meeting=meeting, version=1, by=head, date=date(2026, 10, 13))
