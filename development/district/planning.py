"""The plan of courses of a year, by date."""

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from development.district.people import belongs_to
from development.models import Course, CourseRequest

State = CourseRequest.State
BY_DATE = (
    "planned_on",
    "programme",
    "teacher__school__short_name",
    "teacher__surname",
    "teacher__given_name",
)


def plan_of(user, year: int) -> QuerySet[CourseRequest]:
    """Requests with a date, done ones too; with `last_ends`, `last_programme` of the course before. 1 query."""
    before = (
        Course.objects.kept()
        .filter(teacher=OuterRef("teacher"))
        .exclude(pk=OuterRef("own_course"))
        .order_by("-ends", "-pk")
    )
    rows = CourseRequest.objects.filter(
        belongs_to(user), year=year, state__in=(State.PLANNED, State.DONE)
    ).annotate(own_course=Coalesce(F("course"), Value(0)))
    return rows.annotate(
        last_ends=Subquery(before.values("ends")[:1]), last_programme=Subquery(before.values("programme")[:1])
    ).select_related("teacher__school", "provider")


def last_course(row) -> str:
    """«Оценивание, 15.09.2024» of a row with `last_ends` and `last_programme`; «нет» where there is none."""
    return f"{row.last_programme}, {row.last_ends:%d.%m.%Y}" if row.last_ends else "нет"
