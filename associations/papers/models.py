"""Папка документов: which ones an association must have, and what people upload (Положение о ММО, раздел 6)."""

from django.db import models
from django.db.models import Q

from associations.models import Association
from associations.models.meeting import ThroughAssociation
from methodservice.directory.models import Municipality, Teacher
from methodservice.documents.models import StoredFile


class PaperKindQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(municipality_id=user.municipality_id)

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()

    def required(self):
        """Asked of associations today."""
        return self.filter(retired=False)


class PaperKind(models.Model):
    """Документ, который должен быть у объединения. The list is the municipality's."""

    class Source(models.TextChoices):
        """Where the portal itself looks for it; an upload counts for any of them."""

        UPLOAD = "upload", "загружают"
        ROSTER = "roster", "состав, утверждённый приказом"
        PLAN = "plan", "утверждённый план работы"
        REPORT = "report", "принятый отчёт за прошлый год"
        PROTOCOLS = "protocols", "подписанные протоколы"

    class Meaning(models.TextChoices):
        """What the reports count among uploaded papers."""

        OTHER = "", "—"
        WORKS = "works", "методические разработки и публикации"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="paper_kinds", verbose_name="муниципалитет"
    )
    title = models.CharField("документ", max_length=200)
    short_title = models.CharField(
        "коротко", max_length=20, blank=True, help_text="Заголовок столбца в сводке папок: «План», «Отчёт»."
    )
    position = models.PositiveSmallIntegerField("№ по порядку", default=1)
    source = models.CharField("откуда берётся", max_length=10, choices=Source, default=Source.UPLOAD)
    meaning = models.CharField(
        "что считать в отчёте", max_length=10, choices=Meaning, blank=True, default=Meaning.OTHER
    )
    yearly = models.BooleanField("нужен каждый учебный год", default=True)
    due = models.CharField("срок в учебном году", max_length=5, blank=True)
    retired = models.BooleanField("больше не требуется", default=False)

    objects = PaperKindQuerySet.as_manager()

    class Meta:
        verbose_name = "документ папки"
        verbose_name_plural = "документы папки"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="paper_kind_once",
                violation_error_message="Такой документ в перечне уже есть.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def column(self) -> str:
        """Heading of a narrow column."""
        return self.short_title or self.title

    @property
    def due_day(self) -> str:
        """«15.09», or nothing. Without a day of its own a plan or a report follows the municipality's rules."""
        rules = {self.Source.PLAN: "plan_due", self.Source.REPORT: "report_due"}
        if self.due or self.source not in rules:
            return self.due
        return getattr(self.municipality.rules, rules[self.source])


class Paper(models.Model):
    """Документ, вложенный в папку: файл или ссылка. It counts for its school year; one of a kind that is not yearly
    counts for any."""

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="papers", verbose_name="объединение"
    )
    kind = models.ForeignKey(PaperKind, models.PROTECT, related_name="papers", verbose_name="вид документа")
    school_year = models.PositiveSmallIntegerField("учебный год (год начала)")
    title = models.CharField("название", max_length=300)
    author = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="автор"
    )
    date = models.DateField("дата документа", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="файл"
    )
    link = models.URLField("ссылка", max_length=500, blank=True)
    created_at = models.DateTimeField("вложен", auto_now_add=True)

    objects = ThroughAssociation.as_manager()

    class Meta:
        verbose_name = "документ в папке"
        verbose_name_plural = "документы в папках"
        ordering = ["kind", "-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="paper_has_content",
                condition=Q(file__isnull=False) | ~Q(link=""),
                violation_error_message="Приложите файл или укажите ссылку.",
            )
        ]

    def __str__(self):
        return self.title
