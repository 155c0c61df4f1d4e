"""Опросы педагогов: questions, invitations by link, answers.

States: черновик → идёт → закрыт; back to the draft while nobody has answered. Who is asked and what is asked changes in
the draft alone (people may be added later too).

In an anonymous survey nothing leads from an answer to a person: a sheet has no invitation and no time, keys of sheets
and answers are random, and an invitation knows only that it was used. While the survey runs its results are not shown
(they could be watched growing), and when it is closed all sheets are written anew in a random order, so that neither
the order of rows nor the database's own marks of transactions tell who answered when. Nobody is told whether a person
answered, neither by numbers of small groups nor by letters that are left to send. What no rule here can prevent: who
holds the links may answer by those of others and take the own answers off the results.
"""

import secrets
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.lib.querysets import count_of

LEAST_THRESHOLD, MOST_THRESHOLD = 3, 50
LOWEST_GRADE, HIGHEST_GRADE = 1, 5


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who work for the whole municipality: methodists and the head of the department."""
        mine = self.filter(municipality_id=user.municipality_id)
        return mine if user.access.is_district_staff else mine.none()

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()

    def with_numbers(self):
        """`asked`: questions; `invited`: people; `answered`: of them. No query of its own."""
        invitations = Invitation.objects.filter(survey=models.OuterRef("pk"))
        return self.annotate(
            asked=count_of(Question.objects.filter(survey=models.OuterRef("pk"))),
            invited=count_of(invitations),
            answered=count_of(invitations.filter(is_answered=True)),
        )


class Survey(models.Model):
    """Опрос. Participation is voluntary, always."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        OPEN = "open", "Идёт"
        CLOSED = "closed", "Закрыт"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="surveys", verbose_name="муниципалитет"
    )
    title = models.CharField("название", max_length=200)
    words = models.TextField("зачем спрашиваем", blank=True, max_length=2000)
    is_anonymous = models.BooleanField("анонимный", default=True)
    threshold = models.PositiveSmallIntegerField(
        "порог",
        default=5,
        validators=[MinValueValidator(LEAST_THRESHOLD), MaxValueValidator(MOST_THRESHOLD)],
    )
    """Groups with fewer answers are never shown apart."""
    closes_on = models.DateField("отвечать до")
    """The last day on which answers are taken."""
    opened_on = models.DateField("открыт", null=True, blank=True, editable=False)
    closed_on = models.DateField("закрыт", null=True, blank=True, editable=False)
    state = models.CharField("состояние", max_length=6, choices=State, default=State.DRAFT, editable=False)
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="автор"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "опрос"
        verbose_name_plural = "опросы"
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="survey_threshold",
                condition=Q(threshold__range=(LEAST_THRESHOLD, MOST_THRESHOLD)),
                violation_error_message=f"Порог — от {LEAST_THRESHOLD} до {MOST_THRESHOLD} человек.",
            ),
            models.CheckConstraint(
                name="survey_opened_when_open",
                condition=Q(state="draft") | Q(opened_on__isnull=False),
                violation_error_message="У открытого опроса есть день открытия.",
            ),
            models.CheckConstraint(
                name="survey_closed_when_closed",
                condition=Q(state="closed") ^ Q(closed_on__isnull=True),
                violation_error_message="День закрытия есть у закрытого опроса и только у него.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("surveys:detail", args=[self.pk])


class OfSurveyQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(survey__in=Survey.objects.visible_to(user))

    def editable_by(self, user):
        return self.filter(survey__in=Survey.objects.editable_by(user))


class Question(models.Model):
    """Вопрос. low, high: words at the ends of a scale."""

    class Kind(models.TextChoices):
        SINGLE = "single", "один ответ из списка"
        MULTIPLE = "multiple", "несколько ответов из списка"
        SCALE = "scale", "оценка от 1 до 5"
        TEXT = "text", "свободный ответ"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions", verbose_name="опрос")
    position = models.PositiveIntegerField("№")
    words = models.CharField("вопрос", max_length=300)
    kind = models.CharField("как отвечать", max_length=10, choices=Kind, default=Kind.SINGLE)
    required = models.BooleanField("без ответа не отправить", default=False)
    low = models.CharField("1 значит", max_length=40, blank=True)
    high = models.CharField("5 значит", max_length=40, blank=True)

    objects = OfSurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "вопрос"
        verbose_name_plural = "вопросы"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.words

    @property
    def has_options(self) -> bool:
        return self.kind in (self.Kind.SINGLE, self.Kind.MULTIPLE)


class Option(models.Model):
    """Вариант ответа."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options", verbose_name="вопрос")
    position = models.PositiveIntegerField("№")
    words = models.CharField("ответ", max_length=200)

    class Meta:
        verbose_name = "вариант ответа"
        verbose_name_plural = "варианты ответа"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "words"],
                name="option_once",
                violation_error_message="Такой вариант уже есть.",
            )
        ]

    def __str__(self):
        return self.words


def new_token() -> str:
    """128 random bits, 22 signs."""
    return secrets.token_urlsafe(16)


class Invitation(models.Model):
    """Приглашение: a link of one person that takes one answer.

    The token is kept as it is, not as a hash: methodists print the links, copy them and send them again. It opens
    nothing but the questions. school: where the person worked when invited, the group of the answer.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations", verbose_name="опрос")
    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="invitations", verbose_name="педагог")
    school = models.ForeignKey(School, models.CASCADE, related_name="+", verbose_name="организация")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    is_answered = models.BooleanField("ответ получен", default=False, editable=False)
    is_mailed = models.BooleanField("письмо отправлено", default=False, editable=False)

    objects = OfSurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"
        ordering = [
            "school__short_name", "school", "teacher__surname", "teacher__given_name", "teacher__patronymic", "pk",
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "teacher"],
                name="invitation_once",
                violation_error_message="Этот педагог уже приглашён.",
            )
        ]

    def __str__(self):
        return f"{self.teacher}: {self.survey}"


