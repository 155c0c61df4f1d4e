"""People and their rights: subjects, teachers (with or without an account), accounts, dated roles."""

from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as BaseUserManager
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf
from django.urls import reverse
from django.utils import timezone

from methodservice.lib.querysets import in_force

from .municipality import Municipality
from .posts import FormerPost
from .school import School, open_on


class SubjectQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(municipality_id=user.municipality_id)

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()


class Subject(models.Model):
    """Предмет или направление, которое объединяет педагогов."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="subjects", verbose_name="муниципалитет"
    )
    name = models.CharField("название", max_length=150)
    teachers_of = models.CharField(
        "кого объединяет",
        max_length=200,
        help_text="В родительном падеже: «учителей математики», «педагогов-психологов»",
    )

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = "предмет"
        verbose_name_plural = "предметы и направления"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "municipality",
                Lower("name"),
                name="subject_name_unique",
                violation_error_message="Такой предмет уже есть в списке.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("directory:subject_list")


class Gender(models.TextChoices):
    FEMALE = "female", "женский"
    MALE = "male", "мужской"


class TeacherQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Methodists and the head: the municipality; a coordinator: the school; heads of associations: their
        members come through the association; everybody: oneself."""
        mine = self.filter(school__municipality_id=user.municipality_id)
        access = user.access
        if access.is_district_staff:
            return mine
        return mine.filter(Q(school_id__in=access.school_ids) | Q(pk=user.teacher_id))

    def editable_by(self, user):
        access = user.access
        mine = self.filter(school__municipality_id=user.municipality_id, anonymised_on__isnull=True)
        return mine if access.is_methodist else mine.filter(school_id__in=access.school_ids)

    def named(self):
        """Cards that still say whose they are."""
        return self.filter(anonymised_on__isnull=True)

    def working(self):
        return self.filter(left_on__isnull=True)

    def at_work(self, day: date):
        """Worked on the day in an organisation that was open; `school_then` is its key. The card tells who is there
        since before the day, former posts tell of the others; the last day at work counts."""
        came = Q(hired_on__isnull=True) | Q(hired_on__lte=day)
        stays = Q(left_on__isnull=True) | Q(left_on__gte=day)
        former = FormerPost.objects.on(day).filter(open_on(day, "school__"), teacher=OuterRef("pk"))
        there = Case(
            When(came & stays & open_on(day, "school__"), then=F("school_id")),
            default=Subquery(former.order_by("-ends", "-pk").values("school_id")[:1]),
            output_field=models.BigIntegerField(),
        )
        return self.annotate(school_then=there).filter(school_then__isnull=False)

    def seen_at_work_by(self, user):
        """Of `at_work`: the staff of the district sees all, a coordinator who worked in the own school that day."""
        access = user.access
        if access.is_district_staff:
            return self.filter(school__municipality_id=user.municipality_id)
        return self.filter(Q(school_then__in=access.school_ids) | Q(pk=user.teacher_id))

    def with_post_on(self, day: date):
        """Of `at_work`: `place_then` and `position_then` are the words of that day's post."""
        former = FormerPost.objects.on(day).filter(teacher=OuterRef("pk"), school=OuterRef("school_then"))
        known = Subquery(former.order_by("-ends", "-pk").values("position")[:1])
        is_present = Q(hired_on__isnull=True) | Q(hired_on__lte=day)
        return self.annotate(
            place_then=Subquery(School.objects.filter(pk=OuterRef("school_then")).values("short_name")[:1]),
            position_then=Case(
                When(is_present, then=F("position")),
                default=Coalesce(NullIf(known, Value("")), F("position")),
            ),
        )

    def young(self, rule, day: date):
        """Young on the day by the municipality's rule (`rules.YoungRule`); who lacks a date is not among them."""
        return self.filter(born_on__gt=rule.born_after(day), teaching_since__gt=rule.teaching_after(day))

    def for_register(self):
        """The list page; the view puts it in order. 1 query + 1 for subjects."""
        return self.select_related("school").prefetch_related("subjects")


