"""Социальный партнёр или студент: человек пары, у которого нет карточки."""

from django.db import models

from methodservice.directory.models import Teacher
from methodservice.lib.cells import person_key
from methodservice.personal.models import Act


class OutsiderAct(Act):
    """Акт обезличивания человека, у которого нет карточки: one for all the pairs where the person stands."""

    class Meta(Act.Meta):
        verbose_name = "акт обезличивания без карточки"
        verbose_name_plural = "акты обезличивания без карточки"


class OutsiderQuerySet(models.QuerySet):
    def alike(self, person: "Outsider") -> list[int]:
        """Keys of the records of one person: who has no card is known by name, in any case, with «ё» or «е». Emptied
        ones are nobody's. 1 query."""
        return [one.pk for one in self.filter(act=None) if one.name_key == person.name_key]


class Outsider(models.Model):
    """Только то, что печатают документы. A record belongs to its pair; the pair's form says on which side it stands."""

    surname = models.CharField("фамилия", max_length=100)
    given_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    position = models.CharField("должность или курс", max_length=200)
    organisation = models.CharField("организация", max_length=200)
    act = models.ForeignKey(
        OutsiderAct,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="outsiders",
        verbose_name="акт обезличивания",
    )

    objects = OutsiderQuerySet.as_manager()

    left_on = None
    """Nobody tells the portal that a person without a card has left."""

    class Meta:
        verbose_name = "партнёр или студент"
        verbose_name_plural = "партнёры и студенты"
        ordering = ["surname", "given_name", "patronymic", "pk"]

    def __str__(self):
        return f"{self.full_name}, {self.position}, {self.organisation}"

    @property
    def name_key(self) -> str:
        return person_key(self.surname, self.given_name, self.patronymic)

    full_name = Teacher.full_name
    short_name = Teacher.short_name


def place_of(person: Teacher | Outsider) -> str:
    """Where the person works or studies, in the nominative. Reads `school` of a card."""
    return person.organisation if isinstance(person, Outsider) else person.school.short_name
