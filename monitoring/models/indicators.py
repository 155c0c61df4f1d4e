"""Показатели: a set of them, its editions, what each edition says of an indicator, targets by year.

An `Indicator` is the matter that lives through all editions, so values and trends hang on it; a `Definition` is what
one edition says about it. A set belongs to a municipality, or is common: then municipality is empty, only an
administrator of the portal keeps it, and its indicators can be summed over a region and the country.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse

from methodservice.directory.models import Municipality, School


class IndicatorSetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Own and common ones: the staff of the district all, others (coordinators) what has been in force."""
        rows = self.filter(Q(municipality_id=user.municipality_id) | Q(municipality=None))
        if user.access.is_district_staff:
            return rows
        if user.access.is_coordinator:
            kept = Edition.objects.filter(set=models.OuterRef("pk")).exclude(state=Edition.State.DRAFT)
            return rows.filter(models.Exists(kept))
        return rows.none()

    def editable_by(self, user):
        """Methodists keep their own sets; common ones belong to the administrator of the portal."""
        if user.access.is_portal_admin:
            return self.visible_to(user)
        return self.filter(municipality_id=user.municipality_id) if user.access.is_methodist else self.none()


class IndicatorSet(models.Model):
    """Система показателей одной программы."""

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicator_sets",
        verbose_name="муниципалитет",
    )
    title = models.CharField("название", max_length=500)
    first_year = models.PositiveSmallIntegerField("первый год")
    """Of the programme that the indicators belong to; years of targets outside are a forecast."""
    last_year = models.PositiveSmallIntegerField("последний год")
    made_at = models.DateTimeField("создана", auto_now_add=True)

    objects = IndicatorSetQuerySet.as_manager()

    class Meta:
        verbose_name = "система показателей"
        verbose_name_plural = "системы показателей"
        ordering = ["-first_year", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="indicator_set_years",
                condition=Q(last_year__gte=F("first_year"), first_year__gte=2000, last_year__lte=2100),
                violation_error_message="Последний год раньше первого.",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("monitoring:set", args=[self.pk])

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    def is_forecast(self, year: int) -> bool:
        """Outside the programme."""
        return year not in self.years


class ThroughSet(models.QuerySet):
    """Rows that are seen and kept together with their set. `path` leads to it."""

    path = "set"

    def visible_to(self, user):
        return self.filter(**{f"{self.path}__in": IndicatorSet.objects.visible_to(user)})

    def editable_by(self, user):
        return self.filter(**{f"{self.path}__in": IndicatorSet.objects.editable_by(user)})


class EditionQuerySet(ThroughSet):
    def visible_to(self, user):
        seen = super().visible_to(user)
        return seen if user.access.is_district_staff else seen.exclude(state=Edition.State.DRAFT)

    def in_force(self):
        return self.filter(state=Edition.State.IN_FORCE)


class Edition(models.Model):
    """Редакция системы показателей. Only a draft may change; putting it in force supersedes the former one."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        IN_FORCE = "in_force", "Действует"
        SUPERSEDED = "superseded", "Заменена новой редакцией"

    set = models.ForeignKey(
        IndicatorSet, models.CASCADE, related_name="editions", verbose_name="система показателей"
    )
    number = models.PositiveSmallIntegerField("редакция", default=1)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    reason = models.CharField("почему меняется", max_length=500, blank=True)
    tables = models.JSONField("таблицы документа", default=list, blank=True)
    """Of the file that it came from, see `content.TableWords`; empty: one table, as the portal prints it."""
    in_force_at = models.DateTimeField("действует с", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "редакция показателей"
        verbose_name_plural = "редакции показателей"
        ordering = ["set", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["set", "number"], name="indicator_edition_once"),
            models.UniqueConstraint(
                fields=["set"],
                condition=Q(state="in_force"),
                name="indicator_edition_one_in_force",
                violation_error_message="У системы показателей уже есть действующая редакция.",
            ),
            models.UniqueConstraint(
                fields=["set"],
                condition=Q(state="draft"),
                name="indicator_edition_one_draft",
                violation_error_message="Новая редакция уже готовится.",
            ),
        ]

    def __str__(self):
        return f"{self.set}, редакция {self.number}"

    def get_absolute_url(self):
        return f"{reverse('monitoring:set', args=[self.set_id])}?edition={self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class Indicator(models.Model):
    """Показатель как предмет: the same through all editions."""

    set = models.ForeignKey(
        IndicatorSet, models.CASCADE, related_name="indicators", verbose_name="система показателей"
    )

    objects = ThroughSet.as_manager()

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        ordering = ["set", "pk"]

    def __str__(self):
        return f"Показатель: {self.set}"


class DefinitionQuerySet(ThroughSet):
    path = "edition__set"

    def visible_to(self, user):
        return self.filter(edition__in=Edition.objects.visible_to(user))

    def of(self, edition):
        """Definitions of an edition in its order, parts under their indicator. 1 query."""
        return self.filter(edition=edition).order_by("position", "pk")

    def with_goal(self, year: int):
        """`goal`: the target of the year, None where it is not set."""
        of_year = FilteredRelation("targets", condition=Q(targets__year=year))
        return self.annotate(of_year=of_year, goal=F("of_year__value"))


class Definition(models.Model):
    """Что редакция говорит о показателе: words, formula, where the numbers come from."""

    class Formula(models.TextChoices):
        """How the values of organisations make the municipality's one."""

        SHARE = "share", "доля: сумма числителей к сумме знаменателей"
        YES_SHARE = "yes_share", "доля организаций с ответом «да»"
        SUM = "sum", "сумма по организациям"
        COUNT = "count", "число организаций с ответом «да»"
        MAXIMUM = "maximum", "наибольшее по организациям"

    class Respondent(models.TextChoices):
        SCHOOLS = "schools", "организации"
        MUNICIPALITY = "municipality", "муниципалитет: одно значение на всех"

    class OverPeriods(models.TextChoices):
        """How half-years make the year that a target is set for."""

        LAST = "last", "последнее значение"
        SUM = "sum", "сумма за год"
        MAXIMUM = "maximum", "наибольшее за год"

    class Window(models.TextChoices):
        """Which facts a figure counts."""

        PERIOD = "period", "за период сбора"
        YEAR = "year", "с начала года"
        PROGRAMME = "programme", "с начала программы"

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="definitions", verbose_name="редакция показателей"
    )
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="definitions", verbose_name="показатель"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name="часть показателя"
    )
    position = models.PositiveSmallIntegerField("№ по порядку")
    number = models.CharField("номер", max_length=30, blank=True)
    name = models.CharField("показатель", max_length=1000)
    written = models.TextField("как в документе", blank=True)
    """The cell of the document word for word, with its unit and lines; "" for one that was typed here."""
    table = models.PositiveSmallIntegerField("таблица документа", default=0)
    """Its place among `Edition.tables`."""
    others = models.JSONField("прочие ячейки", default=dict, blank=True)
    """{place of a column of its table: words}: what the columns hold that are no number, name, unit or year."""
    section = models.TextField("раздел", blank=True)
    """Rows of the table that stand above and name what follows («Подпрограмма 1. …»), one a line; the same words of
    neighbours are one section."""
    unit = models.CharField("единица", max_length=30, default="%", blank=True)
    """Empty: the document names none."""
    more_is_better = models.BooleanField(
        "чем больше, тем лучше", default=True, choices=[(True, "больше — лучше"), (False, "меньше — лучше")]
    )
    cumulative = models.BooleanField("нарастающим итогом", default=False)
    respondent = models.CharField(
        "кто отвечает", max_length=12, choices=Respondent, default=Respondent.SCHOOLS
    )
    formula = models.CharField("по организациям", max_length=10, choices=Formula, default=Formula.SHARE)
    over_periods = models.CharField(
        "по полугодиям года", max_length=10, choices=OverPeriods, default=OverPeriods.LAST
    )
    school_kinds = models.JSONField("какие организации отвечают", default=list, blank=True)
    """Values of `School.Kind`; empty: all."""
    numerator_words = models.CharField("что в числителе", max_length=500, blank=True)
    """Of a share; otherwise what the one number is. Empty: the name says it."""
    denominator_words = models.CharField("что в знаменателе", max_length=500, blank=True)
    numerator_figure = models.CharField("числитель из данных портала", max_length=60, blank=True)
    """Key of `registries.figures`; empty: reported by organisations."""
    numerator_window = models.CharField("за какое время", max_length=10, choices=Window, blank=True)
    denominator_figure = models.CharField("знаменатель из данных портала", max_length=60, blank=True)
    denominator_window = models.CharField("за какое время", max_length=10, choices=Window, blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = "показатель в редакции"
        verbose_name_plural = "показатели в редакциях"
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "indicator"], name="indicator_once_in_edition"),
            models.CheckConstraint(
                name="indicator_denominator_of_share",
                condition=Q(formula="share") | Q(denominator_figure="", denominator_words=""),
                violation_error_message="Знаменатель бывает только у доли.",
            ),
            models.CheckConstraint(
                name="indicator_answers_do_not_add",
                condition=~Q(formula__in=["count", "yes_share"]) | ~Q(over_periods="sum"),
                violation_error_message="Ответы «да» и «нет» за разные полугодия не складываются: те же организации "
                "посчитаются дважды.",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.name}" if self.number else self.name

    @property
    def is_share(self) -> bool:
        return self.formula == self.Formula.SHARE

    @property
    def is_yes_no(self) -> bool:
        """Organisations answer with «да» (1) or «нет» (0)."""
        return self.formula in (self.Formula.COUNT, self.Formula.YES_SHARE)

    @property
    def by_municipality(self) -> bool:
        """The municipality answers itself; organisations are not asked."""
        return self.respondent == self.Respondent.MUNICIPALITY

    def asks(self, school: School) -> bool:
        """Whether the organisation answers for it."""
        return not self.by_municipality and (not self.school_kinds or school.kind in self.school_kinds)


