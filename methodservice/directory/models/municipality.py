"""The tenant: a municipality, its signatories and its rules. Rules are data: each district decides for itself."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from methodservice.lib.querysets import in_force


class MunicipalityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The user's own municipality; a portal administrator chooses from all. 1 query."""
        return self if user.access.is_portal_admin else self.filter(pk=user.municipality_id)

    def editable_by(self, user):
        """Methodists keep the card and the rules of their municipality."""
        if user.access.is_portal_admin:
            return self
        return self.filter(pk=user.municipality_id) if user.access.is_methodist else self.none()

    def for_register(self):
        """The list of the portal's administrator: with numbers of open organisations. 1 query."""
        return self.annotate(
            open_schools=models.Count("schools", filter=Q(schools__closed_on__isnull=True))
        ).order_by("name", "pk")


class Municipality(models.Model):
    """Муниципалитет: every record of the portal belongs to exactly one."""

    name = models.CharField("название", max_length=200, unique=True, help_text="Например: Приозёрский район")
    name_genitive = models.CharField("название в родительном падеже", max_length=200)
    authority = models.CharField("орган управления образованием", max_length=300)
    authority_superior = models.CharField("вышестоящий орган", max_length=300, blank=True)
    service = models.CharField("методическая служба", max_length=300)
    service_short = models.CharField("методическая служба кратко", max_length=60, help_text="Например: ИМЦ")
    place = models.CharField(
        "место составления документов", max_length=100, help_text="Например: п. Заречный"
    )
    district_title = models.CharField(
        "районное объединение называется",
        max_length=100,
        default="районное методическое объединение",
        help_text="Полностью, со строчной буквы",
    )
    district_title_genitive = models.CharField(
        "то же в родительном падеже", max_length=100, default="районного методического объединения"
    )
    district_abbreviation = models.CharField("сокращённо", max_length=10, default="РМО")
    region = models.CharField(
        "регион", max_length=100, blank=True, help_text="Субъект Российской Федерации: по нему сводятся итоги"
    )
    timezone = models.CharField("часовой пояс", max_length=40, default="Europe/Moscow")

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("directory:municipality", args=[self.pk])


