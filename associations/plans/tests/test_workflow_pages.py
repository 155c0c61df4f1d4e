"""Handing in, reading as the approver, a new edition: by pages."""

import pytest
from django.urls import reverse

from associations.plans.models import AnnualPlan, PlanEdition, PlanLine
from associations.plans.services import workflow
from methodservice.testing.forms import filled
from methodservice.testing.plans import edition_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing")]
State = PlanEdition.State


def to(name, plan):
    return reverse(f"plans:{name}", args=[plan.pk])


def told(answer):
    return [str(message) for message in answer.context["messages"]]


class TestSubmit:
    def test_a_ready_plan_goes_with_one_click(self, visit, association, head):
        edition = edition_with(association=association)
        answer = visit(head).post(to("submit", edition.plan), follow=True)
        edition.refresh_from_db()
        assert (edition.state, edition.submitted_by) == (State.SUBMITTED, head)
        assert told(answer) == ["План представлен на утверждение. Ответ придёт в «Мои дела»."]

    def test_what_is_in_the_way_is_told_with_links_and_may_be_confirmed(self, visit, association, head):
        edition = edition_with(1, association=association, deadline="как получится")
        line = edition.lines.get()
        client = visit(head)
        refused = client.post(to("submit", edition.plan))
        assert refused.status_code == 422
        text = refused.content.decode()
        assert f'href="{reverse("plans:line_edit", args=[line.pk])}"' in text
        assert "срок «как получится» портал не понял" in text
        for nonsense in ("x", "-1", "²", "9" * 50):
            assert client.post(to("submit", edition.plan), {"confirmed": nonsense}).status_code == 422
        client.post(to("submit", edition.plan), {"confirmed": line.pk})
        edition.refresh_from_db()
        assert edition.state == State.SUBMITTED

    def test_an_empty_plan_leads_to_its_first_line(self, visit, association, head):
        edition = edition_with(0, association=association)
        text = visit(head).post(to("submit", edition.plan)).content.decode()
        assert f'href="{to("line_add", edition.plan)}"' in text

    def test_a_second_click_is_a_message(self, visit, association, head):
        edition = edition_with(association=association, state=State.SUBMITTED)
        client = visit(head)
        for method in (client.get, client.post):
            answer = method(to("submit", edition.plan), follow=True)
            assert told(answer) == ["План уже представлен на утверждение."]

    def test_it_may_be_taken_back(self, visit, association, head):
        edition = edition_with(association=association, state=State.SUBMITTED)
        client = visit(head)
        client.post(to("withdraw", edition.plan))
        edition.refresh_from_db()
        assert edition.state == State.DRAFT
        assert told(client.post(to("withdraw", edition.plan), follow=True))[-1] == "План уже отозван."


