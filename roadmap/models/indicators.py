"""Показатели программы: which sets of indicators of monitoring belong to it."""

from django.conf import settings
from django.db import models

from monitoring.models import IndicatorSet

from .programme import Programme, ThroughProgramme


class ProgrammeIndicators(models.Model):
    """Связь программы с системой показателей. A set may belong to several programmes: the roadmap and its programme."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="indicator_links", verbose_name="дорожная карта"
    )
    set = models.ForeignKey(
        IndicatorSet, models.CASCADE, related_name="programme_links", verbose_name="система показателей"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто связал"
    )

    objects = ThroughProgramme.as_manager()

    class Meta:
        verbose_name = "показатели программы"
        verbose_name_plural = "показатели программ"
        ordering = ["programme", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "set"], name="roadmap_indicators_once"),
        ]

    def __str__(self):
        return f"{self.programme}: {self.set}"
