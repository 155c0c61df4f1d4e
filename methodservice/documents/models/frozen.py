"""Documents that never change once they are signed."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse

from methodservice.directory.models import Municipality

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_check_code() -> str:
    """16 characters (80 bits) without look-alikes: the address of the public check page."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(16))


class FrozenDocument(models.Model):
    """Подписанный документ: snapshot, PDF and hash stored together; UPDATE and DELETE are refused by the database."""

    class Kind(models.TextChoices):
        PROTOCOL = "protocol", "протокол"
        PLAN = "plan", "план работы"
        REPORT = "report", "отчёт"
        ORDER = "order", "приказ"
        NOTE = "note", "аналитическая справка"
        EFFECT = "effect", "анализ эффективности"

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
