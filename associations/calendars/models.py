"""Секретный адрес календаря, который читает программа-календарь без входа в портал."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from associations.models import Association


class FeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own addresses."""
        return self.filter(owner_id=user.pk)

    editable_by = visible_to

    def live(self):
        return self.filter(revoked_at__isnull=True)


class Feed(models.Model):
    """Адрес календаря: of the person (no association) or of one association the person sees.

    Only the hash of the secret is kept: the address is shown once, a new one revokes the old.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds", verbose_name="чей календарь"
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
                fields=["owner"],
                condition=Q(revoked_at__isnull=True, association__isnull=True),
                name="feed_one_live_of_person",
            ),
        ]

    def __str__(self):
        return f"Календарь: {self.association or self.owner}"
