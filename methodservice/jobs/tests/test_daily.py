"""Work of the day: once a day on both runners, again after a failure, never in the way of other work."""

import logging
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from methodservice import registries
from methodservice.jobs import tasks
from methodservice.jobs.daily import run_daily

pytestmark = pytest.mark.django_db


class Work:
    """Functions that write down on which days they were called."""

    def __init__(self):
        self.days, self.fails, self.broken = [], True, 0

    def note(self, day):
        self.days.append(day)

    def fail(self, day):
        self.broken += 1
        if self.fails:
            raise RuntimeError("no disk")


@pytest.fixture
def work(monkeypatch):
    made = Work()
    monkeypatch.setattr(registries, "daily_work", [made.fail, made.note])
    return made


def at(monkeypatch, *moment):
    monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))


def test_it_is_done_once_a_day_by_the_days_of_the_portal(work, monkeypatch):
    at(monkeypatch, 2026, 12, 31, 20, 59)
    run_daily()
    run_daily()
    at(monkeypatch, 2026, 12, 31, 21, 0)
    run_daily()
    assert [f"{day}" for day in work.days] == ["2026-12-31", "2027-01-01"]


def test_what_fails_is_logged_and_tried_again_later(work, caplog):
    with caplog.at_level(logging.ERROR):
        assert run_daily() == 2
    assert "no disk" in caplog.text
    assert (len(work.days), run_daily()) == (1, 0)
    cache.clear()
    work.fails = False
    assert run_daily() == 2
    assert (work.broken, run_daily()) == (2, 0)


def test_both_runners_do_it(work):
    call_command("run_jobs", once=True)
    assert len(work.days) == 1
    cache.clear()
    tasks.sweep()
    assert len(work.days) == 2
