"""Секретный адрес календаря, который читает программа-календарь без входа в портал."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from associations.models import Association
from methodservice.directory.models import Municipality


class FeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own addresses in the municipality where one works now."""
        return self.filter(owner_id=user.pk, municipality_id=user.municipality_id)

    editable_by = visible_to

    def live(self):
        return self.filter(revoked_at__isnull=True)


class Feed(models.Model):
    """Адрес календаря: of the person (no association) or of one association the person sees.

    Only the hash of the secret is kept: the address is shown once, a new one revokes the old. `municipality` is where
    the owner worked when the address was made: it dies when the owner moves.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds", verbose_name="чей календарь"
    )
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="муниципалитет"
    )
    association = models.ForeignKey(
        Association, models.CASCADE, null=True, blank=True, related_name="feeds", verbose_name="объединение"
    )
    secret_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("создан", auto_now_add=True)
    read_at = models.DateTimeField("последнее чтение", null=True, blank=True)
    revoked_at = models.DateTimeField("отозван", null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = "адрес календаря"
        verbose_name_plural = "адреса календарей"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "association"], condition=Q(revoked_at__isnull=True), name="feed_one_live"
            ),
            models.UniqueConstraint(
                fields=["owner", "municipality"],
                condition=Q(revoked_at__isnull=True, association__isnull=True),
                name="feed_one_live_of_person",
            ),
        ]

    def __str__(self):
        return f"Календарь: {self.association or self.owner}"

    @property
    def title(self) -> str:
        """What the page and calendar programs call it."""
        return self.association.title if self.association else "Мой календарь"
