"""Surveys of the demo: one that is over and one that is running, made by the services that people use."""

from datetime import date, timedelta
from random import Random

from development.surveys.models import Answer, Invitation, Question, Survey
from development.surveys.services.answering import take_answers
from development.surveys.services.recipients import invite
from development.surveys.services.surveys import add_survey, close_survey, open_survey
from development.surveys.usual import NEEDS, QUALITY, Ready
from methodservice.directory.models import Municipality, School, User
from methodservice.home.demo.clock import on_day
from methodservice.home.demo.districts import DISTRICTS

SEED = 47
ANSWERED, BEGUN = 40, 6
SAID = {
    QUALITY: (
        "Больше открытых уроков, меньше докладов.",
        "Присылайте материалы семинаров заранее, чтобы прийти с вопросами.",
        "Спасибо за разбор уроков: это самое полезное.",
        "Хотелось бы встречаться онлайн: дорога до центра занимает полдня.",
        "Меньше отчётов по итогам мероприятий.",
    ),
    NEEDS: ("Как оценивать проекты", "Задания на функциональную грамотность", "Работа с трудным классом"),
}


def fill_surveys(municipalities: list[Municipality], today: date) -> None:
    """In the first district that has logins; kept by the methodist."""
    shown = (pair for pair in zip(DISTRICTS, municipalities, strict=True) if pair[0].logins)
    district, municipality = next(shown)
    methodist = User.objects.get(username=f"metodist-{district.key}")
    schools = list(School.objects.filter(municipality=municipality).order_by("pk"))
    random = Random(SEED)
    over = _ask(QUALITY, schools[:6], today - timedelta(days=60), municipality, methodist)
    with on_day(today - timedelta(days=50)):
        _answer(over, QUALITY, ANSWERED, random)
    with on_day(today - timedelta(days=45)):
        close_survey(survey=over, by=methodist)
    running = _ask(NEEDS, schools[6:9], today - timedelta(days=3), municipality, methodist)
    with on_day(today - timedelta(days=1)):
        _answer(running, NEEDS, BEGUN, random)


def _ask(ready: Ready, schools, day: date, municipality: Municipality, by) -> Survey:
    with on_day(day):
        survey = add_survey(
            municipality=municipality, by=by, ready=ready, title=ready.title, words=ready.words,
            closes_on=day + timedelta(days=14),
        )  # fmt: skip
        invite(survey=survey, by=by, schools=schools)
        return open_survey(survey=survey, by=by)


def _answer(survey: Survey, ready: Ready, number: int, random: Random) -> None:
    invitations = list(Invitation.objects.filter(survey=survey).order_by("pk"))
    texts = list(SAID[ready])
    for invitation in random.sample(invitations, min(number, len(invitations))):
        take_answers(invitation=invitation, read=lambda asked: _sheet(asked, texts, random))


def _sheet(survey: Survey, texts: list[str], random: Random) -> list[Answer]:
    answers = []
    for question in survey.questions.prefetch_related("options"):
        options = list(question.options.all())
        if question.kind == Question.Kind.SINGLE:
            answers.append(
                Answer(question=question, option=random.choices(options, range(len(options), 0, -1))[0])
            )
        elif question.kind == Question.Kind.MULTIPLE:
            for option in random.sample(options, random.randint(1, 3)):
                answers.append(Answer(question=question, option=option))
        elif question.kind == Question.Kind.SCALE:
            answers.append(Answer(question=question, grade=random.choices((2, 3, 4, 5), (1, 2, 5, 3))[0]))
        elif texts and random.random() < 0.3:
            answers.append(Answer(question=question, text=texts.pop()))
    return answers
