"""A file with a list: what it would do, row by row, and whether it was done."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from methodservice import registries
from methodservice.directory.models import Municipality
from methodservice.jobs.models import Job


class ImportFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person sees the files that the person sent, in the municipality where the person works now."""
        return self.filter(uploaded_by_id=user.pk, municipality_id=user.municipality_id)

    def editable_by(self, user):
        """…and may load them while still entitled to that kind of list."""
        allowed = [name for name, importer in registries.importers.items() if importer.may_load(user)]
        return self.visible_to(user).filter(kind__in=allowed)


class ImportFile(models.Model):
    """Файл со списком. Rows of a loaded file are kept only where something was wrong: people's data are not doubled."""

    class State(models.TextChoices):
        READING = "reading", "проверяется"
        READY = "ready", "проверен, не загружен"
        REFUSED = "refused", "не прочитан"
        APPLYING = "applying", "загружается"
        APPLIED = "applied", "загружен"

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField("список", max_length=30)
    name = models.CharField("файл", max_length=200)
    stored_name = models.CharField(max_length=60)
    target_id = models.BigIntegerField(null=True)
    target_label = models.CharField("для всего файла", max_length=300, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.READING)
    message = models.CharField(max_length=500, blank=True)
    notes = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("отправлен", auto_now_add=True)
    applied_at = models.DateTimeField("загружен", null=True)

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        verbose_name = "файл со списком"
        verbose_name_plural = "файлы со списками"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def importer(self):
        return registries.importers[self.kind]

    @staticmethod
    def folder() -> Path:
        return Path(settings.MEDIA_ROOT) / "imports"

    @property
    def path(self) -> Path:
        return self.folder() / self.stored_name

    @property
    def is_stuck(self) -> bool:
        """Its job ended without finishing the work. Reads `job`."""
        unfinished = self.state in (self.State.READING, self.State.APPLYING)
        return unfinished and (self.job is None or self.job.state == Job.State.FAILED)


class ImportRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(file__in=ImportFile.objects.visible_to(user))

    editable_by = visible_to

    def of_kind(self, kind: str):
        """Rows of one state, or with notices («notices»); anything else: all. In the order of the file."""
        if kind == "notices":
            return self.filter(has_notices=True)
        return self.filter(state=kind) if kind in ImportRow.State.values else self.all()


class ImportRow(models.Model):
    """Что сделает одна строка файла."""

    class State(models.TextChoices):
        NEW = "new", "новая запись"
        CHANGED = "changed", "изменится"
        UNCHANGED = "unchanged", "без изменений"
        WRONG = "wrong", "ошибка"

    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("строка")
    state = models.CharField("что будет", max_length=10, choices=State)
    label = models.CharField("запись", max_length=200)
    changes = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    has_notices = models.BooleanField(default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = "строка файла"
        verbose_name_plural = "строки файла"
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["file", "state"], name="import_row_state"),
            models.Index(fields=["file", "number"], name="import_row_notices", condition=Q(has_notices=True)),
        ]

    def __str__(self):
        return f"{self.number}: {self.label}"
