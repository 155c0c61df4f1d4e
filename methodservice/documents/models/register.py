"""The register of documents: what was issued, under which number, on which day (domain.md, «Orders»)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from methodservice.directory.models import Municipality, Signatory

from .files import StoredFile
from .frozen import FrozenDocument


class DocumentKind(models.TextChoices):
    """Kinds that are registered; a mask of numbers belongs to a kind and a year."""

    ORDER = "order", "приказ"
    PROTOCOL = "protocol", "протокол"
    REPORT = "report", "отчёт"
    NOTE = "note", "справка"
    RECOMMENDATION = "recommendation", "рекомендации"


class InOwnMunicipality(models.QuerySet):
    """Rows that the staff of the district reads and methodists keep."""

    def visible_to(self, user):
        rows = self.filter(municipality_id=user.municipality_id)
        return rows if user.access.is_district_staff else rows.none()

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()


class NumberMask(models.Model):
    """Как нумеруются документы вида с этого года: «{n}-ОД». Holds until a later year has a mask of its own."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="number_masks", verbose_name="муниципалитет"
    )
    kind = models.CharField("вид документа", max_length=20, choices=DocumentKind)
    year = models.PositiveSmallIntegerField("с года")
    mask = models.CharField("вид номера", max_length=30, default="{n}")
    gapless = models.BooleanField("без пропусков", default=True)
    first = models.PositiveIntegerField("первый номер года", default=1)

    objects = InOwnMunicipality.as_manager()

    class Meta:
        verbose_name = "нумерация"
        verbose_name_plural = "нумерация документов"
        ordering = ["kind", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "year"],
                name="mask_once_a_year",
                violation_error_message="Нумерация этого вида на этот год уже задана.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, с {self.year} года: {self.mask}"

    def get_absolute_url(self):
        return reverse("register:numbering")


class RegisterQuerySet(InOwnMunicipality):
    def for_register(self):
        """The register and the page of an entry: with the document, the scan and who entered it. 1 query."""
        return self.select_related("document", "file", "registered_by").defer(
            "document__pdf", "document__snapshot"
        )


class RegisterEntry(models.Model):
    """Запись реестра. A number is never given twice within kind, series and year; an entry is never deleted."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="register", verbose_name="муниципалитет"
    )
    kind = models.CharField("вид документа", max_length=20, choices=DocumentKind)
    series = models.CharField("серия", max_length=60, blank=True)
    """Protocols are numbered apart in each association; "" is the municipality's common series of the kind."""
    year = models.PositiveSmallIntegerField("год нумерации")
    ordinal = models.PositiveIntegerField("порядковый номер", null=True, blank=True)
    """None for a number typed by hand that the mask does not produce («12/1»)."""
    number = models.CharField("номер", max_length=30)
    key = models.CharField(max_length=100, editable=False, blank=True)
    """The number without what the eye overlooks, `register.masks.key_of`; "" of a document without a number."""
    date = models.DateField("дата")
    title = models.CharField("название", max_length=500)
    signatory = models.ForeignKey(
        Signatory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="подписал"
    )
    signed_as = models.CharField("подпись", max_length=400, blank=True)
    """Post and name as they stand in the document."""
    document = models.OneToOneField(
        FrozenDocument, models.PROTECT, null=True, blank=True, related_name="entry", verbose_name="документ"
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="register", verbose_name="скан"
    )
    note = models.CharField("примечание", max_length=500, blank=True)
    annulled = models.CharField("почему аннулирована", max_length=500, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто внёс"
    )
    registered_at = models.DateTimeField("внесена", auto_now_add=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = "запись реестра"
        verbose_name_plural = "реестр документов"
        ordering = ["-date", "-ordinal", "-pk"]
        indexes = [models.Index(fields=["municipality", "-date"], name="register_by_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "series", "year", "key"],
                condition=~Q(key=""),
                name="register_key_once",
                violation_error_message="Документ с таким номером в этом году уже есть.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "kind", "series", "year", "ordinal"],
                condition=Q(ordinal__isnull=False),
                name="register_ordinal_once",
                violation_error_message="Документ с таким номером в этом году уже есть.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()} {self.number_and_date}"

    def get_absolute_url(self):
        return reverse("register:entry", args=[self.pk])

    @property
    def number_and_date(self) -> str:
        """«№ 12-ОД от 30.12.2021»."""
        return f"№ {self.number} от {self.date:%d.%m.%Y}"
