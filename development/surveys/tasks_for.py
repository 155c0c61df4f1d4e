"""«Мои дела»: surveys that ask the person. Answering is voluntary, the task says so."""

from django.urls import reverse

from development.surveys.models import Invitation
from development.surveys.workflow import State
from methodservice.registries import Task

GROUP = "Опросы"


def surveys_to_answer(user, day):
    """Teachers: open surveys that they were invited to and have not answered. 1 query, none for who is no teacher."""
    if not user.teacher_id:
        return
    rows = Invitation.objects.filter(
        teacher_id=user.teacher_id, is_answered=False, survey__state=State.OPEN, survey__closes_on__gte=day
    )
    for invitation in rows.select_related("survey").order_by("survey__closes_on", "pk"):
        url = reverse("surveys:answer", args=[invitation.token])
        yield Task(
            GROUP, f"Ответить: {invitation.survey.title}", url, invitation.survey.closes_on, "по желанию"
        )


TASKS = [surveys_to_answer]
