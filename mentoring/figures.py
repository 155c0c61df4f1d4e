"""Figures about mentoring. Each number is 1 query, «молодые» read the rule too."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from mentoring.covering import with_mentor
from mentoring.models import Pair, SchoolModel
from methodservice.directory.counting import AT_WORK, figure_of
from methodservice.directory.figures import PERSON, at_work, tell_people
from methodservice.directory.models import MunicipalityRules, School
from methodservice.directory.rules import young_rule
from methodservice.registries import Counted

ROOM = "Наставничество"
YOUNG = "Молодые — по правилам муниципалитета, на день сбора."
TERM = (
    "Пара работает, если её срок включает день сбора и она не прекращена раньше; пары, которые только готовятся, не "
    "считаются."
)
OF_MENTEE = "Пара относится к организации, где сейчас работает наставляемый."


def _young(span):
    rules = MunicipalityRules.objects.get(municipality=span.municipality)
    return at_work(span).young(young_rule(rules), span.cut_off)


def _with_mentor(span):
    return _young(span).filter(with_mentor(span.cut_off))


def _without_mentor(span):
    return _young(span).exclude(with_mentor(span.cut_off))


def _mentors(span):
    pairs = Pair.objects.worked_on(span.cut_off).filter(mentor=OuterRef("pk"))
    return at_work(span).filter(Exists(pairs))


def _working(span):
    return Pair.objects.worked_on(span.cut_off).filter(municipality=span.municipality)


def _finished(span):
    return Pair.objects.filter(
        municipality=span.municipality, state=Pair.State.FINISHED, ended_on__range=(span.first, span.last)
    )


def _with_model(span):
    models = SchoolModel.objects.on(span.cut_off).filter(school=OuterRef("pk"))
    return School.objects.filter(Exists(models), municipality=span.municipality)


def _tell_pairs(rows, span, user) -> Iterable[Counted]:
    for pair in rows.with_people().order_by("mentee__surname", "mentee__given_name", "pk"):
        detail = f"наставник {pair.mentor.full_name}; {pair.mentee.school.short_name}"
        yield Counted(pair.mentee.full_name, pair.get_absolute_url(), detail, pair.ended_on or pair.starts)


def _tell_schools(rows, span, user) -> Iterable[Counted]:
    for school in rows.order_by("short_name", "pk"):
        yield Counted(school.short_name, school.get_absolute_url(), school.get_kind_display())


FIGURES = (
    figure_of(
        _with_mentor,
        tell_people,
        path=AT_WORK,
        key="mentoring.covered",
        title="Молодые педагоги с наставником",
        room=ROOM,
        unit="чел.",
        words=f"Молодые педагоги, у которых в день сбора работает наставник. {YOUNG} {TERM} {PERSON}",
        on_day=True,
    ),
    figure_of(
        _without_mentor,
        tell_people,
        path=AT_WORK,
        key="mentoring.without",
        title="Молодые педагоги без наставника",
        room=ROOM,
        unit="чел.",
        words=f"Молодые педагоги, у которых в день сбора нет работающей пары. {YOUNG} {TERM} {PERSON}",
        on_day=True,
    ),
    figure_of(
        _mentors,
        tell_people,
        path=AT_WORK,
        key="mentoring.mentors",
        title="Наставники",
        room=ROOM,
        unit="чел.",
        words=f"Люди, у которых в день сбора есть наставляемый; каждый считается один раз. {TERM} {PERSON}",
        on_day=True,
    ),
    figure_of(
        _working,
        _tell_pairs,
        path="mentee__school",
        key="mentoring.pairs",
        title="Работающие наставнические пары",
        room=ROOM,
        unit="ед.",
        words=f"{TERM} {OF_MENTEE}",
        on_day=True,
    ),
    figure_of(
        _finished,
        _tell_pairs,
        path="mentee__school",
        key="mentoring.finished",
        title="Завершённые наставнические пары",
        room=ROOM,
        unit="ед.",
        words=f"Пары, которые за эти дни завершены с результатом; прекращённые досрочно не входят. {OF_MENTEE}",
    ),
    figure_of(
        _with_model,
        _tell_schools,
        path="self",
        key="mentoring.models",
        title="Организации с моделью наставничества",
        room=ROOM,
        unit="ед.",
        words="Организации, где в день сбора действует модель наставничества, записанная на портале.",
        on_day=True,
    ),
)
