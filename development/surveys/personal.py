"""What surveys keep about a person. Answers of an anonymous survey lead to nobody and are told nowhere."""

from development.surveys.models import Answer, Invitation
from methodservice import registries
from methodservice.directory.telling import told
from methodservice.registries import Anonymiser, Emptying, PersonalSection


def _invitations(teacher) -> list[dict[str, str]]:
    """Without the token, which is a key."""
    rows = Invitation.objects.filter(teacher=teacher).select_related("survey", "school").order_by("pk")
    lines = []
    for row in rows:
        row.teacher = teacher
        words = told(row, without="teacher")
        words.pop("Token")
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


def _unanswered(teacher):
    return Invitation.objects.filter(teacher=teacher, is_answered=False)


def what_goes(teacher) -> list[str]:
    number = _unanswered(teacher).count()
    return [f"Приглашения на опросы, на которые нет ответа: {number}."] if number else []


def what_stays(teacher) -> list[str]:
    return ["Ответы на именные опросы: из них убрано имя."]


def empty(teacher, work: Emptying) -> None:
    rows = _unanswered(teacher)
    work.forget(*rows)
    rows.delete()


def register():
    """Called once when the app is ready."""
    registries.personal_data.extend(SECTIONS)
    registries.anonymisers.append(Anonymiser(what_goes, empty, what_stays))
