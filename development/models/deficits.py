"""Диагностика и профессиональные дефициты."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from methodservice.directory.models import Subject, Teacher

from .records import OfTeacherQuerySet


class DeficitKind(models.TextChoices):
    SUBJECT = "subject", "предметные"
    METHODICAL = "methodical", "методические"
    PSYCHOLOGICAL = "psychological", "психолого-педагогические"
    COMMUNICATIVE = "communicative", "коммуникативные"


KIND_OF_ONE = {
    DeficitKind.SUBJECT: "предметный",
    DeficitKind.METHODICAL: "методический",
    DeficitKind.PSYCHOLOGICAL: "психолого-педагогический",
    DeficitKind.COMMUNICATIVE: "коммуникативный",
}
"""The kind as it is said of one deficit."""


class Diagnosis(models.Model):
    """Диагностика профессиональных дефицитов одного педагога."""

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="diagnoses", verbose_name="педагог")
    held_on = models.DateField("дата")
    title = models.CharField("какая диагностика", max_length=300)
    organiser = models.CharField("кто проводил", max_length=200, blank=True)
    note = models.TextField("выводы", max_length=3000, blank=True)

    objects = OfTeacherQuerySet.as_manager()

    class Meta:
        verbose_name = "диагностика"
        verbose_name_plural = "диагностики"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["teacher", "held_on"], name="diagnosis_of_teacher")]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "held_on", "title"],
                name="diagnosis_once",
                violation_error_message="Эта диагностика в этот день уже записана.",
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return f"{reverse('development:card', args=[self.teacher_id])}#diagnoses"


class DiagnosisResultQuerySet(OfTeacherQuerySet):
    teacher_path = "diagnosis__teacher"


class DiagnosisResult(models.Model):
    """What a diagnosis says of one kind of deficits: a level, percents of the highest score, or both. Each diagnostics
    has a scale of its own, so a level is never guessed from percents."""

    class Level(models.TextChoices):
        NONE = "none", "дефицитов нет"
        LOW = "low", "низкий уровень дефицитов"
        MIDDLE = "middle", "средний уровень дефицитов"
        HIGH = "high", "высокий уровень дефицитов"

    diagnosis = models.ForeignKey(
        Diagnosis, models.CASCADE, related_name="results", verbose_name="диагностика"
    )
    kind = models.CharField("дефициты", max_length=15, choices=DeficitKind)
    level = models.CharField("уровень", max_length=6, choices=Level, blank=True)
    score = models.DecimalField(
        "выполнено, %",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )

    objects = DiagnosisResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат диагностики"
        verbose_name_plural = "результаты диагностики"
        ordering = ["diagnosis", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnosis", "kind"],
                name="diagnosis_result_of_kind",
                violation_error_message="Результат по этим дефицитам уже есть.",
            ),
            models.CheckConstraint(
                name="diagnosis_score_in_percent",
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                violation_error_message="Процент бывает от 0 до 100.",
            ),
            models.CheckConstraint(
                name="diagnosis_result_said",
                condition=~Q(level="") | Q(score__isnull=False),
                violation_error_message="Укажите уровень или процент.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """«низкий уровень дефицитов, выполнено 81,5 %», what is known of it."""
        done = ""
        if self.score is not None:
            done = f"выполнено {self.score.normalize():f}\N{NO-BREAK SPACE}%".replace(".", ",")
        return ", ".join(filter(None, (self.get_level_display(), done)))


class DeficitQuerySet(OfTeacherQuerySet):
    def open_on(self, day):
        """Found by the day and not closed by it."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), found_on__lte=day)


class Deficit(models.Model):
    """Профессиональный дефицит: открыт, пока не сказано, чем закрыт."""

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="deficits", verbose_name="педагог")
    kind = models.CharField("вид", max_length=15, choices=DeficitKind)
    words = models.CharField("в чём дефицит", max_length=300)
    subject = models.ForeignKey(
        Subject, models.SET_NULL, null=True, blank=True, related_name="deficits", verbose_name="предмет"
    )
    diagnosis = models.ForeignKey(
        Diagnosis, models.SET_NULL, null=True, blank=True, related_name="deficits", verbose_name="диагностика"
    )
    """Empty: found otherwise, by a visit to lessons or by the person."""
    found_on = models.DateField("выявлен")
    closed_on = models.DateField("закрыт", null=True, blank=True)
    closed_how = models.CharField("чем закрыт", max_length=300, blank=True)

    objects = DeficitQuerySet.as_manager()

    class Meta:
        verbose_name = "дефицит"
        verbose_name_plural = "дефициты"
        ordering = ["teacher", "kind", "-found_on", "pk"]
        indexes = [models.Index(fields=["teacher", "closed_on"], name="deficit_of_teacher")]
        constraints = [
            models.CheckConstraint(
                name="deficit_dates",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("found_on")),
                violation_error_message="Закрыт раньше, чем выявлен.",
            ),
            models.CheckConstraint(
                name="deficit_closed_how",
                condition=Q(closed_on__isnull=True) | ~Q(closed_how=""),
                violation_error_message="Напишите, чем закрыт дефицит.",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return f"{reverse('development:card', args=[self.teacher_id])}#deficits"

    @property
    def kind_of_one(self) -> str:
        """«методический»."""
        return KIND_OF_ONE[self.kind]
