"""Two methodists name a head at the same moment: proved by threads on PostgreSQL."""

import threading
from datetime import date

import pytest
from django.db import connections

from associations.models import Office, Term
from associations.services import terms
from methodservice.lib.refusals import Refused
from methodservice.testing import factories as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def appoint_two_at_once():
    """Sentences of the refused, one for each; both start from the same barrier."""
    district = make.AssociationFactory()
    by = make.user_with_role("methodist", municipality=district.municipality)
    people = make.TeacherFactory.create_batch(
        2, school=make.SchoolFactory(municipality=district.municipality)
    )
    barrier = threading.Barrier(2, timeout=90)
    refusals = []

    def appoint(person):
        try:
            barrier.wait()
            terms.open_term(
                association=district, teacher=person, office=Office.HEAD, starts=date(2026, 9, 1), by=by
            )
        except Refused as refusal:
            refusals.append(str(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=appoint, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return refusals


def test_of_two_heads_named_at_once_one_is_refused_by_name():
    refusals = appoint_two_at_once()
    assert refusals == [terms._head_is_there(Term.objects.select_related("teacher").get())]


def test_without_the_lock_the_database_still_keeps_one_head(monkeypatch):
    """Both look before either writes: only the database can tell them apart."""
    looked = threading.Barrier(2, timeout=90)

    def see_nobody(*args):
        looked.wait()
        return []

    monkeypatch.setattr(terms, "lock_open_association", lambda pk: terms.Association.objects.get(pk=pk))
    monkeypatch.setattr(terms, "_standing", see_nobody)
    assert appoint_two_at_once() == [terms.ONE_HEAD]
    assert Term.objects.count() == 1
