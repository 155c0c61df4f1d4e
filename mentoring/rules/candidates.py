"""Who could be the mentor of a person: ranked, with reasons. Pure; the person who chooses decides.

Left out: the mentee, those who are young themselves, those who no longer work.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from methodservice.lib.mentoring import MOST_MENTEES
from methodservice.lib.numerals import agree, counted

SAME_SCHOOL, SAME_SUBJECT = 40, 30
CATEGORY_POINTS = {"mentor": 30, "methodist": 25, "highest": 20, "first": 10}
CATEGORY_WORDS = {
    "mentor": "педагог-наставник",
    "methodist": "педагог-методист",
    "highest": "высшая категория",
    "first": "первая категория",
}
YEARS_POINTS = ((20, 15), (10, 12), (5, 6))
"""(full years of teaching from which, points)."""
FOR_EACH_MENTEE = -10
OVERLOADED = -40


@dataclass(frozen=True)
class Candidate:
    """What is known about a person. subjects: names; years: full years of teaching, None where unknown; mentees: whom
    the person mentors today; is_young: None where the card does not tell."""

    key: int
    name: str
    school: int
    subjects: frozenset[str]
    category: str
    years: int | None
    mentees: int
    is_young: bool | None
    has_left: bool = False


@dataclass(frozen=True)
class Ranked:
    """points: only for the order; reasons: why, the weightiest first; doubts: what speaks against."""

    candidate: Candidate
    points: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def ranked(mentee: Candidate, candidates: Iterable[Candidate]) -> list[Ranked]:
    """The fittest first, namesakes by key."""
    found = [_judge(mentee, each) for each in candidates if _may_be(mentee, each)]
    return sorted(found, key=lambda each: (-each.points, each.candidate.name, each.candidate.key))


def _may_be(mentee: Candidate, candidate: Candidate) -> bool:
    return candidate.key != mentee.key and not candidate.is_young and not candidate.has_left


def _judge(mentee: Candidate, candidate: Candidate) -> Ranked:
    points, reasons, doubts = 0, [], []
    if candidate.school == mentee.school:
        points += SAME_SCHOOL
        reasons.append("та же организация")
    if shared := sorted(mentee.subjects & candidate.subjects):
        points += SAME_SUBJECT
        reasons.append(
            f"{agree(len(shared), 'тот же предмет', 'те же предметы', 'те же предметы')}: {', '.join(shared)}"
        )
    if candidate.category in CATEGORY_POINTS:
        points += CATEGORY_POINTS[candidate.category]
        reasons.append(CATEGORY_WORDS[candidate.category])
    if candidate.years is None:
        doubts.append("стаж не указан")
    else:
        points += next((worth for years, worth in YEARS_POINTS if candidate.years >= years), 0)
        reasons.append(f"стаж {counted(candidate.years, 'год', 'года', 'лет')}")
    if candidate.mentees:
        points += FOR_EACH_MENTEE * candidate.mentees
        words = counted(candidate.mentees, "наставляемый", "наставляемых", "наставляемых")
        doubts.append(f"уже {words}")
    if candidate.mentees >= MOST_MENTEES:
        points += OVERLOADED
    return Ranked(candidate, points, tuple(reasons), tuple(doubts))
