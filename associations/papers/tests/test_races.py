"""Two clicks at the same moment: proved by threads on PostgreSQL."""

import threading

import pytest
from django.db import connections

from associations.papers.models import Paper, PaperKind
from associations.papers.services.kinds import take_usual
from associations.papers.services.papers import put_in
from associations.papers.usual import USUAL
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone
from methodservice.testing import factories as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(do) -> list[str]:
    """Call it in two threads that start together; the sentences of those who came second."""
    barrier, told = threading.Barrier(2, timeout=90), []

    def run():
        try:
            barrier.wait()
            do()
        except AlreadyDone as repeat:
            told.append(str(repeat))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return told


def test_a_paper_put_in_twice_at_once_lies_there_once(association, methodist):
    kind = make.PaperKindFactory(municipality=association.municipality)
    fields = {"title": "Положение", "link": "https://example.org/1", "author": None, "date": None}
    told = at_once(
        lambda: put_in(association=association, kind=kind, year=SchoolYear(2026), fields=fields, by=methodist)
    )
    assert (told, Paper.objects.count()) == (["Этот документ уже вложен."], 1)


def test_the_usual_list_taken_twice_at_once_is_one_list(district, methodist):
    told = at_once(lambda: take_usual(municipality=district, by=methodist))
    assert (told, PaperKind.objects.count()) == (["Перечень уже заполнен."], len(USUAL))
