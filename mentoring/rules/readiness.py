"""What a pair lacks before it may work, and what is said about it aloud. Pure.

Ст. 351.8 ТК РФ: mentoring is done with the written consent of the worker; content, term and form are set by the
employer. The consent of the mentee is asked by the Типовое положение о системе наставничества.
"""

from dataclasses import dataclass
from datetime import date

from methodservice.lib.mentoring import MOST_MENTEES
from methodservice.lib.numerals import counted


@dataclass(frozen=True)
class Standing:
    """What is known about a pair that is being prepared."""

    mentor_agreed: bool
    mentee_agreed: bool
    has_order: bool
    gone: tuple[str, ...] = ()
    """Names of those of the two who no longer work."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Sentences; empty when the pair may begin."""
        wanted = []
        for name in self.gone:
            wanted.append(f"{name} больше не работает: отмените пару.")
        if not self.mentor_agreed:
            wanted.append("Нет письменного согласия наставника.")
        if not self.mentee_agreed:
            wanted.append("Нет согласия наставляемого.")
        if not self.has_order:
            wanted.append("Нет приказа о назначении наставника.")
        return tuple(wanted)

    @property
    def is_ready(self) -> bool:
        return not self.missing


def load_warning(mentees: int) -> str:
    """mentees: whom the mentor would have together with the new one; "" when that is not too many."""
    if mentees <= MOST_MENTEES:
        return ""
    words = counted(mentees, "наставляемый", "наставляемых", "наставляемых")
    return f"С этой парой у наставника будет {words} сразу, это больше {MOST_MENTEES}."


def overlap_warning(others: list[tuple[str, date, date]]) -> str:
    """others: (mentor's name, first and last day) of the mentee's pairs that work in the same days."""
    if not others:
        return ""
    told = "; ".join(f"{name}, {first:%d.%m.%Y} — {last:%d.%m.%Y}" for name, first, last in others)
    return f"В эти дни у наставляемого уже есть наставник: {told}."
