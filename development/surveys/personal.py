"""What surveys keep about a person. Answers of an anonymous survey lead to nobody and are told nowhere."""

from development.surveys.models import Answer, Invitation, new_token
from methodservice import registries
from methodservice.directory.telling import told
from methodservice.registries import Anonymiser, Emptying, PersonalSection


def _invitations(teacher) -> list[dict[str, str]]:
    """Without the token, which is a key; whether an anonymous survey was answered is told to nobody."""
    rows = Invitation.objects.filter(teacher=teacher).select_related("survey", "school").order_by("pk")
    lines = []
    for row in rows:
        row.teacher = teacher
        words = told(row, "teacher")
        words.pop("Token")
        if row.survey.is_anonymous:
            words.pop("Ответ получен")
        lines.append(words)
    return lines


def _answers(teacher) -> list[dict[str, str]]:
    """Of named surveys."""
    rows = Answer.objects.filter(sheet__invitation__teacher=teacher).select_related(
        "question__survey", "option"
    )
    return [
        {
            "Опрос": row.question.survey.title,
            "Вопрос": row.question.words,
            "Ответ": row.text or str(row.option or row.grade),
        }
        for row in rows.order_by("question__survey", "question__position", "pk")
    ]


SECTIONS = [
    PersonalSection(
        "survey_invitations", "Приглашения на опросы", (Invitation._meta.label_lower,), _invitations
    ),
    PersonalSection("survey_answers", "Ответы на именные опросы", (Answer._meta.label_lower,), _answers),
]


def what_goes(teacher) -> list[str]:
    return ["Ссылки на опросы: по ним больше не ответить."] if teacher.invitations.exists() else []


def what_stays(teacher) -> list[str]:
    return ["Приглашения на опросы и ответы на именные: из них убрано имя."]


def empty(teacher, work: Emptying) -> None:
    """All links alike: were unanswered invitations deleted, one would see which anonymous surveys were answered."""
    for invitation in teacher.invitations.all():
        invitation.token = new_token()
        invitation.save(update_fields=["token"])


def register():
    """Called once when the app is ready."""
    registries.personal_data.extend(SECTIONS)
    registries.anonymisers.append(Anonymiser(what_goes, empty, what_stays))
