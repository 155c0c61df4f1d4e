"""Changing a plan in pages: nothing typed is lost, bad input is answered beside the field, no silent overwriting."""

import pytest
from django.urls import reverse

from associations.plans.models import ActivityKind, Direction, PlanEdition, PlanLine
from associations.plans.services import editing
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.plans import edition_with

pytestmark = pytest.mark.django_db
State = PlanEdition.State


def to(name, record):
    return reverse(f"plans:{name}", args=[record.pk])


@pytest.fixture
def edition(association):
    return edition_with(2, association=association)


@pytest.fixture
def client(visit, head):
    return visit(head)


def test_a_line_is_added_at_the_end_of_its_section(client, edition):
    url = to("line_add", edition.plan)
    data = filled(client.get(f"{url}?section=young"), action="Школа молодого педагога", deadline="октябрь")
    answer = client.post(url, data)
    line = PlanLine.objects.get(action="Школа молодого педагога")
    assert answer.url == f"{edition.plan.get_absolute_url()}#line-{line.pk}"
    assert (line.section, line.position, line.occurrences.count()) == ("young", 3, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"action": " "}, "action"),
        ({"action": "а" * 2001}, "action"),
        ({"deadline": "а" * 301}, "deadline"),
        ({"responsible": "а" * 501}, "responsible"),
        ({"section": "nonsense"}, "section"),
        ({"direction": "abc"}, "direction"),
        ({"kind": "99999"}, "kind"),
    ],
)
def test_bad_input_is_answered_beside_the_field(client, edition, changes, field):
    url = to("line_add", edition.plan)
    answer = client.post(url, filled(client.get(url), **{"action": "Семинар"} | changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert PlanLine.objects.count() == 2


def test_only_lists_of_the_municipality_are_offered_and_retired_entries_only_where_used(
    client, edition, association
):
    offered, used, _retired = (
        Direction.objects.create(municipality=association.municipality, title=title, retired=is_retired)
        for title, is_retired in (("Сети", False), ("Старое", True), ("Ушедшее", True))
    )
    Direction.objects.create(municipality=make.MunicipalityFactory(), title="Чужое")
    line = edition.lines.first()
    line.direction = used
    line.save()
    form = client.get(to("line_edit", line)).context["form"]
    assert set(form.fields["direction"].queryset) == {offered, used}
    form = client.get(to("line_add", edition.plan)).context["form"]
    assert list(form.fields["direction"].queryset) == [offered]


def test_a_foreign_kind_is_refused(client, edition):
    foreign = ActivityKind.objects.create(municipality=make.MunicipalityFactory(), title="Чужой")
    url = to("line_add", edition.plan)
    answer = client.post(url, filled(client.get(url), action="Семинар", kind=foreign.pk))
    assert list(answer.context["form"].errors) == ["kind"]


def test_a_line_is_changed_and_understood_anew(client, edition):
    line = edition.lines.order_by("position").first()
    url = to("line_edit", line)
    client.post(url, filled(client.get(url), deadline="до 15 мая", action="Первая\r\nвторая"))
    line.refresh_from_db()
    assert (line.deadline_kind, line.action) == ("date", "Первая\nвторая")


def test_what_somebody_else_saved_meanwhile_is_shown_and_kept(client, edition, methodist):
    line = edition.lines.order_by("position").first()
    url = to("line_edit", line)
    data = filled(client.get(url), deadline="март")
    editing.change_line(line=line, by=methodist, deadline="апрель", expected="Памятка")
    answer = client.post(url, data)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "апрель" in text
    assert "март" in text
    line.refresh_from_db()
    assert (line.deadline, line.expected) == ("апрель", "Памятка")
    client.post(url, filled(answer))
    line.refresh_from_db()
    assert (line.deadline, line.expected) == ("март", "Памятка")


def test_a_remark_stands_above_the_line_that_is_changed(client, edition):
    line = edition.lines.first()
    PlanLine.objects.filter(pk=line.pk).update(remark="Уточните срок")
    assert "Уточните срок" in client.get(to("line_edit", line)).content.decode()


def test_a_line_moves_by_buttons(client, edition):
    first, second = edition.lines.order_by("position")
    answer = client.post(to("line_move", second), {"way": "up"})
    assert answer.url.endswith(f"#line-{second.pk}")
    assert list(edition.lines.order_by("position")) == [second, first]


def test_a_line_is_removed_after_one_question(client, edition):
    line = edition.lines.order_by("position").first()
    assert "Убрать из плана пункт 1 «Дело 1»?" in client.get(to("line_remove", line)).content.decode()
    client.post(to("line_remove", line))
    assert list(edition.lines.values_list("position", "action")) == [(1, "Дело 2")]


def test_a_plan_that_is_handed_in_leads_back_with_a_message(client, association):
    edition = edition_with(association=association, state=State.SUBMITTED)
    line = edition.lines.first()
    for name, record in (
        ("words", edition.plan),
        ("line_add", edition.plan),
        ("line_edit", line),
        ("line_remove", line),
    ):
        for method in (client.get, client.post):
            answer = method(to(name, record), follow=True)
            assert answer.redirect_chain == [(edition.plan.get_absolute_url(), 302)], name
            assert "план менять нельзя" in str(next(iter(answer.context["messages"])))
    client.post(to("line_move", line), {"way": "up"})
    assert edition.lines.count() == 2


def test_theme_goal_and_tasks_are_changed(client, edition):
    url = to("words", edition.plan)
    client.post(url, filled(client.get(url), theme="Новая тема", tasks="Одна\r\nВторая"))
    edition.refresh_from_db()
    assert (edition.theme, edition.goals, edition.tasks) == (
        "Новая тема",
        "Повысить качество урока.",
        "Одна\nВторая",
    )


def test_words_saved_by_somebody_else_are_not_overwritten(client, edition, methodist):
    url = to("words", edition.plan)
    data = filled(client.get(url), theme="Моя тема")
    editing.change_words(edition=edition, by=methodist, theme="Чужая тема")
    assert client.post(url, data).status_code == 409
    edition.refresh_from_db()
    assert edition.theme == "Чужая тема"


def test_too_long_a_theme_is_refused(client, edition):
    url = to("words", edition.plan)
    answer = client.post(url, filled(client.get(url), theme="а" * 501))
    assert list(answer.context["form"].errors) == ["theme"]


def test_the_reason_of_a_new_edition_may_not_become_empty(client, association):
    edition = edition_with(association=association, state=State.SUPERSEDED)
    PlanEdition.objects.create(plan=edition.plan, number=2, reason="Перенос")
    url = to("words", edition.plan)
    answer = client.post(url, filled(client.get(url), reason=" "))
    assert list(answer.context["form"].errors) == ["reason"]
