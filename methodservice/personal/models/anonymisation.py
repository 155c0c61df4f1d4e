"""Акт обезличивания: what was emptied, when, by whom and why. Written once, never changed."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from methodservice.directory.models import Municipality, Teacher


class ActQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Methodists of the municipality."""
        mine = self.filter(municipality_id=user.municipality_id)
        return mine if user.access.is_methodist else mine.none()


class Act(models.Model):
    """Акт обезличивания. The snapshot is all that the act prints: no surname is in it. Acts of all kinds are numbered
    in one series."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="муниципалитет"
    )
    number = models.CharField("номер", max_length=20)
    done_on = models.DateField("дата")
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто обезличил"
    )
    snapshot = models.JSONField("содержание")

    objects = ActQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"],
                name="%(class)s_number_once",
                violation_error_message="Акт с таким номером уже есть.",
            )
        ]

    def __str__(self):
        return f"Акт обезличивания № {self.number}"


class Anonymisation(Act):
    """Акт обезличивания карточки."""

    teacher = models.OneToOneField(
        Teacher, models.PROTECT, related_name="anonymisation", verbose_name="карточка"
    )

    class Meta(Act.Meta):
        verbose_name = "акт обезличивания"
        verbose_name_plural = "акты обезличивания"

    def get_absolute_url(self):
        return reverse("personal:person", args=[self.teacher_id])
