"""Two organisers click at the same moment: proved by threads on PostgreSQL."""

import threading
from datetime import date

import pytest
from django.db import connections

from associations.events.models import Event
from associations.events.services import add_event
from associations.events.services.events import hold_event
from associations.events.services.participants import add_members
from methodservice.lib.refusals import AlreadyDone
from methodservice.testing import factories as make

DAY = date(2026, 11, 20)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def twice_at_once(do) -> list[str]:
    """Runs `do` in two threads from one barrier. → sentences of those who came second."""
    barrier = threading.Barrier(2, timeout=90)
    repeats = []

    def click():
        try:
            barrier.wait()
            do()
        except AlreadyDone as repeat:
            repeats.append(str(repeat))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return repeats


@pytest.fixture
def association():
    association = make.AssociationFactory()
    school = make.SchoolFactory(municipality=association.municipality)
    for person in make.TeacherFactory.create_batch(5, school=school):
        make.MembershipFactory(association=association, teacher=person)
    return association


@pytest.fixture
def by(association):
    return make.user_with_role("methodist", municipality=association.municipality)


def test_the_same_event_is_added_once(association, by):
    repeats = twice_at_once(
        lambda: add_event(
            association=association, municipality=association.municipality, by=by, title="Семинар", starts=DAY
        )
    )
    assert repeats == ["Такое мероприятие в этот день уже записано."]
    assert Event.objects.count() == 1


def test_all_members_come_once(association, by):
    event = make.EventFactory(association=association)
    repeats = twice_at_once(lambda: add_members(event=event, by=by))
    assert repeats == ["Все члены объединения уже в списке участников."]
    assert event.participants.count() == 5


def test_an_event_is_held_once(association, by):
    event = make.EventFactory(association=association)
    repeats = twice_at_once(
        lambda: hold_event(event=event, came=[], listed=[], outsiders=0, outcome="", by=by)
    )
    assert repeats == ["Мероприятие уже отмечено как проведённое."]
    event.refresh_from_db()
    assert (event.state, event.version) == ("held", 2)
