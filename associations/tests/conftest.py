"""A meeting in draft with the client of its head, for the tests of its pages."""

import pytest

from methodservice.testing.meetings import head_user, meeting_with


@pytest.fixture
def filed(visit):
    """(meeting, people, client of the head)"""
    meeting, people = meeting_with(5, items=1)
    return meeting, people, visit(head_user(meeting))
