"""Before and after in words: organisations with recommendations beside the others, and each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from methodservice.directory.models import School
from monitoring.drawings import bars_of
from monitoring.models import Definition
from monitoring.rules.effect import EffectOf, Group, Pair, effect_of
from monitoring.words import difference_words, number_words, unit_of

ADVISED, OTHERS = "С рекомендациями", "Без рекомендаций"


@dataclass(frozen=True)
class Compared:
    """A row of the table. title: a group or an organisation; change: «+7 п. п.», "" where it cannot be said."""

    title: str
    before: str
    after: str
    change: str
    advised: bool = False
    schools: int = 0
    school: int | None = None


@dataclass(frozen=True)
class BeforeAfter:
    """periods: (before, after); groups: advised, others; rows: organisations, the advised first; sentences: what both
    groups say side by side; bars: their numbers, see `drawings.bars_of`."""

    title: str
    periods: tuple[str, str]
    groups: tuple[Compared, ...]
    rows: tuple[Compared, ...]
    sentences: tuple[str, ...]
    bars: list[dict]


def before_after(cycle, definition: Definition, pairs: Sequence[Pair]) -> BeforeAfter:
    """Reads `cycle.campaign`, `cycle.following`. 1 query: names of organisations."""
    effect = effect_of(definition.formula, pairs)
    names = dict(
        School.objects.filter(pk__in=[pair.school for pair in pairs]).values_list("pk", "short_name")
    )
    rows = [_row(definition, pair, names.get(pair.school, "")) for pair in pairs]
    return BeforeAfter(
        title=str(definition),
        periods=(cycle.campaign.period_title, cycle.following.period_title),
        groups=(
            _group(definition, ADVISED, effect.advised, advised=True),
            _group(definition, OTHERS, effect.others, advised=False),
        ),
        rows=tuple(sorted(rows, key=lambda row: (not row.advised, row.title))),
        sentences=tuple(_sentences(definition, effect, names)),
        bars=bars_of(_told(definition, effect), unit_of(definition)),
    )


def _told(definition: Definition, effect: EffectOf):
    unit = unit_of(definition)
    for title, group in ((ADVISED, effect.advised), (OTHERS, effect.others)):
        yield f"{title}, было", number_words(group.before, unit), group.before
        yield f"{title}, стало", number_words(group.after, unit), group.after


def _row(definition: Definition, pair: Pair, name: str) -> Compared:
    before, after = pair.before.value(definition.formula), pair.after.value(definition.formula)
    return Compared(name, *_numbers(definition, before, after), advised=pair.advised, school=pair.school)


def _group(definition: Definition, title: str, group: Group, *, advised: bool) -> Compared:
    return Compared(
        title, *_numbers(definition, group.before, group.after), advised=advised, schools=group.schools
    )


def _numbers(definition: Definition, before: Fraction | None, after: Fraction | None) -> tuple[str, str, str]:
    unit = unit_of(definition)
    return number_words(before, unit), number_words(after, unit), difference_words(after, before, unit)


def _sentences(definition: Definition, effect: EffectOf, names: dict[int, str]):
    yield from _moved(definition, "Организации с рекомендациями", effect.advised)
    yield from _moved(definition, "Остальные организации", effect.others)
    better = effect.better(definition.more_is_better)
    if better is not None and effect.advised.change == effect.others.change:
        yield "Изменение у тех и других одинаковое."
    elif better is not None:
        yield (
            "Организации с рекомендациями продвинулись дальше остальных."
            if better
            else "Организации с рекомендациями продвинулись не дальше остальных."
        )
    if effect.left_out:
        left = ", ".join(names.get(key, "") for key in effect.left_out)
        yield f"Не сравниваются, потому что нет данных до или после: {left}."


def _moved(definition: Definition, who: str, group: Group):
    if group.change is None:
        yield f"{who}: сравнивать нечего."
        return
    before, after, change = _numbers(definition, group.before, group.after)
    yield f"{who} ({group.schools}): было {before}, стало {after} ({change})."
