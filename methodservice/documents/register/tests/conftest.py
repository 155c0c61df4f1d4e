"""A district on a day of November, with those who keep its register."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from methodservice.documents.register.services import take_entry
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None: real(value) if value else TODAY)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


@pytest.fixture
def department(district):
    return make.user_with_role("department_head", municipality=district)


@pytest.fixture
def take(district, methodist):
    """Function(number="", kind=…, on=…, title=…) → the entry, as a document that is issued now takes it."""

    def take_(number="", *, kind="order", on=TODAY, title="О конкурсе", **more):
        with transaction.atomic():
            return take_entry(
                municipality=district, kind=kind, on=on, title=title, by=methodist, number=number, **more
            )

    return take_
