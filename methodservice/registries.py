"""What apps offer to the floors above and beside them. Filled in `AppConfig.ready`, read at request time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

derived_roles: list[Callable[[object, date], Iterable[str]]] = []
"""(user, day) → role titles that follow from facts: «руководитель: РМО учителей математики»."""


@dataclass(frozen=True)
class Task:
    """One thing that waits for a person («Мои дела»). `due` may be absent; `group` is the heading it stands under.

    stands_for: how many things a row of «all the others» is.
    """

    group: str
    title: str
    url: str
    due: date | None = None
    detail: str = ""
    stands_for: int = 1


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


document_pages: dict[str, Callable[[list], dict[int, str]]] = {}
"""Kind of a document (`documents.DocumentKind`) → function (entries of the register) → {entry's key: address of the
document's own page}, in one query. An entry that is missing there is shown on the register's own page."""


@dataclass(frozen=True)
class PersonalSection:
    """What a room keeps about a person: a section of the export by 152-ФЗ, ст. 14.

    key: in the JSON, never changed; of: labels of the models told here; rows(teacher) → [{name of a field: words}].
    """

    key: str
    title: str
    of: tuple[str, ...]
    rows: Callable[[object], list[dict[str, str]]]


personal_data: list[PersonalSection] = []
"""In the order of the document; see `directory/telling.py` for what builds a section out of a model."""


@dataclass
class Emptying:
    """The work of anonymising one card, in its transaction. stand_in: what the person is called from now on."""

    by: object
    stand_in: str
    forgotten: set[tuple[str, int]] = field(default_factory=set)
    """(label of a model, key) of records whose words the journal must not keep."""

    def forget(self, *records) -> None:
        """The journal is to lose its words about these records, deleted or not; call it before deleting."""
        self.forgotten |= {(record._meta.label_lower, record.pk) for record in records}


@dataclass(frozen=True)
class Anonymiser:
    """What a room does when a card is anonymised.

    goes(teacher), stays(teacher) → sentences for the page and the act: what will be emptied, what is kept and why;
    empty(teacher, Emptying) does it, inside the transaction, before the name on the card is emptied.
    """

    goes: Callable[[object], list[str]]
    empty: Callable[[object, Emptying], None]
    stays: Callable[[object], list[str]] = lambda teacher: []


anonymisers: list[Anonymiser] = []


frozen_rows: dict[str, object] = {}
"""Label of a model → Q over it: rows that the database refuses to change, so that a name in them stays."""


file_warnings: list[Callable[[object], list[str] | None]] = []
"""(`documents.recognition.Recognised`) → all that is to be said about the file, in place of what reading alone notices;
None: it is not of this app's documents. No query."""


job_kinds: dict[str, Callable] = {}
"""Kind of a background job → callable(job) that does the work and may run twice; see methodservice/jobs."""


daily_work: list[Callable[[date], object]] = []
"""(today): what happens because a day has come, e.g. a document comes into force. Called once a day by the sweep
of jobs, again after a failure: it must bear to run twice. See methodservice/jobs/daily.py."""


party_sources: dict[str, object] = {}
"""Prefix of a key («teacher» of «teacher:5») → `methodservice.documents.orders.people.PartySource`: to whom an order
may give work and on whom it may lay control."""


evidence_sources: dict[str, object] = {}
"""Prefix of a key («order» of «order:3») → `methodservice.documents.evidence.EvidenceSource`, or what has its
`groups` and `find`: records of the portal that prove what is done, ground a change or are a measure."""


order_kinds: dict[str, object] = {}
"""Key of a kind of order → `methodservice.documents.orders.kinds.OrderKind`: what a draft is made of."""


@dataclass(frozen=True)
class StyleSample:
    """A made-up document that shows how the municipality's documents look.

    template: that prints it. issuers: (key, title) of those who issue such documents, the usual one first. kinds() →
    (key, title) of the kinds that may have a preamble of their own; drawn() → {key: `documents.drawn.Drawn`}
    of those whose preamble names a record. snapshot(style, kind, issuer) → what it prints; the
    `DocumentStyle` may be unsaved, kind: whose preamble is shown, or "".
    """

    template: str
    issuers: list[tuple[str, str]]
    kinds: Callable[[], list[tuple[str, str]]]
    drawn: Callable[[], Mapping[str, object]]
    snapshot: Callable[[object, str, str], dict]


style_samples: dict[str, StyleSample] = {}
"""Kind of document («order») → its sample, for the page «Оформление документов»."""


@dataclass(frozen=True)
class Span:
    """What a figure is asked for: a municipality, facts of the days first to last, people as on the cut-off day."""

    municipality: object
    first: date
    last: date
    cut_off: date


@dataclass(frozen=True)
class Counted:
    """A record behind a figure that the reader may see. day: when it took place."""

    title: str
    url: str = ""
    detail: str = ""
    day: date | None = None


NO_SCHOOL = 0
"""Instead of the key of an organisation: what belongs to none."""


@dataclass(frozen=True)
class Figure:
    """A number that the portal knows by itself, for indicators of monitoring.

    title: what is counted («Педагоги, прошедшие диагностику»); room: heading on the page of figures; unit: «чел.»,
    «ед.», «да/нет»; words: who and what counts, in a sentence or two, with the part of the cut-off day in it. on_day: a
    state on the cut-off day, whatever the first and last day. by_school: organisations have it; otherwise it is known
    of the municipality alone. count(span) → {key of an organisation: number} for all of the municipality in one grouped
    query (a few where it cannot be one), those without any left out; key None: what belongs to no organisation.
    whole(span) → the number of the municipality: distinct people and records, in one query; absent: the sum of count.
    records(span, user, school_id) → Counted records behind a number, narrowed to what the user may see; school_id None:
    all of the municipality, NO_SCHOOL: those that belong to no organisation.
    """

    key: str
    title: str
    room: str
    unit: str
    words: str
    count: Callable[[Span], dict]
    records: Callable[[Span, object, int | None], list[Counted]]
    whole: Callable[[Span], int] | None = None
    on_day: bool = False
    by_school: bool = True

    @property
    def brief(self) -> str:
        """The first sentence of `words`: who or what counts, without the rules."""
        return self.words.partition(". ")[0].removesuffix(".") + "."


figures: dict[str, Figure] = {}
"""Key («events.participants») → the figure. Filled by each app from its own `figures.py`."""


@dataclass(frozen=True)
class Fact:
    """Something that took place: a protocol signed, an event held, an order signed.

    key: of the record, «order:3»; streams: keys of what it belongs to, «meeting:5», «protocols:4»; title: as a sentence
    names it.
    """

    key: str
    municipality_id: int
    day: date
    title: str
    streams: tuple[str, ...] = ()


fact_listeners: list[Callable[[Fact, object], None]] = []
"""(fact, by) → None: told in the transaction of the fact, after its own rows are written."""


withdrawal_listeners: list[Callable[[str, object], None]] = []
"""(key of a fact, by) → None: it is a fact no more (an order cancelled, an event that was not held after all)."""


fact_locks: list[Callable[[Iterable[str], int], None]] = []
"""(keys of facts, municipality) → None: lock at once, in one order, all that listeners will change about them."""


def lock_for_facts(keys: Iterable[str], municipality_id: int) -> None:
    """To be called first where several facts of one transaction are told, or rows of listeners are changed before it:
    otherwise two transactions could wait for each other."""
    keys = list(keys)
    for lock in fact_locks:
        lock(keys, municipality_id)


def announce(fact: Fact, by) -> None:
    """Tell all listeners that something took place. Must run inside the transaction of the fact."""
    for listener in fact_listeners:
        listener(fact, by)


def withdraw(key: str, by) -> None:
    """Tell all listeners that a fact is none any more. Must run inside the transaction of the change."""
    for listener in withdrawal_listeners:
        listener(key, by)
