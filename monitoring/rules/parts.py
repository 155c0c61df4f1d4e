"""Parts of an indicator against the whole: numbers of people or events add up to that of their indicator."""

from collections.abc import Mapping, Sequence

from monitoring.models import Definition, Value
from monitoring.rules.checks import Doubt
from monitoring.rules.numbers import plain


def doubt_of_parts(
    definition: Definition, parts: Sequence[Definition], values: Mapping[int, Value]
) -> Doubt | None:
    """A warning at the whole when its parts, all answered, add up to something else; only of sums in one unit.

    values: {key of the indicator: value}.
    """
    summed = Definition.Formula.SUM
    if not parts or definition.formula != summed:
        return None
    if any(part.formula != summed or part.unit != definition.unit for part in parts):
        return None
    numbers = [values[part.indicator_id].numerator for part in parts if part.indicator_id in values]
    whole = values[definition.indicator_id].numerator
    if whole is None or len(numbers) < len(parts) or None in numbers or sum(numbers) == whole:
        return None
    return Doubt(
        f"Части в сумме дают {plain(sum(numbers))}, а здесь {plain(whole)}. Проверьте, верно ли это."
    )
