"""The library of rendered PDFs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from methodservice.jobs.models import Job


class RenderingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person sees what was printed for that person."""
        return self.filter(requested_by_id=user.pk)

    def unused_since(self, moment):
        return self.filter(used_at__lt=moment)


class Rendering(models.Model):
    """Напечатанный черновик. Found by the hash of everything it was made of: a changed draft never meets an old file.

    A long document waits here as HTML for the job that lays it out. Signed ones are never here: see FrozenDocument.
    """

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="для кого"
    )
    key = models.CharField("SHA-256 всего, из чего сделан", max_length=64)
    name = models.CharField("имя файла", max_length=300)
    html = models.TextField("ждёт вёрстки", blank=True)
    logo = models.JSONField("герб", default=str, blank=True)
    """Of the snapshot: the picture that the HTML names."""
    pdf = models.BinaryField("PDF", null=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", verbose_name="задание")
    created_at = models.DateTimeField("запрошен", auto_now_add=True)
    used_at = models.DateTimeField("открыт", default=timezone.now, db_index=True)

    objects = RenderingQuerySet.as_manager()

    class Meta:
        verbose_name = "напечатанный черновик"
        verbose_name_plural = "напечатанные черновики"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["requested_by", "key"], name="rendering_unique"),
            models.CheckConstraint(
                condition=Q(pdf__isnull=True, html__gt="") | Q(pdf__isnull=False, html=""),
                name="rendering_waits_or_is_printed",
                violation_error_message="Документ либо ждёт вёрстки, либо уже готов.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("printed:file", args=[self.pk])
