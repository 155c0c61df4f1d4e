"""«Мои дела»: in which order they stand."""

from datetime import date

import pytest

from methodservice import registries
from methodservice.home.views import my_tasks
from methodservice.registries import Task

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
