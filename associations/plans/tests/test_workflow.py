"""The way of an edition: submitted, returned with remarks, approved and frozen, superseded by the next one."""

import pytest

from associations.plans.models import AnnualPlan, PlanEdition, PlanItem
from associations.plans.services import editing, workflow
from associations.plans.workflow import STATE_KINDS, TRANSITIONS, move
from methodservice.directory.models import AuditEvent
from methodservice.documents.models import FrozenDocument
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.plans import drafts, edition_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing")]
State = PlanEdition.State


@pytest.fixture
def user():
    return make.UserFactory(full_name="Зорина Галина Степановна")


def moves(edition):
    rows = AuditEvent.objects.about(edition).filter(verb="moved").order_by("pk")
    return [row.changes["состояние"] for row in rows]


def test_every_state_has_a_look_and_ways():
    assert set(TRANSITIONS) == set(STATE_KINDS) == set(State)


@pytest.mark.parametrize("state", list(State))
def test_only_the_ways_of_the_table_are_open(user, state):
    edition = edition_with(1, state=state)
    closed = set(State) - set(TRANSITIONS[state])
    for target in closed:
        with pytest.raises(Refused, match="Сейчас это сделать нельзя"):
            move(edition=edition, to=target, by=user)
    edition.refresh_from_db()
    assert edition.state == state


class TestSubmit:
    def test_a_ready_plan_is_handed_in(self, user):
        edition = workflow.submit(edition=edition_with(2), by=user)
        assert (edition.state, edition.submitted_by) == (State.SUBMITTED, user)
        assert edition.submitted_at
        assert moves(edition) == [["Черновик", "На утверждении"]]

    def test_a_second_click_is_a_message(self, user):
        edition = workflow.submit(edition=edition_with(2), by=user)
        with pytest.raises(AlreadyDone, match="уже представлен"):
            workflow.submit(edition=edition, by=user)
        assert len(moves(edition)) == 1

    def test_an_empty_plan_is_refused(self, user):
        with pytest.raises(workflow.NotReady, match="нет ни одной строки"):
            workflow.submit(edition=edition_with(0), by=user)

    def test_every_problem_is_told_with_its_line(self, user):
        edition = edition_with(1)
        more = [*drafts(1, deadline=""), *drafts(1, deadline="как получится")]
        editing.add_lines(edition=edition, drafts=more, by=user)
        good, undated, unclear = edition.lines.order_by("position")
        with pytest.raises(workflow.NotReady) as refusal:
            workflow.submit(edition=edition, by=user)
        assert [(each.line, each.number, each.may_confirm) for each in refusal.value.problems] == [
            (undated.pk, 2, False),
            (unclear.pk, 3, True),
        ]
        with pytest.raises(workflow.NotReady) as refusal:
            workflow.submit(edition=edition, by=user, confirmed={undated.pk, unclear.pk, good.pk})
        assert [each.line for each in refusal.value.problems] == [undated.pk]
        editing.change_line(line=undated, by=user, deadline="май")
        assert workflow.submit(edition=edition, by=user, confirmed={unclear.pk}).state == State.SUBMITTED

    def test_an_approved_plan_is_not_handed_in_again(self, user):
        with pytest.raises(Refused, match="Сейчас это сделать нельзя"):
            workflow.submit(edition=edition_with(1, state=State.APPROVED), by=user)


class TestWithdraw:
    def test_what_nobody_has_answered_may_be_taken_back(self, user):
        edition = workflow.withdraw(edition=edition_with(1, state=State.SUBMITTED), by=user)
        assert edition.state == State.DRAFT
        with pytest.raises(AlreadyDone):
            workflow.withdraw(edition=edition, by=user)

    def test_an_approved_plan_stays(self, user):
        with pytest.raises(Refused, match="Утверждён"):
            workflow.withdraw(edition=edition_with(1, state=State.APPROVED), by=user)


class TestReturn:
    def test_a_plan_is_returned_with_a_comment_and_remarks_to_lines(self, user):
        edition = edition_with(2, state=State.SUBMITTED)
        first, second = edition.lines.order_by("position")
        workflow.return_edition(
            edition=edition,
            by=user,
            comment=" Уточните сроки. ",
            remarks={first.pk: " Когда? ", second.pk: " "},
        )
        edition.refresh_from_db()
        assert (edition.state, edition.comment) == (State.RETURNED, "Уточните сроки.")
        remarks = edition.lines.order_by("position").values_list("remark", flat=True)
        assert list(remarks) == ["Когда?", ""]

    def test_remarks_of_the_last_return_replace_the_former_ones(self, user):
        edition = edition_with(1, state=State.SUBMITTED)
        (line,) = edition.lines.all()
        workflow.return_edition(edition=edition, by=user, remarks={line.pk: "Когда?"})
        workflow.submit(edition=edition, by=user)
        workflow.return_edition(edition=edition, by=user, comment="Теперь тема")
        line.refresh_from_db()
        assert line.remark == ""

    def test_a_return_without_a_word_is_refused(self, user):
        edition = edition_with(1, state=State.SUBMITTED)
        with pytest.raises(Refused, match="Напишите замечание"):
            workflow.return_edition(edition=edition, by=user, comment=" ", remarks={1: " "})

    def test_a_second_return_is_a_message(self, user):
        edition = edition_with(1, state=State.RETURNED)
        with pytest.raises(AlreadyDone):
            workflow.return_edition(edition=edition, by=user, comment="Ещё раз")


