"""Перечни муниципалитета: directions of work and kinds of activity."""

from django.db import models

from methodservice.directory.models import Municipality


class MunicipalListQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(municipality_id=user.municipality_id)

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()

    def offered(self):
        """For new items, in the municipality's order."""
        return self.filter(retired=False).order_by("position", "pk")


class MunicipalEntry(models.Model):
    """Строка перечня муниципалитета. What was used once is retired, not deleted."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="муниципалитет"
    )
    title = models.CharField("название", max_length=300)
    position = models.PositiveSmallIntegerField("№ по порядку", default=1)
    retired = models.BooleanField("больше не предлагать", default=False)

    objects = MunicipalListQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class Direction(MunicipalEntry):
    """Направление работы (Положение о ММО, п. 5.2)."""

    class Meta(MunicipalEntry.Meta):
        verbose_name = "направление работы"
        verbose_name_plural = "направления работы"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="direction_once",
                violation_error_message="Такое направление уже есть.",
            )
        ]


class ActivityKind(MunicipalEntry):
    """Вид деятельности (Положение о ММО, п. 5.2)."""

    class Meta(MunicipalEntry.Meta):
        verbose_name = "вид деятельности"
        verbose_name_plural = "виды деятельности"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="activity_kind_once",
                violation_error_message="Такой вид деятельности уже есть.",
            )
        ]
