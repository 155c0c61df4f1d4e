"""Управленческий цикл: what was found → an analytical note → address recommendations → measures → effect → conclusion.

A cycle is one thread about one finding; a note belongs to a campaign and may cover several threads.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from methodservice.directory.models import Municipality, School
from methodservice.documents.models import FrozenDocument, StoredFile

from .campaigns import Campaign
from .indicators import Indicator


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district."""
        rows = self.filter(campaign__municipality_id=user.municipality_id)
        return rows if user.access.is_district_staff else rows.none()

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()


class Note(models.Model):
    """Аналитическая справка по итогам кампании. Its text is pre-written from the numbers and edited by a person."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SIGNED = "signed", "Подписана"

    SECTIONS = ("ground", "aim", "subject", "methods", "sources", "analysis", "conclusions", "problems")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notes", verbose_name="кампания")
    result_version = models.PositiveSmallIntegerField("версия итогов", default=1)
    """Of the campaign's results that the text was written from."""
    state = models.CharField("состояние", max_length=8, choices=State, default=State.DRAFT)
    ground = models.TextField("основание", blank=True)
    aim = models.TextField("цель", blank=True)
    subject = models.TextField("предмет анализа", blank=True)
    methods = models.TextField("методы", blank=True)
    sources = models.TextField("источники", blank=True)
    analysis = models.TextField("анализ показателей", blank=True)
    conclusions = models.TextField("выводы", blank=True)
    problems = models.TextField("проблемы", blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="составил"
    )
    signed_at = models.DateTimeField("подписана", null=True, blank=True)
    document = models.OneToOneField(
        FrozenDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="документ"
    )
    version = models.PositiveIntegerField(default=1)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "аналитическая справка"
        verbose_name_plural = "аналитические справки"
        ordering = ["-campaign__starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(state="draft"),
                name="note_one_draft",
                violation_error_message="Справка по этой кампании уже готовится.",
            ),
            models.CheckConstraint(
                name="note_signed_is_frozen",
                condition=Q(state="draft") | Q(document__isnull=False, signed_at__isnull=False),
                violation_error_message="У подписанной справки должен быть документ.",
            ),
        ]

    def __str__(self):
        return f"Аналитическая справка: {self.campaign}"

    def get_absolute_url(self):
        return reverse("monitoring:note", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district: all; coordinators: those with a recommendation sent to their organisation."""
        rows = self.filter(municipality_id=user.municipality_id)
        if user.access.is_district_staff:
            return rows
        sent = Recommendation.objects.filter(
            cycle=OuterRef("pk"), school_id__in=user.access.school_ids
        ).exclude(state=Recommendation.State.DRAFT)
        return rows.filter(Exists(sent))

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()


class Cycle(models.Model):
    """Управленческий цикл: one missed target or finding, followed until a conclusion on what the measures brought."""

    class State(models.TextChoices):
        ANALYSIS = "analysis", "Анализ"
        ADVICE = "advice", "Рекомендации"
        MEASURES = "measures", "Меры"
        EFFECT = "effect", "Оценка эффекта"
        CLOSED = "closed", "Закрыт"

    class Effect(models.TextChoices):
        EFFECTIVE = "effective", "меры результативны"
        PARTLY = "partly", "меры результативны частично"
        NOT_EFFECTIVE = "not", "меры не дали результата"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="cycles", verbose_name="муниципалитет"
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="cycles", verbose_name="по итогам кампании"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="cycles", verbose_name="показатель"
    )
    """Empty for a finding that no indicator shows; its effect is told in words alone."""
    title = models.CharField("что не так", max_length=500)
    state = models.CharField("стадия", max_length=10, choices=State, default=State.ANALYSIS)
    causes = models.TextField("причины", blank=True)
    note = models.ForeignKey(
        Note, models.PROTECT, null=True, blank=True, related_name="cycles", verbose_name="справка"
    )
    following = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="judged_cycles",
        verbose_name="сравнивается с кампанией",
    )
    """A later closed one: before and after of the same organisations."""
    effect = models.CharField("результативность", max_length=10, choices=Effect, blank=True)
    conclusion = models.TextField("вывод", blank=True)
    concluded_on = models.DateField("вывод сделан", null=True, blank=True)
    document = models.OneToOneField(
        FrozenDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="анализ эффективности",
    )
    made_at = models.DateTimeField("начат", auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = "управленческий цикл"
        verbose_name_plural = "управленческие циклы"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "indicator"],
                name="cycle_once_an_indicator",
                violation_error_message="По этому показателю цикл уже начат.",
            ),
            models.CheckConstraint(
                name="cycle_closed_with_conclusion",
                condition=~Q(state="closed")
                | ~Q(conclusion="") & ~Q(effect="") & Q(concluded_on__isnull=False),
                violation_error_message="Цикл закрывают с выводом о результативности.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("monitoring:cycle", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district: all; coordinators: those sent to their organisation."""
        rows = self.filter(cycle__municipality_id=user.municipality_id)
        if user.access.is_district_staff:
            return rows
        sent = rows.exclude(state=Recommendation.State.DRAFT)
        return sent.filter(school_id__in=user.access.school_ids)

    def editable_by(self, user):
        """Who writes them; what an organisation does with them is `answerable_by`."""
        return self.visible_to(user) if user.access.is_methodist else self.none()

    def answerable_by(self, user):
        """Sent ones: coordinators for their organisation, methodists for any and for the service itself."""
        sent = self.visible_to(user).exclude(state=Recommendation.State.DRAFT)
        return sent if user.access.is_methodist else sent.filter(school_id__in=user.access.school_ids)


class Recommendation(models.Model):
    """Адресная рекомендация: to one organisation, or (empty school) to the district's own system (МСОКО)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SENT = "sent", "Направлена"
        ACKNOWLEDGED = "acknowledged", "Принята к исполнению"
        ANSWERED = "answered", "Есть ответ"
        DONE = "done", "Выполнена"

    cycle = models.ForeignKey(
        Cycle, models.CASCADE, related_name="recommendations", verbose_name="управленческий цикл"
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name="кому"
    )
    state = models.CharField("состояние", max_length=12, choices=State, default=State.DRAFT)
    ground = models.CharField("основание", max_length=500, blank=True)
    """The number that it follows from: «62 % вместо 80 %»."""
    text = models.TextField("рекомендация")
    due = models.DateField("срок")
    responsible = models.CharField("ответственный", max_length=300, blank=True)
    report_form = models.CharField("форма отчёта", max_length=300, blank=True)
    sent_at = models.DateTimeField("направлена", null=True, blank=True)
    acknowledged_at = models.DateTimeField("принята к исполнению", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем"
    )
    answer = models.TextField("что сделано", blank=True)
    answered_on = models.DateField("дата ответа", null=True, blank=True)
    link = models.URLField("ссылка", max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="файл"
    )
    remark = models.CharField("замечание к ответу", max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "адресная рекомендация"
        verbose_name_plural = "адресные рекомендации"
        ordering = ["cycle", "school__short_name", "pk"]

    def __str__(self):
        return f"Рекомендация: {self.school or 'методическая служба'}"

    def get_absolute_url(self):
        return reverse("monitoring:recommendation", args=[self.pk])


class Measure(models.Model):
    """Мера: an order, an item of a roadmap, an event of the portal, or something told in words."""

    cycle = models.ForeignKey(
        Cycle, models.CASCADE, related_name="measures", verbose_name="управленческий цикл"
    )
    key = models.CharField("запись портала", max_length=60, blank=True)
    """«order:3», «event:5»; see `registries.evidence_sources`."""
    title = models.CharField("что сделано или поручено", max_length=500)
    on = models.DateField("дата")

    class Meta:
        verbose_name = "мера"
        verbose_name_plural = "меры"
        ordering = ["cycle", "on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "key"],
                condition=~Q(key=""),
                name="measure_once",
                violation_error_message="Эта запись уже указана.",
            )
        ]

    def __str__(self):
        return self.title
