"""Годовой план объединения.

`AnnualPlan` is the plan of an association for a school year; its words live in editions, its life in items. A
`PlanLine` is what one edition says about one `PlanItem`; marks of completion and links to meetings and events hang
on the item, so they survive a new edition, and two editions are compared line by line over the same items.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from associations.models import Association, Term
from associations.models.meeting import ThroughAssociation
from methodservice.documents.models import FrozenDocument
from methodservice.lib.periods import SchoolYear


class PlanQuerySet(ThroughAssociation):
    def approved_by(self, user):
        """Plans that the user may approve today."""
        return self.filter(association__in=Association.objects.approved_by(user))


class AnnualPlan(models.Model):
    """План работы объединения на учебный год."""

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="plans", verbose_name="объединение"
    )
    school_year = models.PositiveSmallIntegerField("учебный год (год начала)")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "план работы"
        verbose_name_plural = "планы работы"
        ordering = ["-school_year", "association", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "school_year"],
                name="plan_once_a_year",
                violation_error_message="План на этот учебный год уже есть.",
            )
        ]

    def __str__(self):
        return f"План на {self.year}: {self.association}"

    def get_absolute_url(self):
        return reverse("plans:plan", args=[self.pk])

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.school_year)


class PlanPartQuerySet(ThroughAssociation):
    path = "plan__association"


class EditionQuerySet(PlanPartQuerySet):
    def visible_to(self, user):
        """What was approved: whoever sees the association. What is being prepared: those who lead it or approve, and
        the staff of the district."""
        seen = super().visible_to(user)
        if user.access.is_district_staff:
            return seen
        prepared_for = Association.objects.led_by(user) | Association.objects.approved_by(user)
        return seen.filter(Q(plan__association__in=prepared_for) | Q(state__in=PlanEdition.KEPT))

    def in_force(self):
        return self.filter(state=PlanEdition.State.APPROVED)

    def pending(self):
        return self.filter(state__in=PlanEdition.PENDING)

    def for_page(self):
        """With what its page and its document name. Newest first. 1 query."""
        return self.select_related(
            "plan__association__municipality",
            "plan__association__school",
            "submitted_by",
            "approved_by",
        ).order_by("-number")


class PlanEdition(models.Model):
    """Редакция плана: what it says. An approved one never changes; the next edition supersedes it on its approval."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SUBMITTED = "submitted", "На утверждении"
        RETURNED = "returned", "Возвращён"
        APPROVED = "approved", "Утверждён"
        SUPERSEDED = "superseded", "Заменён новой редакцией"

    OPEN = (State.DRAFT, State.RETURNED)
    """Its words may be changed."""
    PENDING = (State.DRAFT, State.RETURNED, State.SUBMITTED)
    KEPT = (State.APPROVED, State.SUPERSEDED)
    """Approved once, kept for ever."""

    plan = models.ForeignKey(AnnualPlan, models.CASCADE, related_name="editions", verbose_name="план")
    number = models.PositiveSmallIntegerField("редакция", default=1)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    theme = models.CharField("методическая тема", max_length=500, blank=True)
    goals = models.TextField("цель", blank=True, max_length=3000)
    tasks = models.TextField("задачи", blank=True, max_length=5000)
    reason = models.CharField("почему меняется план", max_length=500, blank=True)
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
    approved_at = models.DateTimeField("утверждён", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="утвердил",
    )
    document = models.OneToOneField(
        FrozenDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_edition",
        verbose_name="документ",
    )
    version = models.PositiveIntegerField(default=1)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "редакция плана"
        verbose_name_plural = "редакции плана"
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_edition_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state="approved"),
                name="plan_one_in_force",
                violation_error_message="У плана уже есть действующая редакция.",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["draft", "submitted", "returned"]),
                name="plan_one_pending",
                violation_error_message="Новая редакция плана уже готовится.",
            ),
        ]

    def __str__(self):
        return f"{self.plan}, редакция {self.number}"

    def get_absolute_url(self):
        return f"{reverse('plans:plan', args=[self.plan_id])}?edition={self.number}"


class ItemQuerySet(PlanPartQuerySet):
    def visible_to(self, user):
        """Items of plans once approved: whoever sees the association. Of others: those who lead it or approve."""
        prepared_for = Association.objects.led_by(user) | Association.objects.approved_by(user)
        kept = PlanEdition.objects.filter(lines__item=OuterRef("pk"), state__in=PlanEdition.KEPT)
        return super().visible_to(user).filter(Q(plan__association__in=prepared_for) | Exists(kept))

    def marked_by(self, user):
        """Items whose completion the user may mark today: of associations that the user leads, and where the plan in
        force names the user, an office that the user holds, or an association that the user leads."""
        from .line import LineResponsible

        led = Association.objects.led_by(user)
        named = LineResponsible.objects.filter(
            line__item=OuterRef("pk"), line__edition__state=PlanEdition.State.APPROVED
        )
        me = Q(association__in=led)
        if user.teacher_id:
            offices = Term.objects.on(timezone.localdate()).filter(
                teacher_id=user.teacher_id,
                office=OuterRef("office"),
                association=OuterRef("line__item__plan__association"),
            )
            me |= Q(teacher_id=user.teacher_id) | Exists(offices)
        may = Q(plan__association__in=led) | Exists(named.filter(me))
        return self.visible_to(user).filter(may)


class PlanItem(models.Model):
    """Пункт плана как дело: the same through all editions."""

    plan = models.ForeignKey(AnnualPlan, models.CASCADE, related_name="items", verbose_name="план")

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт плана"
        verbose_name_plural = "пункты плана"
        ordering = ["plan", "pk"]

    def __str__(self):
        return f"Пункт {self.pk}: {self.plan}"

    def get_absolute_url(self):
        return reverse("plans:item", args=[self.pk])
