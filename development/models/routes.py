"""Индивидуальный образовательный маршрут (ИОМ)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from methodservice.directory.models import Teacher

from .courses import Course
from .deficits import Deficit, Diagnosis
from .records import OfTeacherQuerySet


class Route(models.Model):
    """ИОМ педагога: шаги со сроками, по дефицитам. Only an approved one counts."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        ACTIVE = "active", "В работе"
        FINISHED = "finished", "Пройден"
        STOPPED = "stopped", "Прекращён"

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="routes", verbose_name="педагог")
    theme = models.CharField("тема", max_length=300)
    diagnosis = models.ForeignKey(
        Diagnosis,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="routes",
        verbose_name="по диагностике",
    )
    starts = models.DateField("начало")
    ends = models.DateField("окончание")
    state = models.CharField("состояние", max_length=8, choices=State, default=State.DRAFT)
    approved_on = models.DateField("утверждён", null=True, blank=True)
    finished_on = models.DateField("завершён", null=True, blank=True)
    outcome = models.TextField("итог", max_length=3000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfTeacherQuerySet.as_manager()

    class Meta:
        verbose_name = "маршрут"
        verbose_name_plural = "маршруты"
        ordering = ["-starts", "-pk"]
        indexes = [models.Index(fields=["teacher", "approved_on"], name="route_of_teacher")]
        constraints = [
            models.CheckConstraint(
                name="route_dates",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Окончание раньше начала.",
            ),
            models.CheckConstraint(
                name="route_approved_on",
                condition=Q(state="draft", approved_on__isnull=True)
                | (~Q(state="draft") & Q(approved_on__isnull=False)),
                violation_error_message="У маршрута в работе есть дата утверждения.",
            ),
            models.CheckConstraint(
                name="route_finished_on",
                condition=Q(state__in=["draft", "active"], finished_on__isnull=True)
                | Q(state__in=["finished", "stopped"], finished_on__isnull=False),
                violation_error_message="У завершённого маршрута есть дата завершения.",
            ),
        ]

    def __str__(self):
        return f"Маршрут «{self.theme}»"

    def get_absolute_url(self):
        return reverse("development:route", args=[self.pk])


class RouteStepQuerySet(OfTeacherQuerySet):
    teacher_path = "route__teacher"


class RouteStep(models.Model):
    """Шаг маршрута: что сделать, до какого дня, что получилось."""

    class Form(models.TextChoices):
        COURSE = "course", "курсы повышения квалификации"
        PLACEMENT = "placement", "стажировка"
        MENTORING = "mentoring", "работа с наставником"
        EVENT = "event", "семинар, мастер-класс, вебинар"
        VISIT = "visit", "посещение уроков"
        SELF = "self", "самообразование"
        PRACTICE = "practice", "открытый урок, выступление"
        OTHER = "other", "другое"

    class State(models.TextChoices):
        """The person tells, whoever keeps the card confirms or returns; a keeper marks a step done at once."""

        OPEN = "open", "Не выполнено"
        TOLD = "told", "Ждёт проверки"
        RETURNED = "returned", "Возвращено"
        DONE = "done", "Выполнено"

    route = models.ForeignKey(Route, models.CASCADE, related_name="steps", verbose_name="маршрут")
    position = models.PositiveSmallIntegerField("место", editable=False)
    deficit = models.ForeignKey(
        Deficit, models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name="дефицит"
    )
    action = models.CharField("что сделать", max_length=500)
    form = models.CharField("форма", max_length=10, choices=Form, default=Form.SELF)
    provider = models.CharField("где, у кого", max_length=300, blank=True)
    due = models.DateField("срок")
    expected = models.CharField("ожидаемый результат", max_length=500, blank=True)
    state = models.CharField("состояние", max_length=8, choices=State, default=State.OPEN, editable=False)
    told_on = models.DateField("выполнено, по словам педагога", null=True, blank=True, editable=False)
    done_on = models.DateField("выполнено", null=True, blank=True)
    outcome = models.CharField("результат", max_length=500, blank=True)
    course = models.ForeignKey(
        Course, models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name="обучение"
    )
    """What the person has finished to take the step."""
    returned_why = models.CharField("почему возвращено", max_length=300, blank=True, editable=False)

    objects = RouteStepQuerySet.as_manager()

    class Meta:
        verbose_name = "шаг маршрута"
        verbose_name_plural = "шаги маршрута"
        ordering = ["route", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="step_done_on",
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
                violation_error_message="У выполненного шага есть дата.",
            ),
            models.CheckConstraint(
                name="step_told_on",
                condition=~Q(state__in=["told", "returned"]) | Q(told_on__isnull=False),
                violation_error_message="Напишите, когда шаг выполнен.",
            ),
            models.CheckConstraint(
                name="step_returned_why",
                condition=Q(state="returned") ^ Q(returned_why=""),
                violation_error_message="Напишите, почему шаг возвращён.",
            ),
        ]

    def __str__(self):
        return self.action
