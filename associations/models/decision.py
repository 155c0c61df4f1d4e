"""Решение: taken by a meeting, from the signing of the protocol on a task until it is done."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, When
from django.urls import reverse

from methodservice.directory.models import Teacher
from methodservice.documents.models import StoredFile

from .association import Association
from .meeting import AgendaItem, ItemPartQuerySet, ThroughAssociation


class DecisionQuerySet(ItemPartQuerySet):
    def visible_to(self, user):
        """Whoever sees the association, and whoever is responsible."""
        seen = Q(item__meeting__association__in=Association.objects.visible_to(user))
        if user.teacher_id:
            seen |= Q(responsible_id=user.teacher_id, adopted_on__isnull=False)
        return self.filter(seen, item__meeting__association__municipality_id=user.municipality_id)

    def marked_by(self, user):
        """Where the user may say that it is done: those who lead the association, and whoever is responsible."""
        may = Q(item__meeting__association__in=Association.objects.led_by(user))
        if user.teacher_id:
            may |= Q(responsible_id=user.teacher_id)
        return self.adopted().filter(may, item__meeting__association__municipality_id=user.municipality_id)

    def adopted(self):
        """Taken by a signed protocol: a task until it is done."""
        return self.filter(adopted_on__isnull=False)

    def undone(self):
        return self.filter(done__isnull=True)

    def overdue(self, day):
        """Not done, and the due day is over."""
        return self.undone().filter(due__lt=day)

    def for_list(self):
        """Tasks with `protocol_id` and `protocol_number` of the latest edition: overdue first, then by due date, those
        without one after them, done ones last. 1 query."""
        from .protocol import Protocol

        latest = Protocol.objects.filter(meeting=OuterRef("item__meeting")).order_by("-edition")
        return (
            self.select_related(
                "item__meeting__association__municipality",
                "item__meeting__association__school",
                "responsible__school",
                "done__evidence",
                "done__marked_by",
            )
            .annotate(
                protocol_id=Subquery(latest.values("pk")[:1]),
                protocol_number=Subquery(latest.values("number")[:1]),
                is_done=Case(When(done__isnull=True, then=0), default=1, output_field=IntegerField()),
            )
            .order_by("is_done", F("due").asc(nulls_last=True), "-done__done_on", "pk")
        )


class Decision(models.Model):
    """Решение по вопросу: что, кто, к какому сроку. From the signing on it is a task until it is done."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField("№")
    text = models.TextField("решили", max_length=5000)
    responsible = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="ответственный"
    )
    responsible_text = models.CharField("ответственный не из списка", max_length=300, blank=True)
    due = models.DateField("срок", null=True, blank=True)
    due_text = models.CharField("срок словами", max_length=200, blank=True)
    adopted_on = models.DateField("принято", null=True, blank=True, editable=False)
    """The day of the meeting, once a protocol is signed in which the item passed."""
    version = models.PositiveIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "решение"
        verbose_name_plural = "решения"
        ordering = ["item", "position", "pk"]
        indexes = [models.Index(fields=["responsible", "due"], name="decision_tasks")]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("associations:decision", args=[self.pk])


class DecisionDoneQuerySet(ThroughAssociation):
    path = "decision__item__meeting__association"


class DecisionDone(models.Model):
    """Отметка о выполнении решения. No row: not done. Taking it back deletes the row, the journal keeps it."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="done", verbose_name="решение")
    done_on = models.DateField("выполнено")
    comment = models.TextField("что сделано", blank=True, max_length=2000)
    evidence = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="decision_marks",
        verbose_name="подтверждение",
    )  # fmt: skip
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто отметил"
    )
    marked_at = models.DateTimeField("отмечено", auto_now_add=True)

    objects = DecisionDoneQuerySet.as_manager()

    class Meta:
        verbose_name = "отметка о выполнении решения"
        verbose_name_plural = "отметки о выполнении решений"

    def __str__(self):
        return f"Выполнено {self.done_on:%d.%m.%Y}: {self.decision}"
