"""Where a person worked before; where the person works now is told by the card alone."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from .school import School


class FormerPostQuerySet(models.QuerySet):
    def on(self, day: date):
        """Held on the day; the last day counts."""
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=day), ends__gte=day)


class FormerPost(models.Model):
    """Прежнее место работы. Written when a person moves or comes back, never edited; seen together with the card."""

    teacher = models.ForeignKey(
        "directory.Teacher", models.CASCADE, related_name="former_posts", verbose_name="педагог"
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="former_posts", verbose_name="организация"
    )
    position = models.CharField("должность", max_length=200, blank=True)
    """Empty: nobody wrote it down."""
    starts = models.DateField("с", null=True, blank=True)
    ends = models.DateField("по")

    objects = FormerPostQuerySet.as_manager()

    class Meta:
        verbose_name = "прежнее место работы"
        verbose_name_plural = "прежние места работы"
        ordering = ["teacher", "-ends", "-pk"]
        indexes = [models.Index(fields=["teacher", "-ends"], name="former_post_of_teacher")]
        constraints = [
            models.CheckConstraint(
                name="former_post_dates",
                condition=Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="Дата «по» раньше даты «с».",
            )
        ]

    def __str__(self):
        return f"{self.teacher}: {self.school}, по {self.ends:%d.%m.%Y}"
