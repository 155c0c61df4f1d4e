"""The page of a month."""

from datetime import date, time

import pytest
from django.urls import reverse

from associations.events.models import Event
from methodservice.testing import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

PAGE = reverse("calendars:month")


def days(client, query=""):
    """{day of the month: titles}, folded ones too."""
    weeks = client.get(f"{PAGE}?{query}").context["weeks"]
    return {
        cell["day"]: [entry.title for entry in cell["entries"] + cell["folded"]]
        for week in weeks
        for cell in week
        if cell["entries"]
    }


@pytest.mark.parametrize("number", [1, 30])
def test_a_month_costs_the_same_for_one_entry_and_for_thirty(
    visit, district, methodist, in_force, number, assert_query_count
):
    school = make.SchoolFactory(municipality=district)
    for place in range(number):
        small = make.AssociationFactory(municipality=district, level="school", school=school)
        make.MeetingFactory(association=small, date=date(2026, 11, place % 28 + 1))
        Event.objects.create(
            municipality=district, association=small, title="Семинар", starts=date(2026, 11, 3)
        )
        in_force(small, {"action": "Диагностика", "deadline": "до 12 ноября"})
    assert_query_count(visit(methodist), f"{PAGE}?whose=all", 9)


def test_the_current_month_opens_first_and_leads_to_its_neighbours(visit, methodist):
    page = visit(methodist).get(PAGE)
    assert page.context["month"].title == "Ноябрь 2026"
    assert "?month=2026-10" in page.text
    assert "?month=2026-12" in page.text
    assert ">Сегодня<" not in page.text
    assert ">Сегодня<" in visit(methodist).get(f"{PAGE}?month=2027-01").text


def test_entries_stand_on_their_days_with_kind_hour_and_link(visit, methodist, maths):
    meeting = make.MeetingFactory(
        association=maths, date=date(2026, 11, 12), time=time(15), theme="Итоги", place="Школа № 1"
    )
    page = visit(methodist).get(PAGE)
    assert days(visit(methodist)) == {date(2026, 11, 12): ["Итоги"]}
    assert "Заседание, 15:00" in page.text
    assert f'href="{meeting.get_absolute_url()}"' in page.text
    assert "РМО учителей математики, Школа № 1" in page.text


def test_days_of_neighbouring_months_are_told_too(visit, methodist, maths):
    make.MeetingFactory(association=maths, date=date(2026, 12, 1), theme="Декабрьское")
    assert days(visit(methodist)) == {date(2026, 12, 1): ["Декабрьское"]}


def test_whose_calendar_is_chosen(visit, district, methodist, head, maths):
    school = make.SchoolFactory(municipality=district)
    small = make.AssociationFactory(municipality=district, level="school", school=school)
    make.MeetingFactory(association=small, date=date(2026, 11, 2), theme="Школьное")
    make.MeetingFactory(association=maths, date=date(2026, 11, 3), theme="Районное")
    client = visit(methodist)
    assert days(client) == {date(2026, 11, 3): ["Районное"]}
    assert days(client, "whose=all") == {date(2026, 11, 2): ["Школьное"], date(2026, 11, 3): ["Районное"]}
    assert days(client, f"whose={small.pk}") == {date(2026, 11, 2): ["Школьное"]}
    # an association that one does not see is not among the choices
    page = visit(head).get(f"{PAGE}?whose={small.pk}")
    assert list(page.context["form"].errors) == ["whose"]
    assert days(visit(head), f"whose={small.pk}") == {date(2026, 11, 3): ["Районное"]}


def test_what_takes_weeks_stands_under_the_grid(visit, head, maths, in_force):
    in_force(
        maths, {"action": "Диагностика", "deadline": "ноябрь"}, {"action": "Отчёт", "deadline": "декабрь"}
    )
    page = visit(head).get(PAGE)
    assert [entry.title for entry in page.context["windows"]] == ["Диагностика"]
    assert days(visit(head)) == {}


def test_long_lists_are_folded_and_lead_to_the_plan(visit, head, maths, in_force):
    in_force(maths, *({"action": f"Дело {number}", "deadline": "ноябрь"} for number in range(25)))
    for _ in range(6):
        make.MeetingFactory(association=maths, date=date(2026, 11, 5))
    page = visit(head).get(PAGE)
    assert (len(page.context["windows"]), page.context["windows_rest"]) == (20, 5)
    assert f"{reverse('calendars:consolidated')}?month=11" in page.text
    (cell,) = (cell for week in page.context["weeks"] for cell in week if cell["entries"])
    assert (len(cell["entries"]), len(cell["folded"])) == (3, 3)


def test_an_empty_month_says_so(visit, methodist):
    assert "В этом месяце ничего не назначено" in visit(methodist).get(PAGE).text


@pytest.mark.parametrize("month", ["13", "abc", "2026-13", "0000-01", "9999-12", "2026-10-01", "%00"])
def test_nonsense_shows_the_current_month_and_says_so(visit, methodist, month):
    page = visit(methodist).get(f"{PAGE}?month={month}")
    if page.status_code == 400:  # refused before any page, see RefuseBrokenInput
        assert month == "%00"
        return
    assert page.context["month"].title == "Ноябрь 2026"
    assert "Такого месяца нет, поэтому показан текущий." in page.text


@pytest.mark.parametrize(("month", "links"), [("2000-01", ["2000-02"]), ("2099-12", ["2099-11"])])
def test_the_calendar_ends_where_its_years_end(visit, methodist, month, links):
    context = visit(methodist).get(f"{PAGE}?month={month}").context
    shown = [each.key for each in (context["previous"], context["following"]) if each]
    assert shown == links
