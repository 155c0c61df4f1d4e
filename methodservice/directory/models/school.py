from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .municipality import Municipality


def open_on(day: date, path: str = "") -> Q:
    """Condition «the organisation works on the day». path: how to it, «school__»; a record without one passes."""
    return Q(**{f"{path}closed_on__isnull": True}) | Q(**{f"{path}closed_on__gt": day})


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody of the municipality sees the list of its schools."""
        return self.filter(municipality_id=user.municipality_id)

    def editable_by(self, user):
        """Methodists keep all schools; a coordinator keeps the card of the own school."""
        access = user.access
        mine = self.visible_to(user)
        return mine if access.is_methodist else mine.filter(pk__in=access.school_ids)

    def for_register(self):
        """The list page: with the number of people. 1 query."""
        return self.annotate(
            people=models.Count("teachers", filter=models.Q(teachers__left_on__isnull=True))
        ).order_by("short_name", "pk")


class School(models.Model):
    """Образовательная организация: школа, детский сад, организация дополнительного образования."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "школа"
        KINDERGARTEN = "kindergarten", "детский сад"
        EXTRA = "extra", "дополнительное образование"

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="schools", verbose_name="муниципалитет"
    )
    kind = models.CharField("вид", max_length=20, choices=Kind, default=Kind.SCHOOL)
    full_name = models.CharField("полное название", max_length=300)
    short_name = models.CharField("краткое название", max_length=150)
    genitive_name = models.CharField("полное название в родительном падеже", max_length=300, blank=True)
    closed_on = models.DateField("закрыта с", null=True, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["short_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "short_name"],
                name="school_short_name_unique",
                violation_error_message="Организация с таким кратким названием уже есть.",
            )
        ]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return reverse("directory:school", args=[self.pk])

    @property
    def head_post(self) -> str:
        """Who leads it: «директор», «заведующий»."""
        return "заведующий" if self.kind == self.Kind.KINDERGARTEN else "директор"

    @property
    def line_name(self) -> str:
        """The full name as a line of its own at the head of a document."""
        return self.full_name[:1].upper() + self.full_name[1:]
