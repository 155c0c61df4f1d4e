"""Жизнь пунктов: when each is due, whether it is done, by what that is proved."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from methodservice.documents.models import StoredFile

from .line import Line
from .programme import Item, ThroughProgramme


class ItemPartQuerySet(ThroughProgramme):
    path = "item__programme"

    def visible_to(self, user):
        return self.filter(item__in=Item.objects.visible_to(user))


class OccurrenceQuerySet(ItemPartQuerySet):
    def open(self):
        """Those that wait for a mark."""
        return self.filter(cancelled_on__isnull=True, completion__isnull=True)

    def counted(self):
        """Of items that an edition in force names: what waits, and what it counts, see `Edition.counted_from`."""
        lines = Line.objects.in_force().filter(item=OuterRef("item"))
        own = Q(part__edition__number=1) | Q(part__edition__first__lte=OuterRef("ends"))
        waits = Q(cancelled_on__isnull=True, completion__isnull=True)
        return self.filter(Exists(lines) & (waits | Exists(lines.filter(own))))


class Occurrence(models.Model):
    """Срок пункта: one time at which it is due. `starts` is empty for «до …».

    Written when an edition comes into force, from the meaning of its words, or by a person where the words ask for a
    schedule. One whose words a later edition replaced goes, or is cancelled when it was due or begun.
    """

    class Source(models.TextChoices):
        WORDS = "words", "по словам срока"
        SCHEDULE = "schedule", "по графику"

    item = models.ForeignKey(Item, models.CASCADE, related_name="occurrences", verbose_name="пункт")
    source = models.CharField("откуда", max_length=10, choices=Source, default=Source.WORDS)
    starts = models.DateField("с", null=True, blank=True)
    ends = models.DateField("по")
    note = models.CharField("пояснение", max_length=200, blank=True)
    started_on = models.DateField("взято в работу", null=True, blank=True)
    cancelled_on = models.DateField("отменён", null=True, blank=True)
    cancel_reason = models.CharField("почему отменён", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "срок пункта"
        verbose_name_plural = "сроки пунктов"
        ordering = ["ends", "pk"]
        indexes = [models.Index(fields=["item", "ends"], name="roadmap_occurrence_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "ends", "source"],
                name="roadmap_occurrence_once",
                violation_error_message="Такой срок у пункта уже есть.",
            ),
            models.CheckConstraint(
                name="roadmap_occurrence_days",
                condition=Q(starts__isnull=True) | Q(starts__lte=models.F("ends")),
                violation_error_message="Начало позже конца.",
            ),
            models.CheckConstraint(
                name="roadmap_cancelled_with_reason",
                condition=Q(cancelled_on__isnull=True, cancel_reason="")
                | Q(cancelled_on__isnull=False) & ~Q(cancel_reason=""),
                violation_error_message="Напишите, почему срок отменён.",
            ),
        ]

    def __str__(self):
        return f"до {self.ends:%d.%m.%Y}"


class Completion(models.Model):
    """Отметка о выполнении. occurrence: what it completes; empty: a fact of what is done «по мере необходимости».

    Evidence: a file, a link, a record of the portal (a key of `evidence`) — any of them or none.
    automatic: written because the record itself is the fact; a person may undo it.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="completions", verbose_name="пункт")
    occurrence = models.OneToOneField(
        Occurrence,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="completion",
        verbose_name="срок",
    )
    done_on = models.DateField("выполнено")
    comment = models.TextField("что сделано", blank=True, max_length=2000)
    evidence = models.ForeignKey(
        StoredFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="roadmap_marks",
        verbose_name="файл",
    )
    link = models.URLField("ссылка", blank=True, max_length=500)
    record = models.CharField("запись портала", max_length=60, blank=True)
    automatic = models.BooleanField("закрыто автоматически", default=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто отметил",
    )
    marked_at = models.DateTimeField("отмечено", auto_now_add=True)

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = "отметка о выполнении"
        verbose_name_plural = "отметки о выполнении"
        ordering = ["done_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="roadmap_mark_by_somebody",
                condition=Q(automatic=True) & ~Q(record="") | Q(automatic=False, marked_by__isnull=False),
            )
        ]

    def __str__(self):
        return f"Выполнено {self.done_on:%d.%m.%Y}"


class Watch(models.Model):
    """За чем следит пункт: facts of the portal that complete it by themselves.

    key: a record («event:5», «order:3») or a stream of them («protocols:4», protocols of an association), see
    `watched`. refused: facts whose automatic mark a person undid; they never complete it again.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="watches", verbose_name="пункт")
    key = models.CharField("за чем следить", max_length=60)
    refused = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто указал"
    )
    made_at = models.DateTimeField("указано", auto_now_add=True)

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = "наблюдение пункта"
        verbose_name_plural = "наблюдения пунктов"
        ordering = ["item", "pk"]
        indexes = [models.Index(fields=["key"], name="roadmap_watch_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "key"],
                name="roadmap_watch_once",
                violation_error_message="За этим пункт уже следит.",
            )
        ]

    def __str__(self):
        return self.key
