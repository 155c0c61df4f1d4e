"""What the home page tells of this month."""

from datetime import date

import pytest
from django.urls import reverse

from associations.calendars.offers import month_of_district, month_of_leader
from methodservice.testing import factories as make

from .conftest import NOVEMBER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

MONTH = f"{reverse('calendars:consolidated')}?month=11"


def test_a_head_sees_what_the_plan_asks_for_this_month(visit, head, maths, district, in_force, mark_done):
    done, *_ = in_force(
        maths,
        {"action": "Семинар", "deadline": "ноябрь"},
        {"action": "Диагностика", "deadline": "до 25 ноября"},
        {"action": "Отчёт", "deadline": "май"},
    )
    mark_done(done)
    other = make.AssociationFactory(municipality=district)
    make.MembershipFactory(association=other, teacher=head.teacher)
    in_force(other, {"action": "Соседей", "deadline": "ноябрь"})
    ((context),) = [panel.context for panel in month_of_leader(head, NOVEMBER)]
    # what is not done yet comes first; the plans of others are theirs
    assert [row.title for row in context["rows"]] == ["Диагностика", "Семинар"]
    assert (str(context["progress"]), context["rest"], context["url"]) == ("выполнено 1 из 2", 0, MONTH)
    page = visit(head).get(reverse("home")).text
    assert "По плану: ноябрь" in page
    assert "РМО учителей математики, до 25 ноября" in page


def test_a_long_month_is_cut_and_counted(head, maths, in_force):
    in_force(maths, *({"action": f"Дело {number}", "deadline": "ноябрь"} for number in range(10)))
    (panel,) = month_of_leader(head, NOVEMBER)
    assert (len(panel.context["rows"]), panel.context["rest"]) == (7, 3)


def test_nobody_else_has_a_plan_of_the_month(head, methodist, maths, in_force):
    assert list(month_of_leader(head, NOVEMBER)) == []
    in_force(maths, {"action": "Семинар", "deadline": "ноябрь"})
    assert list(month_of_leader(methodist, NOVEMBER)) == []
    assert list(month_of_district(head, NOVEMBER)) == []


def test_a_methodist_sees_how_the_district_goes(visit, district, methodist, in_force, mark_done):
    for number in range(3):
        association = make.AssociationFactory(municipality=district)
        (line, _) = in_force(
            association,
            {"action": "Семинар", "deadline": "октябрь–ноябрь"},
            {"action": "Отчёт", "deadline": "май"},
        )
        if number:
            mark_done(line, date(2026, 11, 3))
    in_force(make.AssociationFactory(), {"action": "Чужого района", "deadline": "ноябрь"})
    (panel,) = month_of_district(methodist, NOVEMBER)
    assert (str(panel.context["progress"]), panel.context["url"]) == ("выполнено 2 из 3", MONTH)
    shown = visit(methodist).get(MONTH).context
    assert shown["progress"] == panel.context["progress"]
    assert "По планам объединений: ноябрь" in visit(methodist).get(reverse("home")).text


def test_a_month_without_plans_takes_no_room(methodist):
    assert list(month_of_district(methodist, NOVEMBER)) == []


@pytest.mark.parametrize("number", [1, 30])
def test_panels_cost_the_same_for_one_line_and_for_thirty(
    head, methodist, maths, in_force, number, django_assert_num_queries
):
    in_force(maths, *[{"action": "Семинар", "deadline": "ноябрь"}] * number)
    for user, provider, cost in ((head, month_of_leader, 8), (methodist, month_of_district, 1)):
        assert user.access
        with django_assert_num_queries(cost):
            assert len(list(provider(user, NOVEMBER))) == 1
