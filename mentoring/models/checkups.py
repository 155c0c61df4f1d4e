"""Замеры адаптации: через 1, 3, 6 и 12 месяцев, по пяти критериям."""

from django.db import models
from django.db.models import Q

from mentoring.rules.checkups import month_words

from .pairs import OfPairQuerySet, Pair


class CheckupQuerySet(OfPairQuerySet):
    def editable_by(self, user):
        """The mentor holds them too."""
        return self.filter(pair__in=Pair.objects.checked_by(user))


class Checkup(models.Model):
    """Замер. `month` — of the pair's work; due days by `rules.checkups`. The mentor may hold it too."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="checkups", verbose_name="пара")
    month = models.PositiveSmallIntegerField("месяц работы")
    due = models.DateField("срок")
    held_on = models.DateField("проведён", null=True, blank=True)
    note = models.TextField("выводы", max_length=2000, blank=True)

    objects = CheckupQuerySet.as_manager()

    class Meta:
        verbose_name = "замер адаптации"
        verbose_name_plural = "замеры адаптации"
        ordering = ["pair_id", "month"]
        indexes = [models.Index(fields=["held_on", "due"], name="checkup_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "month"],
                name="checkup_of_month",
                violation_error_message="Такой замер у пары уже есть.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """«3 месяца работы», «конец срока» for a pair that is shorter than a month."""
        return month_words(self.month)


class ScoreQuerySet(OfPairQuerySet):
    pair_path = "checkup__pair"


class Score(models.Model):
    """Оценка по одному критерию: 1 — нужна постоянная помощь, 5 — справляется сам."""

    class Criterion(models.TextChoices):
        PLANNING = "planning", "Планирует урок по программе и под свой класс"
        METHODS = "methods", "Выбирает приёмы под задачу урока"
        CLASS = "class", "Держит внимание и порядок в классе"
        FEEDBACK = "feedback", "Оценивает и даёт понятную обратную связь"
        TEAM = "team", "Ладит с учениками, родителями и коллегами"

    checkup = models.ForeignKey(Checkup, models.CASCADE, related_name="scores", verbose_name="замер")
    criterion = models.CharField("критерий", max_length=10, choices=Criterion)
    value = models.PositiveSmallIntegerField("оценка")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "оценка замера"
        verbose_name_plural = "оценки замера"
        ordering = ["checkup_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["checkup", "criterion"],
                name="score_of_criterion",
                violation_error_message="По этому критерию оценка уже стоит.",
            ),
            models.CheckConstraint(
                name="score_one_to_five",
                condition=Q(value__gte=1, value__lte=5),
                violation_error_message="Оценка — от 1 до 5.",
            ),
        ]

    def __str__(self):
        return f"{self.get_criterion_display()}: {self.value}"
