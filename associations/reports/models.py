"""Годовой отчёт объединения: figures from facts, conclusions from people."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from associations.models import Association
from associations.models.meeting import ThroughAssociation
from methodservice.documents.models import FrozenDocument
from methodservice.lib.periods import SchoolYear


class ReportQuerySet(ThroughAssociation):
    def visible_to(self, user):
        """An accepted one: whoever sees the association. One being prepared: those who lead it or accept it."""
        prepared_for = Association.objects.led_by(user) | Association.objects.approved_by(user)
        own = models.Q(association__in=prepared_for)
        return super().visible_to(user).filter(own | models.Q(state=AnnualReport.State.ACCEPTED))

    def approved_by(self, user):
        """Reports that the user may accept or return today."""
        return self.filter(association__in=Association.objects.approved_by(user))

    def for_page(self):
        """With everything that the page and the document name. 1 query."""
        return self.select_related(
            "association__municipality__rules", "association__school", "submitted_by", "accepted_by"
        )


class AnnualReport(models.Model):
    """Аналитический отчёт за учебный год. `figures` are kept from the submission on; a draft counts them anew."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SUBMITTED = "submitted", "На проверке"
        RETURNED = "returned", "Возвращён"
        ACCEPTED = "accepted", "Принят"

    OPEN = (State.DRAFT, State.RETURNED)
    """Its texts may be changed, its figures are live."""
    SECTIONS = ("work", "results", "problems", "next_goals")
    """Texts, in the order of the document."""

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="reports", verbose_name="объединение"
    )
    school_year = models.PositiveSmallIntegerField("учебный год (год начала)")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    work = models.TextField("что сделано", blank=True, max_length=20000)
    results = models.TextField("чего добились", blank=True, max_length=20000)
    problems = models.TextField("что не получилось и почему", blank=True, max_length=20000)
    next_goals = models.TextField("задачи на следующий год", blank=True, max_length=20000)
    figures = models.JSONField("показатели", default=list, blank=True)
    comment = models.TextField("замечание при возврате", blank=True, max_length=3000)
    submitted_at = models.DateTimeField("представлен", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="представил",
    )
    accepted_at = models.DateTimeField("принят", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="принял",
    )
    document = models.OneToOneField(
        FrozenDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="annual_report",
        verbose_name="документ",
    )
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "годовой отчёт"
        verbose_name_plural = "годовые отчёты"
        ordering = ["-school_year", "association", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "school_year"],
                name="report_once_a_year",
                violation_error_message="Отчёт за этот учебный год уже есть.",
            )
        ]

    def __str__(self):
        return f"Отчёт за {self.year}: {self.association}"

    def get_absolute_url(self):
        return reverse("reports:report", args=[self.pk])

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.school_year)
