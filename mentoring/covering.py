"""Young teachers of today, by the municipality's rule, and who of them has a mentor at work."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from mentoring.models import Pair, SchoolModel
from mentoring.rules.coverage import Coverage
from methodservice.directory.models import Municipality, MunicipalityRules, School, Teacher
from methodservice.directory.rules import young_rule


def with_mentor(day: date) -> Exists:
    """Condition over teachers: a pair of theirs works on the day."""
    return Exists(Pair.objects.worked_on(day).filter(mentee=OuterRef("pk")))


def young_people(municipality: Municipality, day: date):
    """Young teachers at work on the day, with `school_then` and `has_mentor`. 1 query for the rule at once."""
    rule = young_rule(MunicipalityRules.objects.get(municipality=municipality))
    rows = Teacher.objects.at_work(day).filter(school__municipality=municipality).young(rule, day)
    return rows.annotate(has_mentor=with_mentor(day))


def with_pairs_ahead(people, user):
    """people: with `pairs_ahead`, their pairs in preparation that the user sees. 1 query more."""
    pairs = Pair.objects.visible_to(user).filter(state=Pair.State.DRAFT).with_names().order_by("starts", "pk")
    return people.prefetch_related(Prefetch("pairs_as_mentee", pairs, to_attr="pairs_ahead"))


def coverage_of(people) -> Coverage:
    """people: of `young_people`, narrowed to what the reader may see. 1 query."""
    return Coverage(
        **people.order_by().aggregate(young=Count("pk"), covered=Count("pk", filter=Q(has_mentor=True)))
    )


def by_school(people) -> list[tuple[School, Coverage]]:
    """Schools that have young teachers, those who lack mentors first. 2 queries."""
    rows = (
        people.order_by()
        .values_list("school_then")
        .annotate(young=Count("pk"), covered=Count("pk", filter=Q(has_mentor=True)))
    )
    numbers = {key: Coverage(young, covered) for key, young, covered in rows}
    found = [(school, numbers[school.pk]) for school in School.objects.filter(pk__in=numbers)]
    return sorted(found, key=lambda pair: (-pair[1].without, pair[0].short_name, pair[0].pk))


def overseen_schools(user):
    """Organisations of the district for its staff, the own ones of a coordinator."""
    rows = School.objects.visible_to(user)
    return rows if user.access.is_district_staff else rows.filter(pk__in=user.access.school_ids)


def open_schools(user, day: date):
    """Open organisations that the user oversees, with `has_model`: a model of mentoring is in force on the day."""
    model = SchoolModel.objects.on(day).filter(school=OuterRef("pk"))
    rows = overseen_schools(user).filter(closed_on=None)
    return rows.annotate(has_model=Exists(model)).order_by("short_name", "pk")