class Teacher(models.Model):
    """Педагогический работник. Lives without an account; gender is stored, never guessed from a surname."""

    class Category(models.TextChoices):
        NONE = "", "нет"
        MATCH = "match", "соответствие занимаемой должности"
        FIRST = "first", "первая"
        HIGHEST = "highest", "высшая"
        METHODIST = "methodist", "педагог-методист"
        MENTOR = "mentor", "педагог-наставник"

    school = models.ForeignKey(School, models.PROTECT, related_name="teachers", verbose_name="организация")
    surname = models.CharField("фамилия", max_length=100)
    given_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    gender = models.CharField("пол", max_length=6, choices=Gender, blank=True)
    position = models.CharField("должность", max_length=200)
    subjects = models.ManyToManyField(Subject, blank=True, related_name="teachers", verbose_name="предметы")
    born_on = models.DateField("дата рождения", null=True, blank=True)
    teaching_since = models.DateField("педагогический стаж с", null=True, blank=True)
    hired_on = models.DateField("принят на работу", null=True, blank=True)
    left_on = models.DateField("уволен", null=True, blank=True)
    category = models.CharField("категория", max_length=10, choices=Category, blank=True, default="")
    declined = models.JSONField("формы имени", default=dict, blank=True)
    """Overrides of oblique cases: {"genitive": {"surname": "Льва"}, …}; see lib/declension."""
    anonymised_on = models.DateField("обезличена", null=True, blank=True, editable=False)
    """The card says no more whose it was and is never edited again; see `methodservice.personal`."""

    objects = TeacherQuerySet.as_manager()

    class Meta:
        verbose_name = "педагог"
        verbose_name_plural = "педагоги"
        ordering = ["surname", "given_name", "patronymic", "pk"]
        indexes = [models.Index(fields=["surname", "given_name"], name="teacher_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "surname", "given_name", "patronymic", "born_on"],
                name="teacher_unique_in_school",
                violation_error_message="Такой педагог уже есть в этой организации.",
            )
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("directory:teacher", args=[self.pk])

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.surname, self.given_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """«Иванова М. И.» with no-break spaces."""
        initials = [f"{part[0]}." for part in (self.given_name, self.patronymic) if part]
        return "\N{NO-BREAK SPACE}".join([self.surname, *initials])


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Methodists see the accounts of their municipality. 0 queries beyond the user's access."""
        return self.filter(municipality_id=user.municipality_id) if user.access.is_methodist else self.none()

    def editable_by(self, user):
        """Nobody changes the own rights, and a methodist has no hand in a portal administrator's account."""
        mine = self.visible_to(user).exclude(pk=user.pk)
        if user.access.is_portal_admin:
            return mine
        administrators = Role.objects.filter(kind=RoleKind.PORTAL_ADMIN).not_over()
        return mine.exclude(pk__in=administrators.values("user_id"))

    def for_register(self):
        """The list of accounts. 1 query + 1 for the roles of today (`roles_today`)."""
        current = Role.objects.on(timezone.localdate()).select_related("school").order_by("kind", "pk")
        return (
            self.select_related("teacher__school")
            .prefetch_related(models.Prefetch("roles", current, to_attr="roles_today"))
            .order_by("full_name", "username", "pk")
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False


class User(AbstractUser):
    """Учётная запись. `municipality` is where the person works; an administrator of the portal switches it."""

    first_name = None
    last_name = None
    full_name = models.CharField("имя на экране", max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="муниципалитет",
    )
    teacher = models.OneToOneField(
        Teacher, models.SET_NULL, null=True, blank=True, related_name="user", verbose_name="педагог"
    )
    is_demo = models.BooleanField("учётная запись демонстрации", default=False, editable=False)
    password_is_temporary = models.BooleanField("пароль временный", default=False)
    """Set by somebody else: until the person changes it, no other page opens."""

    objects = UserManager()

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        ordering = ["full_name", "username"]

    def __str__(self):
        return self.full_name or self.username

    def get_absolute_url(self):
        return reverse("directory:user", args=[self.pk])

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name or self.username

    @cached_property
    def access(self):
        """What this person may do today; computed once per loaded user. 2 queries."""
        from methodservice.directory.access import access_of

        return access_of(self)


class RoleKind(models.TextChoices):
    PORTAL_ADMIN = "portal_admin", "администратор портала"
    DEPARTMENT_HEAD = "department_head", "начальник управления образования"
    SERVICE_HEAD = "service_head", "руководитель методической службы"
    METHODIST = "methodist", "методист"
    COORDINATOR = "coordinator", "заместитель директора по УМР"
    TEACHER = "teacher", "педагог"


class RoleQuerySet(models.QuerySet):
    def on(self, day: date):
        return self.filter(in_force(day))

    def not_over(self):
        """In force today or from a later day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=timezone.localdate()))

    def visible_to(self, user):
        mine = self.filter(user__municipality_id=user.municipality_id)
        return mine if user.access.is_methodist else mine.none()

    def editable_by(self, user):
        """Roles of the accounts that the user may edit: never the own ones."""
        return self.filter(user__in=User.objects.editable_by(user))


class Role(models.Model):
    """Назначенная роль: dated, in the user's municipality; a coordinator's role names the school."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name="учётная запись")
    kind = models.CharField("роль", max_length=20, choices=RoleKind)
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="roles", verbose_name="организация"
    )
    starts = models.DateField("с", default=date.today)
    ends = models.DateField("по", null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = "роль"
        verbose_name_plural = "роли"
        ordering = ["user", "-starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="role_school_for_coordinator",
                condition=Q(kind="coordinator", school__isnull=False)
                | (~Q(kind="coordinator") & Q(school__isnull=True)),
                violation_error_message="Организация указывается у заместителя директора и только у него.",
            ),
            models.CheckConstraint(
                name="role_dates",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="Дата «по» раньше даты «с».",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_kind_display()}"
