"""Строка дорожной карты: the cells of an edition about an item, and what they mean."""

from django.db import models
from django.urls import reverse

from .edition import EditionPart, RowQuerySet, Section
from .programme import Item


class LineQuerySet(RowQuerySet):
    def of(self, edition):
        """Lines of an edition in the order of the document. 1 query."""
        return self.filter(part__edition=edition).order_by("part__position", "position", "pk")

    def in_force(self):
        """Lines of editions in force."""
        return self.filter(part__edition__state="in_force")


class Line(models.Model):
    """Строка: cells along the columns of its table, as written.

    `number`, `action`, `deadline`, `responsible` say what is in them by the roles of the columns;
    `lines.understand_lines` alone writes these, together with the meaning.
    """

    part = models.ForeignKey(EditionPart, models.CASCADE, related_name="lines", verbose_name="таблица")
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="lines", verbose_name="раздел"
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="lines", verbose_name="пункт")
    position = models.PositiveSmallIntegerField("место")
    """Through the whole table, from 1."""
    cells = models.JSONField("ячейки", default=list)
    number = models.CharField("№", max_length=30, blank=True)
    action = models.TextField("мероприятие", blank=True)
    deadline = models.CharField("срок", max_length=500, blank=True)
    """Words of the deadline, put together where start and end or quarters have columns of their own; of the section
    where the table has no deadlines."""
    deadline_kind = models.CharField("вид срока", max_length=15, blank=True)
    responsible = models.TextField("ответственные", blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = "строка дорожной карты"
        verbose_name_plural = "строки дорожной карты"
        ordering = ["part", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["part", "item"], name="roadmap_line_once")]

    def __str__(self):
        return f"{self.number} {self.action[:80]}".strip()

    @property
    def item_url(self) -> str:
        """The page of its item, without reading it."""
        return reverse("roadmap:item", args=[self.item_id])


class LineParty(models.Model):
    """Кто отвечает: a party that the words of the line name, see `parties`: «role:heads», «association:3», «school:7»,
    «teacher:5». by_hand: chosen by a person, not found in the words."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="parties", verbose_name="строка")
    key = models.CharField("кто", max_length=60)
    by_hand = models.BooleanField("указан вручную", default=False)

    class Meta:
        verbose_name = "ответственный"
        verbose_name_plural = "ответственные"
        ordering = ["pk"]
        indexes = [models.Index(fields=["key"], name="roadmap_party_key")]
        constraints = [models.UniqueConstraint(fields=["line", "key"], name="roadmap_party_once")]

    def __str__(self):
        return self.key


class ChangeReason(models.Model):
    """Почему изменён пункт: the ground of one change of a new edition (Положение Ижморского округа, п. 3.6)."""

    class Kind(models.TextChoices):
        MONITORING = "monitoring", "результат мониторинга"
        RECOMMENDATION = "recommendation", "адресная рекомендация"
        DECISION = "decision", "решение объединения или совета"
        ORDER = "order", "приказ"
        UNFINISHED = "unfinished", "не выполнено в прошлом периоде"
        OTHER = "other", "другое"

    edition = models.ForeignKey(
        "roadmap.Edition", models.CASCADE, related_name="reasons", verbose_name="редакция"
    )
    item = models.ForeignKey(Item, models.CASCADE, related_name="reasons", verbose_name="пункт")
    kind = models.CharField("основание", max_length=15, choices=Kind)
    text = models.CharField("подробности", max_length=500, blank=True)
    record = models.CharField("запись портала", max_length=60, blank=True)
    """Key of `evidence`: «decision:12», «order:4»."""

    class Meta:
        verbose_name = "основание изменения"
        verbose_name_plural = "основания изменений"
        ordering = ["edition", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "item"], name="roadmap_reason_once")]

    def __str__(self):
        return self.get_kind_display()