class TestApprove:
    def test_an_approved_plan_is_frozen(self, user):
        edition = workflow.approve(edition=edition_with(2, state=State.SUBMITTED), by=user)
        edition.refresh_from_db()
        document = edition.document
        assert (edition.state, edition.approved_by) == (State.APPROVED, user)
        assert (document.kind, document.number, document.edition, document.signed_by) == (
            "plan",
            "1",
            1,
            user,
        )
        assert [line["action"] for line in document.snapshot["sections"][0]["lines"]] == [
            ["Дело 1"],
            ["Дело 2"],
        ]
        assert bytes(document.pdf) == b"%PDF " + document.check_code.encode()

    def test_a_second_click_is_a_message(self, user):
        edition = workflow.approve(edition=edition_with(1, state=State.SUBMITTED), by=user)
        with pytest.raises(AlreadyDone, match="уже утверждён"):
            workflow.approve(edition=edition, by=user)
        assert FrozenDocument.objects.count() == 1

    @pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
    def test_what_is_not_handed_in_is_not_approved(self, user, state):
        with pytest.raises(Refused, match="Утвердить нельзя"):
            workflow.approve(edition=edition_with(1, state=state), by=user)


class TestNextEdition:
    def approved(self, user, lines=2):
        return workflow.approve(edition=edition_with(lines, state=State.SUBMITTED), by=user)

    def test_it_repeats_the_words_about_the_same_items(self, user):
        old = self.approved(user)
        new = workflow.open_new_edition(plan=old.plan, reason=" Перенос семинара ", by=user)
        assert (new.number, new.state, new.reason, new.theme) == (
            2,
            State.DRAFT,
            "Перенос семинара",
            old.theme,
        )
        words = ("item", "position", "section", "action", "deadline", "deadline_kind")
        assert list(new.lines.values_list(*words)) == list(old.lines.values_list(*words))
        assert PlanItem.objects.count() == 2

    def test_its_approval_supersedes_the_former_one(self, user):
        old = self.approved(user)
        new = workflow.open_new_edition(plan=old.plan, reason="Перенос", by=user)
        workflow.submit(edition=new, by=user)
        old.refresh_from_db()
        assert old.state == State.APPROVED
        new = workflow.approve(edition=new, by=user)
        old.refresh_from_db()
        assert (old.state, new.state) == (State.SUPERSEDED, State.APPROVED)
        assert (new.document.supersedes, new.document.reason) == (old.document, "Перенос")
        assert "Редакция 2. Причина изменения: Перенос." in new.document.snapshot["edition_note"]

    def test_it_needs_a_reason_and_an_approved_plan(self, user):
        old = self.approved(user)
        with pytest.raises(Refused, match="почему меняется план"):
            workflow.open_new_edition(plan=old.plan, reason=" ", by=user)
        draft = edition_with(1, association=make.AssociationFactory(), state=State.SUPERSEDED)
        with pytest.raises(Refused, match="когда план уже утверждён"):
            workflow.open_new_edition(plan=draft.plan, reason="Надо", by=user)

    def test_a_second_one_at_a_time_is_a_message(self, user):
        old = self.approved(user)
        workflow.open_new_edition(plan=old.plan, reason="Перенос", by=user)
        with pytest.raises(AlreadyDone, match="уже готовится"):
            workflow.open_new_edition(plan=old.plan, reason="Ещё", by=user)

    def test_thrown_away_it_leaves_the_plan_as_it_was(self, user):
        old = self.approved(user)
        new = workflow.open_new_edition(plan=old.plan, reason="Перенос", by=user)
        editing.add_lines(edition=new, drafts=drafts(1), by=user)
        assert workflow.discard_edition(edition=new, by=user) == old.plan
        assert list(old.plan.editions.all()) == [old]
        assert PlanItem.objects.count() == 2
        assert workflow.open_new_edition(plan=old.plan, reason="Снова", by=user).number == 2

    def test_the_first_one_thrown_away_takes_the_plan_along(self, user):
        assert workflow.discard_edition(edition=edition_with(2), by=user) is None
        assert AnnualPlan.objects.count() == PlanItem.objects.count() == 0

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SUPERSEDED])
    def test_what_is_handed_in_or_kept_is_not_thrown_away(self, user, state):
        with pytest.raises(Refused, match="Удалить нельзя"):
            workflow.discard_edition(edition=edition_with(1, state=state), by=user)
