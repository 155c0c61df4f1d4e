"""Running numbers: what the next document of a series is called."""

from django.db import models

from methodservice.directory.models import Municipality


class NumberSequence(models.Model):
    """Счётчик номеров. One row per series («protocol:<association>») and year; taken under a row lock."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    series = models.CharField("серия", max_length=100)
    year = models.PositiveSmallIntegerField("год")
    last = models.PositiveIntegerField("последний номер", default=0)

    class Meta:
        verbose_name = "счётчик номеров"
        verbose_name_plural = "счётчики номеров"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "series", "year"], name="sequence_unique")
        ]

    def __str__(self):
        return f"{self.series} {self.year}: {self.last}"
