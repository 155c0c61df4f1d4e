"""What every row of a file means before it is accepted, and what the person has decided about it. Pure.

decisions = decisions_of(reading.answers)
content = answered(original, decisions)
rows = review(content, original=original, decisions=decisions, …)
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from methodservice.documents.recognition.answer import Role
from methodservice.lib.deadlines import Deadline, Kind
from roadmap.content import Content, LineWords, PartWords, SectionWords
from roadmap.contradictions import Contradiction, Severity
from roadmap.lines import meaning, said
from roadmap.parties import Known, Resolved, resolve

EDITABLE = frozenset({Role.DEADLINE, Role.START, Role.END, Role.RESPONSIBLE, Role.PARTNERS})
"""Columns whose words a person may put in another way before accepting."""
TOLD_APART = frozenset({Role.NUMBER, Role.ACTION, *EDITABLE, Role.QUARTER})


class Choice(StrEnum):
    """What the person has decided about a row; NONE: nothing yet."""

    NONE = ""
    TAKE = "take"
    OUT = "out"


class Stand(StrEnum):
    """Where a row stands: nothing doubtful, waits for a look, taken by the person, left out, in the draft already."""

    CLEAR = "clear"
    WAITS = "waits"
    TAKEN = "taken"
    OUT = "out"
    WRITTEN = "written"


LOOKS = {
    Stand.CLEAR: ("done", "Всё ясно"),
    Stand.WAITS: ("soon", "Ждёт проверки"),
    Stand.TAKEN: ("done", "Берём"),
    Stand.OUT: ("plain", "Не берём"),
    Stand.WRITTEN: ("plain", "В черновике"),
}
"""Look (see the tag `state`) and word of each."""


@dataclass(frozen=True)
class Decision:
    """cells: {place of a column: other words for it}; parties: keys chosen by hand, None: those of the words."""

    choice: Choice = Choice.NONE
    cells: Mapping[int, str] = field(default_factory=dict)
    parties: list[str] | None = None

    def as_json(self) -> dict:
        cells = {str(place): text for place, text in self.cells.items()}
        return {"choice": self.choice.value, "cells": cells, "parties": self.parties}

    @classmethod
    def from_json(cls, data: dict) -> "Decision":
        cells = {int(place): text for place, text in data["cells"].items()}
        return cls(Choice(data["choice"]), cells, data["parties"])


UNDECIDED = Decision()
Decisions = Mapping[int, Decision]
"""By the place of the line among `Content.lines`, from 0."""


def decisions_of(answers: dict) -> dict[int, Decision]:
    """What a reading keeps of them."""
    return {int(place): Decision.from_json(data) for place, data in answers.get("rows", {}).items()}


def numbered(content: Content) -> Iterator[tuple[int, PartWords, LineWords]]:
    """(place among all lines, the table, the line), in order."""
    rows = ((part, line) for part in content.parts for line in part.lines)
    return ((place, part, line) for place, (part, line) in enumerate(rows))


def answered(content: Content, decisions: Decisions) -> Content:
    """The content with the words and parties that the person has put in place of those of the file."""
    place, parts = 0, []
    for part in content.parts:
        lines = []
        for line in part.lines:
            decision = decisions.get(place, UNDECIDED)
            cells = [decision.cells.get(column, text) for column, text in enumerate(line.cells)]
            lines.append(replace(line, cells=cells, parties=decision.parties))
            place += 1
        parts.append(replace(part, lines=lines))
    return replace(content, parts=parts)


@dataclass(frozen=True)
class Reviewed:
    """A row beside what it means. deadline, responsible: words; keys, who: parties and their labels, recognised or
    chosen by_hand; unknown: words that stay words; others: (heading, text) of the other columns; changed: (heading,
    words of the file) where the person has put others; doubts: sentences."""

    place: int
    number: str
    action: str
    deadline: str
    responsible: str
    meaning: Deadline | None
    who: tuple[str, ...]
    unknown: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    stand: Stand
    section: SectionWords | None = None
    by_hand: bool = False
    keys: tuple[str, ...] = ()

    @property
    def has_box(self) -> bool:
        """Whether the person takes the row as it is by a tick: it is doubtful, and nothing in it was changed."""
        ticked = self.stand is Stand.TAKEN and bool(self.doubts) and not (self.changed or self.by_hand)
        return self.stand is Stand.WAITS or ticked

    @property
    def is_taken(self) -> bool:
        return self.stand is Stand.TAKEN

    @property
    def when(self) -> str:
        """What the deadline means, when it is understood."""
        understood = self.meaning is not None and self.meaning.kind is not Kind.UNRECOGNISED
        return self.meaning.explanation if understood else ""

    @property
    def kind(self) -> str:
        return LOOKS[self.stand][0]

    @property
    def word(self) -> str:
        return LOOKS[self.stand][1]


def review(
    content: Content,
    *,
    original: Content,
    decisions: Decisions,
    known: Known,
    labels: Mapping[str, str],
    found: Collection[Contradiction],
    written: Collection[int] = (),
) -> list[Reviewed]:
    """Every row of the living tables, in order. content: already `answered`; found: its contradictions; labels: of
    parties by key; written: places of the rows that are in the draft."""
    told: dict[int, list[str]] = {}
    for each in found:
        if each.severity is Severity.DOUBT and not each.told:
            for place in each.lines:
                told.setdefault(place, []).append(each.sentence)
    rows = []
    named: dict[str, Resolved] = {}
    for (place, part, line), before in zip(numbered(content), original.lines, strict=True):
        decision = decisions.get(place, UNDECIDED)
        row = _reviewed(content, part, line, before, place)
        if row.responsible not in named:
            named[row.responsible] = resolve(row.responsible, known)
        row = _answering(row, named[row.responsible], line.parties, labels)
        doubts = (*told.get(place, ()), *row.doubts)
        stand = _stand(decision, bool(doubts), place in written)
        rows.append(replace(row, doubts=doubts, stand=stand))
    return rows


def _answering(
    row: Reviewed, found: Resolved, chosen: list[str] | None, labels: Mapping[str, str]
) -> Reviewed:
    """The row with those who answer for it: recognised, or chosen by hand."""
    return replace(
        row,
        keys=found.keys if chosen is None else tuple(chosen),
        who=tuple(labels[key] for key in (found.keys if chosen is None else chosen) if key in labels),
        unknown=found.unresolved if chosen is None else (),
        by_hand=chosen is not None,
    )


def _reviewed(content: Content, part: PartWords, line: LineWords, before: LineWords, place: int) -> Reviewed:
    section = None if line.section is None else part.sections[line.section]
    words = said(part.columns, line.cells, section.period if section else "")
    deadline = meaning(words.deadline, content.first, content.last)
    columns = list(zip(part.columns, line.cells, before.cells, strict=True))
    return Reviewed(
        place=place,
        number=words.number,
        action=words.action,
        deadline=words.deadline,
        responsible=words.responsible,
        meaning=deadline,
        who=(),
        unknown=(),
        others=tuple(
            (column["heading"], text)
            for column, text, _ in columns
            if column["role"] not in TOLD_APART and text.strip()
        ),
        changed=tuple((column["heading"], was) for column, text, was in columns if text != was),
        doubts=_deadline_doubts(deadline),
        stand=Stand.CLEAR,
        section=section,
    )


def _deadline_doubts(deadline: Deadline | None) -> tuple[str, ...]:
    if deadline is None:
        return ()
    if deadline.kind is Kind.UNRECOGNISED:
        return (deadline.explanation,)
    return (deadline.review,) if deadline.review else ()


def _stand(decision: Decision, doubtful: bool, written: bool) -> Stand:
    if written:
        return Stand.WRITTEN
    if decision.choice is Choice.OUT:
        return Stand.OUT
    if decision.choice is Choice.TAKE:
        return Stand.TAKEN
    return Stand.WAITS if doubtful else Stand.CLEAR
