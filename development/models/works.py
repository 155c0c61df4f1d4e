"""Конкурсы, публикации, методические работы."""

from django.db import models
from django.urls import reverse

from associations.events.models import Event
from methodservice.directory.models import Teacher
from methodservice.documents.models import StoredFile

from .records import CardRecord, declined_has_reason


class ContestEntry(CardRecord):
    """Участие в профессиональном конкурсе."""

    class Result(models.TextChoices):
        PARTICIPANT = "participant", "участник"
        LAUREATE = "laureate", "лауреат"
        PRIZE = "prize", "призёр"
        WINNER = "winner", "победитель"

    teacher = models.ForeignKey(
        Teacher, models.CASCADE, related_name="contest_entries", verbose_name="педагог"
    )
    title = models.CharField("конкурс", max_length=300)
    level = models.CharField("уровень", max_length=10, choices=Event.Level, default=Event.Level.DISTRICT)
    held_on = models.DateField("дата итогов")
    result = models.CharField("результат", max_length=11, choices=Result, default=Result.PARTICIPANT)
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="диплом"
    )

    class Meta:
        verbose_name = "участие в конкурсе"
        verbose_name_plural = "конкурсы"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["teacher", "state", "held_on"], name="contest_of_teacher")]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "title", "held_on"],
                name="contest_entry_once",
                violation_error_message="Этот конкурс уже записан.",
            ),
            declined_has_reason("contest_declined_why"),
        ]

    def __str__(self):
        return f"{self.title}, {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return f"{reverse('development:card', args=[self.teacher_id])}#contests"


class Work(CardRecord):
    """Публикация или методическая работа. Others see the file only after the author agreed in writing."""

    class Kind(models.TextChoices):
        ARTICLE = "article", "статья"
        METHODICAL = "methodical", "методическая разработка"
        PROGRAMME = "programme", "программа"
        LESSON = "lesson", "конспект урока или занятия"
        MATERIALS = "materials", "дидактические материалы"
        OTHER = "other", "другое"

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="works", verbose_name="педагог")
    kind = models.CharField("вид", max_length=10, choices=Kind, default=Kind.METHODICAL)
    title = models.CharField("название", max_length=300)
    made_on = models.DateField("дата")
    published_in = models.CharField("где опубликовано", max_length=300, blank=True)
    url = models.URLField("ссылка", max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="файл"
    )
    consent_on = models.DateField("согласие автора на публикацию", null=True, blank=True)

    class Meta:
        verbose_name = "работа"
        verbose_name_plural = "публикации и работы"
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["teacher", "state", "made_on"], name="work_of_teacher")]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "title", "made_on"],
                name="work_once",
                violation_error_message="Эта работа уже записана.",
            ),
            declined_has_reason("work_declined_why"),
        ]

    def __str__(self):
        return f"{self.title}, {self.made_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return f"{reverse('development:card', args=[self.teacher_id])}#works"
