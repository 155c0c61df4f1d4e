"""What an edition says otherwise than the one before it: items, parts, reasons.

Items are compared as items, wherever they stand; a section is recognised by where most of its items are now.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from methodservice.documents.annex_shape import Block
from methodservice.documents.recognition.answer import Role
from methodservice.lib.difference import (
    Difference,
    How,
    LineChange,
    LineWords,
    Piece,
    changed_rows,
    compare,
)
from roadmap.models import ChangeReason, Edition, EditionPart, Line

SECTION, ACTION, DEADLINE, RESPONSIBLE, PARTNERS = (
    "Раздел", "Мероприятие", "Срок", "Ответственные", "Соисполнители",
)  # fmt: skip
NAMES = {Role.ACTION: ACTION, Role.RESPONSIBLE: RESPONSIBLE, Role.PARTNERS: PARTNERS}
SAID_APART = frozenset({Role.NUMBER, Role.MARK, Role.DEADLINE, Role.START, Role.END, Role.QUARTER})
"""A number is a place, a mark is life; the deadline is told as the line puts it together."""


@dataclass(frozen=True)
class PartChange:
    """A part of the document whose words differ; rows: paragraphs or rows of its table that do."""

    title: str
    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class EditionDifference:
    """before: the edition compared with; items: words of the edition itself and its lines, see lib/difference."""

    before: Edition
    items: Difference
    parts: tuple[PartChange, ...]
    reasons: Mapping[int, ChangeReason]

    def __bool__(self) -> bool:
        return bool(self.items or self.parts)

    @property
    def unfounded(self) -> list[LineChange]:
        """Changes of items without a reason."""
        return [line for line in self.items.lines if line.item not in self.reasons]


def edition_before(edition: Edition) -> Edition | None:
    """1 query."""
    rows = Edition.objects.filter(programme=edition.programme_id, number__lt=edition.number)
    return rows.order_by("-number").first()


def difference_of(edition: Edition) -> EditionDifference | None:
    """What the edition changes against the one before it; None for the first one. 8 queries, 1 for the first."""
    before = edition_before(edition)
    if before is None:
        return None
    earlier, later = _Said(before), _Said(edition)
    moved = moved_items(earlier.sections, later.sections)
    reasons = {row.item_id: row for row in ChangeReason.objects.filter(edition=edition)}
    return EditionDifference(
        before,
        compare(
            earlier.lines(moved, later.sections),
            later.lines(moved, earlier.sections),
            words_before=earlier.words,
            words_after=later.words,
        ),
        tuple(compare_parts(earlier.parts, later.parts)),
        reasons,
    )


class _Said:
    """What an edition says. 3 queries: parts, their sections, lines."""

    def __init__(self, edition: Edition):
        self.edition = edition
        parts = list(edition.parts.prefetch_related("sections"))
        self.parts = [
            (part.kind, part.caption or part.get_kind_display(), rows_of(part, part.sections.all()))
            for part in parts
        ]
        self._columns = {part.pk: part.columns for part in parts}
        self._lines = list(Line.objects.of(edition).select_related("section"))
        self.sections = {line.item_id: line.section_id for line in self._lines}

    @property
    def words(self) -> dict[str, str]:
        edition = self.edition
        return {
            "Название": edition.title,
            "Период": f"с {edition.first:%d.%m.%Y} по {edition.last:%d.%m.%Y}",
        }

    def lines(self, moved: Iterable[int], others: Mapping) -> list[LineWords]:
        """With the section of what moved, came or went; others: items of the other edition."""
        told = set(moved)
        return [
            LineWords(
                line.item_id,
                line.number or "б/н",
                line.action,
                self._words(line, line.item_id in told or line.item_id not in others),
            )
            for line in self._lines
        ]

    def _words(self, line: Line, with_section: bool) -> dict[str, str]:
        found = {SECTION: line.section.text} if with_section and line.section else {}
        found |= {ACTION: line.action, DEADLINE: line.deadline}
        rest: dict[str, list[str]] = {}
        for column, text in zip(self._columns[line.part_id], line.cells, strict=True):
            role = Role(column["role"])
            if role in SAID_APART or role is Role.ACTION:
                continue
            heading = " ".join(filter(None, (column["group"], column["heading"])))
            rest.setdefault(NAMES.get(role, heading), []).append(text)
        return found | {name: "\n".join(filter(None, texts)) for name, texts in rest.items()}


def moved_items(before: Mapping[int, int | None], after: Mapping[int, int | None]) -> set[int]:
    """Items that stand in another section. Pure; the sections of two editions have nothing but items in common.

    Each section is paired with the one that took most of its items, the largest pairs first, each section once.
    """
    votes = Counter((before[item], after[item]) for item in before if item in after)
    pairs, taken = {}, set()
    for (old, new), _ in votes.most_common():
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    stays = object()
    return {item for item, old in before.items() if item in after and pairs.get(old, stays) != after[item]}


def rows_of(part: EditionPart, sections: Iterable) -> list[str]:
    """The words of a part, paragraph by paragraph; of a living table only its headings and sections."""
    if part.is_living:
        headings = " — ".join(
            " ".join(filter(None, (column["group"], column["heading"]))) for column in part.columns
        )
        return [headings, *(section.text for section in sections)]
    return [row for block in part.blocks for row in _block_rows(block)]


def _block_rows(block: Block) -> list[str]:
    if block["kind"] != "table":
        return [" ".join(filter(None, (block.get("marker", ""), block["text"])))]
    lines = [*block["head"], *(row["cells"] for row in block["rows"])]
    rows = [" — ".join(filter(None, (cell["text"].strip() for cell in cells))) for cells in lines]
    return [block["caption"], *rows] if block["caption"] else rows


def compare_parts(
    before: Sequence[tuple[str, str, Sequence[str]]], after: Sequence[tuple[str, str, Sequence[str]]]
) -> Iterable[PartChange]:
    """Parts (kind, title, rows) whose words differ: the first text with the first text, table with table of a kind."""
    earlier, later = _in_place(before), _in_place(after)
    for place in dict.fromkeys([*later, *earlier]):
        title, new = later.get(place, ("", ()))
        former, old = earlier.get(place, ("", ()))
        if rows := changed_rows(old, new):
            yield PartChange(title or former, rows)


def _in_place(parts: Sequence[tuple[str, str, Sequence[str]]]) -> dict:
    """{(kind, place among parts of the kind): (title, rows)}."""
    seen: Counter = Counter()
    found = {}
    for kind, title, rows in parts:
        found[kind, seen[kind]] = title, rows
        seen[kind] += 1
    return found


def words_of(change: LineChange) -> tuple[str, str]:
    """(what was, what is) of a change, for print beside its title: fields that differ, line by line."""
    return _side(change, How.GONE), _side(change, How.NEW)


def _side(change: LineChange, how: How) -> str:
    if change.how not in (how, How.CHANGED):
        return ""
    told = []
    for field in change.fields:
        text = "".join(piece.text for piece in field.pieces if piece.how in (How.SAME, how)).strip()
        if change.how is How.CHANGED or text != change.title.strip():
            told.append(f"{field.name}: {text or '—'}")
    return "\n".join(told)