class TestReview:
    @pytest.fixture
    def edition(self, association):
        return edition_with(2, association=association, state=State.SUBMITTED)

    @pytest.mark.parametrize("lines", [1, 30])
    def test_it_costs_the_same_for_one_line_and_for_thirty(
        self, visit, association, methodist, lines, assert_query_count
    ):
        edition = edition_with(lines, association=association, state=State.SUBMITTED)
        assert_query_count(visit(methodist), to("review", edition.plan), 8)

    def test_approving_is_one_click_on_the_page(self, visit, methodist, edition):
        client, url = visit(methodist), to("review", edition.plan)
        answer = client.post(url, filled(client.get(url), decision="approve"), follow=True)
        edition.refresh_from_db()
        assert (edition.state, edition.approved_by) == (State.APPROVED, methodist)
        assert told(answer) == ["План утверждён."]

    def test_a_second_click_is_a_message(self, visit, methodist, edition):
        client, url = visit(methodist), to("review", edition.plan)
        data = filled(client.get(url), decision="approve")
        client.post(url, data)
        answer = client.post(url, data, follow=True)
        assert told(answer)[-1] == "Этот план сейчас не ждёт утверждения."

    def test_returning_keeps_the_comment_and_the_remark_of_each_line(self, visit, methodist, edition):
        client, url = visit(methodist), to("review", edition.plan)
        _first, second = edition.lines.order_by("position")
        data = filled(client.get(url), decision="return", comment="Мало дел.")
        client.post(url, data | {f"remark-{second.pk}": "Когда именно?"})
        edition.refresh_from_db()
        assert (edition.state, edition.comment) == (State.RETURNED, "Мало дел.")
        assert list(edition.lines.order_by("position").values_list("remark", flat=True)) == [
            "",
            "Когда именно?",
        ]

    def test_returning_without_a_word_is_refused(self, visit, methodist, edition):
        client, url = visit(methodist), to("review", edition.plan)
        answer = client.post(url, filled(client.get(url), decision="return"))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["comment"]

    def test_remarks_typed_and_approved_are_not_lost(self, visit, methodist, edition):
        client, url = visit(methodist), to("review", edition.plan)
        line = edition.lines.first()
        data = filled(client.get(url), decision="approve") | {f"remark-{line.pk}": "Когда?"}
        answer = client.post(url, data)
        assert answer.status_code == 422
        assert "Вы написали замечания" in answer.content.decode()
        assert answer.context["form"].remark_of(line).value() == "Когда?"

    @pytest.mark.parametrize("changes", [{"comment": "а" * 3001}, {"version": "x"}, {"version": ""}])
    def test_bad_input_is_answered(self, visit, methodist, edition, changes):
        client, url = visit(methodist), to("review", edition.plan)
        answer = client.post(url, filled(client.get(url), decision="return") | changes)
        assert answer.status_code == 422
        edition.refresh_from_db()
        assert edition.state == State.SUBMITTED

    def test_a_plan_that_changed_since_it_was_read_is_not_approved(self, visit, methodist, head, edition):
        client, url = visit(methodist), to("review", edition.plan)
        data = filled(client.get(url), decision="approve")
        workflow.withdraw(edition=edition, by=head)
        PlanLine.objects.update(action="Совсем другое")
        workflow.submit(edition=edition, by=head)
        answer = client.post(url, data)
        assert "Пока вы читали план" in answer.content.decode()
        edition.refresh_from_db()
        assert edition.state == State.SUBMITTED

    def test_former_remarks_are_beside_the_lines_of_a_plan_handed_in_again(
        self, visit, methodist, head, edition
    ):
        line = edition.lines.first()
        workflow.return_edition(
            edition=edition, by=methodist, comment="Доработать.", remarks={line.pk: "Когда?"}
        )
        workflow.submit(edition=edition, by=head)
        text = visit(methodist).get(to("review", edition.plan)).content.decode()
        assert "Прежнее: Когда?" in text
        assert "Прежнее замечание: Доработать." in text

    def test_a_new_edition_tells_how_much_it_changes(self, visit, methodist, head, edition):
        workflow.approve(edition=edition, by=methodist)
        second = workflow.open_new_edition(plan=edition.plan, reason="Перенос", by=head)
        second.lines.update(deadline="май")
        workflow.submit(edition=second, by=head)
        text = visit(methodist).get(to("review", edition.plan)).content.decode()
        assert "добавлено 0, изменено 2, убрано 0" in text

    def test_who_does_not_approve_reads_the_plan_elsewhere(self, visit, head, edition):
        assert visit(head).get(to("review", edition.plan)).status_code == 403


class TestNewEdition:
    def test_it_opens_with_a_reason(self, visit, association, head):
        edition = edition_with(association=association, state=State.APPROVED)
        client, url = visit(head), to("new_edition", edition.plan)
        assert list(client.post(url, {"reason": " "}).context["form"].errors) == ["reason"]
        client.post(url, {"reason": "Перенос семинара"})
        assert edition.plan.editions.pending().get().reason == "Перенос семинара"
        answer = client.post(url, {"reason": "Ещё"}, follow=True)
        assert told(answer)[-1] == "Новая редакция плана уже готовится."

    def test_a_draft_is_changed_without_one(self, visit, association, head):
        edition = edition_with(association=association)
        answer = visit(head).post(to("new_edition", edition.plan), {"reason": "Надо"}, follow=True)
        assert told(answer) == ["Новая редакция плана уже готовится."]

    def test_it_is_thrown_away_after_one_question(self, visit, association, head):
        edition = edition_with(association=association, state=State.APPROVED)
        second = workflow.open_new_edition(plan=edition.plan, reason="Перенос", by=head)
        client, url = visit(head), to("discard", edition.plan)
        assert "Удалить редакцию 2" in client.get(url).content.decode()
        assert client.post(url).url == edition.plan.get_absolute_url()
        assert not PlanEdition.objects.filter(pk=second.pk).exists()
        assert told(client.post(url, follow=True))[-1] == "Удалять нечего: у плана нет новой редакции."

    def test_the_first_draft_thrown_away_leads_to_the_association(self, visit, association, head):
        edition = edition_with(association=association)
        assert visit(head).post(to("discard", edition.plan)).url == association.get_absolute_url()
        assert AnnualPlan.objects.count() == 0

    def test_what_is_handed_in_is_taken_back_first(self, visit, association, head):
        edition = edition_with(association=association, state=State.SUBMITTED)
        client = visit(head)
        for method in (client.get, client.post):
            answer = method(to("discard", edition.plan), follow=True)
            assert answer.redirect_chain == [(edition.plan.get_absolute_url(), 302)]
        assert AnnualPlan.objects.count() == 1
