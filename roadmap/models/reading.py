"""Прочитанный файл, который ещё не принят: what was recognised waits for a look."""

from django.db import models
from django.urls import reverse

from methodservice.documents.models import FileReading

from .edition import Edition
from .programme import Programme


class Reading(FileReading):
    """Документ из файла, прочитанный, но ещё не принятый.

    content: `roadmap.content.Content` as JSON; answers: what the person has chosen, see `services.reading`; both are
    emptied when every row is in the draft: accepted. programme: whose new edition it becomes; empty: a programme of its
    own. edition: the draft that rows were written into; empty: none yet, or the draft was deleted.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="дорожная карта"
    )
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="readings", verbose_name="черновик"
    )
    answers = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    class Meta(FileReading.Meta):
        verbose_name = "документ из файла"
        verbose_name_plural = "документы из файлов"

    def get_absolute_url(self):
        return reverse("roadmap:reading", args=[self.pk])
