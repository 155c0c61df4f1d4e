"""Программа, дорожная карта: what it is called, its editions, its items through all editions.

The words live in editions, the life in items: a `Line` is what one edition says about one `Item`; occurrences, marks of
completion and evidence hang on the item, so they survive a new edition, and two editions are compared item by item.
"""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from methodservice.directory.models import Municipality
from methodservice.documents.orders.usual.programme import DOCUMENTS


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district sees all; others what was approved once."""
        rows = self.filter(municipality_id=user.municipality_id)
        if user.access.is_district_staff:
            return rows
        from .edition import Edition

        return rows.filter(Exists(Edition.objects.filter(programme=OuterRef("pk"), state__in=Edition.KEPT)))

    def editable_by(self, user):
        """Methodists keep programmes and roadmaps."""
        return self.visible_to(user) if user.access.is_methodist else self.none()


class Programme(models.Model):
    """Программа, дорожная карта, комплекс мер: the document as a matter, whatever its edition."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="programmes", verbose_name="муниципалитет"
    )
    kind = models.CharField(
        "вид документа",
        max_length=20,
        choices=[(key, word.nominative) for key, word in DOCUMENTS.items()],
        default="roadmap",
    )
    title = models.CharField("название", max_length=500)
    """As its edition in force calls itself, of the newest while none is."""
    made_at = models.DateTimeField("создана", auto_now_add=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты и программы"
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("roadmap:programme", args=[self.pk])


class ThroughProgramme(models.QuerySet):
    """Rows that are seen and kept together with their programme. `path` leads to it."""

    path = "programme"

    def visible_to(self, user):
        return self.filter(**{f"{self.path}__in": Programme.objects.visible_to(user)})

    def editable_by(self, user):
        return self.filter(**{f"{self.path}__in": Programme.objects.editable_by(user)})


class ItemQuerySet(ThroughProgramme):
    def visible_to(self, user):
        """Items of what was approved once: whoever sees the programme; those of drafts: the staff of the district."""
        seen = super().visible_to(user)
        if user.access.is_district_staff:
            return seen
        from .edition import Edition
        from .line import Line

        kept = Line.objects.filter(item=OuterRef("pk"), part__edition__state__in=Edition.KEPT)
        return seen.filter(Exists(kept))

    def given_to(self, keys):
        """Items that the edition in force gives to one of the parties (`mine.keys_of`)."""
        from .edition import Edition
        from .line import LineParty

        named = LineParty.objects.filter(
            line__item=OuterRef("pk"), line__part__edition__state=Edition.State.IN_FORCE, key__in=keys
        )
        return self.filter(Exists(named))

    def markable_by(self, user, keys):
        """Items whose completion the user may mark: all for methodists, one's own for others. keys: of the user."""
        seen = self.visible_to(user)
        return seen if user.access.is_methodist else seen.given_to(keys)


class Item(models.Model):
    """Пункт как дело: the same through all editions."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="items", verbose_name="дорожная карта"
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт дорожной карты"
        verbose_name_plural = "пункты дорожных карт"
        ordering = ["programme", "pk"]

    def __str__(self):
        return f"Пункт: {self.programme}"

    def get_absolute_url(self):
        return reverse("roadmap:item", args=[self.pk])
