"""Приказ: requisites, points, annexes, people. Signed ones print from their frozen document only."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from methodservice.directory.models import Municipality, Signatory
from methodservice.documents.models import FrozenDocument, RegisterEntry

from .parts import OrderPerson, PartQuerySet


class OrderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district sees all orders; others the signed ones that name them."""
        rows = self.filter(municipality_id=user.municipality_id)
        if user.access.is_district_staff:
            return rows
        if not user.teacher_id:
            return rows.none()
        named = OrderPerson.objects.filter(order=OuterRef("pk"), teacher_id=user.teacher_id)
        return rows.filter(Exists(named), state__in=Order.KEPT)

    def editable_by(self, user):
        """Methodists prepare orders."""
        return self.visible_to(user) if user.access.is_methodist else self.none()

    def signable_by(self, user):
        """The department head signs orders of the authority, the head of the service those of the service."""
        access = user.access
        issuers = []
        if access.is_department_head:
            issuers.append(Order.Issuer.AUTHORITY)
        if access.is_service_head:
            issuers.append(Order.Issuer.SERVICE)
        return self.visible_to(user).filter(issuer__in=issuers)

    def signed(self):
        return self.filter(state__in=Order.KEPT)

    def for_register(self):
        """The list of orders, with their numbers. 1 query."""
        return self.select_related("entry", "signatory")

    def for_page(self):
        """One order with what its page names. 1 query."""
        return self.select_related(
            "municipality", "signatory", "entry", "document", "submitted_by", "made_by"
        ).defer("document__pdf")


class Order(models.Model):
    """Приказ. Its words may change while it is a draft or returned; a signed one only by another order."""

    class State(models.TextChoices):
        DRAFT = "draft", "Черновик"
        WAITING = "waiting", "На подписи"
        RETURNED = "returned", "Возвращён"
        SIGNED = "signed", "Подписан"
        CANCELLED = "cancelled", "Отменён"

    class Issuer(models.TextChoices):
        AUTHORITY = "authority", "орган управления образованием"
        SERVICE = "service", "методическая служба"

    OPEN = (State.DRAFT, State.RETURNED)
    """Its words may be changed."""
    KEPT = (State.SIGNED, State.CANCELLED)
    """Signed once, kept for ever."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="orders", verbose_name="муниципалитет"
    )
    kind = models.CharField("вид приказа", max_length=30, default="blank")
    """Key of `registries.order_kinds`: which facts the draft was made of."""
    source = models.CharField(max_length=80, blank=True)
    """What the draft was made of («election:12»), so that it is drafted once; "" for none."""
    facts = models.JSONField(default=dict, blank=True)
    """What the person answered when the draft was made; belongs to the kind."""
    issuer = models.CharField("кто издаёт", max_length=10, choices=Issuer, default=Issuer.AUTHORITY)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)

    organisation = models.TextField("шапка", max_length=600, blank=True)
    place = models.CharField("место", max_length=100, blank=True)
    date = models.DateField("дата", null=True, blank=True)
    wanted_number = models.CharField("номер", max_length=30, blank=True)
    title = models.CharField("заголовок", max_length=500)
    preamble = models.TextField("преамбула", max_length=3000, blank=True)
    control = models.TextField("пункт о контроле", max_length=1000, blank=True)
    control_key = models.CharField("кто контролирует", max_length=60, blank=True)
    """«self», or whom the control is laid on, as `people.py` names people: «teacher:5»."""
    control_doubt = models.CharField(max_length=300, blank=True)
    signatory = models.ForeignKey(
        Signatory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name="подписывает",
    )
    signature_post = models.CharField("должность в подписи", max_length=300, blank=True)
    signature_name = models.CharField("имя в подписи", max_length=120, blank=True)
    contact = models.CharField("исполнитель, телефон", max_length=150, blank=True)

    comment = models.TextField("замечание при возврате", max_length=3000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="подготовил"
    )
    made_at = models.DateTimeField("создан", auto_now_add=True)
    submitted_at = models.DateTimeField("передан на подпись", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="передал на подпись",
    )
    entry = models.OneToOneField(
        RegisterEntry, models.PROTECT, null=True, blank=True, related_name="order", verbose_name="реестр"
    )
    document = models.OneToOneField(
        FrozenDocument, models.PROTECT, null=True, blank=True, related_name="order", verbose_name="документ"
    )
    version = models.PositiveIntegerField(default=1)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "приказ"
        verbose_name_plural = "приказы"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["municipality", "state"], name="order_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source"],
                condition=~Q(source="") & ~Q(state="cancelled"),
                name="order_once_for_source",
                violation_error_message="Такой приказ уже подготовлен.",
            ),
            models.CheckConstraint(
                name="order_signed_is_registered",
                condition=Q(state__in=["signed", "cancelled"], entry__isnull=False, document__isnull=False)
                | Q(state__in=["draft", "waiting", "returned"], entry__isnull=True, document__isnull=True),
                violation_error_message="Подписанный приказ должен быть в реестре.",
            ),
        ]

    def __str__(self):
        return f"Приказ «{self.title}»"

    def get_absolute_url(self):
        return reverse("orders:order", args=[self.pk])

    @property
    def name(self) -> str:
        """«Приказ № 12 от 30.12.2021», or of a draft «Приказ (черновик)»."""
        return str(self.entry) if self.entry else f"Приказ ({self.get_state_display().lower()})"


class OrderLink(models.Model):
    """Чем один приказ меняет другой. Takes effect when `order` is signed."""

    class Kind(models.TextChoices):
        CANCELS = "cancels", "отменяет"
        AMENDS = "amends", "вносит изменения"

    order = models.ForeignKey(Order, models.CASCADE, related_name="changes", verbose_name="приказ")
    target = models.ForeignKey(Order, models.PROTECT, related_name="changed_by", verbose_name="какой приказ")
    kind = models.CharField("что делает", max_length=10, choices=Kind)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "связь приказов"
        verbose_name_plural = "связи приказов"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "target"],
                name="order_changes_once",
                violation_error_message="Этот приказ уже указан.",
            ),
            models.CheckConstraint(
                name="order_not_itself",
                condition=~Q(order=models.F("target")),
                violation_error_message="Приказ не может менять сам себя.",
            ),
        ]

    def __str__(self):
        return f"{self.order} {self.get_kind_display()}: {self.target}"
