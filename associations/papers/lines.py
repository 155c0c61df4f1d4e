"""Where a document of an association's file stands and why (Положение о ММО, раздел 6). Pure: no query here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from associations.papers.models import Paper, PaperKind
from methodservice.lib.dates import long_date
from methodservice.lib.numerals import counted
from methodservice.lib.periods import SchoolYear

AHEAD = timedelta(days=30)
"""A document is asked for so long before its due day; until then it is not needed yet."""


class State(StrEnum):
    """State of a document; `word` is what screens say, `look` is a kind of the tag `state`."""

    THERE = "there"
    PARTLY = "partly"
    MISSING = "missing"
    OVERDUE = "overdue"
    NOT_YET = "not_yet"

    @property
    def word(self) -> str:
        return WORDS[self]

    @property
    def look(self) -> str:
        return LOOKS[self]


WORDS = {
    State.THERE: "есть",
    State.PARTLY: "не все",
    State.MISSING: "нет",
    State.OVERDUE: "просрочено",
    State.NOT_YET: "пока не нужно",
}
LOOKS = {
    State.THERE: "done",
    State.PARTLY: "soon",
    State.MISSING: "waiting",
    State.OVERDUE: "overdue",
    State.NOT_YET: "plain",
}
LACKING = (State.OVERDUE, State.MISSING, State.PARTLY)
"""What somebody has to see to, the worst first."""


@dataclass(frozen=True)
class SourceFact:
    """What the portal itself has of a document for an association and a school year.

    state: THERE, PARTLY, MISSING or NOT_YET — whether it is overdue follows from the municipality's due day.
    detail: what counts, in words («подписано 2 из 3»). word: instead of the state's own («черновик»). url: where the
    fact can be seen by everybody who sees the association.
    """

    state: State
    detail: str = ""
    url: str = ""
    word: str = ""


NOTHING = SourceFact(State.MISSING)


@dataclass(frozen=True)
class FolderLine:
    """A document of the file. detail: the reason of the state in words, may be empty; papers: what was put in by hand;
    due: the day by which it must be there, None where the municipality sets none."""

    kind: PaperKind
    state: State
    word: str
    detail: str
    url: str
    papers: tuple[Paper, ...]
    due: date | None

    @property
    def is_lacking(self) -> bool:
        return self.state in LACKING and not self.kind.retired


@dataclass(frozen=True)
class Folder:
    """The file of an association for a school year: required documents in the municipality's order, then those that are
    required no more but lie there."""

    association_id: int
    year: SchoolYear
    lines: tuple[FolderLine, ...]

    @property
    def required(self) -> tuple[FolderLine, ...]:
        return tuple(line for line in self.lines if not line.kind.retired)

    @property
    def lacking(self) -> tuple[FolderLine, ...]:
        """The worst first, each in the municipality's order."""
        found = [line for line in self.lines if line.is_lacking]
        return tuple(sorted(found, key=lambda line: LACKING.index(line.state)))

    @property
    def overdue(self) -> tuple[FolderLine, ...]:
        return tuple(line for line in self.lacking if line.state == State.OVERDUE)

    @property
    def there(self) -> int:
        return sum(line.state == State.THERE for line in self.required)


def judge(
    kind: PaperKind,
    fact: SourceFact,
    papers: Sequence[Paper],
    year: SchoolYear,
    today: date,
    created_on: date | None = None,
) -> FolderLine:
    """Where the document stands. created_on: an association owes nothing for years before it existed.

    What was put in by hand counts for any document, whatever the portal itself has of it. The report in a file is that
    on the year before, its due day too.
    """
    asked_for = year.previous if kind.source == PaperKind.Source.REPORT else year
    due = asked_for.on(kind.due_day) if kind.due_day else None
    if papers:
        put_in = f"вложено: {counted(len(papers), 'документ', 'документа', 'документов')}"
        state, reasons = State.THERE, [put_in, fact.detail]
    elif fact.state in (State.THERE, State.NOT_YET):
        state, reasons = fact.state, [fact.detail]
    elif created_on and created_on > asked_for.ends:
        state, reasons = State.NOT_YET, [f"объединение создано {long_date(created_on)}"]
    else:
        state, when = _by_day(fact.state, due, year, today)
        reasons = [fact.detail, when]
    word = fact.word if fact.word and state == fact.state and not papers else state.word
    return FolderLine(kind, state, word, "; ".join(filter(None, reasons)), fact.url, tuple(papers), due)


def _by_day(state: State, due: date | None, year: SchoolYear, today: date) -> tuple[State, str]:
    """What a document that is not there in full amounts to on the day, and the words about its due day."""
    if due and due < today:
        return State.OVERDUE, f"срок был {long_date(due)}"
    words = f"срок — {long_date(due)}" if due else ""
    if year.starts > today:
        return State.NOT_YET, words or "учебный год ещё не начался"
    if due and due - today > AHEAD and state == State.MISSING:
        return State.NOT_YET, words
    return state, words
