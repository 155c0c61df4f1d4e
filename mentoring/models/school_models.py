"""Модель наставничества: документ организации, по которому в ней наставляют."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from methodservice.directory.models import School
from methodservice.documents.models import StoredFile
from methodservice.lib.querysets import in_force


class SchoolModelQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district: all; a coordinator: of the own school."""
        rows = self.filter(school__municipality_id=user.municipality_id)
        return rows if user.access.is_district_staff else rows.filter(school__in=user.access.school_ids)

    def editable_by(self, user):
        return self.filter(school__in=School.objects.editable_by(user))

    def on(self, day: date):
        return self.filter(in_force(day))


class SchoolModel(models.Model):
    """Действует с начала и до конца включительно; без конца — до отмены. One at a time for an organisation."""

    school = models.ForeignKey(
        School, models.CASCADE, related_name="mentoring_models", verbose_name="организация"
    )
    document = models.CharField("документ", max_length=300)
    starts = models.DateField("действует с")
    ends = models.DateField("действует по", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="файл",
    )
    version = models.PositiveIntegerField(default=1)

    objects = SchoolModelQuerySet.as_manager()

    class Meta:
        verbose_name = "модель наставничества"
        verbose_name_plural = "модели наставничества"
        ordering = ["school", "-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="school_model_dates",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="Дата «по» раньше даты «с».",
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(ends__isnull=True),
                name="school_model_open_once",
                violation_error_message="У организации уже есть действующая модель. Сначала укажите, по какой день она "
                "действует.",
            ),
        ]

    def __str__(self):
        return f"{self.document}, с {self.starts:%d.%m.%Y}"
