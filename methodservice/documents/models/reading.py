"""Прочитанный файл, который ещё не принят: its words wait for a look."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from methodservice.directory.models import Municipality

KEPT = timedelta(days=14)
"""What nobody accepted is forgotten after this."""


class FileReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own files, while the person is a methodist."""
        if not user.access.is_methodist:
            return self.none()
        return self.filter(uploaded_by_id=user.pk, municipality_id=user.municipality_id)

    editable_by = visible_to

    def forgotten(self):
        """Sent long ago."""
        return self.filter(uploaded_at__lt=timezone.now() - KEPT)


class FileReading(models.Model):
    """A file of a methodist, read but not accepted yet. The words alone are kept, not the file.

    content: what was understood, as JSON, emptied when it is accepted. A room adds what the file becomes.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="муниципалитет"
    )
    name = models.CharField("файл", max_length=200)
    content = models.JSONField(default=dict)
    accepted = models.BooleanField("принят", default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField("отправлен", auto_now_add=True)

    objects = FileReadingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name
