"""Прочитанный файл с показателями, который ещё не принят."""

from django.db import models
from django.urls import reverse

from methodservice.documents.models import FileReading

from .indicators import Edition, IndicatorSet


class IndicatorReading(FileReading):
    """Показатели из файла до того, как они приняты.

    content: `content.Content` as JSON, emptied when it is accepted. set: whose new edition it becomes; empty: a set of
    its own. edition: the draft that it was written into.
    """

    set = models.ForeignKey(
        IndicatorSet,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="система показателей",
    )
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="черновик"
    )

    class Meta(FileReading.Meta):
        verbose_name = "показатели из файла"
        verbose_name_plural = "показатели из файлов"

    def get_absolute_url(self):
        return reverse("monitoring:set_reading", args=[self.pk])
