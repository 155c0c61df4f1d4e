"""Кампании сбора: a half-year of a municipality, the answers of its organisations, values of indicators."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from methodservice.directory.models import Municipality, School
from methodservice.documents.orders.models import Order
from methodservice.lib.periods import Period

from .indicators import Edition, Indicator, IndicatorSet


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district: all; coordinators: what was opened and asks their organisation."""
        rows = self.filter(municipality_id=user.municipality_id)
        if user.access.is_district_staff:
            return rows
        if not user.access.is_coordinator:
            return rows.none()
        asked = Return.objects.filter(campaign=models.OuterRef("pk"), school_id__in=user.access.school_ids)
        return rows.exclude(state=Campaign.State.DRAFT).filter(models.Exists(asked))

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()

    def with_progress(self, user, day):
        """How far each is: `asked`, `accepted`, `submitted`, `late` returns; coordinators count those of their
        organisations alone. 1 query."""
        mine = Q() if user.access.is_district_staff else Q(returns__school_id__in=user.access.school_ids)
        late = Q(returns__extended_to__lt=day) | Q(returns__extended_to=None, closes_on__lt=day)
        parts = {
            "asked": Q(),
            "accepted": Q(returns__state=Return.State.ACCEPTED),
            "submitted": Q(returns__state=Return.State.SUBMITTED),
            "late": Q(returns__state__in=Return.OPEN, state=Campaign.State.OPEN) & late,
        }
        return self.annotate(
            **{name: models.Count("returns", filter=mine & part) for name, part in parts.items()}
        )


