"""The register of plans: an association a row, its plan or the lack of it, filters, sorting, what it costs."""

import csv
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import Association, Level
from associations.plans.models import ItemDone, PlanEdition
from associations.plans.services import workflow
from associations.plans.years import planning_year
from methodservice.directory.models import RoleKind
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.plans import PLAN_YEAR, edition_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november", "quick_printing")]
State = PlanEdition.State
URL = "/plans/"


@pytest.fixture
def november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 20))


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


def another(association, teachers_of, state=None, **fields):
    """A further association of the district, with a plan in the state."""
    made = make.AssociationFactory(municipality=association.municipality, teachers_of=teachers_of, **fields)
    return made, state and edition_with(association=made, state=state)


def shown(client, query=""):
    return [row.teachers_of for row, *_ in client.get(f"{URL}?{query}").context["rows"]]


@pytest.mark.parametrize(
    ("day", "first"),
    [("2026-07-31", 2025), ("2026-08-01", 2026), ("2026-09-01", 2026), ("2027-05-31", 2026)],
)
def test_from_august_the_coming_year_is_planned(day, first):
    assert planning_year(date.fromisoformat(day)) == SchoolYear(first)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_register_costs_the_same_for_one_row_and_for_thirty(
    client, association, rows, assert_query_count
):
    edition_with(association=association)
    for number in range(rows - 1):
        another(association, f"учителей {number}", State.SUBMITTED)
    assert_query_count(client, URL, 8)


def test_a_row_tells_the_state_and_how_much_is_done(client, association, methodist):
    edition = edition_with(3, association=association, state=State.APPROVED)
    ItemDone.objects.create(item=edition.plan.items.first(), done_on=date(2026, 10, 1), marked_by=methodist)
    ((row, kind, word, start),) = client.get(URL).context["rows"]
    assert (row.pk, row.plan, row.lines_count, row.done_count) == (association.pk, edition.plan_id, 3, 1)
    assert (kind, word, start) == ("done", "Утверждён", "")


def test_a_pending_edition_is_told_beside_the_one_in_force(client, association, head, methodist):
    edition = workflow.approve(
        edition=edition_with(association=association, state=State.SUBMITTED), by=methodist
    )
    workflow.open_new_edition(plan=edition.plan, reason="Перенос", by=head)
    ((row, _, word, _),) = client.get(URL).context["rows"]
    assert (word, row.in_force) == ("Черновик, редакция 2", 1)


@pytest.mark.parametrize(("day", "kind"), [("2026-09-15", "plain"), ("2026-09-16", "overdue")])
def test_without_a_plan_the_row_offers_to_write_one(client, association, monkeypatch, day, kind):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date.fromisoformat(day))
    ((_, seen, word, start),) = client.get(URL).context["rows"]
    assert (seen, word) == (kind, "Нет плана")
    assert start == f"{reverse('plans:start', args=[association.pk])}?year=2026"


def test_a_member_learns_nothing_of_a_draft(visit, association, member):
    edition_with(association=association)
    ((row, _, word, start),) = visit(member).get(URL).context["rows"]
    assert (row.plan, word, start) == (None, "Ещё не утверждён", "")


def test_a_plan_of_another_year_is_another_page(client, association):
    edition_with(association=association, year=PLAN_YEAR.previous)
    assert client.get(URL).context["rows"][0][0].plan is None
    page = client.get(f"{URL}?year=2025")
    assert page.context["rows"][0][0].plan_state == State.DRAFT
    assert page.context["year"] == PLAN_YEAR.previous
    for nonsense in ("1999", "x", "2100"):
        assert client.get(f"{URL}?year={nonsense}").context["year"] == PLAN_YEAR


def test_filters_narrow_the_list(client, association):
    Association.objects.filter(pk=association.pk).update(teachers_of="учителей алгебры")
    school = make.SchoolFactory(municipality=association.municipality)
    another(association, "учителей биологии", State.SUBMITTED)
    another(association, "учителей химии", State.APPROVED, level=Level.SCHOOL, school=school)
    subject = make.SubjectFactory(municipality=association.municipality)
    another(association, "учителей этики", State.RETURNED, subject=subject)
    assert shown(client, "state=none") == ["учителей алгебры"]
    assert shown(client, "state=approved") == ["учителей химии"]
    assert shown(client, "waiting=on") == ["учителей биологии"]
    assert shown(client, "level=school") == ["учителей химии"]
    assert shown(client, f"subject={subject.pk}") == ["учителей этики"]
    assert shown(client, "q=ХИМИИ") == ["учителей химии"]
    assert shown(client, "state=nonsense&sort=nonsense&page=x") != []


def test_a_closed_association_is_shown_only_with_its_plan(client, association):
    closed, _ = another(association, "учителей черчения", State.APPROVED)
    without, _ = another(association, "учителей труда")
    Association.objects.filter(pk__in=[closed.pk, without.pk]).update(closed_on=date(2026, 11, 1))
    assert shown(client, "q=учителей") == [association.teachers_of, "учителей черчения"]


def test_the_list_is_sorted(client, association):
    another(association, "учителей химии", State.APPROVED)
    another(association, "учителей биологии", State.DRAFT)
    assert shown(client, "sort=-title")[0] == "учителей химии"
    assert shown(client, "sort=state")[:2] == ["учителей химии", "учителей биологии"]
    assert shown(client, "sort=-lines")[0] == "учителей химии"


def test_what_is_shown_is_what_is_downloaded(client, association):
    another(association, "учителей химии", State.APPROVED)
    answer = client.get(f"{URL}?state=approved&export=csv")
    rows = list(csv.reader(answer.getvalue().decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[:3] for row in rows[1:]] == [["РМО учителей химии", "районное", "Утверждён"]]


def test_other_municipalities_are_not_there(client, association):
    foreign = make.AssociationFactory()
    edition_with(association=foreign, state=State.APPROVED)
    assert shown(client) == [association.teachers_of]


def test_the_department_head_sees_the_state_of_every_plan(visit, association):
    user = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=association.municipality)
    edition_with(association=association)
    ((_, _, word, start),) = visit(user).get(URL).context["rows"]
    assert (word, start) == ("Черновик", "")


def test_who_belongs_nowhere_is_told_so(visit, association):
    user = make.user_with_role(RoleKind.TEACHER, municipality=association.municipality)
    assert "планов, которые можно показать, нет" in visit(user).get(URL).content.decode()
