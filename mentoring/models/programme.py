"""Персонализированная программа: пункты плана и встречи."""

from django.db import models

from development.models import Deficit

from .pairs import OfPairQuerySet, OfWorkQuerySet, Pair


class ProgrammeItem(models.Model):
    """Пункт программы: что сделать, к какому дню, чего ждём. Отметку ставит и наставник."""

    class Form(models.TextChoices):
        VISIT = "visit", "посещение урока наставляемого"
        SHOW = "show", "урок наставника, разбор"
        TALK = "talk", "консультация"
        TOGETHER = "together", "совместная разработка"
        OPEN = "open", "открытый урок, выступление"
        SELF = "self", "самообразование"
        OTHER = "other", "другое"

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="items", verbose_name="пара")
    position = models.PositiveSmallIntegerField("место", editable=False)
    deficit = models.ForeignKey(
        Deficit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mentoring_items",
        verbose_name="дефицит",
    )
    action = models.CharField("что сделать", max_length=500)
    form = models.CharField("форма", max_length=10, choices=Form, default=Form.TALK)
    due = models.DateField("срок")
    expected = models.CharField("ожидаемый результат", max_length=500, blank=True)
    done_on = models.DateField("выполнено", null=True, blank=True)
    outcome = models.CharField("что получилось", max_length=500, blank=True)

    objects = OfPairQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт программы наставничества"
        verbose_name_plural = "пункты программы наставничества"
        ordering = ["pair_id", "position", "pk"]

    def __str__(self):
        return self.action


class Session(models.Model):
    """Встреча пары: когда, о чём, о чём договорились."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="sessions", verbose_name="пара")
    held_on = models.DateField("дата")
    about = models.CharField("о чём", max_length=300)
    agreed = models.TextField("о чём договорились", max_length=2000, blank=True)

    objects = OfWorkQuerySet.as_manager()

    class Meta:
        verbose_name = "встреча пары"
        verbose_name_plural = "встречи пары"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "held_on", "about"],
                name="session_once",
                violation_error_message="Эта встреча уже записана.",
            )
        ]

    def __str__(self):
        return f"{self.held_on:%d.%m.%Y}: {self.about}"
