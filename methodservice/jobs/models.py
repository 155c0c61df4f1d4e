from django.conf import settings
from django.db import models

from methodservice.directory.models import Municipality


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person sees the jobs that the person started."""
        return self.filter(started_by_id=user.pk)

    editable_by = visible_to


class Job(models.Model):
    """Фоновое задание. The row is the truth: a queue only carries its id, and may lose it."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт очереди"
        RUNNING = "running", "выполняется"
        DONE = "done", "готово"
        FAILED = "failed", "не выполнено"

    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    kind = models.CharField("вид", max_length=60)
    title = models.CharField("название", max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("сделано", default=0)
    total = models.PositiveIntegerField("всего", default=0)
    message = models.CharField("сообщение", max_length=500, blank=True)
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField("последний признак жизни", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "фоновое задание"
        verbose_name_plural = "фоновые задания"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="job_waiting")]

    def __str__(self):
        return f"{self.title}: {self.get_state_display()}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)
