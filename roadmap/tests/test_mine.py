"""Whose items a person answers for: keys, «Мои дела», the panel of the home page, the page of one's items."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.roadmap_life import due_in, give, item_of
from methodservice.testing.roadmaps import LAST, roadmap_content, roadmap_in_force
from roadmap.mine import keys_of
from roadmap.models import Completion, Item, Line, LineParty
from roadmap.tasks_for import MOST_NAMED, items_due, items_to_schedule, overdue_panel

TODAY = timezone.localdate()


@pytest.fixture
def edition(edition):
    """In force, given to nobody."""
    LineParty.objects.all().delete()
    return edition


def person(district, kind, **fields):
    return make.user_with_role(kind, municipality=district, **fields)


def test_a_head_is_the_association_and_the_heads(head, association):
    assert keys_of(head, TODAY) == {
        f"teacher:{head.teacher_id}",
        f"association:{association.pk}",
        "role:heads",
    }


def test_who_headed_once_does_not_any_more(head, association):
    association.terms.update(ends=TODAY - timedelta(days=1))
    assert keys_of(head, TODAY) == {f"teacher:{head.teacher_id}"}
    assert keys_of(head, TODAY - timedelta(days=1)) > {"role:heads"}


def test_a_secretary_answers_for_oneself_alone(head, association):
    association.terms.update(office="secretary")
    assert keys_of(head, TODAY) == {f"teacher:{head.teacher_id}"}


def test_a_coordinator_is_the_school(district):
    school = make.SchoolFactory(municipality=district)
    coordinator = person(district, RoleKind.COORDINATOR, school=school)
    assert keys_of(coordinator, TODAY) == {f"school:{school.pk}", "role:schools", "role:deputies"}


def test_a_methodist_is_the_service(methodist):
    assert keys_of(methodist, TODAY) == {"role:methodists", "role:service"}


def test_the_department_head_is_the_authority_and_the_signatory_of_the_same_name(district):
    boss = person(district, RoleKind.DEPARTMENT_HEAD, full_name="Орлова Вера Ильинична")
    assert keys_of(boss, TODAY) == {"role:authority"}
    fields = {"surname": "Орлова", "given_name": "Вера", "patronymic": "Ильинична", "municipality": district}
    signatory = make.SignatoryFactory(**fields)
    make.SignatoryFactory(**fields | {"surname": "Зуева"})
    make.SignatoryFactory(**fields | {"starts": date(2019, 1, 1), "ends": date(2020, 1, 1)})
    make.SignatoryFactory(**fields | {"municipality": make.MunicipalityFactory()})
    assert keys_of(boss, TODAY) == {"role:authority", f"signatory:{signatory.pk}"}


def test_keys_cost_two_queries(head, methodist, django_assert_num_queries):
    for user in (head, methodist):
        assert user.access
    with django_assert_num_queries(1):
        keys_of(head, TODAY)
    with django_assert_num_queries(1):
        keys_of(methodist, TODAY)


def test_each_sees_the_own_items_overdue_first(edition, head, methodist, district, association):
    stranger = person(district, RoleKind.TEACHER, teacher=make.TeacherFactory(school__municipality=district))
    late, soon, far = (item_of(edition, number) for number in ("1.1", "2.1", "1.2"))
    give(late, f"association:{association.pk}", "role:methodists")
    give(soon, "role:heads")
    give(far, "role:heads")
    due_in(soon, 14)
    due_in(late, -3, 5)
    due_in(far, 15)
    tasks = list(items_due(head, TODAY))
    assert [(task.title, task.url, task.due, task.detail) for task in tasks] == [
        (
            "1.1 Провести совещание руководителей объединений",
            late.get_absolute_url(),
            TODAY - timedelta(days=3),
            edition.title,
        ),
        (
            "2.1 Провести неделю открытых уроков",
            soon.get_absolute_url(),
            TODAY + timedelta(days=14),
            edition.title,
        ),
    ]
    assert [task.due for task in items_due(methodist, TODAY)] == [TODAY - timedelta(days=3)]
    assert list(items_due(stranger, TODAY)) == []


def test_what_is_done_cancelled_or_of_another_district_is_no_task(edition, head, methodist, association):
    item = item_of(edition, "1.1")
    give(item, "role:heads")
    done, cancelled = due_in(item, -3, -2)
    Completion.objects.create(item=item, occurrence=done, done_on=TODAY, marked_by=methodist)
    cancelled.cancelled_on, cancelled.cancel_reason = TODAY, "Перенос"
    cancelled.save()
    elsewhere = make.MunicipalityFactory()
    other = roadmap_in_force(elsewhere, make.UserFactory(municipality=elsewhere))
    foreign = item_of(other, "1.1")
    give(foreign, "role:heads")
    due_in(foreign, -3)
    assert list(items_due(head, TODAY)) == []


def test_an_item_that_the_edition_in_force_lacks_is_no_task(edition, head):
    item = item_of(edition, "1.1")
    give(item, "role:heads")
    due_in(item, -3)
    Line.objects.filter(item=item).delete()
    assert list(items_due(head, TODAY)) == []


def rows_of(number):
    return [(str(place), f"Дело {place}", "март 2026", "", "") for place in range(1, number + 1)]


@pytest.mark.parametrize("number", [1, 30])
def test_tasks_are_bounded_and_cost_the_same(district, methodist, head, number, django_assert_num_queries):
    roadmap_in_force(district, methodist, roadmap_content(rows_of(number)))
    for item in Item.objects.all():
        give(item, "role:heads")
        due_in(item, -1, -2, 3)
    assert head.access
    with django_assert_num_queries(3):
        tasks = list(items_due(head, TODAY))
    assert len(tasks) == min(number, MOST_NAMED + 1)
    if number > MOST_NAMED:
        assert (tasks[-1].title, tasks[-1].url) == ("Ещё 23\N{NO-BREAK SPACE}пункта", reverse("roadmap:mine"))
        assert sum(task.stands_for for task in tasks) == number


def test_items_without_days_ask_methodists_for_them(edition, methodist, head):
    asked = list(items_to_schedule(methodist, TODAY))
    assert [(task.title, task.url, task.detail) for task in asked] == [
        (
            "Указать сроки: 1\N{NO-BREAK SPACE}пункт",
            item_of(edition, "2.2").get_absolute_url(),
            edition.title,
        )
    ]
    assert list(items_to_schedule(head, TODAY)) == []
    due_in(item_of(edition, "2.2"), 5)
    assert list(items_to_schedule(methodist, TODAY)) == []


@pytest.mark.parametrize("number", [2, 30])
def test_many_items_without_days_are_one_task(district, methodist, number, django_assert_num_queries):
    rows = [(row[0], row[1], "по отдельному графику", "", "") for row in rows_of(number)]
    edition = roadmap_in_force(district, methodist, roadmap_content(rows))
    assert methodist.access
    with django_assert_num_queries(1):
        (task,) = items_to_schedule(methodist, TODAY)
    assert task.url == edition.programme.get_absolute_url()


@pytest.mark.parametrize("roadmaps", [1, 30])
def test_the_home_page_tells_what_is_overdue(district, methodist, head, roadmaps, django_assert_num_queries):
    boss = person(district, RoleKind.DEPARTMENT_HEAD)
    for number in range(roadmaps):
        edition = roadmap_in_force(
            district, methodist, roadmap_content(rows_of(1), title=f"Дорожная карта {number}")
        )
        (row, *_) = due_in(item_of(edition, "1"), *range(-number - 1, 0), 3, 30)
        Completion.objects.create(item=row.item, occurrence=row, done_on=TODAY, marked_by=methodist)
    assert boss.access
    with django_assert_num_queries(1):
        (panel,) = overdue_panel(boss, TODAY)
    first = panel.context["programmes"][0]
    assert (first["title"], first["overdue"], first["soon"], first["done"], first["total"]) == (
        f"Дорожная карта {roadmaps - 1}",
        roadmaps - 1,
        1,
        1,
        roadmaps + 2,
    )
    assert len(panel.context["programmes"]) == roadmaps
    assert list(overdue_panel(head, TODAY)) == []


def test_no_roadmap_needs_no_panel(methodist):
    assert list(overdue_panel(methodist, TODAY)) == []


def test_the_home_page_shows_all_of_it(visit, edition, methodist):
    due_in(item_of(edition, "1.1"), -3)
    give(item_of(edition, "1.1"), "role:methodists")
    page = visit(methodist).get(reverse("home")).content.decode()
    for words in ("Просрочено", "1.1 Провести совещание", "Указать сроки: 1", "?view=months"):
        assert words in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_of_own_items_costs_the_same(visit, district, methodist, head, number, assert_query_count):
    roadmap_in_force(district, methodist, roadmap_content(rows_of(number)))
    for item in Item.objects.all():
        give(item, "role:heads")
        due_in(item, -1, 3)
    assert_query_count(visit(head), reverse("roadmap:mine"), 11)


def test_own_items_stand_by_their_days_and_those_without_last(visit, edition, head, methodist):
    for number in ("1.1", "1.2", "2.3"):
        give(item_of(edition, number), "role:heads")
    due_in(item_of(edition, "1.2"), -5)
    due_in(item_of(edition, "1.1"), 5)
    rows = visit(head).get(reverse("roadmap:mine")).context["rows"]
    assert [line.number for line, _ in rows] == ["1.2", "1.1", "2.3"]
    empty = visit(person(methodist.municipality, RoleKind.TEACHER)).get(reverse("roadmap:mine"))
    assert "ни одного пункта" in empty.content.decode()


def test_a_roadmap_that_is_over_stays_overdue(district, methodist):
    edition = roadmap_in_force(district, methodist)
    after = LAST + timedelta(days=30)
    (panel,) = overdue_panel(methodist, after)
    (row,) = panel.context["programmes"]
    assert (
        row["overdue"]
        == row["total"]
        == Item.objects.filter(programme=edition.programme)
        .exclude(occurrences=None)
        .values("occurrences")
        .count()
    )