class Sheet(models.Model):
    """Заполненная анкета. school: None where the group is too small to be told apart; invitation: in a named survey."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="sheets", verbose_name="опрос")
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="организация"
    )
    invitation = models.OneToOneField(
        Invitation, models.CASCADE, null=True, blank=True, related_name="sheet", verbose_name="приглашение"
    )

    class Meta:
        verbose_name = "анкета"
        verbose_name_plural = "анкеты"
        ordering = ["key"]

    def __str__(self):
        return f"Анкета: {self.survey}"


class Answer(models.Model):
    """Ответ на вопрос: a chosen option (one row for each), a grade or a text."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers", verbose_name="анкета")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name="вопрос")
    option = models.ForeignKey(
        Option, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="ответ"
    )
    grade = models.PositiveSmallIntegerField("оценка", null=True, blank=True)
    text = models.TextField("текст", blank=True)

    class Meta:
        verbose_name = "ответ"
        verbose_name_plural = "ответы"
        ordering = ["key"]
        indexes = [models.Index(fields=["question", "option", "grade"], name="answer_counts")]
        constraints = [
            models.CheckConstraint(
                name="answer_is_one_of",
                condition=Q(option__isnull=False, grade__isnull=True, text="")
                | Q(option__isnull=True, grade__isnull=False, text="")
                | (Q(option__isnull=True, grade__isnull=True) & ~Q(text="")),
                violation_error_message="Ответ — это вариант, оценка или текст.",
            ),
            models.CheckConstraint(
                name="answer_grade",
                condition=Q(grade__isnull=True) | Q(grade__range=(LOWEST_GRADE, HIGHEST_GRADE)),
                violation_error_message="Оценка — от 1 до 5.",
            ),
            models.UniqueConstraint(
                fields=["sheet", "question", "option"],
                name="answer_option_once",
                violation_error_message="Вариант отмечен дважды.",
            ),
            models.UniqueConstraint(
                fields=["sheet", "question"],
                condition=Q(option__isnull=True),
                name="answer_once",
                violation_error_message="На вопрос уже отвечено.",
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.option or self.grade or self.text}"
