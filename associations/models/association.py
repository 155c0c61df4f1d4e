from django.db import models
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Trim
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import Municipality, MunicipalityRules, School, Subject
from methodservice.lib.querysets import in_force

from .people import LEADING_OFFICES, Membership, Office, Roster, Term

SCHOOL_TITLE = ("школьное методическое объединение", "школьного методического объединения", "ШМО")


class Level(models.TextChoices):
    SCHOOL = "school", "школьное"
    DISTRICT = "district", "районное"


class AssociationQuerySet(models.QuerySet):
    def with_term_of(self, user, offices, day=None):
        """Where the user holds one of the offices on the day (today by default)."""
        terms = Term.objects.filter(
            in_force(day or timezone.localdate()),
            association=OuterRef("pk"),
            office__in=offices,
            teacher_id=user.teacher_id,
        )
        return self.filter(Exists(terms))

    def visible_to(self, user):
        """District staff: all of the municipality. A coordinator: the own school's and all district ones.
        Others: where they are members or hold an office today."""
        mine = self.filter(municipality_id=user.municipality_id)
        access = user.access
        if access.is_district_staff:
            return mine
        today = timezone.localdate()
        own = Q(pk__in=[])
        if access.is_coordinator:
            own |= Q(school_id__in=access.school_ids) | Q(level=Level.DISTRICT)
        if user.teacher_id:
            own |= Exists(
                Membership.objects.filter(
                    in_force(today), association=OuterRef("pk"), teacher_id=user.teacher_id
                )
            )
            own |= Exists(
                Term.objects.filter(in_force(today), association=OuterRef("pk"), teacher_id=user.teacher_id)
            )
        return mine.filter(own)

    def editable_by(self, user):
        """Card, roster and offices: methodists; a coordinator for the associations of the own school."""
        access = user.access
        mine = self.filter(municipality_id=user.municipality_id)
        return (
            mine if access.is_methodist else mine.filter(level=Level.SCHOOL, school_id__in=access.school_ids)
        )

    def led_by(self, user):
        """Where the user files meetings today: head, deputy or secretary in office; methodists everywhere;
        a coordinator for the associations of the own school."""
        mine = self.filter(municipality_id=user.municipality_id)
        access = user.access
        if access.is_methodist:
            return mine
        right = Q(pk__in=[])
        if access.is_coordinator:
            right |= Q(level=Level.SCHOOL, school_id__in=access.school_ids)
        if user.teacher_id:
            right |= Exists(
                Term.objects.filter(
                    in_force(timezone.localdate()),
                    association=OuterRef("pk"),
                    office__in=LEADING_OFFICES,
                    teacher_id=user.teacher_id,
                )
            )
        return mine.filter(right)

    def approved_by(self, user):
        """Whose plans the user approves and whose reports accepts today.

        District ones: by the municipality's rule; where it names the curator and there is none, a methodist. School
        ones: the school's coordinator or a methodist.
        """
        mine = self.filter(municipality_id=user.municipality_id)
        access = user.access
        right = Q(level=Level.SCHOOL, school_id__in=access.school_ids)
        rule = Q(level=Level.DISTRICT)
        curated = Exists(
            Term.objects.filter(
                in_force(timezone.localdate()), association=OuterRef("pk"), office=Office.CURATOR
            )
        )
        by = MunicipalityRules.Approver
        if access.is_methodist:
            right |= Q(level=Level.SCHOOL) | rule & Q(municipality__rules__approver=by.METHODIST)
            right |= rule & Q(municipality__rules__approver=by.CURATOR) & ~curated
        if access.is_service_head:
            right |= rule & Q(municipality__rules__approver=by.SERVICE_HEAD)
        if user.teacher_id:
            in_care = Exists(
                Term.objects.filter(
                    in_force(timezone.localdate()),
                    association=OuterRef("pk"),
                    office=Office.CURATOR,
                    teacher_id=user.teacher_id,
                )
            )
            right |= rule & Q(municipality__rules__approver=by.CURATOR) & in_care
        return mine.filter(right)

    def active(self):
        return self.filter(closed_on__isnull=True)

    def existing_on(self, day):
        """Founded by the day (or nobody knows when) and not closed by it."""
        founded = Q(created_on__isnull=True) | Q(created_on__lte=day)
        return self.filter(founded, Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def without_head(self, day):
        """Nobody leads them on the day."""
        return self.exclude(
            Exists(Term.objects.filter(in_force(day), association=OuterRef("pk"), office=Office.HEAD))
        )

    def without_roster(self, school_year: int):
        """No roster approved for the school year (its first calendar year)."""
        return self.exclude(
            Exists(Roster.objects.filter(association=OuterRef("pk"), school_year=school_year))
        )

    def with_held(self, first_day, last_day):
        """`held_now`: meetings that took place in these days."""
        from .meeting import Meeting

        meetings = Meeting.objects.filter(state__in=Meeting.TOOK_PLACE, date__range=(first_day, last_day))
        return self.annotate(held_now=Coalesce(_per_association(meetings, Count("pk")), 0))

    def for_register(self, day):
        """The list page: `head_name`, `members_count`, `last_meeting`, `next_meeting` on the day. 1 query."""
        from .meeting import Meeting

        head = Term.objects.filter(in_force(day), association=OuterRef("pk"), office=Office.HEAD)
        name = Trim(
            Concat("teacher__surname", Value(" "), "teacher__given_name", Value(" "), "teacher__patronymic")
        )
        held = Meeting.objects.filter(state__in=Meeting.TOOK_PLACE, date__lte=day)
        ahead = Meeting.objects.filter(state=Meeting.State.PLANNED, date__gte=day)
        return self.select_related("municipality", "school").annotate(
            head_name=Coalesce(Subquery(head.values(name=name)[:1]), Value("")),
            members_count=Coalesce(
                _per_association(Membership.objects.filter(in_force(day)), Count("pk")), 0
            ),
            last_meeting=_per_association(held, Max("date")),
            next_meeting=_per_association(ahead, Min("date")),
        )


def _per_association(rows, aggregate):
    """Subquery: the aggregate over an association's rows."""
    rows = rows.filter(association=OuterRef("pk")).order_by()
    return Subquery(rows.values("association").annotate(answer=aggregate).values("answer"))


class Association(models.Model):
    """Методическое объединение педагогов: школьное или районное."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="associations")
    level = models.CharField("уровень", max_length=10, choices=Level)
    teachers_of = models.CharField(
        "кого объединяет", max_length=200, help_text="В родительном падеже: «учителей математики»"
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, blank=True, related_name="associations", verbose_name="предмет"
    )
    direction = models.CharField("направление", max_length=200, blank=True)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="associations", verbose_name="организация"
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="районное объединение",
    )
    created_on = models.DateField("создано", null=True, blank=True)
    closed_on = models.DateField("закрыто", null=True, blank=True)

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = "объединение"
        verbose_name_plural = "объединения"
        ordering = ["level", "teachers_of", "pk"]
        constraints = [
            models.CheckConstraint(
                name="association_school_by_level",
                condition=Q(level="school", school__isnull=False)
                | Q(level="district", school__isnull=True, parent__isnull=True),
                violation_error_message="У школьного объединения указывают организацию, у районного — нет.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "teachers_of"],
                condition=Q(closed_on__isnull=True, level="district"),
                name="association_unique_in_district",
                violation_error_message="Такое районное объединение уже есть.",
            ),
            models.UniqueConstraint(
                fields=["school", "teachers_of"],
                condition=Q(closed_on__isnull=True, level="school"),
                name="association_unique_in_school",
                violation_error_message="Такое объединение в этой организации уже есть.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("associations:detail", args=[self.pk])

    @property
    def _title_words(self) -> tuple[str, str, str]:
        """(nominative, genitive, abbreviation) of the generic words."""
        if self.level == Level.SCHOOL:
            return SCHOOL_TITLE
        place = self.municipality
        return place.district_title, place.district_title_genitive, place.district_abbreviation

    @property
    def title(self) -> str:
        """«РМО учителей математики», «ШМО учителей математики, СОШ № 4»."""
        words = f"{self._title_words[2]} {self.teachers_of}"
        return f"{words}, {self.school.short_name}" if self.school_id else words

    @property
    def full_title(self) -> str:
        """«районное методическое объединение учителей математики» — as in documents, lower case."""
        return f"{self._title_words[0]} {self.teachers_of}"

    @property
    def full_title_genitive(self) -> str:
        """«районного методического объединения учителей математики»."""
        return f"{self._title_words[1]} {self.teachers_of}"
