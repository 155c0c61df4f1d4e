"""Аттестация: что установлено, до какого дня, кто и когда аттестуется."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from methodservice.directory.models import Teacher
from methodservice.documents.models import StoredFile

from .records import CardRecord, OfTeacherQuerySet, declined_has_reason

CATEGORIES = [choice for choice in Teacher.Category.choices if choice[0]]


class Attestation(CardRecord):
    """Результат аттестации. `valid_until` follows from category and day by `rules.attestation.valid_until`."""

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="attestations", verbose_name="педагог")
    category = models.CharField("категория", max_length=10, choices=CATEGORIES)
    position = models.CharField("по должности", max_length=200)
    decided_on = models.DateField("установлена")
    order_number = models.CharField("номер приказа", max_length=50, blank=True)
    order_on = models.DateField("дата приказа", null=True, blank=True)
    valid_until = models.DateField("действует по", null=True, blank=True, editable=False)
    """The last day; empty: it does not expire."""
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="скан"
    )

    class Meta:
        verbose_name = "аттестация"
        verbose_name_plural = "аттестации"
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["teacher", "state", "decided_on"], name="attestation_of_teacher")]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "category", "decided_on"],
                name="attestation_once",
                violation_error_message="Эта аттестация уже записана.",
            ),
            models.CheckConstraint(
                name="attestation_valid_until",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("decided_on")),
                violation_error_message="Категория действует после дня, когда установлена.",
            ),
            declined_has_reason("attestation_declined_why"),
        ]

    def __str__(self):
        return f"{self.get_category_display()}, {self.decided_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return f"{reverse('development:card', args=[self.teacher_id])}#attestations"


class PlannedAttestation(models.Model):
    """Строка перспективного графика: на что и когда педагог собирается аттестоваться."""

    teacher = models.ForeignKey(
        Teacher, models.CASCADE, related_name="planned_attestations", verbose_name="педагог"
    )
    category = models.CharField("на категорию", max_length=10, choices=CATEGORIES)
    planned_on = models.DateField("когда")
    note = models.CharField("примечание", max_length=300, blank=True)
    result = models.OneToOneField(
        Attestation, models.SET_NULL, null=True, blank=True, editable=False, related_name="plan"
    )

    objects = OfTeacherQuerySet.as_manager()

    class Meta:
        verbose_name = "плановая аттестация"
        verbose_name_plural = "график аттестации"
        ordering = ["planned_on", "teacher", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "category", "planned_on"],
                name="planned_attestation_once",
                violation_error_message="Эта аттестация уже в графике.",
            )
        ]

    def __str__(self):
        return f"{self.teacher}: {self.get_category_display()}, {self.planned_on:%m.%Y}"

    def get_absolute_url(self):
        return f"{reverse('development:card', args=[self.teacher_id])}#attestations"
