"""The list behind a figure: its records, its cost, whose names it shows."""

import pytest
from django.urls import reverse

from associations.reports.facts import FACTS, amounts_of
from associations.reports.lists import HIDDEN
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.reports import YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june")]


def address(filed, key, year=YEAR.first):
    return reverse("reports:figure", args=[filed.association.pk, year, key])


def cells(response):
    return [[str(value) for _, value in row] for row, _ in response.context["rows"]]


@pytest.mark.parametrize("key", FACTS)
def test_the_page_shows_the_figure_and_all_of_its_records(filed, visit, key):
    amount = amounts_of([filed.association], filed.span)[filed.association.pk][key]
    page = visit(filed.head).get(address(filed, key))
    assert page.context["amount"] == amount
    if key != "attendance":
        whole = amount.denominator if FACTS[key].is_share else amount.numerator
        assert page.context["page"].paginator.count == whole == len(page.context["rows"])


def test_a_number_is_told_with_its_unit(filed, visit):
    client = visit(filed.head)
    for key, words in (("decisions", "3 решения"), ("visits", "5 посещений"), ("young", "1 человек")):
        assert f"<strong>{words}</strong>" in client.get(address(filed, key)).content.decode()


def test_attendance_is_told_meeting_by_meeting(filed, visit):
    page = visit(filed.head).get(address(filed, "attendance"))
    assert [row[2:] for row in cells(page)] == [["3", "4"], ["3", "4"]]


@pytest.mark.parametrize(
    ("key", "cost"), [("visits", 15), ("participants", 16), ("members_last", 16), ("attendance", 17)]
)
@pytest.mark.parametrize("more", [0, 30])
def test_a_list_costs_the_same_for_one_row_and_for_thirty(filed, visit, key, cost, more, assert_query_count):
    event = filed.association.events.order_by("pk").first()
    meeting = filed.association.meetings.order_by("pk").first()
    for person in make.TeacherFactory.create_batch(more, school=filed.people[0].school):
        make.MembershipFactory(association=filed.association, teacher=person)
        event.participants.create(teacher=person, attended=True)
        meeting.attendance.create(teacher=person, status="present")
    assert_query_count(visit(filed.methodist), address(filed, key), cost)


def test_the_young_are_named_to_those_who_lead_and_accept_only(filed, visit):
    municipality = filed.association.municipality
    young = filed.people[3]
    member = make.user_with_role(RoleKind.TEACHER, municipality=municipality, teacher=filed.people[2])
    oneself = make.user_with_role(RoleKind.TEACHER, municipality=municipality, teacher=young)
    coordinator = make.user_with_role(RoleKind.COORDINATOR, municipality=municipality, school=young.school)
    seen = {
        name: cells(visit(user).get(address(filed, "young")))[0][0]
        for name, user in {
            "head": filed.head,
            "methodist": filed.methodist,
            "coordinator": coordinator,
            "oneself": oneself,
            "member": member,
        }.items()
    }
    assert seen == dict.fromkeys(("head", "methodist", "coordinator", "oneself"), young.full_name) | {
        "member": HIDDEN
    }


def test_members_are_named_to_members_as_on_the_card(filed, visit):
    member = make.user_with_role(
        RoleKind.TEACHER, municipality=filed.association.municipality, teacher=filed.people[2]
    )
    names = {row[0] for row in cells(visit(member).get(address(filed, "members_last")))}
    assert names == {person.full_name for person in filed.people}


def test_a_share_marks_what_it_counts(filed, visit):
    page = visit(filed.head).get(address(filed, "decisions_done"))
    assert [record.counted for _, record in page.context["rows"]] == [True, False, True]
    assert page.context["marks"]


def test_the_download_is_the_list(filed, visit):
    answer = visit(filed.head).get(f"{address(filed, 'decisions_on_time')}?export=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    person = filed.people[0].full_name
    assert lines == [
        "Решение;Принято;Ответственный;Срок;Выполнено;Учтено",
        f"Сделать 1;10.10.2025;{person};09.11.2025;09.11.2025;да",
        f"Сделать 2;10.10.2025;{person};19.11.2025;не выполнено;нет",
    ]


@pytest.mark.parametrize(("key", "year"), [("nonsense", 2025), ("events", 12), ("events", 99999)])
def test_nonsense_in_the_address_is_not_found(filed, visit, key, year):
    assert visit(filed.head).get(address(filed, key, year)).status_code == 404


def test_a_year_without_records_says_so(filed, visit):
    page = visit(filed.head).get(address(filed, "meetings_held", 2000)).content.decode()
    assert "Здесь нет ни одной записи за этот учебный год." in page
