"""A meeting in draft with the client of its head, for the tests of its pages."""

import pytest

from associations.tests.prints import meeting_of
from methodservice.testing.meetings import head_user, meeting_with


@pytest.fixture
def filed(visit):
    """(meeting, people, client of the head)"""
    meeting, people = meeting_with(5, items=1)
    return meeting, people, visit(head_user(meeting))


@pytest.fixture
def small():
    """A meeting of five whose protocol is one page."""
    meeting = meeting_of(5)
    meeting.association.teachers_of = "учителей математики"
    meeting.association.municipality.name_genitive = "Озёрного района"
    return meeting
