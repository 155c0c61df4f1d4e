"""Two people at once: one approval, one new edition, no word that slips into what was handed in."""

import pytest
from django.db import transaction

from associations.plans.models import AnnualPlan, PlanEdition, PlanLine
from associations.plans.services import editing, workflow
from associations.tests.test_signing_races import in_threads
from methodservice.documents.models import FrozenDocument
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.plans import PLAN_YEAR, drafts, edition_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_printing")]
State = PlanEdition.State
AT_ONCE = 8


@pytest.fixture
def user():
    return make.UserFactory()


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def test_a_plan_approved_by_eight_is_approved_once(user):
    edition = edition_with(2, state=State.SUBMITTED)
    answers = in_threads(lambda one: workflow.approve(edition=one, by=user), [edition] * AT_ONCE)
    assert kinds(answers) == ["AlreadyDone"] * (AT_ONCE - 1) + ["PlanEdition"]
    assert FrozenDocument.objects.count() == 1


def test_a_plan_is_approved_or_returned_but_not_both(user):
    edition = edition_with(2, state=State.SUBMITTED)

    def answer(number):
        if number % 2:
            return workflow.approve(edition=edition, by=user)
        return workflow.return_edition(edition=edition, by=user, comment="Доработать")

    answers = in_threads(answer, range(AT_ONCE))
    assert sum(isinstance(each, PlanEdition) for each in answers) == 1
    assert all(isinstance(each, PlanEdition | Refused) for each in answers)
    edition.refresh_from_db()
    assert (edition.state == State.APPROVED) == FrozenDocument.objects.exists()


def test_a_line_is_changed_before_the_plan_is_handed_in_or_not_at_all(user):
    edition = edition_with(2)
    line = edition.lines.select_related("edition").first()

    def act(number):
        if number == 0:
            return workflow.submit(edition=edition, by=user)
        with transaction.atomic():
            changed = editing.change_line(line=line, by=user, action=f"Изменено {number}")
            state = PlanEdition.objects.get(pk=edition.pk).state
        return changed, state

    answers = in_threads(act, range(AT_ONCE))
    changed = [each for each in answers if isinstance(each, tuple)]
    assert all(state == State.DRAFT for _, state in changed)
    assert len(changed) + sum(isinstance(each, Refused) for each in answers) == AT_ONCE - 1


def test_lines_added_at_once_get_numbers_without_twins(user):
    edition = edition_with(0)
    in_threads(lambda one: editing.add_lines(edition=one, drafts=drafts(2), by=user), [edition] * AT_ONCE)
    numbers = list(PlanLine.objects.order_by("position").values_list("position", flat=True))
    assert numbers == list(range(1, 2 * AT_ONCE + 1))


def test_one_plan_is_started(user):
    association = make.AssociationFactory()
    answers = in_threads(
        lambda one: editing.start_edition(association=one, year=PLAN_YEAR, by=user), [association] * AT_ONCE
    )
    assert kinds(answers) == ["AlreadyDone"] * (AT_ONCE - 1) + ["PlanEdition"]
    assert AnnualPlan.objects.count() == 1


def test_one_new_edition_is_opened(user):
    edition = edition_with(1, state=State.APPROVED)
    answers = in_threads(
        lambda one: workflow.open_new_edition(plan=one, reason="Перенос", by=user), [edition.plan] * AT_ONCE
    )
    assert sum(isinstance(each, AlreadyDone) for each in answers) == AT_ONCE - 1
    assert edition.plan.editions.count() == 2
