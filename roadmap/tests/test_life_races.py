"""Two people at once on one time of an item: one mark, one cancellation or a mark, one fact."""

from datetime import date

import pytest
from django.db import transaction

from associations.tests.test_signing_races import in_threads
from methodservice.directory.models import RoleKind
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.registries import Fact
from methodservice.testing import factories as make
from methodservice.testing.roadmap_life import item_of
from methodservice.testing.roadmaps import roadmap_in_force
from roadmap.models import Completion
from roadmap.services import marking, watching

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8
DAY = date(2026, 3, 5)


@pytest.fixture
def methodist():
    return make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())


@pytest.fixture
def item(methodist):
    return item_of(roadmap_in_force(methodist.municipality, methodist), "2.1")


def test_one_of_eight_marks_stays(item, methodist):
    occurrence = item.occurrences.earliest("ends")

    def mark(number):
        return marking.mark_occurrence(occurrence=occurrence, done_on=DAY, comment=str(number), by=methodist)

    answers = in_threads(mark, range(AT_ONCE))
    assert sum(isinstance(each, AlreadyDone) for each in answers) == AT_ONCE - 1
    assert Completion.objects.count() == 1


def test_a_time_is_marked_or_cancelled_but_not_both(item, methodist):
    occurrence = item.occurrences.earliest("ends")

    def act(number):
        if number % 2:
            return marking.mark_occurrence(occurrence=occurrence, done_on=DAY, by=methodist)
        return marking.cancel_occurrence(occurrence=occurrence, reason="Карантин", by=methodist)

    answers = in_threads(act, range(AT_ONCE))
    assert sum(isinstance(each, Refused) for each in answers) == AT_ONCE - 1
    occurrence.refresh_from_db()
    assert Completion.objects.exists() == (occurrence.cancelled_on is None)


def test_a_fact_told_eight_times_closes_once(item, methodist):
    watching.watch(item=item, key="events:service", by=methodist)
    fact = Fact("event:5", methodist.municipality_id, DAY, "Семинар", ("events:service",))

    def tell(_):
        with transaction.atomic():
            watching.close_by_fact(fact, methodist)

    assert in_threads(tell, range(AT_ONCE)) == [None] * AT_ONCE
    assert Completion.objects.count() == 1
