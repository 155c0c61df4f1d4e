"""What the cells of lines say by the roles of their columns, and what that means: when and who.

Everything that fills or changes lines ends in `understand_lines`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from methodservice.documents.recognition.answer import Role
from methodservice.lib.deadlines import Deadline, understand
from roadmap.models import Edition, Line, LineParty
from roadmap.parties import Known, resolve

SHORT = {"number": 30, "deadline": 500}
MARKS = frozenset("+xхvv✓✔*•●■")


@dataclass(frozen=True)
class Said:
    """What the cells of a line say by their roles; deadline: put together where several columns say when."""

    number: str
    action: str
    deadline: str
    responsible: str


@lru_cache(maxsize=8192)
def meaning(text: str, first: date, last: date) -> Deadline | None:
    """What the words of a deadline mean in the period; None for no words."""
    return understand(text, first, last) if text.strip() else None


def by_role(columns: Sequence[Mapping], cells: Sequence[str], *roles: Role) -> list[str]:
    """Texts of the columns that hold one of the roles, empty ones left out."""
    wanted = {role.value for role in roles}
    return [
        text for column, text in zip(columns, cells, strict=True) if column["role"] in wanted and text.strip()
    ]


def said(columns: Sequence[Mapping], cells: Sequence[str], section_period: str = "") -> Said:
    """What a line says. section_period: words of the section about time, for a table without deadlines."""
    return Said(
        number=" ".join(by_role(columns, cells, Role.NUMBER))[: SHORT["number"]],
        action="\n".join(by_role(columns, cells, Role.ACTION)),
        deadline=(_deadline(columns, cells) or section_period)[: SHORT["deadline"]],
        responsible="\n".join(by_role(columns, cells, Role.RESPONSIBLE, Role.PARTNERS)),
    )


def _deadline(columns: Sequence[Mapping], cells: Sequence[str]) -> str:
    if words := by_role(columns, cells, Role.DEADLINE):
        return " ".join(words).replace("\n", " ")
    start, end = (" ".join(by_role(columns, cells, role)) for role in (Role.START, Role.END))
    if start and end:
        return f"с {start} по {end}" if start != end else start
    if start or end:
        return f"до {end}" if end else f"с {start}"
    return ", ".join(_quarters(columns, cells))


def _quarters(columns: Sequence[Mapping], cells: Sequence[str]) -> Iterable[str]:
    """Headings of the marked columns; a cell with words of its own says them."""
    for column, text in zip(columns, cells, strict=True):
        words = text.strip()
        if column["role"] != Role.QUARTER or not words or words in "-–—":
            continue
        heading = " ".join(filter(None, (column["heading"], column.get("group", ""))))
        yield heading if set(words.lower()) <= MARKS else f"{words} {heading}"


def understand_lines(
    lines: Sequence[Line],
    *,
    edition: Edition,
    known: Known,
    chosen: Mapping[int, Sequence[str]] | None = None,
) -> None:
    """Write what stored lines say and mean, in place of what was understood before. 5 queries.

    chosen: {line's key: keys of parties chosen by hand}; those of other lines that were chosen before are kept.
    Lines come with `part` and `section`.
    """
    chosen = dict(chosen or {})
    stored: dict[int, list[str]] = {}
    for line, key in LineParty.objects.filter(line__in=lines, by_hand=True).values_list("line", "key"):
        stored.setdefault(line, []).append(key)
    LineParty.objects.filter(line__in=lines).delete()
    parties = []
    for line in lines:
        words = said(line.part.columns, line.cells, line.section.period if line.section else "")
        line.number, line.action = words.number, words.action
        line.deadline, line.responsible = words.deadline, words.responsible
        deadline = meaning(line.deadline, edition.first, edition.last)
        line.deadline_kind = deadline.kind.value if deadline else ""
        by_hand = chosen.get(line.pk, stored.get(line.pk))
        keys = resolve(line.responsible, known).keys if by_hand is None else by_hand
        parties += [LineParty(line=line, key=key, by_hand=by_hand is not None) for key in dict.fromkeys(keys)]
    Line.objects.bulk_update(lines, ["number", "action", "deadline", "deadline_kind", "responsible"], 500)
    LineParty.objects.bulk_create(parties, 500)
