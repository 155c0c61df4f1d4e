"""A roadmap goes on into the next year: what of the former year still counts."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.testing.roadmap_life import item_of
from methodservice.testing.roadmaps import revised
from roadmap.life import State, life_of, progress_of
from roadmap.models import Completion, Line, Occurrence
from roadmap.register import register_rows
from roadmap.services.coming import approve
from roadmap.services.marking import restore_occurrence
from roadmap.tasks_for import items_to_schedule, overdue_panel

TODAY = date(2027, 2, 1)


@pytest.fixture(autouse=True)
def february(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def scheduled(item, ends, **fields):
    return Occurrence.objects.create(item=item, ends=ends, source="schedule", **fields)


def mark(occurrence, by, day):
    return Completion.objects.create(item=occurrence.item, occurrence=occurrence, done_on=day, marked_by=by)


@pytest.fixture
def former(edition, methodist):
    """2026: all quarters of 2.1 are done, so is the schedule of 2.2, but for one time; a consultation of 2.3."""
    for row in item_of(edition, "2.1").occurrences.all():
        mark(row, methodist, row.ends)
    visits = item_of(edition, "2.2")
    mark(scheduled(visits, date(2026, 10, 12)), methodist, date(2026, 10, 12))
    scheduled(visits, date(2026, 11, 12))
    facts = Completion.objects
    facts.create(item=item_of(edition, "2.3"), done_on=date(2026, 5, 5), marked_by=methodist)
    return edition


def next_year(edition, by, **options):
    second = revised(edition, by, **options)
    return approve(
        edition=second, order_number="2", approved_on=date(2026, 12, 20), approved_act="приказом",
        in_force_from=date(2027, 1, 1), by=by,
    )  # fmt: skip


def lives(edition):
    lines = list(Line.objects.of(edition).select_related("part__edition"))
    found = life_of(lines, TODAY)
    return {line.number: found[line.item_id] for line in lines}


def test_what_was_done_for_the_former_year_does_not_do_the_work_of_this_one(former, methodist):
    found = lives(next_year(former, methodist))
    assert {number: life.verdict.state for number, life in found.items()} == {
        "1.1": State.PLANNED,
        "1.2": State.PLANNED,
        "2.1": State.IN_WORK,
        "2.2": State.UNSCHEDULED,
        "2.3": State.ON_DEMAND,
    }
    assert [len(life.former) for life in found.values()] == [1, 1, 4, 2, 0]
    assert found["2.3"].verdict.detail == ""
    progress = progress_of(found.values(), TODAY)
    assert (progress.total, progress.done, progress.overdue) == (6, 0, 0)


def test_the_register_the_home_page_and_tasks_count_alike(former, methodist):
    second = next_year(former, methodist)
    row = register_rows(methodist, TODAY).get()
    assert (row.total, row.done, row.overdue) == (6, 0, 0)
    (panel,) = overdue_panel(methodist, TODAY)
    (shown,) = panel.context["programmes"]
    assert (shown["total"], shown["done"], shown["overdue"]) == (6, 0, 0)
    (task,) = items_to_schedule(methodist, TODAY)
    assert task.url == item_of(second, "2.2").get_absolute_url()


def test_the_page_of_an_item_keeps_the_former_year_and_asks_for_new_days(visit, former, methodist):
    second = next_year(former, methodist)
    item = item_of(second, "2.2")
    page = visit(methodist).get(reverse("roadmap:item", args=[item.pk])).context["page"]
    assert [row.life.verdict.state for row in page.rows] == [State.DONE, State.CANCELLED]
    assert page.asks_dates
    collected = item_of(second, "2.3")
    page = visit(methodist).get(reverse("roadmap:item", args=[collected.pk])).context["page"]
    assert [fact.completion.done_on for fact in page.facts] == [date(2026, 5, 5)]


def test_a_schedule_of_the_former_year_is_cancelled_with_the_reason_and_never_lost(former, methodist):
    item = item_of(former, "2.2")
    ahead = scheduled(item, date(2027, 3, 3))
    others = former.programme.items.exclude(pk=item.pk).values_list("pk", flat=True)
    second = next_year(former, methodist, kept=others)
    reasons = item.occurrences.order_by("ends").values_list("ends", "cancel_reason")
    assert list(reasons) == [
        (date(2026, 10, 12), ""),
        (date(2026, 11, 12), "Заменено редакцией 2"),
        (date(2027, 3, 3), "Заменено редакцией 2"),
    ]
    line = Line.objects.of(second).get(number="2.1")
    Line.objects.filter(pk=line.pk).update(item=item)
    third = revised(second, methodist, years=0)
    approve(
        edition=third, order_number="3", approved_on=TODAY, approved_act="приказом", in_force_from=TODAY,
        by=methodist,
    )  # fmt: skip
    ahead.refresh_from_db()
    assert (ahead.cancelled_on, ahead.cancel_reason) == (None, "")


def test_a_further_edition_of_the_same_year_counts_all_of_it(former, methodist):
    second = revised(former, methodist, years=0)
    approve(
        edition=second, order_number="2", approved_on=date(2026, 7, 1), approved_act="приказом",
        in_force_from=date(2026, 7, 1), by=methodist,
    )  # fmt: skip
    found = lives(second)
    assert found["2.1"].verdict.state is State.DONE
    assert (found["2.2"].verdict.state, found["2.2"].verdict.detail) == (
        State.OVERDUE,
        "выполнено 1 из 2, срок был 12.11.2026",
    )
    assert len(found["2.3"].facts) == 1


def test_what_was_restored_waits_whatever_its_year(former, methodist):
    second = next_year(former, methodist)
    time = item_of(second, "2.2").occurrences.get(ends=date(2026, 11, 12))
    restore_occurrence(occurrence=time, by=methodist)
    life = lives(second)["2.2"]
    assert (life.verdict.state, len(life.former)) == (State.OVERDUE, 1)
    row = register_rows(methodist, TODAY).get()
    assert (row.total, row.done, row.overdue) == (7, 0, 1)


def test_what_was_done_for_an_item_that_is_no_more_is_still_shown(visit, former, methodist, head):
    gone = item_of(former, "2.1")
    others = former.programme.items.exclude(pk=gone.pk).values_list("pk", flat=True)
    next_year(former, methodist, kept=others)
    for reader in (methodist, head):
        answer = visit(reader).get(reverse("roadmap:item", args=[gone.pk]))
        page = answer.context["page"]
        assert [row.mark.completion.done_on.month for row in page.rows] == [3, 6, 9, 12]
        assert (page.life, page.may_mark) == (None, False)
        assert "Отметить" not in answer.content.decode()
