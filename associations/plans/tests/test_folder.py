"""The plan in the file of documents: there when approved, otherwise how far it has come."""

from datetime import date

import pytest

from associations.papers.folder import folder_of
from associations.papers.lines import SourceFact, State
from associations.papers.models import PaperKind
from associations.plans.folder import facts_of_plans
from associations.plans.models import PlanEdition
from associations.plans.services import workflow
from methodservice.testing import factories as make
from methodservice.testing.plans import PLAN_YEAR, edition_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing")]
TODAY = date(2026, 11, 20)
Edition = PlanEdition.State


def fact_of(association):
    return facts_of_plans([association], PLAN_YEAR, TODAY).get(association.pk)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (Edition.DRAFT, (State.MISSING, "план ещё не утверждён", "готовится")),
        (Edition.SUBMITTED, (State.MISSING, "план ещё не утверждён", "на утверждении")),
        (Edition.RETURNED, (State.MISSING, "план ещё не утверждён", "на доработке")),
        (Edition.APPROVED, (State.THERE, "утверждён 12.09.2026", "")),
    ],
)
def test_the_state_of_the_plan_is_told(association, state, expected):
    edition = edition_with(association=association, state=state)
    state, detail, word = expected
    assert fact_of(association) == SourceFact(state, detail, edition.plan.get_absolute_url(), word)


def test_a_pending_edition_does_not_hide_the_one_in_force(association, head):
    edition = edition_with(association=association, state=Edition.APPROVED)
    workflow.open_new_edition(plan=edition.plan, reason="Перенос", by=head)
    assert fact_of(association).state == State.THERE


def test_a_plan_of_another_year_does_not_count(association):
    edition_with(association=association, state=Edition.APPROVED, year=PLAN_YEAR.previous)
    assert fact_of(association) is None


def test_the_file_asks_the_plans(association):
    PaperKind.objects.create(
        municipality=association.municipality, title="План работы", source=PaperKind.Source.PLAN
    )
    edition_with(association=association, state=Edition.APPROVED)
    (line,) = folder_of(association, PLAN_YEAR, TODAY).lines
    assert (line.word, line.detail) == ("есть", "утверждён 12.09.2026")


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_one_query(number, django_assert_num_queries):
    associations = make.AssociationFactory.create_batch(number)
    for association in associations:
        edition_with(1, association=association, state=Edition.APPROVED)
    with django_assert_num_queries(1):
        assert len(facts_of_plans(associations, PLAN_YEAR, TODAY)) == number
