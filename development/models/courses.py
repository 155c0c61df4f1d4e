"""Курсы и переподготовка; кто учит; заявки школ на обучение."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from methodservice.directory.models import Municipality, Subject, Teacher
from methodservice.documents.models import StoredFile
from methodservice.lib.typography import quoted

from .records import CardRecord, OfTeacherQuerySet, declined_has_reason


class ProviderQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(municipality_id=user.municipality_id)

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()


class Provider(models.Model):
    """Кто учит: институт, центр, вуз. `is_regional`: the institute of the region, counted apart by programmes."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="providers", verbose_name="муниципалитет"
    )
    name = models.CharField("название", max_length=300)
    is_regional = models.BooleanField("институт развития образования региона", default=False)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = "организация ДПО"
        verbose_name_plural = "организации ДПО"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "municipality",
                Lower("name"),
                name="provider_name_unique",
                violation_error_message="Такая организация уже есть в списке.",
            )
        ]

    def __str__(self):
        return self.name


class CourseKind(models.TextChoices):
    UPSKILLING = "upskilling", "повышение квалификации"
    RETRAINING = "retraining", "профессиональная переподготовка"


class CourseMode(models.TextChoices):
    IN_PERSON = "in_person", "очно"
    VISITING = "visiting", "выездные курсы"
    MIXED = "mixed", "очно-заочно"
    EXTRAMURAL = "extramural", "заочно"
    REMOTE = "remote", "дистанционно"
    PORTAL = "portal", "образовательный портал"


class Course(CardRecord):
    """Пройденное обучение. `ends` is the day of the certificate: from it 36 months are counted."""

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="courses", verbose_name="педагог")
    kind = models.CharField("вид", max_length=10, choices=CourseKind, default=CourseKind.UPSKILLING)
    programme = models.CharField("программа", max_length=500)
    hours = models.PositiveSmallIntegerField(
        "часов", validators=[MinValueValidator(1), MaxValueValidator(3000)]
    )
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="courses", verbose_name="кто учил"
    )
    proposed_provider = models.CharField(
        "кто учил, как предложено", max_length=300, blank=True, editable=False
    )
    """A name of a proposal that the list of providers lacks; it becomes a provider when the record is taken."""
    mode = models.CharField("форма", max_length=10, choices=CourseMode, default=CourseMode.IN_PERSON)
    starts = models.DateField("начало", null=True, blank=True)
    ends = models.DateField("окончание")
    certificate = models.CharField("удостоверение или диплом", max_length=100, blank=True)
    subject = models.ForeignKey(
        Subject, models.SET_NULL, null=True, blank=True, related_name="courses", verbose_name="предмет"
    )
    is_profile = models.BooleanField("для преподавания на профильном уровне", default=False)
    for_team = models.BooleanField("программа для управленческих команд", default=False)
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="скан"
    )

    class Meta:
        verbose_name = "обучение"
        verbose_name_plural = "обучение"
        ordering = ["-ends", "-pk"]
        indexes = [models.Index(fields=["teacher", "state", "ends"], name="course_of_teacher")]
        constraints = [
            models.UniqueConstraint(
                "teacher",
                Lower("programme"),
                "ends",
                name="course_once",
                violation_error_message="Это обучение уже записано.",
            ),
            models.CheckConstraint(
                name="course_dates",
                condition=Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="Окончание раньше начала.",
            ),
            models.CheckConstraint(
                name="course_hours",
                condition=Q(hours__gte=1, hours__lte=3000),
                violation_error_message="Часов бывает от 1 до 3000.",
            ),
            models.CheckConstraint(
                name="course_proposed_provider",
                condition=Q(proposed_provider="") | (~Q(state="kept") & Q(provider__isnull=True)),
                violation_error_message="Кто учил, выбирают из списка организаций.",
            ),
            declined_has_reason("course_declined_why"),
        ]

    def __str__(self):
        return f"{quoted(self.programme)}, {self.ends:%d.%m.%Y}"

    @property
    def taught_by(self) -> str:
        return self.provider.name if self.provider else self.proposed_provider

    def get_absolute_url(self):
        return f"{reverse('development:card', args=[self.teacher_id])}#courses"


class CourseRequest(models.Model):
    """Строка план-заявки: кого школа просит учить, чему и в каком году; с датой она становится строкой плана курсов."""

    class State(models.TextChoices):
        ASKED = "asked", "Заявлено"
        PLANNED = "planned", "В плане"
        DECLINED = "declined", "Отклонено"
        DONE = "done", "Пройдено"

    teacher = models.ForeignKey(
        Teacher, models.CASCADE, related_name="course_requests", verbose_name="педагог"
    )
    year = models.PositiveSmallIntegerField("год")
    kind = models.CharField("вид", max_length=10, choices=CourseKind, default=CourseKind.UPSKILLING)
    programme = models.CharField("программа или тема", max_length=500)
    hours = models.PositiveSmallIntegerField("часов", null=True, blank=True)
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name="кто учит"
    )
    mode = models.CharField("форма", max_length=10, choices=CourseMode, default=CourseMode.IN_PERSON)
    why = models.CharField("почему", max_length=300, blank=True)
    state = models.CharField("состояние", max_length=8, choices=State, default=State.ASKED, editable=False)
    state_note = models.CharField("почему отклонено", max_length=300, blank=True, editable=False)
    planned_on = models.DateField("начало по плану", null=True, blank=True)
    course = models.OneToOneField(
        Course, models.SET_NULL, null=True, blank=True, editable=False, related_name="request"
    )

    objects = OfTeacherQuerySet.as_manager()

    class Meta:
        verbose_name = "строка план-заявки"
        verbose_name_plural = "план-заявка"
        ordering = ["-year", "teacher", "pk"]
        indexes = [models.Index(fields=["year", "state"], name="course_request_year")]
        constraints = [
            models.UniqueConstraint(
                "teacher",
                "year",
                Lower("programme"),
                name="course_request_once",
                violation_error_message="Эта программа для этого педагога в этом году уже заявлена.",
            ),
            models.CheckConstraint(
                name="course_request_planned_on",
                condition=~Q(state="planned") | Q(planned_on__isnull=False),
                violation_error_message="В плане у курсов есть дата начала.",
            ),
            models.CheckConstraint(
                name="course_request_declined_why",
                condition=~Q(state="declined") | ~Q(state_note=""),
                violation_error_message="Напишите, почему заявка отклонена.",
            ),
        ]

    def __str__(self):
        return f"{self.teacher}: «{self.programme}», {self.year}"

    def get_absolute_url(self):
        return f"{reverse('development:requests')}?year={self.year}"
