"""Прочитанный файл, который ещё не принят: what was recognised waits for a look."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from methodservice.directory.models import Municipality

from .edition import Edition
from .programme import Programme

KEPT = timedelta(days=14)
"""Readings that nobody accepted are forgotten after this."""


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own readings, while the person is a methodist."""
        if not user.access.is_methodist:
            return self.none()
        return self.filter(uploaded_by_id=user.pk, municipality_id=user.municipality_id)

    editable_by = visible_to

    def forgotten(self):
        """Sent long ago."""
        return self.filter(uploaded_at__lt=timezone.now() - KEPT)


class Reading(models.Model):
    """Документ из файла, прочитанный, но ещё не принятый. The words alone are kept, not the file.

    content: `roadmap.content.Content` as JSON; answers: what the person has chosen, see `services.reading`; both are
    emptied when every row is in the draft: accepted. programme: whose new edition it becomes; empty: a programme of its
    own. edition: the draft that rows were written into; empty: none yet, or the draft was deleted.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="муниципалитет"
    )
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="дорожная карта"
    )
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="readings", verbose_name="черновик"
    )
    name = models.CharField("файл", max_length=200)
    content = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    accepted = models.BooleanField("принят", default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField("отправлен", auto_now_add=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "документ из файла"
        verbose_name_plural = "документы из файлов"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name
