"""Итоги: what aggregation has computed and pages read. Written by `services/aggregation` alone, rebuilt at any time."""

from django.db import models

from methodservice.directory.models import School

from .campaigns import Campaign
from .indicators import Indicator, IndicatorSet


class Verdict(models.TextChoices):
    REACHED = "reached", "Достигнуто"
    NOT_YET = "not_yet", "Пока не достигнуто"
    MISSED = "missed", "Не достигнуто"
    NO_TARGET = "no_target", "Цель не установлена"
    NO_DATA = "no_data", "Нет данных"


class Computed(models.Model):
    """What every aggregate keeps.

    value: of this period alone by the formula. to_date: what is judged, the formula over the periods of the year, or
    the value itself where it is cumulative; its parts beside it. added: what this period brought, in the unit of the
    numerator. Decimal; shares in percent; None is «нет данных».
    """

    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    to_date = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    to_date_numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    to_date_denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    added = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    target = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    verdict = models.CharField("итог", max_length=10, choices=Verdict)
    computed_at = models.DateTimeField("посчитано")

    class Meta:
        abstract = True

    def __str__(self):
        return f"Показатель {self.indicator_id}: {self.get_verdict_display()}"


class SchoolAggregate(Computed):
    """Итог организации по показателю. Only of accepted returns."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="school_aggregates")
    school = models.ForeignKey(School, models.CASCADE, related_name="aggregates")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="school_aggregates")

    class Meta:
        verbose_name = "итог организации"
        verbose_name_plural = "итоги организаций"
        ordering = ["campaign_id", "school_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "school", "indicator"], name="aggregate_school_once")
        ]


class MunicipalAggregate(Computed):
    """Итог муниципалитета по показателю кампании: with how many organisations counted and how many are missing."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="aggregates")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="aggregates")
    counted = models.PositiveIntegerField("учтено организаций", default=0)
    missing = models.PositiveIntegerField("не хватает организаций", default=0)
    formula = models.CharField("как посчитано", max_length=1000)
    """In words, by the edition that it was computed with (`formula_words`)."""
    edition_number = models.PositiveSmallIntegerField("редакция показателей")
    result_version = models.PositiveSmallIntegerField("версия итогов")

    class Meta:
        verbose_name = "итог муниципалитета"
        verbose_name_plural = "итоги муниципалитетов"
        ordering = ["campaign_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "indicator"], name="aggregate_municipal_once")
        ]


class WideAggregate(Computed):
    """Итог региона или страны (region is empty) по общей системе показателей за период."""

    set = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="wide_aggregates")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="wide_aggregates")
    region = models.CharField("регион", max_length=100, blank=True)
    starts = models.DateField("период с")
    ends = models.DateField("период по")
    municipalities = models.PositiveIntegerField("муниципалитетов", default=0)
    counted = models.PositiveIntegerField("учтено организаций", default=0)
    missing = models.PositiveIntegerField("не хватает организаций", default=0)

    class Meta:
        verbose_name = "итог региона"
        verbose_name_plural = "итоги регионов"
        ordering = ["set_id", "indicator_id", "region", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["set", "indicator", "region", "starts", "ends"], name="aggregate_wide_once"
            )
        ]
