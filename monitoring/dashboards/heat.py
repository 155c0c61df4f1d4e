"""Organisations × indicators of a campaign, and kinds of organisations beside each other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from methodservice.directory.models import School
from monitoring import words
from monitoring.by_kind import KINDS
from monitoring.dashboards.board import definitions_of, line_of
from monitoring.dashboards.depth import Group, answer_words, group_of
from monitoring.dashboards.line import Line
from monitoring.models import Campaign, Definition, MunicipalAggregate, Return, SchoolAggregate, Verdict
from monitoring.rules.verdicts import OF_ONE

SIGNS = {
    Verdict.REACHED: ("reached", "check-lg", "цель достигнута"),
    Verdict.NOT_YET: ("not-yet", "hourglass-split", "пока не достигнута"),
    Verdict.MISSED: ("missed", "exclamation-triangle-fill", "цель не достигнута"),
}
"""Verdict → (look, icon, words) of a cell."""
PLAIN = ("plain", "", "")


@dataclass(frozen=True)
class Cell:
    """An indicator of an organisation. look: class of its ground; icon, sign: the same without colour."""

    definition: Definition
    value_words: str
    look: str
    icon: str
    sign: str
    is_asked: bool = True


@dataclass(frozen=True)
class HeatRow:
    given: Return
    cells: list[Cell]

    @property
    def school(self) -> School:
        return self.given.school

    @property
    def bad(self) -> int:
        """Targets that are not reached."""
        return sum(cell.look in ("missed", "not-yet") for cell in self.cells)


@dataclass(frozen=True)
class Heat:
    """lines: columns, with the municipality's results; groups: (title, groups in the order of the columns)."""

    campaign: Campaign
    lines: list[Line]
    rows: list[HeatRow]
    groups: list[tuple[str, list[tuple[Line, Group | None]]]]


def read_heat(campaign: Campaign, kind: str = "", by_name: bool = False) -> Heat:
    """Organisations with the most targets missed first, or by name. Indicators of the municipality itself are left out.

    4 queries: definitions with targets, results of the municipality and of the organisations, returns.
    """
    definitions = [
        row for row in definitions_of(campaign.edition_id, campaign.year) if not row.by_municipality
    ]
    if kind:
        definitions = [row for row in definitions if not row.school_kinds or kind in row.school_kinds]
    municipal = {row.indicator_id: row for row in MunicipalAggregate.objects.filter(campaign=campaign)}
    lines = [
        line_of(
            row,
            [campaign],
            {campaign.pk: municipal[row.indicator_id]} if row.indicator_id in municipal else {},
        )
        for row in definitions
    ]
    results: dict[int, dict[int, SchoolAggregate]] = defaultdict(dict)
    for row in SchoolAggregate.objects.filter(campaign=campaign):
        results[row.school_id][row.indicator_id] = row
    returns = campaign.returns.exclude(school=None).select_related("school").order_by("school__short_name")
    if kind:
        returns = returns.filter(school__kind=kind)
    rows = [
        HeatRow(given, [_cell(row, given.school, results[given.school_id]) for row in definitions])
        for given in returns
    ]
    groups = _groups(lines, rows, results)
    if not by_name:
        rows.sort(key=lambda row: -row.bad)
    return Heat(campaign, lines, rows, groups)


def _cell(definition: Definition, school: School, results: dict[int, SchoolAggregate]) -> Cell:
    if not definition.asks(school):
        return Cell(definition, "—", *PLAIN, is_asked=False)
    result = results.get(definition.indicator_id)
    judged = result is not None and definition.formula in OF_ONE
    look = SIGNS.get(Verdict(result.verdict), PLAIN) if judged else PLAIN
    if result is None or result.to_date is None:
        look = ("absent", "question-circle", "")
    return Cell(definition, answer_words(definition, result), *look)


def _groups(lines, rows: Sequence[HeatRow], results) -> list[tuple[str, list[tuple[Line, Group | None]]]]:
    kinds = {row.school.kind: row.school.get_kind_display() for row in rows}
    if len(kinds) < 2:
        return []
    found = []
    for kind in School.Kind:
        if kind not in kinds:
            continue
        schools = [row.school.pk for row in rows if row.school.kind == kind]
        groups = []
        for line in lines:
            known = [results[school].get(line.definition.indicator_id) for school in schools]
            known = [row for row in known if row and row.to_date is not None]
            groups.append((line, group_of(line.definition, KINDS[kind], known, line) if known else None))
        found.append((KINDS[kind], groups))
    return found


def legend() -> list[tuple[str, str, str]]:
    """(look, icon, words) of the signs."""
    return [*SIGNS.values(), ("absent", "question-circle", words.NO_DATA)]