class MunicipalityRules(models.Model):
    """Правила муниципалитета. Numbers and bases that regulations leave to each district (domain.md, «Rules»)."""

    class QuorumBase(models.TextChoices):
        MEMBERS = "members", "члены объединения на день заседания"
        ROSTER = "roster", "состав, утверждённый приказом"

    class MajorityBase(models.TextChoices):
        MEMBERS = "members", "все члены объединения"
        PRESENT = "present", "присутствующие"
        CAST = "cast", "проголосовавшие «за» и «против»"

    class Tie(models.TextChoices):
        CHAIR = "chair", "решает голос председателя"
        FAILS = "fails", "решение не принято"
        PASSES = "passes", "решение принято"

    class MeetingPeriod(models.TextChoices):
        QUARTER = "quarter", "квартал (календарный)"
        TERM = "term", "четверть (учебная)"
        HALF_YEAR = "half_year", "полугодие"
        SCHOOL_YEAR = "school_year", "учебный год"

    class CalendarKind(models.TextChoices):
        SCHOOL = "school", "учебное: сентябрь — декабрь, январь — август"
        CALENDAR = "calendar", "календарное: январь — июнь, июль — декабрь"

    class MonitoringPeriod(models.TextChoices):
        QUARTER = "quarter", "квартал (календарный)"
        HALF_YEAR = "half_year", "полугодие"
        YEAR = "year", "календарный год"

    class Approver(models.TextChoices):
        CURATOR = "curator", "куратор объединения"
        METHODIST = "methodist", "методист"
        SERVICE_HEAD = "service_head", "руководитель методической службы"

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="rules", verbose_name="муниципалитет"
    )
    quorum_numerator = models.PositiveSmallIntegerField("кворум: доля, числитель", default=1)
    quorum_denominator = models.PositiveSmallIntegerField("кворум: доля, знаменатель", default=2)
    quorum_strict = models.BooleanField("кворум: больше этой доли (а не «не меньше»)", default=True)
    quorum_base = models.CharField(
        "кворум считается от", max_length=10, choices=QuorumBase, default=QuorumBase.MEMBERS
    )
    majority_numerator = models.PositiveSmallIntegerField("решение: доля, числитель", default=1)
    majority_denominator = models.PositiveSmallIntegerField("решение: доля, знаменатель", default=2)
    majority_strict = models.BooleanField("решение: больше этой доли (а не «не меньше»)", default=True)
    majority_base = models.CharField(
        "голоса считаются от", max_length=10, choices=MajorityBase, default=MajorityBase.PRESENT
    )
    tie = models.CharField("голоса разделились поровну", max_length=10, choices=Tie, default=Tie.CHAIR)
    meetings_minimum = models.PositiveSmallIntegerField(
        "заседаний не меньше", default=1, validators=[MaxValueValidator(52)]
    )
    meetings_period = models.CharField(
        "за период", max_length=20, choices=MeetingPeriod, default=MeetingPeriod.QUARTER
    )
    half_year_kind = models.CharField(
        "полугодие", max_length=10, choices=CalendarKind, default=CalendarKind.SCHOOL
    )
    young_max_age = models.PositiveSmallIntegerField(
        "молодой педагог: возраст до (включительно)", default=35, validators=[MinValueValidator(18)]
    )
    young_max_years = models.DecimalField(
        "молодой педагог: стаж меньше, лет", max_digits=3, decimal_places=1, default=Decimal(3)
    )

    approver = models.CharField(
        "планы утверждает и отчёты принимает", max_length=15, choices=Approver, default=Approver.METHODIST
    )
    monitoring_period = models.CharField(
        "мониторинг показателей — раз в", max_length=20, choices=MonitoringPeriod, default="half_year"
    )
    plan_due = models.CharField("план на учебный год — до", max_length=5, default="15.09")
    report_due = models.CharField("отчёт за учебный год — до", max_length=5, default="10.06")

    class Meta:
        verbose_name = "правила муниципалитета"
        verbose_name_plural = "правила муниципалитетов"
        constraints = [
            models.CheckConstraint(
                name=f"rules_{share}_share",
                condition=Q(
                    **{
                        f"{share}_numerator__gte": 1,
                        f"{share}_denominator__gte": 1,
                        f"{share}_numerator__lte": F(f"{share}_denominator"),
                    }
                ),
                violation_error_message="Доля — от 1/знаменатель до 1: числитель не больше знаменателя.",
            )
            for share in ("quorum", "majority")
        ]

    def __str__(self):
        return f"Правила: {self.municipality}"

    def get_absolute_url(self):
        return reverse("directory:rules", args=[self.municipality_id])


class SignatoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(municipality_id=user.municipality_id)

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()

    def on(self, day):
        """Those who may sign on the day."""
        return self.filter(in_force(day))


class Signatory(models.Model):
    """Кто подписывает документы муниципалитета, с какого и по какое число."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="signatories", verbose_name="муниципалитет"
    )
    surname = models.CharField("фамилия", max_length=100)
    given_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    gender = models.CharField("пол", max_length=6, choices=[("female", "женский"), ("male", "мужской")])
    position = models.CharField("должность", max_length=300)
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = "подписывающее лицо"
        verbose_name_plural = "подписывающие лица"
        ordering = ["-starts", "surname", "pk"]
        constraints = [
            models.CheckConstraint(
                name="signatory_dates",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="Дата «по» раньше даты «с».",
            )
        ]

    def __str__(self):
        return f"{self.surname} {self.given_name} {self.patronymic}".strip()

    def get_absolute_url(self):
        return reverse("directory:municipality", args=[self.municipality_id])
