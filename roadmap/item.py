"""The page of an item: words, who answers, times with marks and evidence, what it watches, how it was before."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from methodservice.documents.recognition.answer import Role
from methodservice.lib.deadlines import Deadline, Kind
from methodservice.registries import Fact
from roadmap.answering import Answering, answering
from roadmap.evidence import Record, find_records
from roadmap.fitting import Window, fitting, is_collected
from roadmap.life import NEEDS_DATES, ItemLife, OccurrenceLife, life_of
from roadmap.lines import meaning
from roadmap.mine import keys_of
from roadmap.models import Completion, Edition, Item, Line, Occurrence, Watch
from roadmap.watched import is_stream, titles_of, took_place

MOST_OFFERED = 5
"""So many of the newest facts that took place before are offered."""


@dataclass(frozen=True)
class Mark:
    """A mark with the record that proves it, or None."""

    completion: Completion
    record: Record | None


@dataclass(frozen=True)
class Row:
    """A time of the item."""

    life: OccurrenceLife
    mark: Mark | None


@dataclass(frozen=True)
class Watched:
    """What the item watches."""

    watch: Watch
    title: str


@dataclass(frozen=True)
class Offer:
    """A fact that may complete the item. occurrence: which it fits; None: it is written down without a due date."""

    item: int
    fact: Fact
    occurrence: Occurrence | None

    @property
    def url(self) -> str:
        """The form of the mark, with the record chosen."""
        if self.occurrence:
            form = reverse("roadmap:mark", args=[self.occurrence.pk])
        else:
            form = reverse("roadmap:fact_add", args=[self.item])
        return f"{form}?{urlencode({'record': self.fact.key})}"


@dataclass(frozen=True)
class Former:
    """What another edition said. words: (heading, text) of the cells that differ; empty when it said the same."""

    edition: Edition
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ItemPage:
    """line: of the edition in force, otherwise the newest that the person sees; life: None unless it is in force;
    rows, facts: all that was written down, in force or not.

    offered: what took place before the item watched for it, newest first; more: how many are not shown.
    """

    line: Line
    words: tuple[tuple[str, str], ...]
    deadline: Deadline | None
    answering: list[Answering]
    life: ItemLife | None
    rows: tuple[Row, ...]
    facts: tuple[Mark, ...]
    watched: tuple[Watched, ...]
    offered: tuple[Offer, ...]
    more: int
    former: tuple[Former, ...]
    may_mark: bool
    may_keep: bool

    @property
    def edition(self) -> Edition:
        return self.line.part.edition

    @property
    def next(self) -> OccurrenceLife | None:
        """The time to be marked next, for whoever may mark."""
        waiting = self.life.open if self.may_mark and self.life else ()
        return waiting[0] if waiting else None

    @property
    def has_times(self) -> bool:
        """Times of the period of the edition."""
        return self.life is not None and bool(self.life.occurrences)

    @property
    def needs_dates(self) -> bool:
        return self.line.deadline_kind in NEEDS_DATES

    @property
    def asks_dates(self) -> bool:
        """A schedule comes first: the words name no days, and nobody has set any."""
        return self.may_keep and self.life is not None and self.needs_dates and not self.has_times

    @property
    def collects(self) -> bool:
        """What is done is written down without a due date."""
        return self.line.deadline_kind in (Kind.ON_DEMAND, Kind.CONTINUOUS) or not self.has_times


def words_of(line: Line) -> tuple[tuple[str, str], ...]:
    """(heading, text) of all columns; an empty column for marks, which the portal keeps itself, is left out."""
    columns = line.part.columns
    pairs = []
    for place, (column, text) in enumerate(zip(columns, line.cells, strict=True), 1):
        if column["role"] == Role.MARK and not text.strip():
            continue
        heading = ": ".join(filter(None, (column.get("group", ""), column["heading"])))
        pairs.append((heading or f"Столбец {place}", text))
    return tuple(pairs)


def read_item(item: Item, user, today: date) -> ItemPage | None:
    """The page of an item for the person; None when there is nothing to see. At most 25 queries."""
    rows = Line.objects.visible_to(user).filter(item=item).select_related("part__edition", "section")
    lines = list(rows.prefetch_related("parties").order_by("part__edition__number", "part__position", "pk"))
    if not lines:
        return None
    in_force = [line for line in lines if line.part.edition.state == Edition.State.IN_FORCE]
    kept = [line for line in lines if not line.part.edition.is_draft]
    line = in_force[0] if in_force else (kept or lines)[-1]
    edition = line.part.edition
    municipality = item.programme.municipality
    life = life_of([line], today)[item.pk] if in_force else None
    written = life_of([line], today, own=False)[item.pk] if kept and not in_force else life
    watches = list(Watch.objects.filter(item=item)) if in_force else []
    titles = titles_of([each.key for each in watches], municipality.pk)
    may_keep = user.access.is_methodist
    may_mark = bool(in_force) and (
        may_keep or Item.objects.given_to(keys_of(user, today)).filter(pk=item.pk).exists()
    )
    marks = written.marks if written else []
    offers = _offers(watches, marks, life, line, municipality.pk) if may_mark else []
    records = find_records(user, [mark.record for mark in marks] + [offer.fact.key for offer in offers])
    offers = [offer for offer in offers if records[offer.fact.key].url]

    def with_record(mark: Completion) -> Mark:
        return Mark(mark, records[mark.record] if mark.record else None)

    return ItemPage(
        line=line,
        words=words_of(line),
        deadline=meaning(line.deadline, edition.first, edition.last),
        answering=answering([party.key for party in line.parties.all()], municipality, today),
        life=life,
        rows=tuple(
            Row(each, with_record(each.completion) if each.completion else None)
            for each in ((*written.former, *written.occurrences) if written else ())
        ),
        facts=tuple(
            with_record(mark) for mark in ((*written.former_facts, *written.facts) if written else ())
        ),
        watched=tuple(Watched(each, titles[each.key]) for each in watches),
        offered=tuple(offers[:MOST_OFFERED]),
        more=max(len(offers) - MOST_OFFERED, 0),
        former=_former(lines, line),
        may_mark=may_mark,
        may_keep=may_keep,
    )


def _offers(
    watches: list[Watch], marks: list[Completion], life: ItemLife, line: Line, municipality: int
) -> list[Offer]:
    """Facts of the period that no mark stands for, nobody has refused and that fit, newest first."""
    used = {mark.record for mark in marks}
    edition, times = line.part.edition, (*life.former, *life.occurrences)
    facts = took_place([each.key for each in watches], municipality, edition.first, edition.last)
    windows = [Window(each.occurrence.starts, each.occurrence.ends, each.verdict.finished) for each in times]
    found = {}
    for each in watches:
        for fact in facts[each.key]:
            if fact.key in used or fact.key in each.refused:
                continue
            collected = is_collected(
                line.deadline_kind, has_times=bool(life.occurrences), only_stream=is_stream(each.key)
            )
            place = None if collected else fitting(windows, fact.day)
            if collected or place is not None:
                found[fact.key] = Offer(
                    line.item_id, fact, None if place is None else times[place].occurrence
                )
    return sorted(found.values(), key=lambda offer: (offer.fact.day, offer.fact.key), reverse=True)


def _former(lines: list[Line], shown: Line) -> tuple[Former, ...]:
    """What the other editions say where they differ from the one that is shown, newest first."""
    now = dict(words_of(shown))
    found = []
    for line in reversed(lines):
        if line.part.edition == shown.part.edition:
            continue
        then = dict(words_of(line))
        headings = dict.fromkeys([*then, *now])
        differing = tuple(
            (heading, then.get(heading, ""))
            for heading in headings
            if then.get(heading, "") != now.get(heading, "")
        )
        found.append(Former(line.part.edition, differing))
    return tuple(found)
