"""Eight people click at once: one report, one acceptance, one document."""

import pytest

from associations.reports.models import AnnualReport
from associations.reports.services import workflow
from associations.reports.services.writing import start_report
from associations.tests.test_signing_races import in_threads
from methodservice.documents.models import FrozenDocument
from methodservice.lib.refusals import AlreadyDone
from methodservice.testing import factories as make
from methodservice.testing.reports import YEAR, report_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_printing", "june")]
CLICKS = 8


def test_a_report_begun_by_many_is_begun_once():
    association = make.AssociationFactory()
    user = make.UserFactory(municipality=association.municipality)
    answers = in_threads(
        lambda one: start_report(association=one, year=YEAR, by=user), [association] * CLICKS
    )
    assert sum(isinstance(answer, AlreadyDone) for answer in answers) == CLICKS - 1
    assert AnnualReport.objects.count() == 1


def test_a_report_accepted_by_many_is_frozen_once():
    report = report_with(state=AnnualReport.State.SUBMITTED)
    user = make.UserFactory(municipality=report.association.municipality)
    answers = in_threads(lambda one: workflow.accept(report=one, by=user), [report] * CLICKS)
    assert sum(isinstance(answer, AlreadyDone) for answer in answers) == CLICKS - 1
    assert FrozenDocument.objects.count() == 1
