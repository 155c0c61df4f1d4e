"""Accepted reports have a number of the register; those accepted before it was kept are entered without one."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from associations.reports.models import AnnualReport
from associations.reports.services import workflow
from associations.tests.test_signing_races import in_threads
from methodservice import registries
from methodservice.documents.models import FrozenDocument, NumberMask, RegisterEntry
from methodservice.lib.typography import NBSP
from methodservice.testing import factories as make
from methodservice.testing.reports import report_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing", "june")]
enter_accepted = import_module("associations.reports.migrations.0002_reports_in_register").enter
State = AnnualReport.State


def test_an_accepted_report_takes_the_next_number_of_its_kind(filed):
    district = filed.association.municipality
    NumberMask.objects.create(
        municipality=district, kind="report", year=timezone.now().year, mask="{n}-О", first=4
    )
    report = workflow.submit(report=report_with(association=filed.association), by=filed.head)
    report = workflow.accept(report=report, by=filed.methodist)
    entry = RegisterEntry.objects.get()
    document, day = report.document, timezone.localdate(report.accepted_at)
    assert (entry.kind, entry.number, entry.date, entry.document) == ("report", "4-О", day, document)
    assert entry.signed_as == f"Руководитель объединения М.{NBSP}И.{NBSP}{filed.people[0].surname}"
    assert (document.number, document.title) == ("4-О", entry.title)
    assert document.snapshot["number"] == f"№{NBSP}4-О от {day:%d.%m.%Y}"
    pages = registries.document_pages["report"]([entry])
    assert pages == {entry.pk: reverse("reports:report", args=[report.pk])}


def test_reports_accepted_before_are_entered_without_a_number(filed):
    district = filed.association.municipality
    for association in (filed.association, make.AssociationFactory(municipality=district)):
        report_with(association=association, state=State.ACCEPTED, by=filed.methodist)
    for _ in range(2):
        enter_accepted(apps, None)
    rows = RegisterEntry.objects.order_by("pk")
    assert [(row.kind, row.number, row.key, row.ordinal, row.year) for row in rows] == [
        ("report", "б/н", "", None, 2026)
    ] * 2
    assert [row.document.annual_report.pk for row in rows] == list(
        AnnualReport.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert rows[0].registered_at == rows[0].document.signed_at


@pytest.mark.django_db(transaction=True)
def test_reports_accepted_at_once_get_numbers_without_gaps_or_twins():
    district = make.MunicipalityFactory()
    methodist = make.user_with_role("methodist", municipality=district)
    reports = [
        report_with(association=make.AssociationFactory(municipality=district), state=State.SUBMITTED)
        for _ in range(8)
    ]
    in_threads(lambda one: workflow.accept(report=one, by=methodist), reports)
    numbers = FrozenDocument.objects.values_list("number", flat=True)
    assert sorted(numbers) == [str(number) for number in range(1, 9)]
