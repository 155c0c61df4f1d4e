"""Мероприятия: what an association or the service held between meetings, who came, what is left of it."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from associations.models import Association
from methodservice.directory.models import Municipality, Teacher
from methodservice.documents.models import StoredFile


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Events of the service: the whole municipality. Those of an association: whoever sees it, and participants."""
        mine = self.filter(municipality_id=user.municipality_id)
        if user.access.is_district_staff:
            return mine
        seen = Q(association__isnull=True) | Q(association__in=Association.objects.visible_to(user))
        if user.teacher_id:
            seen |= _takes_part(user.teacher_id)
        return mine.filter(seen)

    def editable_by(self, user):
        """Methodists all; those who lead the organising association its own."""
        mine = self.filter(municipality_id=user.municipality_id)
        if user.access.is_methodist:
            return mine
        return mine.filter(association__in=Association.objects.led_by(user))

    def with_participant(self, teacher_id):
        """Those on whose list the person stands."""
        return self.filter(_takes_part(teacher_id))

    def held_between(self, first, last):
        """Took place and began in these days."""
        return self.filter(state=Event.State.HELD, starts__range=(first, last))

    def with_organiser(self):
        """What `organiser` reads."""
        return self.select_related("municipality", "association__municipality", "association__school")

    def for_register(self):
        """The list page: organiser, `listed` (on the list of participants) and `came` (of them). 1 query."""
        rows = Participant.objects.filter(event=OuterRef("pk")).order_by().values("event")
        number = rows.annotate(number=Count("pk")).values("number")
        came = rows.filter(attended=True).annotate(number=Count("pk")).values("number")
        return self.with_organiser().annotate(
            listed=Coalesce(Subquery(number), 0), came=Coalesce(Subquery(came), 0)
        )


def _takes_part(teacher_id):
    return Exists(Participant.objects.filter(event=OuterRef("pk"), teacher_id=teacher_id))


class Event(models.Model):
    """Мероприятие. Without an association the organiser is the methodical service itself."""

    class Kind(models.TextChoices):
        SEMINAR = "seminar", "семинар"
        MASTER_CLASS = "master_class", "мастер-класс"
        OPEN_LESSON = "open_lesson", "открытый урок"
        CONTEST = "contest", "конкурс"
        CONFERENCE = "conference", "конференция"
        VISIT = "visit", "посещение уроков"
        PLACEMENT = "placement", "стажировка"
        ROUND_TABLE = "round_table", "круглый стол"
        WEBINAR = "webinar", "вебинар"
        CONSULTATION = "consultation", "консультация"
        OTHER = "other", "другое"

    class Level(models.TextChoices):
        SCHOOL = "school", "школьный"
        DISTRICT = "district", "муниципальный"
        INTER = "inter", "межмуниципальный"
        REGION = "region", "региональный"
        COUNTRY = "country", "всероссийский"

    class Form(models.TextChoices):
        IN_PERSON = "in_person", "очно"
        REMOTE = "remote", "дистанционно"
        MIXED = "mixed", "смешанно"

    class State(models.TextChoices):
        PLANNED = "planned", "Запланировано"
        HELD = "held", "Проведено"
        CANCELLED = "cancelled", "Отменено"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="events", verbose_name="муниципалитет"
    )
    association = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="проводит"
    )
    kind = models.CharField("вид", max_length=15, choices=Kind, default=Kind.SEMINAR)
    level = models.CharField("уровень", max_length=10, choices=Level, default=Level.DISTRICT)
    title = models.CharField("название", max_length=300)
    starts = models.DateField("дата")
    ends = models.DateField("по", null=True, blank=True, help_text="Если длится больше одного дня")
    time = models.TimeField("начало", null=True, blank=True)
    place = models.CharField("место", max_length=200, blank=True)
    form = models.CharField("форма", max_length=10, choices=Form, default=Form.IN_PERSON)
    about = models.TextField("о чём", blank=True, max_length=5000)
    outcome = models.TextField("итоги", blank=True, max_length=5000)
    outsiders = models.PositiveIntegerField(
        "участников не из списков портала", default=0, help_text="Сколько человек, без имён"
    )
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PLANNED)
    state_note = models.CharField("почему отменено", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["-starts", "-pk"]
        indexes = [models.Index(fields=["municipality", "state", "starts"], name="event_facts")]
        constraints = [
            models.CheckConstraint(
                name="event_dates",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="Дата окончания раньше даты начала.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()} {self.starts:%d.%m.%Y}: {self.title}"

    def get_absolute_url(self):
        return reverse("events:detail", args=[self.pk])

    @property
    def organiser(self) -> str:
        """«РМО учителей математики» or «ИМЦ». Reads `association` and `municipality`."""
        return self.association.title if self.association_id else self.municipality.service_short


class EventPartQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(event__in=Event.objects.visible_to(user))

    def editable_by(self, user):
        return self.filter(event__in=Event.objects.editable_by(user))


class Participant(models.Model):
    """Педагог на мероприятии. `attended`: None until somebody marks it."""

    class Part(models.TextChoices):
        LISTENER = "listener", "слушатель"
        SPEAKER = "speaker", "выступающий"
        LEADER = "leader", "ведущий"
        JURY = "jury", "жюри"
        CONTESTANT = "contestant", "конкурсант"
        WINNER = "winner", "победитель"
        PRIZE = "prize", "призёр"
        ORGANISER = "organiser", "организатор"

    event = models.ForeignKey(Event, models.CASCADE, related_name="participants", verbose_name="мероприятие")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="events", verbose_name="педагог")
    part = models.CharField("в качестве", max_length=10, choices=Part, default=Part.LISTENER)
    topic = models.CharField("тема или результат", max_length=300, blank=True)
    attended = models.BooleanField("пришёл", null=True, blank=True)

    objects = EventPartQuerySet.as_manager()

    class Meta:
        verbose_name = "участник"
        verbose_name_plural = "участники"
        ordering = ["teacher__surname", "teacher__given_name", "teacher__patronymic", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "teacher"],
                name="participant_once",
                violation_error_message="Этот педагог уже в списке участников.",
            )
        ]

    def __str__(self):
        return f"{self.teacher}: {self.event.title}"


class Material(models.Model):
    """Материал мероприятия: файл или ссылка."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials", verbose_name="мероприятие")
    title = models.CharField("название", max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="materials", verbose_name="файл"
    )
    link = models.URLField("ссылка", max_length=500, blank=True)

    objects = EventPartQuerySet.as_manager()

    class Meta:
        verbose_name = "материал"
        verbose_name_plural = "материалы"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="material_has_content",
                condition=Q(file__isnull=False) | ~Q(link=""),
                violation_error_message="Приложите файл или укажите ссылку.",
            )
        ]

    def __str__(self):
        return self.title
