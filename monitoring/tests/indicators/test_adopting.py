"""An edition of a common set reaches campaigns of all municipalities by a job: cut off, twice at once, left over."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connections, transaction

from methodservice import registries
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.jobs import services as jobs
from methodservice.jobs import tasks as job_tasks
from methodservice.jobs.models import Job
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, SUM, indicator_set, opened, planned
from methodservice.testing.races import at_once
from methodservice.testing.services import wait_until
from monitoring import tasks
from monitoring.models import Campaign, Value
from monitoring.services import adopting
from monitoring.services.definitions import add_definition
from monitoring.services.sets import put_in_force, revise

pytestmark = pytest.mark.django_db
KIND = adopting.KIND


@pytest.fixture
def admin(district):
    return make.user_with_role(RoleKind.PORTAL_ADMIN, municipality=district)


@pytest.fixture
def common(db):
    return indicator_set(None, SHARE)


@pytest.fixture
def campaigns(common, admin):
    """Open ones of three municipalities with a school each, one in preparation."""
    schools = make.SchoolFactory.create_batch(3)
    made = [opened(common, admin, municipality=school.municipality) for school in schools]
    return [*made, planned(common, admin, municipality=schools[0].municipality, half=2)]


@pytest.fixture
def draft(common, campaigns, admin):
    edition = revise(set=common.set, reason="Добавлен показатель", by=admin)
    add_definition(edition=edition, by=admin, **SUM)
    return edition


def editions():
    return list(Campaign.objects.order_by("pk").values_list("edition__number", flat=True))


def asked_twice_or_never():
    """Organisations whose number of values is not that of the indicators."""
    return [
        pk
        for pk in Campaign.objects.filter(state="open").values_list("pk", flat=True)
        if Value.objects.filter(campaign=pk).count() != 2
    ]


def events():
    return AuditEvent.objects.filter(
        record_type="monitoring.campaign", changes__has_key="редакция показателей"
    ).count()


def test_the_edition_counts_at_once_and_the_campaigns_follow_by_a_job(draft, admin):
    assert put_in_force(edition=draft, by=admin).state == "in_force"
    assert editions() == [1, 1, 1, 1]
    job = Job.objects.get(kind=KIND)
    assert (job.started_by, job.arguments) == (admin, {"set": draft.set_id})
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 4, 4)
    assert (editions(), asked_twice_or_never(), events()) == ([2, 2, 2, 2], [], 4)
    assert Job.objects.filter(kind="monitoring.aggregate", state="waiting").count() == 3


def test_an_own_set_needs_no_job(district, methodist):
    make.SchoolFactory(municipality=district)
    edition = indicator_set(district, SHARE)
    opened(edition, methodist)
    put_in_force(edition=revise(set=edition.set, reason="Год", by=methodist), by=methodist)
    assert (editions(), Job.objects.filter(kind=KIND).exists()) == ([2], False)


def test_without_campaigns_there_is_nothing_to_take_along(common, admin):
    put_in_force(edition=revise(set=common.set, reason="Год", by=admin), by=admin)
    assert not Job.objects.exists()


def test_a_job_that_was_cut_off_goes_on_where_it_stood(draft, admin, monkeypatch):
    """Killed in the middle of the third campaign: it changes nothing there, and all of it when it runs again."""
    put_in_force(edition=draft, by=admin)
    job = Job.objects.get(kind=KIND)
    ask_anew, asked = adopting.ask_anew, []

    def killed(campaign, definitions):
        asked.append(campaign)
        ask_anew(campaign, definitions)
        if len(asked) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(adopting, "ask_anew", killed)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (editions(), job.state, job.done, job.total) == ([2, 2, 1, 1], "running", 2, 4)
    assert len(asked_twice_or_never()) == 1
    monkeypatch.setattr(adopting, "ask_anew", ask_anew)
    jobs.pick_up_silent(silence=timedelta(0))
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.total) == ("done", 2, 4, 4)
    assert (editions(), asked_twice_or_never(), events()) == ([2, 2, 2, 2], [], 4)


def test_a_campaign_that_fails_keeps_no_other_from_following(draft, campaigns, admin, monkeypatch):
    put_in_force(edition=draft, by=admin)
    adopt = adopting.adopt

    def failing(key, *, by):
        if key == campaigns[0].pk:
            raise RuntimeError("broken")
        return adopt(key, by=by)

    monkeypatch.setattr(adopting, "adopt", failing)
    with pytest.raises(ExceptionGroup):
        tasks.adopt(Job.objects.get(kind=KIND))
    assert editions() == [1, 2, 2, 2]


def test_run_again_it_changes_nothing(draft, admin):
    put_in_force(edition=draft, by=admin)
    job = Job.objects.get(kind=KIND)
    for _ in range(2):
        Job.objects.filter(pk=job.pk).update(state="waiting")
        jobs.run_job(job.pk)
    assert (editions(), asked_twice_or_never(), events()) == ([2, 2, 2, 2], [], 4)


def test_an_older_job_brings_the_newest_edition(draft, admin):
    put_in_force(edition=draft, by=admin)
    put_in_force(edition=revise(set=draft.set, reason="Ещё раз", by=admin), by=admin)
    first, second = Job.objects.filter(kind=KIND).order_by("pk")
    jobs.run_job(first.pk)
    assert editions() == [3, 3, 3, 3]
    jobs.run_job(second.pk)
    second.refresh_from_db()
    assert (second.state, second.result, editions()) == ("done", {"campaigns": 0}, [3, 3, 3, 3])


def test_a_campaign_closed_or_deleted_meanwhile_is_left_alone(draft, campaigns, admin):
    put_in_force(edition=draft, by=admin)
    closed, gone = campaigns[0], campaigns[3]
    Campaign.objects.filter(pk=closed.pk).update(state="closed")
    gone.delete()
    assert [adopting.adopt(key, by=admin) for key in (closed.pk, gone.pk or 0)] == [False, False]
    jobs.run_waiting()
    assert editions() == [1, 2, 2]


def test_what_a_job_did_not_reach_is_taken_along_the_next_day(draft, admin):
    put_in_force(edition=draft, by=admin)
    adopting.adopt_left(date(2026, 3, 1))
    assert Job.objects.filter(kind=KIND).count() == 1
    Job.objects.filter(kind=KIND).update(state="failed")
    adopting.adopt_left(date(2026, 3, 2))
    jobs.run_waiting()
    assert editions() == [2, 2, 2, 2]
    assert Job.objects.filter(kind=KIND, started_by=None).get().state == "done"
    adopting.adopt_left(date(2026, 3, 3))
    assert Job.objects.filter(kind=KIND).count() == 2


def test_it_is_offered_daily():
    assert adopting.adopt_left in registries.daily_work


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_take_each_campaign_along_once(draft, admin):
    put_in_force(edition=draft, by=admin)
    one = Job.objects.get(kind=KIND)
    other = jobs.start(kind=KIND, title="Ещё раз", by=admin, arguments=one.arguments)
    answers = at_once(lambda: jobs.run_job(one.pk), lambda: jobs.run_job(other.pk))
    assert answers == [True, True]
    assert set(Job.objects.filter(kind=KIND).values_list("state", flat=True)) == {"done"}
    assert (editions(), asked_twice_or_never(), events()) == ([2, 2, 2, 2], [], 4)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_newer_edition_that_comes_while_a_campaign_waits_is_the_one_it_gets(draft, campaigns, admin):
    """The job of edition 2 waits for the row of a campaign; edition 3 comes into force before it gets it."""
    put_in_force(edition=draft, by=admin)
    key = campaigns[0].pk
    later = revise(set=draft.set, reason="Ещё раз", by=admin)

    def work():
        try:
            adopting.adopt(key, by=admin)
        finally:
            connections.close_all()

    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=key)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(1)
        assert thread.is_alive()
        put_in_force(edition=later, by=admin)
    thread.join(60)
    assert Campaign.objects.get(pk=key).edition == later


@pytest.mark.celery
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_two_campaigns_finishes_after_a_restart(
    celery_worker, draft, campaigns, admin
):
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaigns[1].pk)
        in_force = threading.Thread(target=force_elsewhere, args=[draft, admin])
        in_force.start()
        in_force.join(30)
        wait_until(lambda: (editions(), progress()) == ([2, 1, 1, 1], [("running", 1, 4)]), what="the first")
        celery_worker.kill()
    job = Job.objects.get(kind=KIND)
    celery_worker.start()
    jobs.pick_up_silent(silence=timedelta(0))
    job_tasks.sweep()
    wait_until(lambda: Job.objects.get(pk=job.pk).state == "done", what="the second attempt")
    assert (editions(), asked_twice_or_never(), events()) == ([2, 2, 2, 2], [], 4)


def progress():
    """→ (state, done, total) of each work that moves campaigns to another edition."""
    return list(Job.objects.filter(kind=KIND).values_list("state", "done", "total"))


def force_elsewhere(edition, by):
    """Put it in force in a transaction of another connection, which is committed at once."""
    put_in_force(edition=edition, by=by)
    connections.close_all()


class TestPage:
    def test_the_page_of_the_set_shows_how_far_it_is(self, draft, admin, visit):
        client = visit(admin)
        address = f"/monitoring/indicators/{draft.set_id}/"
        question = client.get(f"/monitoring/indicators/editions/{draft.pk}/force/").content.decode()
        assert "остальные муниципалитеты перейдут" in question
        answer = client.post(f"/monitoring/indicators/editions/{draft.pk}/force/", follow=True)
        page = answer.content.decode()
        job = Job.objects.get(kind=KIND)
        assert ("Редакция 2 действует." in page, f"/jobs/{job.pk}/" in page) == (True, True)
        Job.objects.filter(pk=job.pk).update(state="failed", message=jobs.CRASHED)
        assert jobs.CRASHED in client.get(address).content.decode()
        Job.objects.filter(pk=job.pk).update(state="waiting")
        jobs.run_waiting()
        assert "Новая редакция в кампаниях" not in client.get(address).content.decode()

    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_one_query(self, common, admin, visit, rows, assert_query_count):
        for _ in range(rows):
            jobs.start(kind=KIND, title="Редакция", by=admin, arguments={"set": common.set_id})
        assert_query_count(visit(admin), f"/monitoring/indicators/{common.set_id}/", 9)
