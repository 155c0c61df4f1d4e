"""What waits in plans: for leaders, for approvers, for the methodist's home page, on an association's card."""

from datetime import date

import pytest
from django.urls import reverse

from associations.models import Association, Level
from associations.plans import tasks_for
from associations.plans.models import ItemDone, PlanEdition
from associations.plans.register import start_url
from associations.plans.services import workflow
from methodservice.directory.models import RoleKind
from methodservice.registries import Task
from methodservice.testing import factories as make
from methodservice.testing.plans import PLAN_YEAR, edition_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing")]
State = PlanEdition.State
NOVEMBER = date(2026, 11, 20)
DUE = date(2026, 9, 15)


def to_write(user, day=NOVEMBER):
    return list(tasks_for.plans_to_write(user, day))


def to_approve(user):
    return list(tasks_for.plans_to_approve(user, NOVEMBER))


class TestLeaders:
    def test_a_missing_plan_is_to_be_written_by_the_day_of_the_rule(self, association, head):
        expected = Task(
            "План работы",
            "Составить план на 2026/2027",
            start_url(association, PLAN_YEAR),
            DUE,
            association.title,
        )
        assert to_write(head) == [expected]

    @pytest.mark.parametrize(
        ("state", "title"),
        [
            (State.DRAFT, "Представить план на 2026/2027"),
            (State.RETURNED, "Исправить план по замечаниям"),
        ],
    )
    def test_an_open_plan_is_to_be_handed_in(self, association, head, state, title):
        edition = edition_with(association=association, state=state)
        url = edition.plan.get_absolute_url()
        assert to_write(head) == [Task("План работы", title, url, DUE, association.title)]

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
    def test_a_plan_that_is_handed_in_waits_for_others(self, association, head, state):
        edition_with(association=association, state=state)
        assert to_write(head) == []

    def test_a_further_edition_is_not_late(self, association, head):
        edition = edition_with(association=association, state=State.APPROVED)
        workflow.open_new_edition(plan=edition.plan, reason="Перенос", by=head)
        ((task),) = to_write(head)
        assert (task.title, task.due) == ("Представить редакцию 2 плана", None)

    def test_members_and_closed_associations_owe_nothing(self, association, head, member):
        assert to_write(member) == []
        Association.objects.update(closed_on=NOVEMBER)
        assert to_write(head) == []

    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_one_association_and_for_thirty(
        self, association, head, number, django_assert_num_queries
    ):
        edition_with(association=association)
        for _ in range(number - 1):
            other = make.AssociationFactory(municipality=association.municipality)
            make.TermFactory(association=other, teacher=head.teacher)
            edition_with(association=other)
        with django_assert_num_queries(3):
            assert len(to_write(head)) == number


class TestApprovers:
    def test_plans_handed_in_wait_for_the_methodist(self, association, head, methodist):
        edition = edition_with(association=association, state=State.SUBMITTED)
        assert to_approve(methodist) == [
            Task(
                "Планы на утверждении",
                association.title,
                reverse("plans:review", args=[edition.plan_id]),
                detail="на 2026/2027, представлен 10.09.2026",
            )
        ]
        assert to_approve(head) == []

    def test_a_curator_approves_where_the_rule_says_so(self, association, methodist):
        edition_with(association=association, state=State.SUBMITTED)
        curator = make.TeacherFactory(school__municipality=association.municipality)
        make.TermFactory(association=association, teacher=curator, office="curator")
        user = make.user_with_role(RoleKind.TEACHER, municipality=association.municipality, teacher=curator)
        assert to_approve(user) == []
        association.municipality.rules.approver = "curator"
        association.municipality.rules.save()
        assert [len(to_approve(who)) for who in (user, methodist)] == [1, 0]

    def test_a_coordinator_approves_plans_of_the_own_school(self, association):
        school = make.SchoolFactory(municipality=association.municipality)
        small = make.AssociationFactory(
            municipality=association.municipality, level=Level.SCHOOL, school=school
        )
        edition_with(association=association, state=State.SUBMITTED)
        edition_with(association=small, state=State.SUBMITTED)
        user = make.user_with_role(RoleKind.COORDINATOR, municipality=association.municipality, school=school)
        assert [task.title for task in to_approve(user)] == [small.title]

    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_one_plan_and_for_thirty(
        self, association, methodist, number, django_assert_num_queries
    ):
        edition_with(association=association, state=State.SUBMITTED)
        for _ in range(number - 1):
            other = make.AssociationFactory(municipality=association.municipality)
            edition_with(association=other, state=State.SUBMITTED)
        assert methodist.access.is_methodist
        with django_assert_num_queries(1):
            assert len(to_approve(methodist)) == number


