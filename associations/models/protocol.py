from django.db import models
from django.urls import reverse

from methodservice.documents.models import FrozenDocument

from .association import Association
from .meeting import Meeting, ThroughAssociation


class ProtocolQuerySet(ThroughAssociation):
    def for_list(self):
        """Signed protocols, newest first, without the PDF bytes. 1 query."""
        return self.select_related("association__municipality", "association__school", "document").defer(
            "document__pdf", "document__snapshot"
        )


class Protocol(models.Model):
    """Подписанный протокол: номер в объединении и учебном году, редакция, замороженный документ.

    Rows are never updated or deleted (the database refuses). A correction is a further edition of the same number.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="protocols")
    association = models.ForeignKey(Association, models.PROTECT, related_name="protocols")
    school_year = models.PositiveSmallIntegerField("учебный год (год начала)")
    number = models.PositiveIntegerField("номер")
    edition = models.PositiveSmallIntegerField("редакция", default=1)
    document = models.OneToOneField(FrozenDocument, models.PROTECT, related_name="protocol")

    objects = ProtocolQuerySet.as_manager()

    class Meta:
        verbose_name = "протокол"
        verbose_name_plural = "протоколы"
        ordering = ["-school_year", "-number", "-edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "school_year", "number", "edition"],
                name="protocol_number_unique",
                violation_error_message="Протокол с этим номером уже есть.",
            ),
            models.UniqueConstraint(fields=["meeting", "edition"], name="protocol_edition_once"),
        ]

    def __str__(self):
        return f"Протокол № {self.number}"

    def get_absolute_url(self):
        return reverse("associations:protocol", args=[self.pk])
