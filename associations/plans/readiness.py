"""What stands in the way of submitting a plan: sentences that lead to the line, some of which a person may confirm."""

from collections.abc import Collection
from dataclasses import dataclass

from associations.plans.models import PlanEdition
from methodservice.lib.deadlines import Kind


@dataclass(frozen=True)
class Problem:
    """text: a sentence; line: key of the line to correct, None for the whole plan; may_confirm: it may stay so."""

    text: str
    line: int | None = None
    number: int | None = None
    may_confirm: bool = False


def problems_of(edition: PlanEdition, *, confirmed: Collection[int] = ()) -> tuple[Problem, ...]:
    """In the order of the plan. confirmed: keys of lines whose deadline stays as written though not understood.

    1 query.
    """
    lines = list(edition.lines.order_by("position", "pk"))
    if not lines:
        return (Problem("В плане нет ни одной строки. Добавьте первую."),)
    return tuple(found for line in lines if (found := _problem(line, confirmed)))


def _problem(line, confirmed) -> Problem | None:
    place = {"line": line.pk, "number": line.position}
    if not line.action.strip():
        return Problem("Не написано, что делаем.", **place)
    if not line.deadline.strip():
        return Problem(f"«{_short(line.action)}»: не указан срок.", **place)
    if line.deadline_kind == Kind.UNRECOGNISED and line.pk not in confirmed:
        sentence = f"«{_short(line.action)}»: срок «{line.deadline}» портал не понял."
        return Problem(sentence, **place, may_confirm=True)
    return None


def _short(text: str, length: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
