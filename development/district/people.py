"""Whose development a person looks after."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from development.models import Course
from methodservice.directory.models import School, Teacher


def runs_lists(user) -> bool:
    """The staff of the district and coordinators; a teacher sees only the own card."""
    return user.access.is_district_staff or user.access.is_coordinator


def schools_of(user) -> QuerySet[School]:
    """Open organisations whose people stand in the lists."""
    schools = School.objects.visible_to(user).filter(closed_on=None)
    return schools if user.access.is_district_staff else schools.filter(pk__in=user.access.school_ids)


def people_of(user) -> QuerySet[Teacher]:
    """People at work of `schools_of`, with their school, by school and name. 1 query."""
    people = Teacher.objects.visible_to(user).working().filter(school__in=schools_of(user))
    return people.select_related("school").order_by(
        "school__short_name", "school", "surname", "given_name", "patronymic", "pk"
    )


def belongs_to(user, path: str = "teacher") -> Q:
    """Condition «the record is about one of `people_of`»."""
    return Q(**{f"{path}__in": people_of(user).order_by()})


def with_last_course(people: QuerySet[Teacher]) -> QuerySet[Teacher]:
    """Annotates `last_ends` and `last_programme` of the last kept course. No query of its own."""
    kept = Course.objects.kept().filter(teacher=OuterRef("pk")).order_by("-ends", "-pk")
    return people.annotate(
        last_ends=Subquery(kept.values("ends")[:1]), last_programme=Subquery(kept.values("programme")[:1])
    )
