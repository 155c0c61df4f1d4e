"""Many number at once: each gets a number of its own, none is left out. Each thread has its own connection."""

import pytest
from django.db import transaction

from associations.tests.test_signing_races import in_threads
from methodservice.documents.models import RegisterEntry
from methodservice.documents.register.by_hand import register_by_hand
from methodservice.documents.register.services import take_entry
from methodservice.documents.register.tests.conftest import TODAY
from methodservice.lib.refusals import AlreadyDone, Refused

pytestmark = pytest.mark.django_db(transaction=True)
SIGNERS = 12


def test_documents_issued_at_once_get_numbers_without_gaps_or_twins(district, methodist):
    def issue(title):
        with transaction.atomic():
            return take_entry(
                municipality=district, kind="order", on=TODAY, title=title, by=methodist
            ).ordinal

    answers = in_threads(issue, [f"О конкурсе {number}" for number in range(SIGNERS)])
    assert sorted(answers) == list(range(1, SIGNERS + 1))


def test_one_number_typed_by_many_is_given_once(district, methodist):
    def issue(title):
        with transaction.atomic():
            return take_entry(
                municipality=district, kind="order", on=TODAY, title=title, by=methodist, number="1"
            )

    answers = in_threads(issue, [f"О конкурсе {number}" for number in range(SIGNERS)])
    assert sum(isinstance(answer, RegisterEntry) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == SIGNERS - 1


def test_a_document_entered_by_many_clicks_is_entered_once(district, methodist):
    def enter(_):
        return register_by_hand(
            municipality=district, kind="note", on=TODAY, title="О проверке", by=methodist
        )

    answers = in_threads(enter, [None] * SIGNERS)
    assert sum(isinstance(answer, AlreadyDone) for answer in answers) == SIGNERS - 1
    assert RegisterEntry.objects.count() == 1
