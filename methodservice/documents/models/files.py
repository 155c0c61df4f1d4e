"""Files that people attach to records."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse

from methodservice import registries
from methodservice.directory.models import Municipality
from methodservice.lib.attachments import KINDS, FileKind


class StoredFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Files whose owner (a mark, a material, a paper …) the user may see: each app offers its condition."""
        owned = models.Q(pk__in=[])
        for scope in registries.file_scopes:
            owned |= scope(user)
        return self.filter(owned, municipality_id=user.municipality_id)


class StoredFile(models.Model):
    """Загруженный файл. Lies outside the web root under a name of its own; read only through the scope of its owner."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="муниципалитет"
    )
    name = models.CharField("имя файла", max_length=200)
    stored_name = models.CharField(max_length=60, unique=True)
    size = models.PositiveIntegerField("размер, байт")
    media_type = models.CharField("тип", max_length=100)
    sha256 = models.CharField("контрольная сумма SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто загрузил"
    )
    uploaded_at = models.DateTimeField("загружен", auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "загруженный файл"
        verbose_name_plural = "загруженные файлы"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("files:file", args=[self.pk])

    @staticmethod
    def folder() -> Path:
        return Path(settings.MEDIA_ROOT) / "uploads"

    @property
    def kind(self) -> FileKind:
        return KINDS[self.stored_name.rpartition(".")[2]]

    @property
    def path(self) -> Path:
        return self.folder() / self.stored_name
