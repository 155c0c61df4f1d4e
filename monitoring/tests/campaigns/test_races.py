"""Eight people click at once: one closing, one acceptance, one campaign; nothing is written into a closed one."""

import pytest

from associations.tests.test_signing_races import in_threads
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone
from methodservice.testing.monitoring import give, planned
from monitoring.models import Campaign, Return
from monitoring.services import closing, reviewing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("midsummer")]
CLICKS = 8


def repeats(answers):
    return sum(isinstance(answer, AlreadyDone) for answer in answers)


def test_closed_by_many_it_is_closed_once(campaign, methodist):
    answers = in_threads(
        lambda one: closing.close_campaign(campaign=one, by=methodist, reason="К"), [campaign] * CLICKS
    )
    assert repeats(answers) == CLICKS - 1
    assert AuditEvent.objects.about(campaign).filter(verb="moved").count() == 2


def test_accepted_by_many_it_is_accepted_once(campaign, methodist):
    given = give(campaign.returns.first(), {}, state=Return.State.SUBMITTED)
    answers = in_threads(lambda one: reviewing.accept(given=one, by=methodist), [given] * CLICKS)
    assert repeats(answers) == CLICKS - 1
    assert AuditEvent.objects.about(given).filter(verb="moved").count() == 1


def test_planned_by_many_it_is_planned_once(edition, methodist):
    answers = in_threads(lambda one: planned(one, methodist), [edition] * CLICKS)
    assert repeats(answers) == CLICKS - 1
    assert Campaign.objects.count() == 1
