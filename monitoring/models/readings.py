"""Прочитанный файл с показателями, который ещё не принят."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from methodservice.directory.models import Municipality

from .indicators import Edition, IndicatorSet

KEPT = timedelta(days=14)
"""Readings that nobody accepted are forgotten after this."""


class IndicatorReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own readings, while the person is a methodist."""
        if not user.access.is_methodist:
            return self.none()
        return self.filter(uploaded_by_id=user.pk, municipality_id=user.municipality_id)

    editable_by = visible_to

    def forgotten(self):
        """Sent long ago."""
        return self.filter(uploaded_at__lt=timezone.now() - KEPT)


class IndicatorReading(models.Model):
    """Показатели из файла до того, как они приняты. The words alone are kept, not the file.

    content: `content.Content` as JSON, emptied when it is accepted; taken: places of the doubtful lines that the person
    has ticked. set: whose new edition it becomes; empty: a set of its own. edition: the draft that it was written into.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="муниципалитет"
    )
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
    name = models.CharField("файл", max_length=200)
    content = models.JSONField(default=dict)
    taken = models.JSONField(default=list)
    accepted = models.BooleanField("принят", default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField("отправлен", auto_now_add=True)

    objects = IndicatorReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "показатели из файла"
        verbose_name_plural = "показатели из файлов"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name
