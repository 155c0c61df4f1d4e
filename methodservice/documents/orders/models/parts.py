"""Parts of an order: points, annexes, people; seen and kept together with it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from methodservice.directory.models import Teacher


class PartQuerySet(models.QuerySet):
    """Parts of an order: seen and kept together with it."""

    @property
    def _orders(self):
        return self.model._meta.get_field("order").related_model.objects

    def visible_to(self, user):
        return self.filter(order__in=self._orders.visible_to(user))

    def editable_by(self, user):
        return self.filter(order__in=self._orders.editable_by(user))


class OrderPoint(models.Model):
    """Пункт приказа. Printed as «<executor> <text>» with the deadline at the end; sub-points hang on `parent`."""

    order = models.ForeignKey("orders.Order", models.CASCADE, related_name="points", verbose_name="приказ")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="points", verbose_name="внутри пункта"
    )
    position = models.PositiveSmallIntegerField("порядок")
    executor = models.CharField("кому поручено", max_length=500, blank=True)
    """As printed, in the dative: «Заведующему отделом Ивановой М. И.»."""
    executor_key = models.CharField(max_length=60, blank=True)
    text = models.TextField("текст", max_length=5000)
    deadline = models.CharField("срок", max_length=200, blank=True)
    doubt = models.CharField(max_length=500, blank=True)
    """Which forms the portal is not sure of; empty once a person has looked."""
    version = models.PositiveIntegerField(default=1)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт приказа"
        verbose_name_plural = "пункты приказа"
        ordering = ["order", "position", "pk"]

    def __str__(self):
        return f"Пункт: {self.text[:60]}"

    def get_absolute_url(self):
        return f"{reverse('orders:order', args=[self.order_id])}#point-{self.pk}"


class OrderAnnex(models.Model):
    """Приложение: blocks of text and tables, see `documents/annex_content.py`."""

    order = models.ForeignKey("orders.Order", models.CASCADE, related_name="annexes", verbose_name="приказ")
    position = models.PositiveSmallIntegerField("порядок")
    title = models.TextField("заголовок", max_length=1000, blank=True)
    mark = models.TextField("отметка о приложении", max_length=500, blank=True)
    """Empty: made of the order's own number and date. Otherwise as a person wrote it, line by line."""
    landscape = models.BooleanField("альбомная страница", default=False)
    blocks = models.JSONField("содержание", default=list, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "приложение"
        verbose_name_plural = "приложения"
        ordering = ["order", "position", "pk"]

    def __str__(self):
        return self.title.splitlines()[0] if self.title else f"Приложение {self.position}"

    def get_absolute_url(self):
        return reverse("orders:annex", args=[self.pk])


class OrderPerson(models.Model):
    """Кто согласует приказ или знакомится с ним. A person of the lists, or a name typed in."""

    class Part(models.TextChoices):
        VISA = "visa", "согласование"
        ACQUAINTED = "acquainted", "ознакомление"

    order = models.ForeignKey("orders.Order", models.CASCADE, related_name="people", verbose_name="приказ")
    part = models.CharField("зачем", max_length=10, choices=Part)
    position = models.PositiveSmallIntegerField("порядок", default=0)
    teacher = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="педагог"
    )
    name = models.CharField("имя", max_length=200)
    post = models.CharField("должность", max_length=300, blank=True)
    read_at = models.DateTimeField("ознакомлен", null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "человек в приказе"
        verbose_name_plural = "люди в приказе"
        ordering = ["order", "part", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "part", "teacher"],
                condition=Q(teacher__isnull=False),
                name="order_person_once",
                violation_error_message="Этот человек уже в списке.",
            )
        ]

    def __str__(self):
        return self.name
