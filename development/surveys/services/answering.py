"""An answer comes by a link: once, while the survey runs."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import timezone

from development.surveys.models import Answer, Invitation, Sheet, Survey
from development.surveys.rules import Door, door_of
from development.surveys.services.surveys import lock_survey
from methodservice.lib.refusals import AlreadyDone, Refused


def find_invitation(token: str) -> Invitation | None:
    """The invitation behind a link with its survey. 1 query."""
    rows = Invitation.objects.select_related("survey__municipality")
    return rows.filter(token=token).first()


def door_to(invitation: Invitation) -> Door:
    """Where the link leads today. No query when its survey is loaded."""
    survey = invitation.survey
    return door_of(
        state=survey.state,
        closes_on=survey.closes_on,
        is_answered=invitation.is_answered,
        today=timezone.localdate(),
    )


@transaction.atomic
def take_answers(
    *, invitation: Invitation, read: Callable[[Survey], Sequence[Answer] | None]
) -> Sheet | None:
    """Keep a sheet and note that the invitation is used.

    read(survey) → unsaved answers without a sheet, or None where what was typed is refused; it is asked when the survey
    is locked, so that the questions are those of today, and a second answer waits for the first. Nothing is journaled:
    who answered when would be written there. Raises AlreadyDone for a second answer, Refused when none are taken.
    """
    survey = lock_survey(invitation.survey_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    invitation.survey = survey
    door = door_to(invitation)
    if door is Door.DONE:
        raise AlreadyDone(door.sentence)
    if door is not Door.OPEN:
        raise Refused(door.sentence)
    answers = read(survey)
    if answers is None:
        return None
    sheet = Sheet.objects.create(
        survey=survey,
        school_id=_group_of(invitation),
        invitation=None if survey.is_anonymous else invitation,
    )
    for answer in answers:
        answer.sheet = sheet
    Answer.objects.bulk_create(answers)
    invitation.is_answered = True
    invitation.save(update_fields=["is_answered"])
    return sheet


def _group_of(invitation: Invitation) -> int | None:
    """The school, unless an anonymous survey asks too few people there. 1 query."""
    survey = invitation.survey
    if not survey.is_anonymous:
        return invitation.school_id
    asked = Invitation.objects.filter(survey=survey, school=invitation.school_id).count()
    return invitation.school_id if asked >= survey.threshold else None
