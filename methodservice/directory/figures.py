"""Figures about organisations and people, by cards and former posts: 1 query each; «young» reads the rule too."""

from collections.abc import Iterable

from django.db.models import QuerySet

from methodservice.directory.counting import AT_WORK, figure_of
from methodservice.directory.models import MunicipalityRules, School, Teacher
from methodservice.directory.rules import young_rule
from methodservice.registries import Counted, Span

ROOM = "Организации и педагоги"
PERSON = (
    "Человек считается там, где работал в день сбора, даже если потом перешёл. Уволенные к этому дню, принятые позже и "
    "работники закрытых организаций не считаются."
)
Category = Teacher.Category
HIGHEST = (Category.HIGHEST, Category.METHODIST, Category.MENTOR)
"""«Педагог-методист» and «педагог-наставник» are given to those who have the highest one."""


def at_work(span: Span) -> QuerySet[Teacher]:
    """Who worked in the municipality on the cut-off day; people move inside it."""
    return Teacher.objects.at_work(span.cut_off).filter(school__municipality=span.municipality)


def _schools(span):
    return School.objects.filter(municipality=span.municipality)


def _young(span):
    rules = MunicipalityRules.objects.get(municipality=span.municipality)
    return at_work(span).young(young_rule(rules), span.cut_off)


def _with_category(span):
    return at_work(span).filter(category__in=(Category.FIRST, *HIGHEST))


def _with_highest(span):
    return at_work(span).filter(category__in=HIGHEST)


def _tell_schools(rows, span, user) -> Iterable[Counted]:
    for school in rows.order_by("short_name", "pk"):
        yield Counted(school.short_name, school.get_absolute_url(), school.get_kind_display())


def people_of(rows: QuerySet[Teacher], span: Span, user) -> Iterable[tuple[Teacher, str]]:
    """(person with the post of that day, address of the card) by name; no address where the card is now kept by
    another organisation than the reader's. 1 query."""
    access = user.access
    for teacher in rows.with_post_on(span.cut_off).order_by("surname", "given_name", "patronymic", "pk"):
        is_seen = (
            access.is_district_staff
            or teacher.school_id in access.school_ids
            or teacher.pk == user.teacher_id
        )
        yield teacher, teacher.get_absolute_url() if is_seen else ""


def tell_people(rows: QuerySet[Teacher], span: Span, user) -> Iterable[Counted]:
    """People by name with position and organisation of that day. 1 query."""
    for teacher, url in people_of(rows, span, user):
        yield Counted(teacher.full_name, url, f"{teacher.position_then}, {teacher.place_then}")


def _tell_categories(rows, span, user):
    for teacher, url in people_of(rows, span, user):
        yield Counted(teacher.full_name, url, f"{teacher.get_category_display()}, {teacher.place_then}")


FIGURES = (
    figure_of(
        _schools,
        _tell_schools,
        path="self",
        key="directory.schools",
        title="Организации",
        room=ROOM,
        unit="ед.",
        words="Организации муниципалитета, которые не закрыты к дню сбора.",
        on_day=True,
    ),
    figure_of(
        at_work,
        tell_people,
        path=AT_WORK,
        key="directory.teachers",
        title="Педагоги",
        room=ROOM,
        unit="чел.",
        words=PERSON,
        on_day=True,
    ),
    figure_of(
        _young,
        tell_people,
        path=AT_WORK,
        key="directory.young",
        title="Молодые педагоги",
        room=ROOM,
        unit="чел.",
        words="Молодые по правилам муниципалитета: возраст и стаж на день сбора. Если в карточке нет даты рождения или "
        f"начала стажа, человек не считается. {PERSON}",
        on_day=True,
    ),
    figure_of(
        _with_category,
        _tell_categories,
        path=AT_WORK,
        key="directory.category",
        title="Педагоги с первой или высшей категорией",
        room=ROOM,
        unit="чел.",
        words=f"Категория — та, что в карточке сегодня; педагоги-методисты и педагоги-наставники входят. {PERSON}",
        on_day=True,
    ),
    figure_of(
        _with_highest,
        _tell_categories,
        path=AT_WORK,
        key="directory.category_highest",
        title="Педагоги с высшей категорией",
        room=ROOM,
        unit="чел.",
        words=f"Категория — та, что в карточке сегодня; педагоги-методисты и педагоги-наставники входят. {PERSON}",
        on_day=True,
    ),
)
