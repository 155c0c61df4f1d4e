"""Строка плана: the words of an edition about an item, when and who."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from associations.models import Association, Office
from associations.models.meeting import ThroughAssociation
from methodservice.directory.models import Teacher

from .lists import ActivityKind, Direction
from .plan import PlanEdition, PlanItem


class LineQuerySet(ThroughAssociation):
    path = "edition__plan__association"

    def in_force(self):
        """Lines of approved editions: the consolidated plan is made of them."""
        return self.filter(edition__state=PlanEdition.State.APPROVED)


class PlanLine(models.Model):
    """Строка плана: what an edition says about an item. Words are kept as written; their meaning stands beside them."""

    class Section(models.TextChoices):
        MEETINGS = "meetings", "Заседания"
        BETWEEN = "between", "Работа между заседаниями"
        YOUNG = "young", "Работа с молодыми и вновь прибывшими педагогами"
        ATTESTATION = "attestation", "Аттестация и повышение квалификации"
        OTHER = "other", "Другие мероприятия"

    edition = models.ForeignKey(PlanEdition, models.CASCADE, related_name="lines", verbose_name="редакция")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="lines", verbose_name="пункт")
    position = models.PositiveSmallIntegerField("№")
    section = models.CharField("раздел", max_length=15, choices=Section, default=Section.BETWEEN)
    direction = models.ForeignKey(
        Direction, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name="направление"
    )
    kind = models.ForeignKey(
        ActivityKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name="вид деятельности",
    )
    action = models.TextField("что делаем", max_length=2000)
    deadline = models.CharField(
        "срок", max_length=300, blank=True, help_text="Как принято писать: «октябрь», «до 15 мая»"
    )
    deadline_kind = models.CharField("вид срока", max_length=15, blank=True)
    responsible = models.CharField("ответственный", max_length=500, blank=True)
    expected = models.TextField("ожидаемый результат", blank=True, max_length=2000)
    remark = models.TextField("замечание к пункту", blank=True, max_length=1000)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = "строка плана"
        verbose_name_plural = "строки плана"
        ordering = ["edition", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "item"], name="plan_line_once")]

    def __str__(self):
        return f"{self.position}. {self.action[:80]}"

    @property
    def item_url(self) -> str:
        """The page of its item, without reading it."""
        return reverse("plans:item", args=[self.item_id])


class LineOccurrence(models.Model):
    """Когда: what the deadline means within the school year (lib/deadlines). `starts` is empty for «до …»."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="occurrences")
    starts = models.DateField("с", null=True, blank=True)
    ends = models.DateField("по")

    class Meta:
        verbose_name = "срок строки"
        verbose_name_plural = "сроки строк"
        ordering = ["ends", "pk"]
        indexes = [models.Index(fields=["ends"], name="line_occurrence_ends")]

    def __str__(self):
        return f"до {self.ends:%d.%m.%Y}"


class LineResponsible(models.Model):
    """Кто: the words of the line, resolved to an office of the association, a person or an association."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="responsibles")
    office = models.CharField("должность в объединении", max_length=10, choices=Office, blank=True)
    teacher = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="педагог"
    )
    association = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="объединение"
    )

    class Meta:
        verbose_name = "ответственный за строку"
        verbose_name_plural = "ответственные за строки"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="line_responsible_one",
                condition=(
                    Q(teacher__isnull=True, association__isnull=True) & ~Q(office="")
                    | Q(office="", teacher__isnull=False, association__isnull=True)
                    | Q(office="", teacher__isnull=True, association__isnull=False)
                ),
            )
        ]

    def __str__(self):
        return str(self.teacher or self.association or self.get_office_display())
