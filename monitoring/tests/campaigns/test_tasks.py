"""«Мои дела», panels, the fact in the roadmap's ears."""

from datetime import date, timedelta

import pytest

from methodservice.directory.models import MunicipalityRules, RoleKind
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, give, indicator_set, opened, planned
from monitoring.models import Campaign, Return
from monitoring.tasks_for_campaigns import campaigns_to_plan, campaigns_to_run, campaigns_under_way, reminders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midsummer")]
DAY = date(2026, 6, 20)


def titles(user, day=DAY):
    return [task.title for task in campaigns_to_run(user, day)]


@pytest.mark.parametrize(
    ("day", "itself", "expected"),
    [
        (date(2026, 6, 7), False, []),
        (date(2026, 6, 8), False, ["Открыть сбор"]),
        (date(2026, 6, 15), True, []),
        (date(2026, 6, 16), True, ["Открыть сбор"]),
    ],
)
def test_a_draft_waits_to_be_opened(edition, methodist, day, itself, expected):
    planned(edition, methodist, opens_itself=itself)
    assert titles(methodist, day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 24), []),
        (date(2026, 6, 25), ["Сбор заканчивается: нет сведений от 3\xa0организаций"]),
        (date(2026, 6, 28), ["Сбор заканчивается: нет сведений от 3\xa0организаций"]),
        (date(2026, 6, 29), ["Закрыть кампанию"]),
    ],
)
def test_an_open_one_is_hurried_then_closed(campaign, methodist, day, expected):
    assert titles(methodist, day) == expected


def test_who_was_given_more_time_is_waited_for(campaign, methodist):
    campaign.returns.filter(school=None).update(extended_to=date(2026, 7, 10))
    assert titles(methodist, date(2026, 7, 1)) == []
    assert titles(methodist, date(2026, 7, 11)) == ["Закрыть кампанию"]


def test_sent_ones_are_to_be_checked_and_a_full_one_closed(campaign, methodist):
    give(campaign.returns.first(), {}, state=Return.State.SUBMITTED)
    (task,) = campaigns_to_run(methodist, DAY)
    assert (task.title, task.url) == (
        "Проверить сведения: 1\xa0организация",
        f"{campaign.get_absolute_url()}?state=submitted",
    )
    campaign.returns.update(state=Return.State.ACCEPTED)
    assert titles(methodist) == ["Закрыть кампанию"]
    Campaign.objects.update(state=Campaign.State.CLOSED)
    assert titles(methodist) == []


def test_a_period_without_a_campaign_is_proposed(edition, methodist):
    MunicipalityRules.objects.update(half_year_kind="calendar")
    day = date(2026, 7, 2)
    (task,) = campaigns_to_plan(methodist, day)
    assert task.title == "Начать сбор за I полугодие 2026 года"
    assert task.url.endswith(f"?set={edition.set_id}&period=2026-01-01")
    assert list(campaigns_to_plan(methodist, day + timedelta(days=130))) == []
    planned(edition, methodist)
    assert list(campaigns_to_plan(methodist, day)) == []


def test_indicators_of_other_years_are_not_proposed(district, methodist):
    indicator_set(district, SHARE, years=(2030, 2032))
    MunicipalityRules.objects.update(half_year_kind="calendar")
    assert list(campaigns_to_plan(methodist, date(2026, 7, 2))) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_tasks_and_panels_cost_the_same(district, methodist, rows, django_assert_num_queries):
    for _ in range(rows):
        opened(indicator_set(district, SHARE), methodist)
    assert methodist.access.is_methodist
    with django_assert_num_queries(4):
        list(campaigns_to_run(methodist, DAY))
        list(campaigns_to_plan(methodist, DAY))
        list(campaigns_under_way(methodist, DAY))


def test_the_department_sees_how_far_it_is_and_coordinators_only_reminders(campaign, district):
    head = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)
    (panel,) = campaigns_under_way(head, date(2026, 7, 1))
    assert [(row.accepted, row.asked, row.late) for row in panel.context["campaigns"]] == [(0, 3, 3)]
    assert titles(head) == []
    school = district.schools.get(short_name="Школа")
    user = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
    assert list(campaigns_under_way(user, DAY)) == list(reminders(user, DAY)) == []
