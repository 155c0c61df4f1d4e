"""Who belongs to an association, and who leads it — always from a date to a date."""

from django.db import models
from django.db.models import F, Q

from methodservice.directory.models import Teacher
from methodservice.lib.querysets import in_force


class Office(models.TextChoices):
    HEAD = "head", "руководитель"
    DEPUTY = "deputy", "заместитель руководителя"
    SECRETARY = "secretary", "секретарь"
    CURATOR = "curator", "куратор"


LEADING_OFFICES = (Office.HEAD, Office.DEPUTY, Office.SECRETARY)
"""Those who file meetings and protocols. A curator reads."""

_DATES = {
    "condition": Q(ends__isnull=True) | Q(ends__gte=F("starts")),
    "violation_error_message": "Дата «по» раньше даты «с».",
}


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """In force on the day."""
        return self.filter(in_force(day))

    def visible_to(self, user):
        from .association import Association

        return self.filter(association__in=Association.objects.visible_to(user))

    def editable_by(self, user):
        from .association import Association

        return self.filter(association__in=Association.objects.editable_by(user))


class Membership(models.Model):
    """Член объединения с даты по дату. The list on a date is the truth for quorum."""

    association = models.ForeignKey("associations.Association", models.CASCADE, related_name="memberships")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="memberships", verbose_name="педагог")
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "член объединения"
        verbose_name_plural = "члены объединения"
        ordering = ["teacher__surname", "teacher__given_name", "teacher__patronymic", "pk"]
        constraints = [
            models.CheckConstraint(name="membership_dates", **_DATES),
            models.UniqueConstraint(
                fields=["association", "teacher"],
                condition=Q(ends__isnull=True),
                name="membership_open_once",
                violation_error_message="Этот педагог уже состоит в объединении.",
            ),
        ]

    def __str__(self):
        return f"{self.teacher} — {self.association}"


class Term(models.Model):
    """Срок полномочий. Rights follow it: in office today — the right today."""

    class Ground(models.TextChoices):
        ORDER = "order", "приказ"
        ELECTION = "election", "выборы"
        INTERIM = "interim", "временно исполняет обязанности"

    association = models.ForeignKey("associations.Association", models.CASCADE, related_name="terms")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="terms", verbose_name="педагог")
    office = models.CharField("должность в объединении", max_length=10, choices=Office)
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)
    ground = models.CharField("основание", max_length=10, choices=Ground, default=Ground.ORDER)
    ground_text = models.CharField(
        "реквизиты основания", max_length=300, blank=True, help_text="Например: приказ от 01.09.2026 № 145"
    )
    meeting = models.ForeignKey(
        "associations.Meeting", models.PROTECT, null=True, blank=True, related_name="terms_opened"
    )
    void = models.BooleanField("не вступил в силу", default=False)
    """Displaced on the very day it began, or called off before it: nobody held the office by it for a single day, so
    its end stands before its start and no date falls inside. Kept, not deleted: it was on record."""

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "срок полномочий"
        verbose_name_plural = "сроки полномочий"
        ordering = ["-starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="term_dates",
                condition=(Q(void=False) & _DATES["condition"]) | (Q(void=True) & Q(ends__lt=F("starts"))),
                violation_error_message=_DATES["violation_error_message"],
            ),
            models.UniqueConstraint(
                fields=["association"],
                condition=Q(office="head", ends__isnull=True),
                name="term_one_open_head",
                violation_error_message="У объединения уже есть руководитель. Сначала завершите его срок.",
            ),
        ]

    def __str__(self):
        return f"{self.get_office_display()}: {self.teacher}"


class Roster(models.Model):
    """Состав объединения на учебный год, утверждённый приказом."""

    association = models.ForeignKey("associations.Association", models.CASCADE, related_name="rosters")
    school_year = models.PositiveSmallIntegerField("учебный год (год начала)")
    approved_on = models.DateField("утверждён")
    order_number = models.CharField("номер приказа", max_length=50, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "утверждённый состав"
        verbose_name_plural = "утверждённые составы"
        ordering = ["-approved_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "school_year", "approved_on", "order_number"],
                name="roster_order_once",
                violation_error_message="Этим приказом состав на этот учебный год уже утверждён.",
            )
        ]

    def __str__(self):
        return f"Состав на {self.school_year}/{self.school_year + 1}: {self.association}"


class RosterMember(models.Model):
    """Педагог в утверждённом составе."""

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="members")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "член утверждённого состава"
        verbose_name_plural = "члены утверждённых составов"
        constraints = [models.UniqueConstraint(fields=["roster", "teacher"], name="roster_member_once")]

    def __str__(self):
        return str(self.teacher)
