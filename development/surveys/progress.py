"""How many have answered, school by school. In an anonymous survey small groups, and those that would tell of them, are
told together."""

from dataclasses import dataclass

from django.db.models import Count, Q

from development.surveys.models import Survey
from development.surveys.rules import shown_groups


@dataclass(frozen=True)
class Step:
    """A school, or all those that are too small to be told apart (without a key)."""

    title: str
    invited: int
    answered: int


def progress_of(survey: Survey) -> list[Step]:
    """Schools by name, small ones at the end. 1 query."""
    rows = survey.invitations.order_by("school__short_name", "school").values_list(
        "school__short_name", "school"
    )
    steps = {
        school: Step(title, asked, came)
        for title, school, asked, came in rows.annotate(
            asked=Count("pk"), came=Count("pk", filter=Q(is_answered=True))
        )
    }
    if not survey.is_anonymous:
        return list(steps.values())
    asked = {school: step.invited for school, step in steps.items()}
    shown = shown_groups(asked, sum(asked.values()), survey.threshold)
    told = [step for school, step in steps.items() if school in shown]
    if small := [step for school, step in steps.items() if school not in shown]:
        invited, answered = sum(step.invited for step in small), sum(step.answered for step in small)
        told.append(Step("Остальные вместе" if told else "Все организации вместе", invited, answered))
    return told
