"""Numbers without gaps and documents that never change."""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse

from methodservice import registries
from methodservice.directory.models import Municipality
from methodservice.lib.attachments import KINDS, FileKind

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_check_code() -> str:
    """16 characters (80 bits) without look-alikes: the address of the public check page."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(16))


class NumberSequence(models.Model):
    """Счётчик номеров. One row per series («protocol:<association>») and year; taken under a row lock."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    series = models.CharField("серия", max_length=100)
    year = models.PositiveSmallIntegerField("год")
    last = models.PositiveIntegerField("последний номер", default=0)

    class Meta:
        verbose_name = "счётчик номеров"
        verbose_name_plural = "счётчики номеров"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "series", "year"], name="sequence_unique")
        ]

    def __str__(self):
        return f"{self.series} {self.year}: {self.last}"


class FrozenDocument(models.Model):
    """Подписанный документ: snapshot, PDF and hash stored together; UPDATE and DELETE are refused by the database."""

    class Kind(models.TextChoices):
        PROTOCOL = "protocol", "протокол"
        PLAN = "plan", "план работы"
        REPORT = "report", "отчёт"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="documents", verbose_name="муниципалитет"
    )
    kind = models.CharField("вид", max_length=20, choices=Kind)
    number = models.CharField("номер", max_length=30)
    date = models.DateField("дата")
    edition = models.PositiveSmallIntegerField("редакция", default=1)
    title = models.CharField("название", max_length=300)
    snapshot = models.JSONField("содержание")
    pdf = models.BinaryField("PDF")
    sha256 = models.CharField("контрольная сумма SHA-256", max_length=64)
    check_code = models.CharField("код проверки", max_length=16, unique=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name="исправляет"
    )
    reason = models.CharField("основание исправления", max_length=500, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто подписал"
    )
    signed_at = models.DateTimeField("подписан", auto_now_add=True)

    class Meta:
        verbose_name = "подписанный документ"
        verbose_name_plural = "подписанные документы"
        ordering = ["-date", "-pk"]

    def __str__(self):
        return f"{self.title} № {self.number}"

    def get_absolute_url(self):
        return reverse("documents:check", args=[self.check_code])


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
