"""Computing as a job: asked for once, done again without harm, twice at once, after a worker was killed, daily."""

import threading
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.jobs import services as jobs
from methodservice.jobs import tasks as job_tasks
from methodservice.jobs.models import Job
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SUM, give, indicator_set, opened, planned
from methodservice.testing.services import wait_until
from monitoring.models import MunicipalAggregate, SchoolAggregate
from monitoring.services.aggregation.computing import hold
from monitoring.services.aggregation.overdue import compute_half_yearly, compute_overdue, overdue
from monitoring.services.aggregation.running import compute_in_order
from monitoring.services.requesting import request_aggregation
from monitoring.tasks import GONE

pytestmark = pytest.mark.django_db


class Year:
    """A municipality with a school and two half-years of 2026: 4, then 5."""

    def __init__(self, municipality=None):
        self.district = municipality or make.MunicipalityFactory()
        self.school = make.SchoolFactory(municipality=self.district)
        self.methodist = make.user_with_role(RoleKind.METHODIST, municipality=self.district)
        self.edition = indicator_set(self.district, SUM, targets={0: {2026: 9}})
        self.first, self.second = (opened(self.edition, self.methodist, half=half) for half in (1, 2))
        for campaign, number in ((self.first, 4), (self.second, 5)):
            give(campaign.returns.get(), {0: number})

    def to_date(self):
        return list(MunicipalAggregate.objects.order_by("campaign_id").values_list("to_date", flat=True))


@pytest.fixture
def year():
    return Year()


def test_a_job_computes_the_campaign_and_what_builds_upon_it(year):
    job = request_aggregation(year.first, by=year.methodist)
    assert jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.message) == ("done", 2, 2, "Итоги посчитаны.")
    assert year.to_date() == [4, 9]


def test_asking_twice_is_one_job_until_it_runs(year):
    job = request_aggregation(year.first, by=year.methodist)
    assert request_aggregation(year.first, by=None) == job
    assert request_aggregation(year.second, by=year.methodist) != job
    jobs.claim(job.pk)
    again = request_aggregation(year.first, by=None)
    assert (again != job, again.started_by, again.municipality) == (True, None, year.district)


def test_a_job_of_a_campaign_that_is_gone_says_so(year):
    job = request_aggregation(year.second, by=year.methodist)
    year.second.delete()
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", GONE)


def test_computing_costs_the_same_for_many_schools(year, django_assert_num_queries):
    expected = 14 if connection.vendor == "postgresql" else 16
    with django_assert_num_queries(expected):
        compute_in_order([year.second.pk])
    make.SchoolFactory.create_batch(30, municipality=year.district)
    third = opened(year.edition, year.methodist, year=2027)
    third.returns.update(state="accepted")
    with django_assert_num_queries(expected):
        compute_in_order([third.pk])


# by the page


def test_a_methodist_asks_and_watches_the_own_job(visit, year):
    request_aggregation(year.first, by=None)
    client = visit(year.methodist)
    address = reverse("monitoring:recount", args=[year.first.pk])
    answers = [client.post(address) for _ in range(2)]
    job = Job.objects.get(started_by=year.methodist)
    assert [answer["Location"] for answer in answers] == [reverse("jobs:progress", args=[job.pk])] * 2
    jobs.run_waiting()
    page = client.get(answers[0]["Location"]).content.decode()
    assert ("Итоги посчитаны." in page, f'href="{year.first.get_absolute_url()}"' in page) == (True, True)
    assert year.to_date() == [4, 9]


def test_a_campaign_in_preparation_has_nothing_to_count(visit, year):
    draft = planned(year.edition, year.methodist, year=2027)
    answer = visit(year.methodist).post(reverse("monitoring:recount", args=[draft.pk]))
    assert (answer["Location"], Job.objects.exists()) == (draft.get_absolute_url(), False)


# by the day


def test_what_was_never_computed_or_changed_since_is_found_daily(year):
    compute_overdue(date(2026, 7, 1))
    assert [job.arguments for job in Job.objects.all()] == [{"campaign": year.first.pk}]
    jobs.run_waiting()
    long_ago = timezone.now() - timedelta(days=2)
    AuditEvent.objects.update(at=long_ago - timedelta(days=1))
    MunicipalAggregate.objects.update(computed_at=long_ago)
    assert list(overdue()) == []
    for changed in (year.second, year.second.returns.get()):
        event = AuditEvent.objects.create(
            verb="moved", record_type=changed._meta.label_lower, record_id=changed.pk
        )
        assert list(overdue()) == [year.second]
        event.delete()
    AuditEvent.objects.create(verb="moved", record_type="monitoring.edition", record_id=year.edition.pk)
    assert list(overdue()) == [year.first, year.second]
    compute_overdue(date(2026, 7, 2))
    jobs.run_waiting()
    MunicipalAggregate.objects.update(computed_at=timezone.now() + timedelta(minutes=6))
    assert list(overdue()) == []


