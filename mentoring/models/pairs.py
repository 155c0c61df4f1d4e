"""Пара «наставник — наставляемый» и письменные согласия обоих."""

from datetime import date

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from methodservice.directory.models import Municipality, School, Teacher
from methodservice.documents.models import StoredFile
from methodservice.documents.orders.models import Order
from methodservice.lib.mentoring import FORMS, PARTNER, STUDENT
from methodservice.lib.querysets import count_of
from methodservice.lib.typography import paragraphs

from .outsiders import Outsider, place_of

WITH_PARTNER = Q(form=PARTNER, outsider__isnull=False, mentor__isnull=True, mentee__isnull=False)
WITH_STUDENT = Q(form=STUDENT, outsider__isnull=False, mentor__isnull=False, mentee__isnull=True)
OF_STAFF = ~Q(form__in=[PARTNER, STUDENT]) & Q(
    outsider__isnull=True, mentor__isnull=False, mentee__isnull=False
)
HAS_ORDER = Q(order__isnull=False) | (~Q(order_number="") & Q(order_on__isnull=False))


def of_schools(schools) -> Q:
    """Pairs that belong to the organisations, see `Pair.school`."""
    return Q(mentee__school__in=schools) | Q(mentee__isnull=True, mentor__school__in=schools)


class PairQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The staff of the district: all; a coordinator: where either of the two works in the own school; the two."""
        rows = self.filter(municipality_id=user.municipality_id)
        access = user.access
        if access.is_district_staff:
            return rows
        schools = access.school_ids
        near = Q(mentee__school__in=schools) | Q(mentor__school__in=schools)
        if user.teacher_id:
            near |= Q(mentor=user.teacher_id) | Q(mentee=user.teacher_id)
        return rows.filter(near)

    def editable_by(self, user):
        """Methodists, and the coordinator of the pair's organisation."""
        rows = self.filter(municipality_id=user.municipality_id)
        return rows if user.access.is_methodist else rows.filter(of_schools(user.access.school_ids))

    def checked_by(self, user):
        """Who may hold check-ups: those who keep the pair, and its mentor while it works."""
        rows = self.filter(municipality_id=user.municipality_id)
        if user.access.is_methodist:
            return rows
        mine = of_schools(user.access.school_ids)
        if user.teacher_id:
            mine |= Q(mentor=user.teacher_id, state=Pair.State.ACTIVE)
        return rows.filter(mine)

    def worked_by(self, user):
        """Who may write down meetings and mark what is done: the same, and the mentee in place of a partner, who has no
        account."""
        rows = self.checked_by(user)
        if not user.teacher_id:
            return rows
        own = Q(mentor__isnull=True, mentee=user.teacher_id, state=Pair.State.ACTIVE)
        return rows | self.filter(own, municipality_id=user.municipality_id)

    def active(self):
        return self.filter(state=Pair.State.ACTIVE)

    def begun(self):
        """Ever came to work: active, finished, stopped."""
        return self.filter(state__in=Pair.BEGUN)

    def worked_on(self, day: date):
        """Pairs whose term holds the day; the term of one that ended is up to its last day."""
        return (
            self.begun()
            .annotate(last_day=Coalesce("ended_on", "ends"))
            .filter(starts__lte=day, last_day__gte=day)
        )

    def with_names(self):
        """Both people. Joins only."""
        return self.select_related("mentor", "mentee", "outsider")

    def with_people(self):
        """Both people with their schools, the order with its number. Joins only."""
        return self.select_related(
            "municipality",
            "mentor__school__municipality",
            "mentee__school__municipality",
            "outsider",
            "order__entry",
        )

    def with_sort_names(self):
        """`mentee_surname`, `mentee_given_name`, the same of the mentor, `school_name`: to sort by. Joins only."""
        return self.annotate(
            **{
                f"{side}_{part}": Coalesce(f"{side}__{part}", f"outsider__{part}")
                for side in PairConsent.Side.values
                for part in ("surname", "given_name")
            },
            school_name=Coalesce("mentee__school__short_name", "mentor__school__short_name"),
        )

    def for_register(self):
        """The list: people, `consents_given` (0–2). 1 query."""
        return self.with_people().annotate(
            consents_given=count_of(PairConsent.objects.filter(pair=OuterRef("pk")))
        )


