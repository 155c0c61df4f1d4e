"""Numbers without gaps and documents that never change."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse

from methodservice.directory.models import Municipality

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
