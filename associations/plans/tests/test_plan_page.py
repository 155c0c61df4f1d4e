"""The page of a plan: who sees which edition, what it costs, what a line tells."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.plans.lines import meaning
from associations.plans.models import ActivityKind, Direction, PlanEdition
from associations.plans.page import short_meaning
from associations.plans.services import workflow
from methodservice.testing.plans import PLAN_YEAR, edition_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing")]
State = PlanEdition.State
NOVEMBER = date(2026, 11, 20)


def opened(client, edition, query=""):
    return client.get(f"{edition.plan.get_absolute_url()}{query}")


def revised(association, user):
    """Two editions: the first in force, the second in draft."""
    first = workflow.approve(edition=edition_with(2, association=association, state=State.SUBMITTED), by=user)
    return first, workflow.open_new_edition(plan=first.plan, reason="Перенос семинара", by=user)


@pytest.mark.parametrize("lines", [1, 30])
@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED])
def test_the_page_costs_the_same_for_one_line_and_for_thirty(
    visit, association, head, lines, state, assert_query_count
):
    municipality = association.municipality
    edition = edition_with(
        lines,
        association=association,
        state=state,
        direction=Direction.objects.create(municipality=municipality, title="Сети"),
        kind=ActivityKind.objects.create(municipality=municipality, title="Семинар"),
    )
    assert_query_count(visit(head), edition.plan.get_absolute_url(), 10 if state == State.DRAFT else 14)


def test_a_member_sees_only_what_is_approved(visit, association, member, methodist):
    draft = edition_with(association=association)
    page = opened(visit(member), draft)
    assert page.context["edition"] is None
    assert "План на этот год ещё не утверждён" in page.content.decode()
    assert "Дело 1" not in page.content.decode()


def test_the_pending_edition_is_shown_to_those_who_lead_or_approve(
    visit, association, head, member, methodist
):
    first, _second = revised(association, methodist)
    seen = {user: opened(visit(user), first).context["edition"].number for user in (head, member, methodist)}
    assert seen == {head: 2, member: 1, methodist: 2}


def test_another_edition_is_shown_on_demand_but_not_a_pending_one_to_a_member(
    visit, association, head, member, methodist
):
    first, second = revised(association, methodist)
    assert opened(visit(head), first, "?edition=1").context["edition"] == first
    assert opened(visit(member), first, "?edition=2").context["edition"] == first
    for nonsense in ("?edition=0", "?edition=x", "?edition=99999", "?edition=²"):
        assert opened(visit(head), first, nonsense).context["edition"] == second


@pytest.mark.parametrize(
    ("state", "for_head", "for_methodist"),
    [
        (State.DRAFT, ["Представить на утверждение"], ["Представить на утверждение"]),
        (State.RETURNED, ["Представить снова"], ["Представить снова"]),
        (State.SUBMITTED, [], ["Рассмотреть"]),
        (State.APPROVED, [], []),
    ],
)
def test_each_state_offers_one_main_action(
    visit, association, head, methodist, state, for_head, for_methodist
):
    edition = edition_with(association=association, state=state)
    for user, expected in ((head, for_head), (methodist, for_methodist)):
        text = opened(visit(user), edition).content.decode()
        assert text.count("btn-primary") == len(expected)
        assert all(words in text for words in expected)


def test_an_empty_plan_asks_for_its_first_line(visit, association, head):
    text = opened(visit(head), edition_with(0, association=association)).content.decode()
    assert "В плане пока нет строк" in text
    assert "Представить" not in text


def test_a_line_tells_what_its_deadline_means_and_the_editor_what_to_check(visit, association, head, member):
    edition = edition_with(1, association=association, deadline="1 раз в четверть")
    text = opened(visit(head), edition).content.decode()
    assert "проверьте срок" in text
    assert "4\N{NO-BREAK SPACE}срока" in text
    edition.state, edition.document = State.APPROVED, None
    edition.save()
    assert "проверьте срок" not in opened(visit(member), edition).content.decode()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("до 15 мая", "до 15 мая 2027"),
        ("октябрь", "до 31 октября 2026"),
        ("октябрь, март", "2 срока, ближайший до 31 марта 2027"),
        ("сентябрь, октябрь", "2 срока, последний до 31 октября 2026"),
        ("в течение года", "весь учебный год"),
        ("по мере необходимости", "по необходимости"),
    ],
)
def test_a_deadline_in_few_words(words, expected):
    deadline = meaning(words, PLAN_YEAR)
    assert short_meaning(deadline, NOVEMBER).replace("\N{NO-BREAK SPACE}", " ") == expected


def test_remarks_stand_beside_the_lines_until_the_plan_is_approved(visit, association, head, methodist):
    edition = edition_with(2, association=association, state=State.SUBMITTED)
    line = edition.lines.order_by("position").first()
    workflow.return_edition(edition=edition, by=methodist, comment="Мало дел.", remarks={line.pk: "Когда?"})
    text = opened(visit(head), edition).content.decode()
    assert "Мало дел." in text
    assert f'<a href="#line-{line.pk}">1</a>' in text
    assert text.count("Когда?") == 1
    workflow.submit(edition=edition, by=head)
    workflow.approve(edition=edition, by=methodist)
    assert "Когда?" not in opened(visit(head), edition).content.decode()


def test_changes_show_what_came_and_went(visit, association, head, methodist):
    first, second = revised(association, methodist)
    line = second.lines.order_by("position").first()
    line.deadline = "ноябрь"
    line.save()
    second.lines.order_by("position").last().delete()
    url = f"{first.plan.get_absolute_url()}changes/"
    text = visit(head).get(url).content.decode()
    assert "<del>октябрь</del><ins>ноябрь</ins>" in text
    assert "добавлено 0, изменено 1, убрано 1" in text
    assert "сравнивать не с чем" in visit(head).get(f"{url}?edition=1").content.decode()


@pytest.mark.parametrize("lines", [1, 30])
def test_changes_cost_the_same_for_one_line_and_for_thirty(
    visit, association, head, methodist, lines, assert_query_count
):
    first = workflow.approve(
        edition=edition_with(lines, association=association, state=State.SUBMITTED), by=methodist
    )
    second = workflow.open_new_edition(plan=first.plan, reason="Перенос", by=methodist)
    second.lines.update(deadline="ноябрь")
    assert_query_count(visit(head), f"{first.plan.get_absolute_url()}changes/", 13)


def test_a_new_edition_without_changes_says_so(visit, association, head, methodist):
    first, _ = revised(association, methodist)
    assert (
        "Пока ничего не изменено"
        in visit(head).get(f"{first.plan.get_absolute_url()}changes/").content.decode()
    )


def test_nobody_compares_what_may_not_be_seen(visit, association, member):
    draft = edition_with(association=association)
    assert visit(member).get(f"{draft.plan.get_absolute_url()}changes/").status_code == 404


def test_the_clock_of_the_page_is_the_portals(visit, association, head, monkeypatch):
    edition = edition_with(1, association=association, deadline="октябрь, март")
    monkeypatch.setattr(timezone, "localdate", lambda *args: NOVEMBER)
    assert "ближайший до 31\N{NO-BREAK SPACE}марта" in opened(visit(head), edition).content.decode()


def test_a_plan_in_force_leads_to_its_items_and_tells_what_became_of_them(visit, association, head):
    edition = edition_with(1, association=association, state=State.APPROVED)
    line = edition.lines.get()
    text = opened(visit(head), edition).content.decode()
    assert f'<a href="{line.item_url}">Дело 1</a>' in text
    assert "Выполнение" in text


def test_an_open_plan_may_take_lines_from_elsewhere(visit, association, head):
    edition = edition_with(1, association=association)
    url = f"{reverse('plans:start', args=[association.pk])}?year=2026"
    assert url in opened(visit(head), edition).content.decode()


def test_methodists_keep_a_plan_as_a_template(visit, association, head, methodist):
    edition = edition_with(1, association=association)
    url = reverse("plans:template_save", args=[edition.plan_id])
    assert [url in opened(visit(user), edition).content.decode() for user in (head, methodist)] == [
        False,
        True,
    ]


def test_the_history_of_an_edition_is_for_those_who_may_read_it(visit, association, head, member):
    edition = edition_with(1, association=association)
    url = reverse("directory:history", args=["plans.planedition", edition.pk])
    text = visit(head).get(url).content.decode()
    assert f'href="{edition.plan.get_absolute_url()}?edition=1"' in text
    assert "Дело 1" in text
    assert visit(member).get(url).status_code == 404
