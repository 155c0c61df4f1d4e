"""The look of orders changed at the moment when somebody else signs or saves: proved by threads on PostgreSQL."""

import threading
from datetime import date

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.documents.models import DocumentKind, DocumentStyle, FrozenDocument
from methodservice.documents.orders.sample import sample_snapshot
from methodservice.documents.register.services import take_entry
from methodservice.documents.register.style import save_style
from methodservice.documents.services import freeze
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.services import wait_until

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def district():
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


def somebody_waits() -> bool:
    """Whether a connection to the database waits for a lock of another."""
    with connection.cursor() as cursor:
        # within a transaction PostgreSQL shows what it showed before
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def test_a_logo_is_kept_for_an_order_that_is_being_signed(district, methodist):
    logo = make.StoredFileFactory(municipality=district, media_type="image/png")
    style = DocumentStyle.objects.create(municipality=district, logo=logo)
    with transaction.atomic():
        # an order of this year gives the series its row
        take_entry(
            municipality=district,
            kind=DocumentKind.ORDER,
            on=date(2026, 10, 1),
            title="О плане",
            by=methodist,
        )
    style.logo = None

    def remove():
        save_style(style=style, by=methodist)
        connections.close_all()

    other = threading.Thread(target=remove)
    with transaction.atomic():
        entry = take_entry(
            municipality=district,
            kind=DocumentKind.ORDER,
            on=date(2026, 10, 12),
            title="О неделе",
            by=methodist,
        )
        snapshot = sample_snapshot(DocumentStyle.of(district))
        other.start()
        wait_until(somebody_waits, what="the removal to wait for the signature")
        freeze(
            municipality=district, kind=FrozenDocument.Kind.ORDER, number=entry.number, date=entry.date,
            title=entry.title, snapshot=snapshot, render=lambda snapshot: b"%PDF", by=methodist,
        )  # fmt: skip
    other.join(120)
    style.refresh_from_db()
    assert (style.logo, list(style.former_logos.all())) == (None, [logo])


def test_two_first_savings_at_once_make_one_style(district, methodist):
    url, barrier, answers = reverse("register:style"), threading.Barrier(2, timeout=90), []

    def save(word):
        client = Client()
        client.force_login(methodist)
        data = filled(client.get(url), word=word)
        barrier.wait()
        answers.append(client.post(url, data).status_code)
        connections.close_all()

    threads = [threading.Thread(target=save, args=[word]) for word in ("Приказ", "П Р И К А З")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    style = DocumentStyle.objects.get(municipality=district)
    assert (sorted(answers), AuditEvent.objects.about(style).count()) == ([302, 409], 1)
