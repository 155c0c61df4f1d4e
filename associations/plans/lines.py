"""Writing lines of a plan: words as given, and what they mean — when (occurrences) and who (responsibles).

Everything that fills a plan goes through `write_lines`: the form, copying, templates, import.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from associations.models import Association, Membership, Term
from associations.plans.models import (
    ActivityKind,
    Direction,
    LineOccurrence,
    LineResponsible,
    PlanEdition,
    PlanItem,
    PlanLine,
)
from associations.plans.responsible import resolve
from associations.rules.named import Person, Titled, titles_of
from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.lib.deadlines import Deadline, understand
from methodservice.lib.numerals import counted
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import overlapping

Section = PlanLine.Section
MOST_LINES = 200
"""More lines than any plan has: what a slip in an import could make."""


@dataclass
class LineDraft:
    """A line to be written. item: the thing it is about, when that is already in the plan; a new one otherwise."""

    section: str
    action: str
    deadline: str = ""
    responsible: str = ""
    expected: str = ""
    direction: Direction | None = None
    kind: ActivityKind | None = None
    item: PlanItem | None = None

    @classmethod
    def of(cls, line: PlanLine) -> "LineDraft":
        """What the line says, about the same item."""
        return cls(**{field.name: getattr(line, field.name) for field in fields(cls)})


@dataclass(frozen=True)
class Known:
    """Who may be named in the plan of an association. Read once for all lines, see `known_to`."""

    level: str
    own: int
    people: tuple[Person, ...]
    associations: tuple[Titled, ...]


def known_to(association: Association, year: SchoolYear) -> Known:
    """Members and officers of the school year; associations of the municipality. 2 queries."""
    days = (year.starts, year.ends)
    mine = {"association": association}
    memberships = Membership.objects.filter(overlapping(*days), **mine).values("teacher")
    terms = Term.objects.filter(overlapping(*days), void=False, **mine).values("teacher")
    people = Teacher.objects.filter(pk__in=memberships) | Teacher.objects.filter(pk__in=terms)
    rows = Association.objects.filter(municipality=association.municipality_id).active()
    return Known(
        level=association.level,
        own=association.pk,
        people=tuple(
            Person(*values)
            for values in people.order_by("pk").values_list("pk", "surname", "given_name", "patronymic")
        ),
        associations=tuple(
            Titled(row.pk, titles_of(row))
            for row in rows.select_related("municipality", "school").order_by("pk")
        ),
    )


def meaning(text: str, year: SchoolYear) -> Deadline | None:
    """What the words of a deadline mean in the school year; None for no words."""
    return understand(text, year.starts, year.ends) if text.strip() else None


def write_lines(edition: PlanEdition, drafts: Iterable[LineDraft], *, by) -> list[PlanLine]:
    """Add lines at the end of their sections; → the lines in the order of the drafts, with their numbers.

    Must run inside the caller's transaction, under the lock of the plan. 9 queries, whatever the number of lines.
    """
    drafts = list(drafts)
    if not drafts:
        return []
    plan = edition.plan
    items = iter(PlanItem.objects.bulk_create(PlanItem(plan=plan) for draft in drafts if draft.item is None))
    last = edition.lines.count()
    lines = PlanLine.objects.bulk_create(
        PlanLine(
            edition=edition,
            item=draft.item or next(items),
            position=last + number,
            **_words(draft),
        )
        for number, draft in enumerate(drafts, start=1)
    )
    understand_lines(lines, known=known_to(plan.association, plan.year), year=plan.year)
    numbers = renumber(edition)
    for line in lines:
        line.position = numbers[line.pk]
    note = lines[0].action if len(lines) == 1 else counted(len(lines), "строка", "строки", "строк")
    audit.record(audit.Verb.CHANGED, by=by, obj=edition, changes={"добавлено": ["—", note[:1000]]})
    return lines


def _words(draft: LineDraft) -> dict:
    return {field.name: getattr(draft, field.name) for field in fields(draft) if field.name != "item"}


def understand_lines(lines: Sequence[PlanLine], *, known: Known, year: SchoolYear) -> None:
    """Write what the words of stored lines mean, in place of what was understood before. 5 queries."""
    LineOccurrence.objects.filter(line__in=lines).delete()
    LineResponsible.objects.filter(line__in=lines).delete()
    occurrences, responsibles = [], []
    for line in lines:
        deadline = meaning(line.deadline, year)
        line.deadline_kind = deadline.kind.value if deadline else ""
        if deadline:
            occurrences += [
                LineOccurrence(line=line, starts=each.start, ends=each.end) for each in deadline.occurrences
            ]
        responsibles += _responsibles(line, known)
    PlanLine.objects.bulk_update(lines, ["deadline_kind"])
    LineOccurrence.objects.bulk_create(occurrences)
    LineResponsible.objects.bulk_create(responsibles)


def _responsibles(line: PlanLine, known: Known) -> list[LineResponsible]:
    who = resolve(
        line.responsible,
        level=known.level,
        own=known.own,
        people=known.people,
        associations=known.associations,
    )
    return [
        *(LineResponsible(line=line, office=office) for office in who.offices),
        *(LineResponsible(line=line, teacher_id=pk) for pk in who.people),
        *(LineResponsible(line=line, association_id=pk) for pk in who.associations),
    ]


def renumber(edition: PlanEdition) -> dict[int, int]:
    """Numbers 1, 2, 3… through the sections in their order; → {line's key: number}. 2 queries, 1 if all are right."""
    order = {value: place for place, value in enumerate(Section.values)}
    rows = sorted(edition.lines.all(), key=lambda line: (order[line.section], line.position, line.pk))
    moved = []
    for number, line in enumerate(rows, start=1):
        if line.position != number:
            line.position = number
            moved.append(line)
    if moved:
        PlanLine.objects.bulk_update(moved, ["position"])
    return {line.pk: line.position for line in rows}
