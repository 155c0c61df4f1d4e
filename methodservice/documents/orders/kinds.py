"""Kinds of orders that are drafted from facts. A new one: a small module that registers an `OrderKind`, and a template.

registries.order_kinds["staffing"] = OrderKind("staffing", "Составы объединений", …)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django import forms

from methodservice import registries
from methodservice.documents.drawn import Drawn
from methodservice.documents.orders.drafts import TextDraft
from methodservice.documents.orders.people import Person


@dataclass(frozen=True)
class AnnexDraft:
    """An annex before it is written; blocks as in `documents/annex_content.py`."""

    title: str
    blocks: list = field(default_factory=list)
    landscape: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Facts:
    """What a draft is made of.

    context: of the kind's template; text: the words themselves where there is no template; words: further fields of
    the order («place», «control»). source: «election:12» when the order is drafted once for a record, else "".
    kept: JSON-able answers, for the kind's own use when the order is signed. people: the acquaintance sheet beside the
    executors. changes: [(kind of `OrderLink`, order's key)].
    """

    context: Mapping = field(default_factory=dict)
    drawn: str = ""
    """Details for the municipality's own preamble (`OrderKind.drawn`)."""
    text: TextDraft | None = None
    words: Mapping = field(default_factory=dict)
    annexes: tuple[AnnexDraft, ...] = ()
    people: tuple[Person, ...] = ()
    source: str = ""
    kept: dict = field(default_factory=dict)
    issuer: str = "authority"
    changes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class OrderKind:
    """form(data=None, *, municipality, user, back_url, initial) asks for the facts; facts(form) reads a valid one and
    may raise Refused. on_signed(order, by): what follows from the signature, in its transaction."""

    key: str
    title: str
    note: str
    template: str
    form: type[forms.Form]
    facts: Callable[[forms.Form], Facts]
    on_signed: Callable[[object, object], None] | None = None
    order: int = 100
    offered: bool = True
    """Stands in the list «Новый приказ»; others are started from a record's own page."""
    same_as: str = ""
    """Key of the kind of «Новый приказ» that says the same from answers: the municipality words both alike."""
    drawn: Drawn | None = None
    """What the municipality's own preamble has to name, with the details of the facts."""

    @property
    def style_key(self) -> str:
        """Under which the municipality keeps its own preamble for the kind."""
        return self.same_as or self.key


def kind_of(key: str) -> OrderKind | None:
    return registries.order_kinds.get(key)


def offered_kinds() -> list[OrderKind]:
    """Kinds of «Новый приказ» in their order."""
    return sorted(
        (kind for kind in registries.order_kinds.values() if kind.offered), key=lambda kind: kind.order
    )


def worded_kinds() -> list[OrderKind]:
    """Kinds whose preamble a municipality may word itself: those of «Новый приказ» that have a text of their own, and
    those whose preamble names a record."""
    kinds = registries.order_kinds.values()
    worded = [kind for kind in kinds if kind.template and (kind.offered or kind.drawn)]
    return sorted(worded, key=lambda kind: kind.order)


def drawn_words() -> dict[str, Drawn]:
    """{key of a kind: what its preamble has to name}, for those of `worded_kinds` that draw it from a record."""
    return {kind.key: kind.drawn for kind in worded_kinds() if kind.drawn}
