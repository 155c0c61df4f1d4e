"""Figures about organisations and people, as the cards of today tell them: 1 query each; «young» reads the rule too."""

from collections.abc import Iterable

from django.db.models import QuerySet

from methodservice.directory.counting import figure_of
from methodservice.directory.models import MunicipalityRules, School, Teacher
from methodservice.directory.rules import young_rule
from methodservice.registries import Counted, Span

ROOM = "Организации и педагоги"
PERSON = (
    "Человек считается там, где работает в день сбора. Уволенные к этому дню, принятые позже и работники закрытых "
    "организаций не считаются."
)
Category = Teacher.Category
HIGHEST = (Category.HIGHEST, Category.METHODIST, Category.MENTOR)
"""«Педагог-методист» and «педагог-наставник» are given to those who have the highest one."""


def at_work(span: Span) -> QuerySet[Teacher]:
    """Who works in the municipality on the cut-off day."""
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


def tell_people(rows: QuerySet[Teacher], span: Span, user) -> Iterable[Counted]:
    """People by name with position and organisation. 1 query."""
    for teacher in rows.select_related("school").order_by("surname", "given_name", "patronymic", "pk"):
        yield Counted(
            teacher.full_name, teacher.get_absolute_url(), f"{teacher.position}, {teacher.school.short_name}"
        )


def _tell_categories(rows, span, user):
    for teacher in rows.select_related("school").order_by("surname", "given_name", "patronymic", "pk"):
        yield Counted(
            teacher.full_name,
            teacher.get_absolute_url(),
            f"{teacher.get_category_display()}, {teacher.school.short_name}",
        )


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
        key="directory.category_highest",
        title="Педагоги с высшей категорией",
        room=ROOM,
        unit="чел.",
        words=f"Категория — та, что в карточке сегодня; педагоги-методисты и педагоги-наставники входят. {PERSON}",
        on_day=True,
    ),
)
