"""What changed between two editions of a document: line by line over the same items, field by field, word by word.

Pure: plans and roadmaps make `LineWords` of their rows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

_TOKEN = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


class How(StrEnum):
    """Of a line or of a stretch of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """A stretch of words that stayed, went or came."""

    how: How
    text: str


@dataclass(frozen=True)
class FieldChange:
    """A field whose words differ; all the pieces in the order of reading, what went before what came."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class LineWords:
    """A line as an edition says it. item: key of what it is about; number: as the edition counts it; words: {field's
    name: words}, the title among them."""

    item: int
    number: int | str
    title: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class LineChange:
    """how: NEW, GONE or CHANGED; number and title of the later edition, of the earlier one for what is gone."""

    how: How
    item: int
    number: int | str
    title: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Difference:
    """words: of the document itself; lines: gone ones first, then as the later edition has them."""

    words: tuple[FieldChange, ...]
    lines: tuple[LineChange, ...]

    def count(self, how: How) -> int:
        """Lines changed that way."""
        return sum(line.how == how for line in self.lines)

    @property
    def added(self) -> int:
        return self.count(How.NEW)

    @property
    def changed(self) -> int:
        return self.count(How.CHANGED)

    @property
    def removed(self) -> int:
        return self.count(How.GONE)

    def __bool__(self) -> bool:
        return bool(self.words or self.lines)


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one: SAME and GONE pieces make the earlier, SAME and NEW the later. Equal spaces are SAME."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(How.SAME, "".join(old[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece(How.GONE, "".join(old[i1:i2])))
        if j1 < j2:
            pieces.append(Piece(How.NEW, "".join(new[j1:j2])))
    return tuple(pieces)


def compare_fields(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """Fields whose words differ, in the order of the later ones. A field that one side lacks is empty there."""
    names = dict.fromkeys([*after, *before])
    return tuple(
        FieldChange(name, compare_words(before.get(name, ""), after.get(name, "")))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )


def changed_rows(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    """Rows of a text or a table that differ, each as one stretch of pieces; equal rows are left out."""
    rows: list[tuple[Piece, ...]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs = zip_longest(before[i1:i2], after[j1:j2], fillvalue="")
            rows += [compare_words(old, new) for old, new in pairs]
    return tuple(rows)


def compare(
    before: Sequence[LineWords],
    after: Sequence[LineWords],
    *,
    words_before: Mapping[str, str],
    words_after: Mapping[str, str],
) -> Difference:
    """The two editions. A line that only moved to another number is not a change."""
    earlier = {line.item: line for line in before}
    later = {line.item for line in after}
    gone = [
        LineChange(How.GONE, line.item, line.number, line.title, compare_fields(line.words, {}))
        for line in before
        if line.item not in later
    ]
    rest = []
    for line in after:
        old = earlier.get(line.item)
        fields = compare_fields(old.words if old else {}, line.words)
        if old is None or fields:
            how = How.CHANGED if old else How.NEW
            rest.append(LineChange(how, line.item, line.number, line.title, fields))
    return Difference(compare_fields(words_before, words_after), (*gone, *rest))
