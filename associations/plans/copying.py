"""Last year's lines for a new plan: explicit years moved, and what a person has to look at. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from associations.models import Office
from associations.plans.lines import LineDraft
from methodservice.lib.deadlines import shift_years

OLD_YEAR = "В тексте назван прошлый год или дата: проверьте."


@dataclass(frozen=True)
class Standing:
    """Somebody named in a line. works: still a teacher of the municipality; belongs: a member or officer in the new
    school year; then, now: offices held in the association in the old year and in the new one."""

    name: str
    works: bool
    belongs: bool
    then: frozenset[str] = frozenset()
    now: frozenset[str] = frozenset()

    @property
    def doubt(self) -> str:
        """Why somebody else may have to be named, or an empty string."""
        if not self.works:
            return f"{self.name} больше не работает: назовите другого ответственного."
        if not self.belongs:
            return f"{self.name} больше не состоит в объединении: проверьте ответственного."
        if lost := [office for office in Office if office in self.then - self.now]:
            titles = ", ".join(office.label for office in lost)
            return f"{self.name} — больше не {titles}: проверьте ответственного."
        return ""


def moved(draft: LineDraft, years: int) -> LineDraft:
    """The line for a plan so many years later: a thing of its own, with the years of its deadline moved."""
    return replace(draft, deadline=shift_years(draft.deadline, years), item=None)


def doubts_of(draft: LineDraft, people: Iterable[Standing]) -> tuple[str, ...]:
    """What to look at in a copied line."""
    doubts = [person.doubt for person in people if person.doubt]
    if shift_years(draft.action, 1) != draft.action:
        doubts.append(OLD_YEAR)
    return tuple(doubts)
