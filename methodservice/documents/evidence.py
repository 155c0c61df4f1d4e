"""Records of the portal that prove what is done or ground a change, named by a key: «order:3», «event:5».

Apps offer their kinds through `registries.evidence_sources`. Everything is read for a whole page at once.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Model, OuterRef, QuerySet

from methodservice import registries
from methodservice.lib.whole import whole
from methodservice.registries import Fact

MOST_OFFERED = 150
"""So many of the newest records of a kind are offered."""
UNKNOWN = "Запись портала недоступна"


@dataclass(frozen=True)
class Record:
    """A record as a page names it. url: empty where the reader may not open it; day: None when it is gone or has none.

    state: (look, word) of where it stands today, None of what is done once it is there; detail: words beside it.
    """

    key: str
    title: str
    url: str = ""
    day: date | None = None
    state: tuple[str, str] | None = None
    detail: str = ""

    @property
    def standing(self) -> str:
        """«Просрочено, срок был 01.03.2026»; "" of a record without a state."""
        return ", ".join(filter(None, (self.state[1], self.detail))) if self.state else ""


@dataclass(frozen=True)
class EvidenceSource:
    """title: heading of the group of choices; rows(municipality's key) → all records of the kind that a key may name,
    the newest first; proving: states in which a record proves something, empty where all do; model: its scope says who
    may open a record; fact: what it is as a fact."""

    title: str
    rows: Callable[[int], QuerySet]
    model: type[Model]
    fact: Callable[[object], Fact]
    proving: tuple[str, ...] = ()

    def proofs(self, municipality_id: int) -> QuerySet:
        """What took place, the newest first."""
        rows = self.rows(municipality_id)
        return rows.filter(state__in=self.proving) if self.proving else rows

    def groups(self, user) -> list[tuple[str, list[tuple[str, str]]]]:
        """One group of choices, (key, title) of the newest that the user may open. 1 query."""
        rows = self.proofs(user.municipality_id).visible_to(user)[:MOST_OFFERED]
        return [(self.title, [(fact.key, fact.title) for fact in map(self.fact, rows)])]

    def find(self, user, keys: Collection[int]) -> dict[int, Record]:
        """{primary key: record}; one that proves nothing any more says its state. 1 query."""
        seen = self.model.objects.visible_to(user).filter(pk=OuterRef("pk"))
        rows = self.rows(user.municipality_id).filter(pk__in=keys).annotate(is_seen=Exists(seen))
        found = {}
        for row in rows:
            fact = self.fact(row)
            title, url = fact.title, row.get_absolute_url() if row.is_seen else ""
            if self.proving and row.state not in self.proving:
                title = f"{title} ({row.get_state_display().lower()})"
            found[row.pk] = Record(fact.key, title, url, fact.day)
        return found


def by_prefix(keys: Iterable[str]) -> dict[str, set[int]]:
    """{prefix: primary keys}; what has no number is left out."""
    found: dict[str, set[int]] = {}
    for key in keys:
        prefix, _, rest = key.partition(":")
        if (number := whole(rest)) is not None:
            found.setdefault(prefix, set()).add(number)
    return found


def find_records(user, keys: Iterable[str]) -> dict[str, Record]:
    """{key: record} for each of the keys, whatever has become of it. 1 query for each kind among them, as many as its
    source says of kinds with a state."""
    keys = [key for key in keys if key]
    found = {key: Record(key, UNKNOWN) for key in keys}
    for prefix, numbers in by_prefix(keys).items():
        if source := registries.evidence_sources.get(prefix):
            for record in source.find(user, numbers).values():
                found[record.key] = record
    return found


def record_choices(user, prefixes: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a select by group; empty groups and kinds that nobody offers are left out. 1 query for each of the
    prefixes."""
    sources = [source for prefix in prefixes if (source := registries.evidence_sources.get(prefix))]
    groups = [group for source in sources for group in source.groups(user)]
    return [(title, options) for title, options in groups if options]
