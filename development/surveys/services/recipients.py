"""Who is asked: people of schools, of associations, young teachers. Each function locks the survey first."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from associations.models import Association, Membership
from development.surveys.models import Invitation, Survey
from development.surveys.services.surveys import lock_draft, lock_survey
from development.surveys.workflow import State
from methodservice.directory import audit
from methodservice.directory.models import MunicipalityRules, School, Teacher
from methodservice.directory.rules import young_rule
from methodservice.lib.numerals import people
from methodservice.lib.refusals import AlreadyDone, Refused


@transaction.atomic
def invite(
    *,
    survey: Survey,
    by,
    schools: Collection[School] = (),
    associations: Collection[Association] = (),
    young: bool = False,
) -> int:
    """Invite all who work in the schools, belong to the associations today, or are young by the municipality's rule.

    → how many were added; whoever is invited already is passed over. 6 queries, whatever the number of people. Raises
    Refused: nothing chosen, nobody found, a closed survey; AlreadyDone when all of them are invited.
    """
    if not (schools or associations or young):
        raise Refused("Отметьте хотя бы одну организацию или объединение.")
    survey = lock_survey(survey.pk)
    if survey.state == State.CLOSED:
        raise Refused("Опрос закрыт: приглашать больше некуда.")
    today = timezone.localdate()
    working = Teacher.objects.working().filter(
        school__municipality=survey.municipality_id, school__closed_on=None
    )
    wanted = Q(school__in=schools)
    if associations:
        there = Membership.objects.on(today).filter(association__in=associations)
        wanted |= Q(pk__in=there.values("teacher"))
    if young:
        rules = MunicipalityRules.objects.get(municipality=survey.municipality_id)
        wanted |= Q(pk__in=Teacher.objects.young(young_rule(rules), today).values("pk"))
    found = working.filter(wanted)
    added = list(found.exclude(pk__in=survey.invitations.values("teacher")))
    if not added:
        if found.exists():
            raise AlreadyDone("Все, кого вы отметили, уже приглашены.")
        raise Refused("Среди отмеченных никто сейчас не работает.")
    Invitation.objects.bulk_create(
        Invitation(survey=survey, teacher=teacher, school_id=teacher.school_id) for teacher in added
    )
    chosen = [*schools, *associations, *(["молодые педагоги"] if young else [])]
    note = f"приглашено: {people(len(added))} ({', '.join(map(str, chosen))})"
    audit.record(audit.Verb.CHANGED, by=by, obj=survey, note=note)
    return len(added)


@transaction.atomic
def uninvite(*, invitation: Invitation, by) -> None:
    """Take one person off the list of a draft. Raises Refused for a survey that was opened."""
    survey = lock_draft(invitation.survey_id)
    audit.record(audit.Verb.CHANGED, by=by, obj=survey, note=f"не приглашаем: {invitation.teacher}")
    invitation.delete()


@transaction.atomic
def uninvite_all(*, survey: Survey, by) -> None:
    """Begin the list of a draft anew. Raises AlreadyDone for an empty one, Refused for a survey that was opened."""
    survey = lock_draft(survey.pk)
    number, _ = survey.invitations.all().delete()
    if not number:
        raise AlreadyDone("Список уже пуст.")
    audit.record(audit.Verb.CHANGED, by=by, obj=survey, note=f"список очищен: {people(number)}")