def test_everything_is_computed_once_a_half_year(year):
    for day in (date(2026, 1, 9), date(2026, 1, 10), date(2026, 6, 30), date(2026, 7, 1)):
        compute_half_yearly(day)
    halves = [job.arguments["half_year"] for job in Job.objects.order_by("pk")]
    assert halves == ["2026-01-01", "2026-07-01"]
    jobs.run_waiting()
    assert year.to_date() == [4, 9]
    done = Job.objects.order_by("pk").first()
    assert (done.state, done.done, done.result) == ("done", 2, {"campaigns": 2})


def test_half_years_pass_where_nothing_is_monitored(db):
    assert compute_half_yearly(date(2026, 1, 9)) is None


# by hand


def rebuild(**options):
    out = StringIO()
    call_command("rebuild_aggregates", stdout=out, **options)
    return out.getvalue().splitlines()


def test_aggregates_are_rebuilt_by_a_command(year):
    other = Year()
    assert rebuild(municipality=year.district.pk)[-1] == "Посчитано кампаний: 2"
    assert year.to_date() == [4, 9]
    assert rebuild(set=other.edition.set_id) == ["Посчитано кампаний: 1", "Посчитано кампаний: 2"]
    assert rebuild(campaign=other.second.pk) == ["Посчитано кампаний: 1"]
    assert rebuild()[-1] == "Посчитано кампаний: 4"
    assert rebuild(municipality=0) == ["Считать нечего."]
    with pytest.raises(CommandError, match="Такой кампании нет"):
        rebuild(campaign=0)


# twice at once, and cut off


def in_threads(*works):
    errors = []

    def run(work):
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    return threads, errors


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_make_the_same_rows_once(year):
    barrier = threading.Barrier(2, timeout=90)

    def work():
        barrier.wait()
        for _ in range(10):
            compute_in_order([year.first.pk])
            compute_in_order([year.second.pk])

    threads, errors = in_threads(work, work)
    for thread in threads:
        thread.join(90)
    assert errors == []
    assert year.to_date() == [4, 9]
    assert SchoolAggregate.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_run_waits_for_the_one_before_it(year):
    with transaction.atomic():
        hold(f"campaign:{year.first.pk}")
        (thread,), errors = in_threads(lambda: compute_in_order([year.first.pk]))
        thread.join(1)
        assert (thread.is_alive(), MunicipalAggregate.objects.exists()) == (True, False)
    thread.join(90)
    assert (errors, MunicipalAggregate.objects.count()) == ([], 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_waiting_job_does_not_begin_before_the_change_that_needs_it_is_committed(year):
    job = request_aggregation(year.first, by=None)
    with transaction.atomic():
        give(year.first.returns.get(), {0: 40})
        assert request_aggregation(year.first, by=None) == job
        (thread,), errors = in_threads(lambda: jobs.run_job(job.pk))
        thread.join(1)
        assert thread.is_alive()
    thread.join(90)
    assert (errors, year.to_date()) == ([], [40, 45])


@pytest.mark.celery
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_half_way_finishes_after_a_restart(celery_worker, year):
    with transaction.atomic():
        hold(f"campaign:{year.second.pk}")
        starter = threading.Thread(target=start_elsewhere, args=[year.first])
        starter.start()
        starter.join(30)
        wait_until(lambda: MunicipalAggregate.objects.count() == 1, what="the first half-year")
        celery_worker.kill()
    job = Job.objects.get()
    assert (job.state, year.to_date()) == ("running", [4])
    celery_worker.start()
    jobs.pick_up_silent(silence=timedelta(0))
    job_tasks.sweep()
    wait_until(lambda: Job.objects.get(pk=job.pk).state == "done", what="the second attempt")
    assert (Job.objects.get(pk=job.pk).attempts, year.to_date()) == (2, [4, 9])


def start_elsewhere(campaign):
    """Ask for the job in a transaction of another connection, which is committed at once."""
    request_aggregation(campaign, by=None)
    connections.close_all()
