"""What an edition of indicators changes: indicator by indicator, field by field, with the ground of each target."""

from dataclasses import dataclass

from methodservice.directory.models import School
from methodservice.lib.difference import Difference, LineChange, LineWords, compare
from monitoring.content import Said, in_rows, said_by
from monitoring.formula_words import formula_in_words
from monitoring.models import Edition, Target
from monitoring.rules.changes import TargetChange
from monitoring.rules.numbers import written
from monitoring.services.sets import changes_of, edition_before


@dataclass(frozen=True)
class EditionDifference:
    """before: the earlier edition; targets: changed ones, with or without a ground."""

    before: Edition
    words: Difference
    targets: tuple[TargetChange, ...]

    @property
    def lines(self) -> tuple[LineChange, ...]:
        return self.words.lines

    def targets_of(self, line: LineChange) -> list[TargetChange]:
        return [change for change in self.targets if change.indicator == line.item]

    def grounds(self, line: LineChange) -> list[str]:
        """«2026, 2027: приказ — № 5»: years of changed targets with the ground that they share."""
        years: dict[str, list[str]] = {}
        for change in self.targets_of(line):
            if change.is_grounded:
                years.setdefault(_ground(change), []).append(str(change.year))
        return [f"{', '.join(each)}: {ground}" for ground, each in years.items()]

    @property
    def common_ground(self) -> str:
        """«приказ — № 5» when it is that of every changed target, of several indicators; otherwise ""."""
        grounds = {_ground(change) if change.is_grounded else "" for change in self.targets}
        is_shared = len(grounds) == 1 and len({change.indicator for change in self.targets}) > 1
        return grounds.pop() if is_shared else ""

    def __bool__(self) -> bool:
        return bool(self.words)


def _ground(change: TargetChange) -> str:
    return f"{Target.Ground(change.ground).label} — {change.reason}"


def difference_of(edition: Edition) -> EditionDifference | None:
    """Against the edition before; None for the first one. 7 queries."""
    before = edition_before(edition)
    if before is None:
        return None
    before.set = edition.set
    words = compare(_lines(before), _lines(edition), words_before={}, words_after={})
    return EditionDifference(before, words, tuple(changes_of(edition, before)))


def _lines(edition: Edition) -> list[LineWords]:
    return [_line(one) for one, _ in in_rows(said_by(edition))]


def _line(one: Said) -> LineWords:
    definition = one.definition
    words = {
        "Название": definition.name,
        "Номер": definition.number,
        "Раздел": " — ".join(definition.section.splitlines()) if not definition.parent_id else "",
        "Единица": definition.unit,
        "Лучше": "больше" if definition.more_is_better else "меньше",
        "Как считается": formula_in_words(definition),
        "Кто отвечает": _who(definition),
        **{
            f"Цель на {year} год": written(target.value)
            for year, target in sorted(one.targets.items())
            if target.value is not None
        },
    }
    return LineWords(definition.indicator_id, definition.number, definition.name, words)


def _who(definition) -> str:
    if definition.by_municipality:
        return "муниципалитет"
    kinds = [School.Kind(kind).label for kind in definition.school_kinds if kind in School.Kind.values]
    return ", ".join(kinds) or "все организации"
