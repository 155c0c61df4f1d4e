"""A contradiction, and what of the order of a file takes part in them."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from roadmap.content import Content, LineWords, PartWords

_ACT = re.compile(r"приказ(?:у|ом)\s+(\S.*?)\s+от\b", re.I)
MOST_NAMED = 12
"""Of rows in a sentence; the rest are counted."""


class Severity(StrEnum):
    """DOUBT: a person should decide; NOTE: good to know."""

    DOUBT = "doubt"
    NOTE = "note"


@dataclass(frozen=True)
class Contradiction:
    """lines: places among `Content.lines` from 0; part: place among the parts, where no line is meant; told: each of
    the rows says it by itself, in what its deadline means."""

    sentence: str
    severity: Severity = Severity.DOUBT
    lines: tuple[int, ...] = ()
    part: int | None = None
    told: bool = False

    @property
    def anchor(self) -> str:
        """Of the place on the page of review; "" for the document as a whole."""
        if self.lines:
            return f"line-{self.lines[0]}"
        return "" if self.part is None else f"part-{self.part}"


@dataclass(frozen=True)
class OrderFacts:
    """Of the order that a file begins with. text: title, preamble and points; mark: the annex mark, in one line;
    signed: post and name under the order, signer: the name alone."""

    number: str = ""
    date: datetime.date | None = None
    title: str = ""
    text: str = ""
    mark: str = ""
    mark_number: str = ""
    mark_date: datetime.date | None = None
    signed: str = ""
    signer: str = ""

    @property
    def act(self) -> str:
        """«приказом управления образования» as the mark says it, or ""."""
        found = _ACT.search(self.mark)
        return f"приказом {found[1]}" if found else ""

    def as_json(self) -> dict:
        return asdict(self) | {name: _iso(getattr(self, name)) for name in ("date", "mark_date")}

    @classmethod
    def from_json(cls, data: dict) -> "OrderFacts":
        days = {
            name: data[name] and datetime.date.fromisoformat(data[name]) for name in ("date", "mark_date")
        }
        return cls(**data | days)


def _iso(day: datetime.date | None) -> str | None:
    return day and day.isoformat()


Numbered = tuple[int, LineWords]
"""A line with its place among all lines of the document."""


def living_parts(content: Content) -> list[tuple[int, PartWords, list[Numbered]]]:
    """(place of the part, the part, its lines) of every table whose rows are work to be done."""
    answer, first = [], 0
    for place, part in enumerate(content.parts):
        if part.is_living:
            answer.append((place, part, list(enumerate(part.lines, first))))
            first += len(part.lines)
    return answer


def named(lines: Sequence[str]) -> str:
    """«14 и 16», «1, 2 и 3»; of many the first and how many more."""
    if len(lines) > MOST_NAMED:
        return f"{', '.join(lines[:MOST_NAMED])} и ещё {len(lines) - MOST_NAMED}"
    return f"{', '.join(lines[:-1])} и {lines[-1]}" if len(lines) > 1 else lines[0]
