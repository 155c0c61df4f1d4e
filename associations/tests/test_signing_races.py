"""Twenty people sign at once: numbers without gaps or twins. Each thread has its own connection."""

import threading

import pytest
from django.db import connections

from associations.models import Meeting, Protocol
from associations.services import signing
from methodservice.lib.refusals import AlreadyDone
from methodservice.testing.meetings import head_user, meeting_with

SIGNERS = 20


def in_threads(work, arguments):
    """Run work(argument) in one thread each, all released together. → list of results or exceptions."""
    barrier = threading.Barrier(len(arguments))
    answers = [None] * len(arguments)

    def run(number, argument):
        barrier.wait()
        try:
            answers[number] = work(argument)
        except Exception as error:  # the test looks at what came
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(arguments)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return answers


@pytest.fixture
def quick_printing(monkeypatch):
    """Printing is tested elsewhere; twenty renderings add nothing to a race."""
    monkeypatch.setattr(
        signing, "render_protocol", lambda snapshot: b"%PDF " + snapshot["check_code"].encode()
    )


@pytest.mark.django_db(transaction=True)
def test_twenty_meetings_signed_at_once_get_twenty_numbers(quick_printing):
    meeting, people = meeting_with(3)
    head = head_user(meeting)
    meetings = [meeting]
    for _ in range(SIGNERS - 1):
        other, _ = meeting_with(3)
        for person in people:
            other.association.memberships.create(teacher=person, starts="2020-09-01")
        Meeting.objects.filter(pk=other.pk).update(association=meeting.association)
        other.refresh_from_db()
        other.attendance.all().delete()
        for person in people:
            other.attendance.create(teacher=person, status="present")
        Meeting.objects.filter(pk=other.pk).update(chair=people[0], secretary=people[1])
        meetings.append(other)
    answers = in_threads(lambda one: signing.sign_protocol(meeting=one, by=head).number, meetings)
    assert sorted(answers) == list(range(1, SIGNERS + 1))


@pytest.mark.django_db(transaction=True)
def test_one_meeting_signed_by_twenty_is_signed_once(quick_printing):
    meeting, _ = meeting_with(3)
    head = head_user(meeting)
    answers = in_threads(lambda one: signing.sign_protocol(meeting=one, by=head), [meeting] * SIGNERS)
    assert sum(isinstance(answer, Protocol) for answer in answers) == 1
    assert sum(isinstance(answer, AlreadyDone) for answer in answers) == SIGNERS - 1
    assert Protocol.objects.count() == 1
