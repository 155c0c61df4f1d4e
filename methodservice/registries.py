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
    """A room in the menu: shown only to those who may open it.

    under: the url_name of the room it is a page of; such items make the second line of the menu while the person is in
    that room. page_title: what the room itself is called there.
    """

    title: str
    url_name: str
    order: int
    may_open: Callable[[object], bool] = lambda user: True
    under: str = ""
    page_title: str = ""


menu: list[MenuItem] = []


@dataclass(frozen=True)
class Panel:
    """A block of the home page (template + context), e.g. associations that lack a meeting this period."""

    template: str
    context: dict
    order: int = 100


record_panels: dict[str, list[Callable[[object, object, date], Iterable[Panel]]]] = {}
"""Model label («directory.school», «associations.association») → functions (record, user, day) → panels of its card,
read by `panels_of`. `day` tells the school year that the card shows. A school's associations,
a teacher's memberships. The record was already fetched through the user's scope; each panel narrows to it again."""


def panels_of(record, user, day: date) -> list[Panel]:
    """Panels of a record's card in their order. Costs what the functions of `record_panels` say."""
    offers = record_panels.get(record._meta.label_lower, ())
    panels = [panel for offer in offers for panel in offer(record, user, day)]
    return sorted(panels, key=lambda panel: panel.order)


@dataclass(frozen=True)
class Count:
    """A number with its noun and, where the person may open it, the list behind it."""

    title: str
    value: int
    url: str = ""


municipality_starters: list[Callable[[object, object], None]] = []
"""(municipality, by) → None: what a new municipality begins with, written in the transaction that adds it."""


directory_cards: list[Callable[[object], Iterable["Card"]]] = []
"""(user) → cards of «Справочники» that this app adds: its own lists."""


@dataclass(frozen=True)
class Card:
    """A card of «Справочники». count: None where there is nothing to count."""

    title: str
    url: str
    note: str
    count: int | None = None


school_counts: list[Callable[[object, object, date], Iterable[Count]]] = []
"""(school, user, day) → figures of «Наша организация»."""


farewells: list[Callable[[object, date, object, object], Iterable[str]]] = []
"""(teacher, day, by, school) → sentences. `day` is the last one at work; `school` is None when the person leaves
altogether, otherwise only what belongs to that school ends. Memberships and offices are ended in the same
transaction, and told."""


closing_obstacles: list[Callable[[object], Iterable[str]]] = []
"""(school) → sentences that say why the school cannot be closed yet and what to do first."""


@dataclass(frozen=True)
class RulesPreview:
    """What a municipality's rules mean. sentences: (heading, rule in words); rows are as long as columns."""

    sentences: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def labelled_rows(self) -> list[list[tuple[str, str]]]:
        """Rows of (column, cell): a table that turns into cards on a phone says the column beside each cell."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


rule_explainers: list[Callable[[object], RulesPreview]] = []
"""(MunicipalityRules, possibly unsaved) → its preview. No query."""


panel_providers: list[Callable[[object, date], Iterable[Panel]]] = []


importers: dict[str, object] = {}
"""Name of a list → its `methodservice.directory.importing.Importer`; the pages of loading lists read it."""


file_scopes: list[Callable[[object], object]] = []
"""(user) → Q over `documents.StoredFile`: files of this app's records that the user may see. Without a join, so that no
file is found twice: `Q(pk__in=Paper.objects.visible_to(user).values("file"))`."""


job_kinds: dict[str, Callable] = {}
"""Kind of a background job → callable(job) that does the work and may run twice; see methodservice/jobs."""