class Pair(models.Model):
    """Наставническая пара. Its way: `mentoring/workflow.py`.

    One of the two may have no card: the mentor of the form «социальный партнёр», the mentee of the form «студент». Then
    `outsider` stands in the place; `mentor_person` and `mentee_person` are whoever stands on the side.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Готовится"
        ACTIVE = "active", "Работает"
        FINISHED = "finished", "Завершена"
        STOPPED = "stopped", "Прекращена досрочно"
        CANCELLED = "cancelled", "Отменена"

    class EndedBy(models.TextChoices):
        MENTOR = "mentor", "наставник отказался"
        EMPLOYER = "employer", "работодатель отменил поручение"
        OTHER = "other", "иное: увольнение, перевод, долгое отсутствие"

    BEGUN = (State.ACTIVE, State.FINISHED, State.STOPPED)
    OPEN = (State.DRAFT, State.ACTIVE)

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="pairs", verbose_name="муниципалитет"
    )
    mentor = models.ForeignKey(
        Teacher, models.PROTECT, null=True, related_name="pairs_as_mentor", verbose_name="наставник"
    )
    mentee = models.ForeignKey(
        Teacher, models.PROTECT, null=True, related_name="pairs_as_mentee", verbose_name="наставляемый"
    )
    outsider = models.OneToOneField(
        Outsider, models.PROTECT, null=True, editable=False, verbose_name=Outsider._meta.verbose_name
    )
    form = models.CharField("форма", max_length=10, choices=FORMS, default="peer")
    kind = models.CharField("вид", max_length=100, blank=True)
    starts = models.DateField("начало")
    ends = models.DateField("окончание")
    goal = models.TextField("цель", max_length=1000, blank=True)
    tasks = models.TextField("задачи", max_length=2000, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT, editable=False)
    state_note = models.CharField("причина", max_length=300, blank=True, editable=False)
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="pairs",
        verbose_name="приказ",
    )
    order_number = models.CharField("номер приказа", max_length=50, blank=True)
    order_on = models.DateField("дата приказа", null=True, blank=True)
    ended_on = models.DateField("последний день", null=True, blank=True, editable=False)
    ended_by = models.CharField("кто прекратил", max_length=10, choices=EndedBy, blank=True, editable=False)
    notice_on = models.DateField("предупреждение", null=True, blank=True, editable=False)
    mentor_review = models.TextField("отзыв наставника", max_length=3000, blank=True)
    mentee_review = models.TextField("отзыв наставляемого", max_length=3000, blank=True)
    result = models.TextField("результат", max_length=3000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "наставническая пара"
        verbose_name_plural = "наставнические пары"
        ordering = ["-starts", "-pk"]
        indexes = [
            models.Index(fields=["mentee", "state"], name="pair_of_mentee"),
            models.Index(fields=["mentor", "state"], name="pair_of_mentor"),
        ]
        constraints = [
            models.CheckConstraint(
                name="pair_of_two",
                condition=~Q(mentor=F("mentee")),
                violation_error_message="Наставник и наставляемый — разные люди.",
            ),
            models.CheckConstraint(
                name="pair_form_of_people",
                condition=OF_STAFF | WITH_PARTNER | WITH_STUDENT,
                violation_error_message="Форма наставничества не подходит к людям пары.",
            ),
            models.CheckConstraint(
                name="pair_dates",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Окончание раньше начала.",
            ),
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=Q(state="active"),
                name="pair_active_once",
                violation_error_message="У этих двоих уже есть работающая пара.",
            ),
            models.CheckConstraint(
                name="pair_begun_has_order",
                condition=Q(state__in=["draft", "cancelled"]) | HAS_ORDER,
                violation_error_message="Без приказа пара не начинает работу.",
            ),
            models.CheckConstraint(
                name="pair_ended_on",
                condition=Q(state__in=["finished", "stopped"], ended_on__gte=F("starts"))
                | (~Q(state__in=["finished", "stopped"]) & Q(ended_on__isnull=True)),
                violation_error_message="Последний день есть у пары, которая завершена, и он не раньше начала.",
            ),
            models.CheckConstraint(
                name="pair_stopped_why",
                condition=~Q(state__in=["stopped", "cancelled"]) | ~Q(state_note=""),
                violation_error_message="Напишите причину.",
            ),
        ]

    def __str__(self):
        return f"{self.mentor_person.short_name}\N{NO-BREAK SPACE}— {self.mentee_person.short_name}"

    def get_absolute_url(self):
        return reverse("mentoring:pair", args=[self.pk])

    @property
    def mentor_person(self) -> Teacher | Outsider:
        return self.mentor or self.outsider

    @property
    def mentee_person(self) -> Teacher | Outsider:
        return self.mentee or self.outsider

    @property
    def mentor_place(self) -> str:
        return place_of(self.mentor_person)

    @property
    def mentee_place(self) -> str:
        return place_of(self.mentee_person)

    @property
    def school(self) -> School:
        """The organisation that the pair belongs to: where the mentee works, of a student the mentor."""
        return (self.mentee or self.mentor).school

    @property
    def task_lines(self) -> list[str]:
        """Tasks without the dashes that people put before them."""
        return [line.lstrip("-–—• ") for line in paragraphs(self.tasks)]

    def person_of(self, side: str) -> Teacher | Outsider:
        return self.mentor_person if side == PairConsent.Side.MENTOR else self.mentee_person

    def own_side_of(self, user) -> str:
        """Which of the two the user is: a side, "" for others."""
        own = {self.mentor_id: PairConsent.Side.MENTOR, self.mentee_id: PairConsent.Side.MENTEE}
        return own.get(user.teacher_id, "") if user.teacher_id else ""

    @property
    def order_words(self) -> str:
        """«Приказ № 12 от 30.12.2021», «приказ № 5 от 01.09.2026 (вне портала)» or "". Reads `order.entry`."""
        if self.order_id:
            return self.order.name
        if self.order_number and self.order_on:
            return f"Приказ № {self.order_number} от {self.order_on:%d.%m.%Y}"
        return ""


class OfPairQuerySet(models.QuerySet):
    """What hangs on a pair: seen with it, kept by those who keep it."""

    pair_path = "pair"

    def visible_to(self, user):
        return self.filter(**{f"{self.pair_path}__in": Pair.objects.visible_to(user)})

    def editable_by(self, user):
        return self.filter(**{f"{self.pair_path}__in": Pair.objects.editable_by(user)})


class OfWorkQuerySet(OfPairQuerySet):
    """What the mentor or the mentee of a partner writes down too."""

    def editable_by(self, user):
        return self.filter(**{f"{self.pair_path}__in": Pair.objects.worked_by(user)})


class PairConsent(models.Model):
    """Письменное согласие одного из двоих (ст. 351.8 ТК РФ); скан — по желанию."""

    class Side(models.TextChoices):
        MENTOR = "mentor", "наставник"
        MENTEE = "mentee", "наставляемый"

    TITLES = {Side.MENTOR: "Согласие наставника", Side.MENTEE: "Согласие наставляемого"}

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="consents", verbose_name="пара")
    side = models.CharField("кто", max_length=6, choices=Side)
    given_on = models.DateField("дата согласия")
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="скан"
    )

    objects = OfPairQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие на наставничество"
        verbose_name_plural = "согласия на наставничество"
        ordering = ["pair_id", "side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "side"],
                name="pair_consent_of_side",
                violation_error_message="Это согласие уже записано.",
            )
        ]

    def __str__(self):
        return f"Согласие ({self.get_side_display()}), {self.given_on:%d.%m.%Y}"
