"""«Мои дела»: in which order they stand."""

from datetime import date

import pytest

from methodservice import registries
from methodservice.directory.offers import first_steps
from methodservice.home.views import Heading, my_tasks
from methodservice.registries import Task
from methodservice.testing import factories as make

TODAY = date(2026, 11, 27)


@pytest.fixture
def offered(monkeypatch):
    tasks = []
    monkeypatch.setattr(registries, "task_providers", [lambda user, day: tasks])
    return tasks


def test_a_group_with_something_overdue_stands_first(offered):
    offered += [
        Task("Приказы", "Подписать", "/1"),
        Task("Планы", "Утвердить", "/2", date(2026, 12, 1)),
        Task("Дорожная карта", "Собрать заявки", "/3", date(2026, 11, 30)),
        Task("Дорожная карта", "Направить рекомендации", "/4", date(2026, 11, 26)),
    ]
    groups = my_tasks(None, TODAY)
    assert [(group, [task.url for task in tasks]) for group, tasks in groups] == [
        ("Дорожная карта", ["/4", "/3"]),
        ("Приказы", ["/1"]),
        ("Планы", ["/2"]),
    ]


def test_what_is_due_today_is_not_overdue(offered):
    offered += [Task("Приказы", "Подписать", "/1"), Task("Планы", "Утвердить", "/2", TODAY)]
    assert [group for group, _ in my_tasks(None, TODAY)] == ["Приказы", "Планы"]


def tasks(number, **fields):
    return [Task("Приказы", f"Подписать {each}", f"/{each}", **fields) for each in range(number)]


@pytest.mark.parametrize(("number", "shown", "folded"), [(1, 1, 0), (7, 7, 0), (8, 5, 3), (30, 5, 25)])
def test_a_long_heading_is_folded_unless_few_would_be_hidden(number, shown, folded):
    heading = Heading.of("Приказы", tasks(number))
    assert (len(heading.shown), len(heading.folded), heading.number) == (shown, folded, number)


def test_a_row_for_several_things_counts_as_several():
    heading = Heading.of("Приказы", [*tasks(7), Task("Приказы", "Все: 19", "/", stands_for=12)])
    assert (heading.number, heading.others) == (19, 14)


@pytest.mark.django_db
def test_folded_tasks_are_on_the_page(offered, visit):
    offered += tasks(9)
    text = (
        visit(make.user_with_role("methodist", municipality=make.MunicipalityFactory()))
        .get("/")
        .content.decode()
    )
    assert "Ещё 4</summary>" in text
    assert text.count("Подписать") == 9


@pytest.mark.django_db
def test_a_new_municipality_is_told_what_to_begin_with():
    municipality = make.MunicipalityFactory()
    methodist = make.user_with_role("methodist", municipality=municipality)
    assert [task.title for task in first_steps(methodist, TODAY)] == [
        "Загрузить организации и педагогов",
        "Проверить правила муниципалитета",
    ]
    assert list(first_steps(make.user_with_role("department_head", municipality=municipality), TODAY)) == []
    make.SchoolFactory(municipality=municipality)
    assert list(first_steps(methodist, TODAY)) == []
