"""The page of an item, marking it, what it becomes; panels of meetings and events; tasks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.events.models import Event
from associations.models import Meeting
from associations.plans.models import ItemDone, ItemLink, LineOccurrence, PlanEdition, PlanItem, PlanLine
from associations.plans.offers_life import items_due
from associations.plans.services import life, workflow
from methodservice.lib.periods import SchoolYear
from methodservice.registries import panels_of
from methodservice.testing import factories as make
from methodservice.testing.plans import edition_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_printing")]
State = PlanEdition.State
THIS_YEAR = SchoolYear.containing(timezone.localdate())


def to(name, item, query=""):
    return reverse(f"plans:{name}", args=[item.pk]) + query


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def edition(association):
    return edition_with(1, association=association, state=State.APPROVED, year=THIS_YEAR, deadline="октябрь")


@pytest.fixture
def item(edition):
    return PlanItem.objects.get()


def due_in(days: int, lines=None):
    """Give the lines one occurrence that ends in so many days."""
    for line in lines or PlanLine.objects.all():
        line.occurrences.all().delete()
        LineOccurrence.objects.create(line=line, ends=timezone.localdate() + timedelta(days))


def test_the_page_tells_what_is_planned_and_what_to_do(visit, item, head, member):
    due_in(30)
    pages = {user: visit(user).get(to("item", item)) for user in (head, member)}
    assert [page.context["page"].life.word for page in pages.values()] == ["Впереди", "Впереди"]
    words = {user: page.content.decode() for user, page in pages.items()}
    for offer in ("Отметить выполненным", "Создать заседание", "Создать мероприятие"):
        assert [offer in words[user] for user in (head, member)] == [True, False]


@pytest.mark.parametrize("links", [1, 30])
def test_the_page_costs_the_same_for_one_link_and_for_thirty(
    visit, item, head, association, links, assert_query_count
):
    for number in range(links):
        meeting = make.MeetingFactory(association=association, theme=f"Тема {number}")
        ItemLink.objects.create(item=item, meeting=meeting)
    assert_query_count(visit(head), to("item", item), 13)


def test_words_of_all_editions_are_told(visit, item, head, methodist, edition):
    second = workflow.open_new_edition(plan=edition.plan, reason="Перенос", by=head)
    second.lines.update(deadline="ноябрь")
    PlanEdition.objects.filter(pk=second.pk).update(state=State.SUBMITTED)
    workflow.approve(edition=second, by=methodist)
    page = visit(head).get(to("item", item)).context["page"]
    assert [(change.edition.number, change.changes) for change in page.history] == [
        (2, (("Срок", "октябрь", "ноябрь"),)),
        (1, ()),
    ]
    assert page.line.deadline == "ноябрь"


def test_an_item_taken_out_of_the_plan_says_so(visit, item, head, methodist, edition):
    second = workflow.open_new_edition(plan=edition.plan, reason="Отмена", by=head)
    second.lines.all().delete()
    edition.refresh_from_db()
    edition.state = State.SUPERSEDED
    edition.save()
    PlanEdition.objects.filter(pk=second.pk).update(state=State.APPROVED)
    page = visit(head).get(to("item", item))
    assert page.context["page"].is_gone
    assert "В действующей редакции плана этого пункта нет." in page.content.decode()


def test_an_item_of_a_draft_waits_for_approval(visit, association, head, member):
    edition_with(1, association=association)
    item = PlanItem.objects.get()
    page = visit(head).get(to("item", item)).content.decode()
    assert "Отмечать выполнение можно, когда план утвердят." in page
    assert "Создать заседание" not in page
    assert visit(member).get(to("item", item)).status_code == 404


def test_an_item_is_marked_and_the_mark_taken_back(visit, item, head):
    client = visit(head)
    today = timezone.localdate()
    answer = client.post(
        to("item_mark", item), {"done_on": f"{today:%d.%m.%Y}", "comment": "Провели"}, follow=True
    )
    assert said(answer) == ["Пункт отмечен выполненным."]
    assert (item.done.done_on, item.done.comment, item.done.marked_by) == (today, "Провели", head)
    assert "Провели" in answer.content.decode()
    assert "Снять отметку" in client.get(to("item_take_back", item)).content.decode()
    client.post(to("item_take_back", item))
    assert not ItemDone.objects.exists()
    assert said(client.post(to("item_take_back", item), follow=True))[-1] == "Отметки уже нет."


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({}, "done_on", "Укажите дату."),
        ({"done_on": "31.02.2026"}, "done_on", "Такой даты нет."),
        ({"done_on": "2999-01-01"}, "done_on", "Когда|Дата слишком далеко"),
        ({"done_on": "tomorrow"}, "done_on", "Этот день ещё не наступил."),
        ({"done_on": "today", "comment": "ы" * 2001}, "comment", "Убедитесь"),
    ],
)
def test_bad_marks_are_refused_beside_the_field(visit, item, head, data, field, sentence):
    days = {"today": timezone.localdate(), "tomorrow": timezone.localdate() + timedelta(1)}
    data = data | {"done_on": days.get(data.get("done_on"), data.get("done_on", ""))}
    answer = visit(head).post(to("item_mark", item), data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert any(answer.context["form"].errors[field][0].startswith(each) for each in sentence.split("|"))


@pytest.mark.parametrize("asked", ["", "?on=вчера", "?on=2999-01-01"])
def test_the_day_of_a_mark_is_today_unless_asked_otherwise(visit, item, head, asked):
    form = visit(head).get(to("item_mark", item, asked)).context["form"]
    assert form["done_on"].value() == timezone.localdate()
    assert visit(head).get(to("item_mark", item, "?on=2026-09-15")).context["form"][
        "done_on"
    ].value() == date(2026, 9, 15)


def test_the_person_named_in_the_line_marks_it(visit, association, member):
    edition_with(2, association=association, state=State.APPROVED, responsible=member.teacher.short_name)
    first, second = PlanItem.objects.order_by("pk")
    PlanLine.objects.get(item=second).responsibles.all().delete()
    client = visit(member)
    client.post(to("item_mark", first), {"done_on": timezone.localdate()})
    assert ItemDone.objects.get().marked_by == member
    assert client.post(to("item_mark", second), {"done_on": timezone.localdate()}).status_code == 403


def test_a_meeting_is_created_in_one_click(visit, item, head):
    client = visit(head)
    answer = client.post(to("item_meeting", item), {"seen": "0"})
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == reverse("associations:meeting_edit", args=[meeting.pk])
    assert item.links.get().meeting == meeting
    again = client.post(to("item_meeting", item), {"seen": "0"}, follow=True)
    assert said(again)[-1] == "По этому пункту уже назначено: 1\N{NO-BREAK SPACE}дело."
    assert client.post(to("item_meeting", item), {"seen": "много"}).headers["Location"] == to("item", item)


def test_an_event_is_created_in_one_click(visit, item, head):
    answer = visit(head).post(to("item_event", item), {"seen": "0"})
    assert answer.headers["Location"] == reverse("events:edit", args=[Event.objects.get().pk])


def test_an_item_is_linked_to_what_is_there_and_unlinked(visit, item, head, association):
    meeting = make.MeetingFactory(association=association)
    client = visit(head)
    client.post(to("item_link", item), {"meeting": meeting.pk})
    link = item.links.get()
    assert link.meeting == meeting
    answer = client.post(reverse("plans:item_unlink", args=[link.pk]), follow=True)
    assert said(answer)[-1] == "Связь убрана. Само заседание или мероприятие осталось."
    assert (item.links.count(), Meeting.objects.count()) == (0, 1)


def free_event(association):
    return Event.objects.create(
        municipality=association.municipality,
        association=association,
        title="Семинар",
        starts=THIS_YEAR.starts,
    )


def test_an_event_is_linked_too_and_nothing_to_link_is_told(visit, item, head, association):
    client = visit(head)
    nothing = client.get(to("item_link", item), follow=True)
    assert said(nothing) == ["Свободных заседаний и мероприятий этого года нет. Создайте новое."]
    event = free_event(association)
    page = client.get(to("item_link", item))
    assert list(page.context["form"].fields) == ["event"]
    client.post(to("item_link", item), {"event": event.pk})
    assert item.links.get().event == event


def test_one_thing_is_linked_at_a_time_and_only_an_own_one(visit, item, head, association):
    foreign = make.MeetingFactory()
    make.MeetingFactory(association=association)
    free_event(association)
    client = visit(head)
    empty = client.post(to("item_link", item), {})
    assert empty.context["form"].non_field_errors() == ["Выберите что-то одно: заседание или мероприятие."]
    assert list(client.post(to("item_link", item), {"meeting": foreign.pk}).context["form"].errors) == [
        "meeting"
    ]
    assert list(client.post(to("item_link", item), {"event": "x"}).context["form"].errors) == ["event"]


def held_meeting(association, item):
    meeting = make.MeetingFactory(association=association, state=Meeting.State.HELD, date=date(2026, 10, 12))
    ItemLink.objects.create(item=item, meeting=meeting)
    return meeting


def test_a_meeting_tells_its_item_and_offers_the_mark(visit, item, head, member, association):
    meeting = held_meeting(association, item)
    panels = [panels_of(meeting, user, timezone.localdate()) for user in (head, member)]
    assert [panel.context["may_mark"] for (panel,) in panels] == [True, False]
    words = visit(head).get(meeting.get_absolute_url()).content.decode()
    assert f"{to('item_mark', item)}?on=2026-10-12" in words
    assert f"{to('item_mark', item)}?on=2026-10-12" in visit(head).get(to("item", item)).content.decode()
    life.mark_done(item=item, done_on=timezone.localdate(), comment="", by=head)
    (panel,) = panels_of(meeting, head, timezone.localdate())
    assert (panel.context["may_mark"], panel.context["done"].item_id) == (False, item.pk)


def test_an_event_tells_its_item(item, head, association):
    event = Event.objects.create(
        municipality=association.municipality,
        association=association,
        title="Семинар",
        starts=date(2026, 10, 5),
    )
    assert panels_of(event, head, timezone.localdate()) == []
    ItemLink.objects.create(item=item, event=event)
    (panel,) = panels_of(event, head, timezone.localdate())
    assert (panel.context["line"].item_id, panel.context["may_mark"]) == (item.pk, False)


def tasks(user):
    return [(task.title, task.detail, task.url) for task in items_due(user, timezone.localdate())]


def test_a_head_is_told_how_many_items_are_pressing(association, head, item, edition):
    due_in(-3)
    assert tasks(head) == [
        ("Просрочено в плане: 1\N{NO-BREAK SPACE}пункт", association.title, to("item", item))
    ]
    due_in(40)
    assert tasks(head) == []


def test_many_items_are_one_task(association, head):
    edition = edition_with(30, association=association, state=State.APPROVED, year=THIS_YEAR)
    due_in(3)
    assert tasks(head) == [
        (
            "Скоро срок в плане: 30\N{NO-BREAK SPACE}пунктов",
            association.title,
            edition.plan.get_absolute_url(),
        )
    ]


def test_a_responsible_person_is_told_of_the_own_items(association, member):
    edition_with(
        7,
        association=association,
        state=State.APPROVED,
        year=THIS_YEAR,
        responsible=member.teacher.short_name,
    )
    due_in(3)
    last = PlanLine.objects.latest("pk")
    due_in(-3, [last])
    found = tasks(member)
    assert len(found) == 5
    assert found[0] == ("Дело 7", f"{association.title}, просрочено", last.item_url)


@pytest.mark.parametrize("lines", [1, 30])
def test_tasks_cost_the_same_for_one_item_and_for_thirty(association, head, lines, django_assert_num_queries):
    edition_with(lines, association=association, state=State.APPROVED, year=THIS_YEAR)
    due_in(3)
    assert head.access.titles
    with django_assert_num_queries(5):
        tasks(head)


def test_those_who_have_no_plan_have_no_tasks(methodist, member, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tasks(methodist) == []
    assert tasks(member) == []
