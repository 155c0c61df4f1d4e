"""What the page of a set shows: the chosen edition as the table that an office expects."""

from dataclasses import dataclass

from monitoring.content import Said, headings_before, in_rows, said_by, tables_of, years_of
from monitoring.formula_words import formula_in_words
from monitoring.models import Definition, Edition, IndicatorSet
from monitoring.rules.numbers import written


@dataclass(frozen=True)
class YearColumn:
    year: int
    is_forecast: bool


@dataclass(frozen=True)
class IndicatorRow:
    """targets: (year, words) along the columns; own_table: the document gives it a table of its own;
    headings: rows of words above it."""

    said: Said
    depth: int
    targets: tuple[tuple[YearColumn, str], ...]
    own_table: bool = False
    headings: tuple[str, ...] = ()

    @property
    def definition(self) -> Definition:
        return self.said.definition

    @property
    def formula(self) -> str:
        return formula_in_words(self.definition)


def table_of(edition: Edition) -> tuple[list[YearColumn], list[IndicatorRow]]:
    """(columns of years, rows from top to bottom). 2 queries; `edition.set` is at hand."""
    said = said_by(edition)
    years = [YearColumn(year, edition.set.is_forecast(year)) for year in years_of(edition, said)]
    own = {place for place, table in enumerate(tables_of(edition)) if not table.names_indicators}
    headings = dict(
        zip(
            (one.definition.pk for one in said),
            headings_before(one.definition.section for one in said),
            strict=True,
        )
    )
    rows = [
        IndicatorRow(
            one,
            depth,
            tuple((column, written(one.value(column.year))) for column in years),
            not depth and one.definition.table in own,
            headings.get(one.definition.pk, ()),
        )
        for one, depth in in_rows(said)
    ]
    return years, rows


def editions_of(found: IndicatorSet, user) -> list[Edition]:
    """That the user sees, newest first. 1 query."""
    rows = list(Edition.objects.visible_to(user).filter(set=found).order_by("-number"))
    for row in rows:
        row.set = found
    return rows


def edition_among(editions: list[Edition], number: int | None) -> Edition | None:
    """That of the number; by default the one in force, else the newest. None where there is none such."""
    if number is not None:
        return next((row for row in editions if row.number == number), None)
    counted = (row for row in editions if row.state == Edition.State.IN_FORCE)
    return next(counted, editions[0] if editions else None)
