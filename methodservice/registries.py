"""What apps offer to the floors above and beside them. Filled in `AppConfig.ready`, read at request time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

derived_roles: list[Callable[[object, date], Iterable[str]]] = []
"""(user, day) → role titles that follow from facts: «руководитель: РМО учителей математики»."""


@dataclass(frozen=True)
class Task:
    """One thing that waits for a person («Мои дела»). `due` may be absent; `group` is the heading it stands under."""

    group: str
    title: str
    url: str
    due: date | None = None
    detail: str = ""


task_providers: list[Callable[[object, date], Iterable[Task]]] = []
"""(user, day) → tasks of the user. Each provider states its query cost in its docstring."""


@dataclass(frozen=True)
class MenuItem:
    """A room in the menu: shown only to those who may open it."""

    title: str
    url_name: str
    order: int
    may_open: Callable[[object], bool] = lambda user: True


menu: list[MenuItem] = []


@dataclass(frozen=True)
class Panel:
    """A block of the home page (template + context), e.g. associations that lack a meeting this period."""

    template: str
    context: dict
    order: int = 100


panel_providers: list[Callable[[object, date], Iterable[Panel]]] = []


job_kinds: dict[str, Callable] = {}
"""Kind of a background job → callable(job) that does the work and may run twice; see methodservice/jobs."""


def job_kind(name: str):
    """Decorator: offer a function as a kind of background job."""

    def register(function):
        job_kinds[name] = function
        return function

    return register
