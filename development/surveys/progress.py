"""How many have answered, school by school. Small groups of an anonymous survey are told together."""

from dataclasses import dataclass

from django.db.models import Count, Q

from development.surveys.models import Survey


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
    told, invited, answered = [], 0, 0
    for title, _, asked, came in rows.annotate(
        asked=Count("pk"), came=Count("pk", filter=Q(is_answered=True))
    ):
        if survey.is_anonymous and asked < survey.threshold:
            invited, answered = invited + asked, answered + came
        else:
            told.append(Step(title, asked, came))
    if invited:
        told.append(Step("Организации, где приглашено меньше порога", invited, answered))
    return told
