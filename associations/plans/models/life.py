"""Жизнь пункта: what it became and whether it is done."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from associations.events.models import Event
from associations.models import Meeting
from associations.models.meeting import ThroughAssociation
from methodservice.documents.models import StoredFile

from .plan import PlanItem


class ItemPartQuerySet(ThroughAssociation):
    path = "item__plan__association"


class ItemLink(models.Model):
    """Пункт плана стал заседанием или мероприятием."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="links", verbose_name="пункт плана")
    meeting = models.OneToOneField(
        Meeting, models.CASCADE, null=True, blank=True, related_name="plan_link", verbose_name="заседание"
    )
    event = models.OneToOneField(
        Event, models.CASCADE, null=True, blank=True, related_name="plan_link", verbose_name="мероприятие"
    )

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = "связь с пунктом плана"
        verbose_name_plural = "связи с пунктами плана"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="item_link_one",
                condition=Q(meeting__isnull=False, event__isnull=True)
                | Q(meeting__isnull=True, event__isnull=False),
            )
        ]

    def __str__(self):
        return str(self.meeting or self.event)


class ItemDone(models.Model):
    """Отметка о выполнении пункта плана."""

    item = models.OneToOneField(PlanItem, models.CASCADE, related_name="done", verbose_name="пункт плана")
    done_on = models.DateField("выполнено")
    comment = models.TextField("что сделано", blank=True, max_length=2000)
    evidence = models.ForeignKey(
        StoredFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="plan_marks",
        verbose_name="подтверждение",
    )
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто отметил"
    )
    marked_at = models.DateTimeField("отмечено", auto_now_add=True)

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = "отметка о выполнении пункта"
        verbose_name_plural = "отметки о выполнении пунктов"

    def __str__(self):
        return f"Выполнено {self.done_on:%d.%m.%Y}"
