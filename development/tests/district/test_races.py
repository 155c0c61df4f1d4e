"""Two people at the plan of courses: each thing is done once, the other one is told. By threads on PostgreSQL."""

from datetime import date

import pytest

from development.models import Course, CourseRequest, Provider
from development.services import providers, records
from development.services import requests as services
from development.tests.test_card_races import together
from methodservice.directory.models import AuditEvent
from methodservice.testing import development as have
from methodservice.testing import factories as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 11, 20)


@pytest.fixture
def teacher(transactional_db):
    return make.TeacherFactory()


@pytest.fixture
def people(teacher):
    return [make.user_with_role("methodist", municipality=teacher.school.municipality) for _ in range(2)]


@pytest.fixture
def twins(teacher):
    municipality = teacher.school.municipality
    return have.provider(municipality, "ИРО"), have.provider(municipality, "Институт")


def request_of(teacher, **fields):
    return CourseRequest.objects.create(teacher=teacher, year=2026, programme="Оценивание", **fields)


def finishing(row, by, provider=None):
    return lambda: services.finish_requests(
        keys=[row.pk], ends=DAY, hours=36, provider=provider, mode="remote", certificates={}, by=by
    )


def test_two_methodists_plan_one_request(teacher, people):
    row = request_of(teacher)
    days = [date(2026, 12, 1), date(2026, 12, 8)]
    answers = together(
        *(
            lambda by=by, day=day: services.plan_requests(
                keys=[row.pk], planned_on=day, provider=None, hours=36, mode="remote", by=by
            )
            for by, day in zip(people, days, strict=True)
        )
    )
    row.refresh_from_db()
    assert (answers, row.state) == (["done", "done"], "planned")
    # the second one moved the date of the first, and the journal says so
    told = AuditEvent.objects.filter(record_id=row.pk).order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["moved", "changed"]


def test_an_end_told_twice_makes_one_course(teacher, people):
    row = request_of(teacher, state="planned", planned_on=DAY)
    assert together(*(finishing(row, by) for by in people)) == ["Refused", "done"]
    assert Course.objects.count() == 1


def test_an_end_and_a_record_of_the_card_make_one_course(teacher, people):
    row = request_of(teacher, state="planned", planned_on=DAY)
    fields = {"programme": "Оценивание", "ends": DAY, "hours": 36, "provider_name": ""}
    one, two = people
    answers = together(
        finishing(row, one),
        lambda: records.add_record(teacher=teacher, model=Course, fields=fields, by=two),
    )
    assert answers in (["Refused", "done"], ["done", "done"])
    row.refresh_from_db()
    assert (row.state, row.course) == ("done", Course.objects.get())


def test_a_provider_is_merged_while_a_course_is_written(teacher, people, twins):
    twin, into = twins
    row = request_of(teacher, state="planned", planned_on=DAY)
    fields = {"programme": "Чтение", "ends": DAY, "hours": 36, "provider_name": "ИРО"}
    one, two = people
    answers = together(
        lambda: providers.merge_provider(twin=twin, into=into, by=one),
        finishing(row, two, provider=twin),
        lambda: records.add_record(teacher=teacher, model=Course, fields=fields, by=two),
    )
    assert answers in (["Refused", "done", "done"], ["done", "done", "done"])
    assert not Provider.objects.filter(pk=twin.pk).exists()
    # a name written after the merge is a new organisation: nobody chose it from the list
    assert Course.objects.exclude(provider=into).exclude(provider__name="ИРО").count() == 0
