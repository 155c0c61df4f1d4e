"""С чего начинается план: templates of the municipality, tables that were read from files and wait for acceptance."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from associations.models import Association, Level
from associations.models.meeting import ThroughAssociation
from methodservice.directory.models import Municipality
from methodservice.lib.periods import SchoolYear

from .lists import MunicipalListQuerySet

KEPT = timedelta(days=14)
"""Tables that nobody accepted are forgotten after this."""


class TemplateQuerySet(MunicipalListQuerySet):
    def fitting(self, association: Association):
        """For a plan of the association: of its level, by title."""
        return self.filter(municipality=association.municipality_id, level=association.level).order_by(
            "title"
        )


class PlanTemplate(models.Model):
    """Шаблон плана. lines: dictionaries with the words of `LineDraft`, directions and kinds by their titles."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="муниципалитет"
    )
    title = models.CharField("название", max_length=200)
    level = models.CharField("для объединений", max_length=10, choices=Level)
    school_year = models.PositiveSmallIntegerField("учебный год, на который написан")
    theme = models.CharField("методическая тема", max_length=500, blank=True)
    goals = models.TextField("цель", blank=True, max_length=3000)
    tasks = models.TextField("задачи", blank=True, max_length=5000)
    lines = models.JSONField("строки", default=list)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "шаблон плана"
        verbose_name_plural = "шаблоны планов"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="plan_template_once",
                violation_error_message="Шаблон с таким названием уже есть.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.school_year)


class TableQuerySet(ThroughAssociation):
    def visible_to(self, user):
        """A person's own tables, while the person leads the association."""
        return self.filter(uploaded_by_id=user.pk, association__in=Association.objects.led_by(user))

    editable_by = visible_to

    def forgotten(self):
        """Sent long ago."""
        return self.filter(uploaded_at__lt=timezone.now() - KEPT)


class PlanTable(models.Model):
    """Таблица из файла, прочитанная, но ещё не принятая. The words alone are kept, not the file.

    words: theme, goals, tasks found above the table; lines: `importing.ReadLine` as dictionaries; both are emptied when
    the table is accepted.
    """

    association = models.ForeignKey(Association, models.CASCADE, related_name="+", verbose_name="объединение")
    school_year = models.PositiveSmallIntegerField("учебный год (год начала)")
    name = models.CharField("файл", max_length=200)
    words = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    accepted = models.BooleanField("принята", default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField("отправлена", auto_now_add=True)

    objects = TableQuerySet.as_manager()

    class Meta:
        verbose_name = "таблица из файла"
        verbose_name_plural = "таблицы из файлов"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.school_year)