class TestHomePanel:
    def test_the_methodist_sees_how_many_are_approved(self, association, head, methodist):
        municipality = association.municipality
        approved = edition_with(association=association, state=State.APPROVED)
        workflow.open_new_edition(plan=approved.plan, reason="Перенос", by=head)
        edition_with(association=make.AssociationFactory(municipality=municipality), state=State.SUBMITTED)
        make.AssociationFactory(municipality=municipality)
        (panel,) = tasks_for.plans_panel(methodist, NOVEMBER)
        assert (panel.context["approved"], panel.context["revised"], panel.context["total"]) == (1, 1, 3)
        assert panel.context["parts"] == [
            ("Ждут утверждения", 1, "/plans/?year=2026&state=submitted"),
            ("Черновики", 1, "/plans/?year=2026&state=draft"),
            ("Нет плана", 1, "/plans/?year=2026&state=none"),
        ]

    def test_the_numbers_open_into_as_many_rows(self, visit, association, methodist):
        edition_with(association=association, state=State.SUBMITTED)
        make.AssociationFactory(municipality=association.municipality)
        (panel,) = tasks_for.plans_panel(methodist, NOVEMBER)
        client = visit(methodist)
        for words, number, url in panel.context["parts"]:
            assert len(client.get(url).context["rows"]) == number, words

    def test_others_have_no_such_panel(self, head, member):
        assert [list(tasks_for.plans_panel(user, NOVEMBER)) for user in (head, member)] == [[], []]

    def test_the_home_page_shows_it(self, visit, association, methodist):
        edition_with(association=association, state=State.APPROVED)
        text = visit(methodist).get("/").content.decode()
        assert "утверждено" in text


class TestCard:
    def panel(self, association, user):
        ((panel),) = tasks_for.panel_of_association(association, user, NOVEMBER)
        return panel.context

    def test_it_tells_the_state_and_the_progress(self, association, head):
        edition = edition_with(3, association=association, state=State.APPROVED)
        ItemDone.objects.create(item=edition.plan.items.first(), done_on=date(2026, 10, 1), marked_by=head)
        context = self.panel(association, head)
        (plan,) = context["plans"]
        assert (plan["plan"], plan["word"], plan["progress"]) == (
            edition.plan,
            "Утверждён",
            "выполнено 1 из 3\N{NO-BREAK SPACE}пунктов",
        )
        assert context["start"] == ""

    def test_a_leader_may_begin_a_missing_plan_and_a_member_may_not(self, association, head, member):
        assert self.panel(association, head)["start"] == start_url(association, PLAN_YEAR)
        assert self.panel(association, member)["start"] == ""
        edition_with(association=association)
        assert self.panel(association, member)["plans"] == []

    def test_a_pending_edition_leads_to_the_one_in_force(self, association, head, methodist):
        edition = workflow.approve(
            edition=edition_with(association=association, state=State.SUBMITTED), by=methodist
        )
        workflow.open_new_edition(plan=edition.plan, reason="Перенос", by=head)
        (plan,) = self.panel(association, head)["plans"]
        assert (plan["word"], plan["in_force"]) == ("Черновик, редакция 2", edition)

    @pytest.mark.parametrize("lines", [1, 30])
    def test_it_costs_the_same_for_one_line_and_for_thirty(
        self, association, methodist, lines, django_assert_num_queries
    ):
        edition_with(lines, association=association, state=State.APPROVED)
        assert methodist.access.is_methodist
        with django_assert_num_queries(5):
            self.panel(association, methodist)
