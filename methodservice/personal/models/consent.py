"""Согласие на обработку или распространение персональных данных: a document of its own (152-ФЗ, ст. 9 и 10.1)."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse

from methodservice.directory.models import Teacher
from methodservice.documents.models import StoredFile


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the card: the staff of the district, the coordinator of the school, the person."""
        return self.filter(teacher__in=Teacher.objects.visible_to(user))

    def editable_by(self, user):
        """Methodists and the school's coordinator."""
        return self.filter(teacher__in=Teacher.objects.editable_by(user))

    def in_force(self):
        return self.filter(revoked_on__isnull=True)

    def newest_first(self):
        """As pages read them: what is in force first. 1 query with the scans."""
        return self.select_related("file").order_by(
            F("revoked_on").desc(nulls_first=True), "-given_on", "-pk"
        )


class Consent(models.Model):
    """Согласие одного человека. The signed paper is the original; the portal keeps its dates and a scan."""

    class Kind(models.TextChoices):
        PROCESSING = "processing", "на обработку"
        PUBLISHING = "publishing", "на распространение"

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="consents", verbose_name="педагог")
    kind = models.CharField("согласие", max_length=10, choices=Kind)
    given_on = models.DateField("дано")
    revoked_on = models.DateField("отозвано", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="скан"
    )
    note = models.CharField("примечание", max_length=300, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["teacher", "kind", "-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "kind"],
                condition=Q(revoked_on__isnull=True),
                name="consent_in_force_once",
                violation_error_message="Такое согласие уже записано и действует.",
            ),
            models.CheckConstraint(
                name="consent_dates",
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("given_on")),
                violation_error_message="Согласие отозвано раньше, чем дано.",
            ),
        ]

    def __str__(self):
        return f"Согласие {self.get_kind_display()}, {self.given_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("personal:person", args=[self.teacher_id])


def with_consents(teachers):
    """The teachers with `consents` at hand, what is in force first. 1 query more."""
    return teachers.prefetch_related(Prefetch("consents", Consent.objects.newest_first()))


def has_consent(kind: str) -> Exists:
    """Condition over teachers: a consent of the kind is in force."""
    return Exists(Consent.objects.in_force().filter(teacher=OuterRef("pk"), kind=kind))


def took_back(kind: str) -> Q:
    """Condition over teachers: a consent of the kind was given and revoked, none is in force."""
    return Q(~has_consent(kind), Exists(Consent.objects.filter(teacher=OuterRef("pk"), kind=kind)))
