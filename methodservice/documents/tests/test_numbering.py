"""Numbers of a series and a year: 1, 2, 3 … of what was kept, whatever was tried and rolled back between."""

from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from methodservice.documents.services import take_number
from methodservice.testing.factories import MunicipalityFactory

ATTEMPTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["protocol:1", "protocol:2"]),
        st.sampled_from([2025, 2026]),
        st.booleans(),
    ),
    max_size=40,
)
"""(municipality, series, year, does the signing succeed)"""


class RolledBack(Exception):
    """A signing that failed after its number was taken."""


def attempt(municipality, series, year, succeeds, kept):
    try:
        with transaction.atomic():
            number = take_number(municipality=municipality, series=series, year=year)
            if not succeeds:
                raise RolledBack
            kept[municipality.pk, series, year].append(number)
    except RolledBack:
        pass


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(attempts=ATTEMPTS)
def test_kept_numbers_have_neither_gaps_nor_twins(attempts):
    with transaction.atomic():
        municipalities = MunicipalityFactory.create_batch(2)
        kept = defaultdict(list)
        for number, series, year, succeeds in attempts:
            attempt(municipalities[number], series, year, succeeds, kept)
        transaction.set_rollback(True)
    assert dict(kept) == {key: list(range(1, len(numbers) + 1)) for key, numbers in kept.items()}


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_only_inside_a_transaction():
    municipality = MunicipalityFactory()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        take_number(municipality=municipality, series="protocol:1", year=2026)
