from django.conf import settings
from django.db import models
from django.db.models import Q

from .municipality import Municipality


class AuditEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The journal of the municipality is read by methodists; others see the history of records they may open.

        A portal administrator also sees what belongs to no municipality, e.g. attempts to enter with unknown logins.
        """
        if not user.access.is_methodist:
            return self.none()
        mine = Q(municipality_id=user.municipality_id)
        if user.access.is_portal_admin:
            mine |= Q(municipality_id__isnull=True)
        return self.filter(mine)

    def about(self, obj):
        """History of one record, newest first."""
        return self.filter(record_type=obj._meta.label_lower, record_id=obj.pk)

    def for_journal(self):
        """The journal page, newest first. 1 query."""
        return self.select_related("actor").order_by("-at", "-pk")


class AuditEvent(models.Model):
    """Кто, что, с какой записью и когда. Written in the transaction of the change itself; never edited."""

    class Verb(models.TextChoices):
        CREATED = "created", "создано"
        CHANGED = "changed", "изменено"
        DELETED = "deleted", "удалено"
        MOVED = "moved", "переведено в другое состояние"
        SIGNED = "signed", "подписано"
        IMPORTED = "imported", "загружено из файла"
        EXPORTED = "exported", "выгружено"
        READ = "read", "просмотрено"
        LOGGED_IN = "logged_in", "вход"
        LOGIN_FAILED = "login_failed", "неудачный вход"
        LOGGED_OUT = "logged_out", "выход"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, related_name="+", verbose_name="муниципалитет"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто"
    )
    verb = models.CharField("действие", max_length=20, choices=Verb)
    record_type = models.CharField("вид записи", max_length=60, blank=True)
    record_id = models.BigIntegerField("номер записи", null=True)
    record_label = models.CharField("запись", max_length=300, blank=True)
    changes = models.JSONField("изменения", default=dict)
    """{"поле": [было, стало]} in words, as shown on the page."""
    note = models.CharField("пояснение", max_length=300, blank=True)
    at = models.DateTimeField("когда", auto_now_add=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["municipality", "-at"], name="audit_journal"),
            models.Index(
                fields=["record_type", "record_id", "-at"],
                name="audit_record",
                condition=Q(record_id__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.record_label}"
