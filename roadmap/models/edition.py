"""Редакция: what a programme or a roadmap says, part by part in the order of the document, and the order behind it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from methodservice.documents.orders.models import Order
from methodservice.documents.recognition.answer import LIVING, Kind

from .programme import Programme, ThroughProgramme


class EditionQuerySet(ThroughProgramme):
    def visible_to(self, user):
        """What was approved: whoever sees the programme. What is being prepared: the staff of the district."""
        seen = super().visible_to(user)
        return seen if user.access.is_district_staff else seen.filter(state__in=Edition.KEPT)

    def in_force(self):
        return self.filter(state=Edition.State.IN_FORCE)

    def for_page(self):
        """With what its page and its document name. 1 query."""
        return self.select_related("programme__municipality", "order__entry").order_by("-number")


class Edition(models.Model):
    """Редакция программы или дорожной карты. Only a draft may change; the next one supersedes it on its day."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        APPROVED = "approved", "Утверждена"
        IN_FORCE = "in_force", "Действует"
        SUPERSEDED = "superseded", "Заменена новой редакцией"

    KEPT = (State.APPROVED, State.IN_FORCE, State.SUPERSEDED)
    """Approved once, kept for ever."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="editions", verbose_name="дорожная карта"
    )
    number = models.PositiveSmallIntegerField("редакция", default=1)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField("название", max_length=500)
    """As printed, with its word: «Дорожная карта по развитию … на 2027 год»."""
    first = models.DateField("с")
    last = models.DateField("по")
    landscape = models.BooleanField("альбомные листы", default=False)
    mark = models.JSONField("отметка приложения", default=list, blank=True)
    """Blocks of the annex mark as it was in the file; empty: the order's own is printed."""
    reason = models.CharField("почему меняется", max_length=500, blank=True)
    order = models.ForeignKey(
        Order,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="roadmap_editions",
        verbose_name="приказ портала",
    )
    """Prepared in the portal: a draft of it while the edition is a draft, signed once it is approved."""
    order_number = models.CharField("номер приказа", max_length=30, blank=True)
    approved_on = models.DateField("дата приказа", null=True, blank=True)
    approved_act = models.CharField("чем утверждена", max_length=300, blank=True)
    """«приказом управления образования»: what is printed under «УТВЕРЖДЕНА»."""
    in_force_from = models.DateField("действует с", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "редакция дорожной карты"
        verbose_name_plural = "редакции дорожных карт"
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="roadmap_edition_once"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state="in_force"),
                name="roadmap_one_in_force",
                violation_error_message="У дорожной карты уже есть действующая редакция.",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state="draft"),
                name="roadmap_one_draft",
                violation_error_message="Новая редакция уже готовится.",
            ),
            models.CheckConstraint(
                name="roadmap_period",
                condition=Q(last__gte=models.F("first")),
                violation_error_message="Последний день раньше первого.",
            ),
            models.CheckConstraint(
                name="roadmap_approved_by_order",
                condition=Q(state="draft")
                | Q(approved_on__isnull=False, in_force_from__isnull=False) & ~Q(order_number=""),
                violation_error_message="Укажите приказ, которым утверждена дорожная карта.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, редакция {self.number}"

    def get_absolute_url(self):
        return f"{reverse('roadmap:programme', args=[self.programme_id])}?edition={self.number}"

    @property
    def counted_from(self) -> date:
        """The first day whose times are its own: a later edition does not count what was finished before its period."""
        return self.first if self.number > 1 else date.min

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class PartQuerySet(ThroughProgramme):
    """Rows of an edition, seen by whoever sees it."""

    path = "edition__programme"

    def visible_to(self, user):
        return self.filter(
            **{f"{self.path.removesuffix('__programme')}__in": Edition.objects.visible_to(user)}
        )


class EditionPart(models.Model):
    """Часть документа: words between tables, or one table.

    kind: of `recognition.Kind`, or «text». The rows of a living table (roadmap, activities) are `Line`s: its block
    keeps the heading rows and widths, `columns` says what its columns hold. Other tables keep their rows in the block.
    """

    TEXT = "text"
    KINDS = [
        (TEXT, "Текст"),
        (Kind.PASSPORT.value, "Паспорт"),
        (Kind.ROADMAP.value, "Дорожная карта"),
        (Kind.ACTIVITIES.value, "Мероприятия"),
        (Kind.INDICATORS.value, "Показатели"),
        (Kind.TARGETS.value, "Целевые значения"),
        (Kind.STAGES.value, "Этапы"),
        (Kind.LAYOUT.value, "Реквизиты"),
        (Kind.OTHER.value, "Таблица"),
    ]

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parts", verbose_name="редакция")
    position = models.PositiveSmallIntegerField("№")
    kind = models.CharField("вид", max_length=12, choices=KINDS)
    caption = models.CharField("название", max_length=500, blank=True)
    """Names the part on pages; what is printed above a table is text of its own."""
    blocks = models.JSONField(default=list)
    """Blocks of `documents/annex_shape`; of a table exactly one. A living table has no rows there."""
    columns = models.JSONField(default=list)
    """[{"heading", "role", "group"}] of a table with headings, roles of `recognition.Role`."""

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "часть документа"
        verbose_name_plural = "части документа"
        ordering = ["edition", "position", "pk"]

    def __str__(self):
        return self.caption or self.get_kind_display()

    @property
    def is_living(self) -> bool:
        return self.kind in LIVING

    @property
    def table(self) -> dict:
        """The block of a table."""
        return self.blocks[0]


class RowQuerySet(PartQuerySet):
    path = "part__edition__programme"


class Section(models.Model):
    """Раздел таблицы: a row that names the rows below it. text: as printed; period: «2025-2027 гг.» out of it."""

    part = models.ForeignKey(EditionPart, models.CASCADE, related_name="sections", verbose_name="таблица")
    position = models.PositiveSmallIntegerField("№")
    text = models.CharField("название", max_length=1000)
    number = models.CharField("номер", max_length=30, blank=True)
    period = models.CharField("срок", max_length=100, blank=True)
    cells = models.JSONField(default=list)
    """Cells of the row as annex blocks have them; empty: one cell across."""

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = "раздел дорожной карты"
        verbose_name_plural = "разделы дорожной карты"
        ordering = ["part", "position", "pk"]

    def __str__(self):
        return self.text[:80]
