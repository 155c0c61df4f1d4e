"""What all records of a teacher's card share: whose they are, who may see and change them, proposals of the teacher."""

from django.db import models
from django.db.models import Q

from methodservice.directory.models import Teacher, User


class OfTeacherQuerySet(models.QuerySet):
    """Records that hang on a teacher: seen with the card, kept by those who keep the card."""

    teacher_path = "teacher"

    def visible_to(self, user):
        """With the card: `TeacherQuerySet.visible_to`."""
        return self.filter(**{f"{self.teacher_path}__in": Teacher.objects.visible_to(user)})

    def editable_by(self, user):
        """Methodists, and the coordinator of the school where the person works now."""
        return self.filter(**{f"{self.teacher_path}__in": Teacher.objects.editable_by(user)})


class CardRecordQuerySet(OfTeacherQuerySet):
    """Records that a teacher may propose."""

    def kept(self):
        """What counts: neither proposed nor declined."""
        return self.filter(state=CardRecord.State.KEPT)

    def proposed(self):
        return self.filter(state=CardRecord.State.PROPOSED)

    def editable_by(self, user):
        """Also the own proposal, until it is taken."""
        kept = Q(teacher__in=Teacher.objects.editable_by(user))
        return self.filter(kept | (~Q(state=CardRecord.State.KEPT) & Q(proposed_by=user)))


class CardRecord(models.Model):
    """Запись карточки. A teacher is never obliged to file one (ст. 47 ч. 6.1 273-ФЗ) but may propose it."""

    class State(models.TextChoices):
        KEPT = "kept", "В карточке"
        PROPOSED = "proposed", "Предложено"
        DECLINED = "declined", "Не принято"

    state = models.CharField("состояние", max_length=8, choices=State, default=State.KEPT, editable=False)
    proposed_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="предложено",
    )
    declined_why = models.CharField("почему не принято", max_length=300, blank=True, editable=False)

    objects = CardRecordQuerySet.as_manager()

    class Meta:
        abstract = True


def declined_has_reason(name: str) -> models.CheckConstraint:
    """A declined proposal says why."""
    return models.CheckConstraint(
        name=name,
        condition=~Q(state="declined") | ~Q(declined_why=""),
        violation_error_message="Напишите, почему запись не принята.",
    )
