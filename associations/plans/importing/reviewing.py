"""What lines read from a file mean in the plan of an association: when, who, and what to look at before accepting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from associations.models import Office
from associations.plans.lines import Known, LineDraft, meaning
from associations.plans.models import ActivityKind, Direction, PlanLine
from associations.plans.responsible import resolve
from methodservice.lib.deadlines import Kind
from methodservice.lib.officefiles import normal
from methodservice.lib.periods import SchoolYear

from .reading import LONGEST, ReadLine


@dataclass(frozen=True)
class Reviewed:
    """A line before it is accepted. draft: what would be written; when: what the deadline means; who: people, offices
    and associations that were recognised; unknown: words about people that stay words; doubts: sentences; twin: the
    same line stands in the plan already."""

    line: ReadLine
    draft: LineDraft
    when: str
    who: tuple[str, ...]
    unknown: tuple[str, ...]
    doubts: tuple[str, ...]
    twin: bool

    @property
    def section_title(self) -> str:
        return PlanLine.Section(self.draft.section).label


def review(
    lines: Sequence[ReadLine],
    *,
    known: Known,
    year: SchoolYear,
    directions: Iterable[Direction],
    kinds: Iterable[ActivityKind],
    existing: Iterable[tuple[str, str, str]] = (),
) -> list[Reviewed]:
    """existing: (action, deadline, responsible) of the lines that the plan has already. No query."""
    reader = _Reader(known, year, directions, kinds)
    there = {_key(*words) for words in existing}
    seen: dict[tuple[str, ...], int] = {}
    answers = []
    for line in lines:
        draft, doubts = reader.draft(line)
        when, doubt = reader.when(draft)
        key = _key(draft.action, draft.deadline, draft.responsible)
        if key in seen:
            doubts.append(f"Повторяет строку {seen[key]} слово в слово.")
        if key in there:
            doubts.append("Такая строка в плане уже есть.")
        seen.setdefault(key, line.number)
        who, unknown = reader.who(draft)
        answers.append(Reviewed(line, draft, when, who, unknown, (*doubt, *doubts), key in there))
    return answers


def _key(*texts: str) -> tuple[str, ...]:
    return tuple(map(normal, texts))


class _Reader:
    """Reads lines with what the municipality and the association know."""

    def __init__(self, known: Known, year: SchoolYear, directions, kinds):
        self.known, self.year = known, year
        self.directions = {normal(each.title): each for each in directions}
        self.kinds = {normal(each.title): each for each in kinds}
        self.names = {
            person.key: " ".join(filter(None, (person.surname, person.given_name, person.patronymic)))
            for person in known.people
        }
        self.titles = {each.key: each.titles[0] for each in known.associations}
        self.told: set[str] = set()

    def draft(self, line: ReadLine) -> tuple[LineDraft, list[str]]:
        """Directions and kinds of the municipality's lists; others stay words beside the action."""
        doubts = list(line.doubts)
        direction, kind = self.directions.get(normal(line.direction)), self.kinds.get(normal(line.kind))
        heading = line.heading
        if not line.direction and normal(heading) in self.directions:
            direction, heading = self.directions[normal(heading)], ""
        if heading and heading not in self.told:
            self.told.add(heading)
            doubts.append(f"Раздела «{heading}» в плане нет: его название поставлено перед текстом строк.")
        words = (
            f"{heading}. {line.action}" if heading else line.action,
            f"Направление: {line.direction}" if line.direction and not direction else "",
            f"Форма: {line.kind}" if line.kind and not kind else "",
        )
        action = "\n".join(filter(None, words))
        if len(action) > LONGEST["action"]:
            doubts.append("Текст с названием раздела и формой длиннее 2000 знаков: конец не запишется.")
        draft = LineDraft(
            section=line.section,
            action=action[: LONGEST["action"]],
            deadline=line.deadline,
            responsible=line.responsible,
            expected=line.expected,
            direction=direction,
            kind=kind,
        )
        return draft, doubts

    def when(self, draft: LineDraft) -> tuple[str, tuple[str, ...]]:
        """(what the deadline means, doubts about it)"""
        deadline = meaning(draft.deadline, self.year)
        if deadline is None:
            return "", ("Срок не указан: без него план не представить.",)
        if deadline.kind is Kind.UNRECOGNISED:
            return "", (deadline.explanation,)
        return deadline.explanation, (deadline.review,) if deadline.review else ()

    def who(self, draft: LineDraft) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(whom the words name, words that name nobody for sure)"""
        known = self.known
        found = resolve(
            draft.responsible,
            level=known.level,
            own=known.own,
            people=known.people,
            associations=known.associations,
        )
        names = (
            *(Office(office).label for office in found.offices),
            *(self.names[pk] for pk in found.people),
            *(self.titles[pk] for pk in found.associations),
        )
        return names, found.unresolved