class Campaign(models.Model):
    """Кампания мониторинга: what is asked, for which period, from which day to which."""

    class State(models.TextChoices):
        DRAFT = "draft", "Готовится"
        OPEN = "open", "Идёт сбор"
        CLOSED = "closed", "Закрыта"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="campaigns", verbose_name="муниципалитет"
    )
    set = models.ForeignKey(
        IndicatorSet, models.PROTECT, related_name="campaigns", verbose_name="система показателей"
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="campaigns", verbose_name="редакция показателей"
    )
    """That its numbers are explained by: the one in force, until the campaign is closed."""
    title = models.CharField("название", max_length=300)
    period_title = models.CharField("период", max_length=100)
    """«I полугодие 2026 года»."""
    starts = models.DateField("период с")
    ends = models.DateField("период по")
    year = models.PositiveSmallIntegerField("год цели")
    """Whose targets the period is judged by: that of its last day."""
    ends_year = models.BooleanField("последний период года", default=False)
    """Only then is a target missed; before, it is not reached yet."""
    cut_off = models.DateField("данные на день")
    """People and states are counted as they were at the end of this day."""
    opens_on = models.DateField("сбор с")
    opens_itself = models.BooleanField("открыть сбор в этот день автоматически", default=False)
    closes_on = models.DateField("сбор по")
    state = models.CharField("состояние", max_length=8, choices=State, default=State.DRAFT)
    order = models.ForeignKey(
        Order,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name="приказ о мониторинге",
    )
    closing_reason = models.CharField("почему закрыта без всех сведений", max_length=500, blank=True)
    reopening_reason = models.CharField("почему открыта снова", max_length=500, blank=True)
    closed_at = models.DateTimeField("закрыта", null=True, blank=True)
    result_version = models.PositiveSmallIntegerField("версия итогов", default=1)
    """Grows with each reopening."""
    version = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "кампания мониторинга"
        verbose_name_plural = "кампании мониторинга"
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "set", "starts", "ends"],
                name="campaign_once_a_period",
                violation_error_message="Кампания за этот период по этим показателям уже есть.",
            ),
            models.CheckConstraint(
                name="campaign_period",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Конец периода раньше начала.",
            ),
            models.CheckConstraint(
                name="campaign_collecting",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="Последний день сбора раньше первого.",
            ),
        ]
        indexes = [models.Index(fields=["set", "starts"], name="campaign_of_set")]

    def __str__(self):
        return f"{self.title}, {self.period_title}"

    def get_absolute_url(self):
        return reverse("monitoring:campaign", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period(self.starts, self.ends, self.period_title)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ReturnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district: all of the municipality; coordinators: of their organisations, once asked."""
        rows = self.filter(campaign__municipality_id=user.municipality_id)
        if user.access.is_district_staff:
            return rows
        return rows.exclude(campaign__state=Campaign.State.DRAFT).filter(school_id__in=user.access.school_ids)

    def editable_by(self, user):
        """Who fills it in: coordinators for their organisation, methodists for any and for the municipality itself."""
        seen = self.visible_to(user)
        return seen if user.access.is_methodist else seen.filter(school_id__in=user.access.school_ids)

    def unsent(self):
        """Those that the organisation still has to send."""
        return self.filter(state__in=Return.OPEN)

    def late_on(self, day):
        """Not sent, and the last day is over."""
        over = Q(extended_to__lt=day) | Q(extended_to=None, campaign__closes_on__lt=day)
        return self.unsent().filter(over)


class Return(models.Model):
    """Сведения организации; with an empty school: of the municipality itself (indicators with one value on all)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Заполняется"
        SUBMITTED = "submitted", "На проверке"
        RETURNED = "returned", "Возвращены"
        ACCEPTED = "accepted", "Приняты"

    OPEN = (State.DRAFT, State.RETURNED)
    """May be filled in."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="returns", verbose_name="кампания")
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="returns", verbose_name="организация"
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    extended_to = models.DateField("срок продлён до", null=True, blank=True)
    extension_reason = models.CharField("почему продлён", max_length=300, blank=True)
    comment = models.CharField("замечание в целом", max_length=1000, blank=True)
    opened_at = models.DateTimeField("начато", null=True, blank=True)
    """When the organisation first saved something."""
    submitted_at = models.DateTimeField("отправлено", null=True, blank=True)
    reminded_at = models.DateTimeField("напомнили", null=True, blank=True)
    submitted_late = models.BooleanField("с опозданием", default=False)
    unread = models.JSONField("не разобранное", default=dict, blank=True)
    """{«<value's key>.<field>»: what was typed there and is no number}: kept until it is corrected."""
    version = models.PositiveIntegerField(default=1)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "сведения организации"
        verbose_name_plural = "сведения организаций"
        ordering = ["campaign", "school__short_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "school"], name="return_once_a_school"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(school=None), name="return_one_of_municipality"
            ),
        ]

    def __str__(self):
        return f"{self.who}: {self.campaign}"

    def get_absolute_url(self):
        return reverse("monitoring:return", args=[self.pk])

    @property
    def who(self) -> str:
        return self.school.short_name if self.school else self.campaign.municipality.service_short

    @property
    def due(self):
        """The last day to send it."""
        return self.extended_to or self.campaign.closes_on

    @property
    def is_over(self) -> bool:
        """Nothing is waited for: it was sent, or the campaign is closed."""
        return self.state not in self.OPEN or not self.campaign.is_open


class Value(models.Model):
    """Значение показателя в сведениях. Made for each asked indicator when the campaign opens; empty until known.

    Not of a share: the number stands in `numerator`, «да» is 1, «нет» is 0.
    """

    given = models.ForeignKey(Return, models.CASCADE, related_name="values", verbose_name="сведения")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values", verbose_name="показатель")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="кампания")
    """The return's: aggregation reads one table by it."""
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="организация"
    )
    numerator = models.DecimalField("числитель", max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("знаменатель", max_digits=16, decimal_places=4, null=True, blank=True)
    known_numerator = models.DecimalField(
        "числитель по данным портала", max_digits=16, decimal_places=4, null=True, blank=True
    )
    known_denominator = models.DecimalField(
        "знаменатель по данным портала", max_digits=16, decimal_places=4, null=True, blank=True
    )
    no_data = models.BooleanField("сведений нет", default=False)
    """Said by the organisation, with a word why; counted as missing."""
    word = models.CharField("пояснение", max_length=500, blank=True)
    """Why it differs from the portal's figure, jumped, fell, or is absent."""
    remark = models.CharField("замечание методиста", max_length=500, blank=True)
    asked_again = models.CharField("почему спрошено снова", max_length=500, blank=True)
    """A new edition counts it otherwise: it is not sent until a person confirms or changes it."""
    typed = models.BooleanField("введено вручную", default=False)
    """A person typed or changed a number: the burden meter counts it."""
    touched = models.BooleanField("человек видел число", default=False)
    """A person typed it, took the portal's or sent it: what an edition counts otherwise is asked again then, not taken
    silently; withdrawing does not undo it."""

    class Meta:
        verbose_name = "значение показателя"
        verbose_name_plural = "значения показателей"
        ordering = ["given", "indicator", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["given", "indicator"], name="value_once_in_return"),
            models.CheckConstraint(
                name="value_not_negative",
                condition=(Q(numerator=None) | Q(numerator__gte=0))
                & (Q(denominator=None) | Q(denominator__gte=0)),
                violation_error_message="Число не бывает меньше нуля.",
            ),
            models.CheckConstraint(
                name="value_absent_or_given",
                condition=Q(no_data=False) | Q(numerator=None, denominator=None),
                violation_error_message="Отмечено, что сведений нет: числа не нужны.",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "indicator"], name="value_of_campaign")]

    def __str__(self):
        return f"{self.given}: {self.indicator_id}"
