"""What a report lacks before it can be submitted."""

from dataclasses import dataclass

from associations.reports.models import AnnualReport

NEEDED = {
    "work": "Напишите, что сделано за год.",
    "next_goals": "Напишите задачи на следующий год.",
}
"""Sections without which a report says nothing; results and problems may be absent."""


@dataclass(frozen=True)
class Problem:
    """text: a sentence; section: the field to fill in."""

    text: str
    section: str


def problems_of(report: AnnualReport) -> tuple[Problem, ...]:
    """In the order of the report. No query."""
    return tuple(
        Problem(text, section) for section, text in NEEDED.items() if not getattr(report, section).strip()
    )