class Target(models.Model):
    """Целевое значение на год. An empty value is «не установлено», which is not 0."""

    class Ground(models.TextChoices):
        MISTAKE = "mistake", "исправлена ошибка"
        MONITORING = "monitoring", "итоги мониторинга"
        ORDER = "order", "приказ"
        PROGRAMME = "programme", "изменена программа"
        OTHER = "other", "другое"

    definition = models.ForeignKey(
        Definition, models.CASCADE, related_name="targets", verbose_name="показатель в редакции"
    )
    year = models.PositiveSmallIntegerField("год")
    value = models.DecimalField("цель", max_digits=14, decimal_places=4, null=True, blank=True)
    ground = models.CharField("основание изменения", max_length=12, choices=Ground, blank=True)
    reason = models.CharField("почему изменена", max_length=500, blank=True)
    """Of a target that differs from the edition before."""

    class Meta:
        verbose_name = "целевое значение"
        verbose_name_plural = "целевые значения"
        ordering = ["definition", "year"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "year"], name="target_once_a_year"),
            models.CheckConstraint(
                name="target_year",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message="Год — четыре цифры: 2027.",
            ),
            models.CheckConstraint(
                name="target_not_negative",
                condition=Q(value=None) | Q(value__gte=Decimal(0)),
                violation_error_message="Цель не бывает меньше нуля.",
            ),
        ]

    def __str__(self):
        return f"{self.definition}: {self.year}"
