"""Letters with links: to people who have an account with an address. Sent by a job, each letter once."""

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from development.surveys.links import link_of, who_sees
from development.surveys.models import Invitation, Survey
from development.surveys.services.surveys import lock_survey
from development.surveys.workflow import State
from methodservice.directory import audit
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone, Refused

KIND = "surveys.letters"
LETTER = "surveys/email/teacher-invited"


def letters_of(survey: Survey):
    """Invitations that wait for a letter: not written to, an active account with an address; in a named survey not
    answered. In an anonymous one the number of letters, and who gets none, would tell who has answered."""
    rows = survey.invitations.filter(is_mailed=False, teacher__user__is_active=True)
    waiting = rows if survey.is_anonymous else rows.filter(is_answered=False)
    return waiting.exclude(teacher__user__email="")


@transaction.atomic
def start_letters(*, survey: Survey, by, back: str) -> Job:
    """The job that writes them. back: address of the page to return to. Raises Refused for a survey that is not open,
    AlreadyDone when there is nobody to write to; a second click finds the first one's job."""
    survey = lock_survey(survey.pk)
    if survey.state != State.OPEN:
        raise Refused("Письма уходят, пока опрос идёт.")
    number = letters_of(survey).count()
    if not number:
        raise AlreadyDone("Писать некому: всем, у кого в портале есть почта, уже написано.")
    waiting = Job.objects.filter(
        kind=KIND,
        started_by=by,
        arguments__survey=survey.pk,
        state__in=(Job.State.WAITING, Job.State.RUNNING),
    ).first()
    if waiting:
        return waiting
    letters = counted(number, "письмо", "письма", "писем")
    audit.record(audit.Verb.CHANGED, by=by, obj=survey, note=f"разослано приглашений по почте: {letters}")
    return jobs.start(
        kind=KIND, title=f"Письма: {survey.title}"[:200], by=by, arguments={"survey": survey.pk, "url": back}
    )


def send_letters(job: Job) -> dict:
    """The work of the job. Safe to run twice: whoever was written to is passed over."""
    survey = Survey.objects.select_related("municipality").get(pk=job.arguments["survey"])
    rows = list(letters_of(survey).select_related("teacher__user"))
    for number, invitation in enumerate(rows, start=1):
        _send(survey, invitation)
        Invitation.objects.filter(pk=invitation.pk).update(is_mailed=True)
        jobs.report(job, done=number, total=len(rows), message=f"Отправлено писем: {number}")
    return {"url": job.arguments["url"]}


def _send(survey: Survey, invitation: Invitation) -> None:
    context = {
        "survey": survey,
        "teacher": invitation.teacher,
        "link": link_of(invitation),
        "promise": who_sees(survey),
    }
    letter = EmailMultiAlternatives(
        subject=render_to_string(f"{LETTER}-subject.txt", context).strip(),
        body=render_to_string(f"{LETTER}-body-text.txt", context),
        to=[invitation.teacher.user.email],
    )
    letter.attach_alternative(render_to_string(f"{LETTER}-body-html.html", context), "text/html")
    letter.send()
