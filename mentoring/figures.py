"""Figures about mentoring. Each number is 1 query, «молодые» read the rule too; lists of people in pairs and of models
are 1 more."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from mentoring.covering import with_mentor
from mentoring.models import Pair, SchoolModel
from methodservice.directory.counting import AT_WORK, OF_OPEN, figure_of
from methodservice.directory.figures import PERSON, at_work, people_of
from methodservice.directory.models import MunicipalityRules, School
from methodservice.directory.models.school import open_on
from methodservice.directory.rules import young_rule
from methodservice.registries import Counted

ROOM = "Наставничество"
YOUNG = "Молодые — по правилам муниципалитета, на день сбора."
TERM = (
    "Пара работает, если её срок включает день сбора и она не прекращена раньше; пары, которые только готовятся, не "
    "считаются."
)
OF_MENTEE = "Пара относится к организации, где сейчас работает наставляемый, а пара со студентом — наставник."


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


def _of_open_schools(pairs, day):
    """With the key of the pair's organisation, see `Pair.school`."""
    of_mentor = open_on(day, "mentor__school__")
    pairs = pairs.annotate(**{OF_OPEN: Coalesce("mentee__school", "mentor__school")})
    return pairs.filter(open_on(day, "mentee__school__"), Q(mentee__isnull=False) | of_mentor)


def _working(span):
    pairs = Pair.objects.worked_on(span.cut_off).filter(municipality=span.municipality)
    return _of_open_schools(pairs, span.cut_off)


def _finished(span):
    pairs = Pair.objects.filter(
        municipality=span.municipality, state=Pair.State.FINISHED, ended_on__range=(span.first, span.last)
    )
    return _of_open_schools(pairs, span.cut_off)


def _with_model(span):
    models = SchoolModel.objects.on(span.cut_off).filter(school=OuterRef("pk"))
    return School.objects.filter(Exists(models), municipality=span.municipality)


def _tell_pairs(rows, span, user) -> Iterable[Counted]:
    rows = rows.with_people().with_sort_names()
    for pair in rows.order_by("mentee_surname", "mentee_given_name", "pk"):
        detail = f"наставник {pair.mentor_person.full_name}; {pair.school.short_name}"
        name = pair.mentee_person.full_name
        yield Counted(name, pair.get_absolute_url(), detail, pair.ended_on or pair.starts)


def _tell_sides(side: str, other: str, words: str):
    """Teller of people with those who are on the other side of their pairs that day."""

    def tell(rows, span, user) -> Iterable[Counted]:
        named = defaultdict(list)
        people = {f"{side}__in": rows.order_by().values("pk")}
        pairs = Pair.objects.worked_on(span.cut_off).visible_to(user).filter(**people)
        for pair in pairs.with_names().order_by("pk"):
            named[getattr(pair, f"{side}_id")].append(pair.person_of(other).short_name)
        for teacher, url in people_of(rows, span, user):
            who = [f"{words} {', '.join(named[teacher.pk])}"] if named[teacher.pk] else []
            yield Counted(teacher.full_name, url, "; ".join([teacher.place_then, *who]))

    return tell


def _tell_lacking(rows, span, user) -> Iterable[Counted]:
    """What makes them young: the first day of teaching."""
    for teacher, url in people_of(rows, span, user):
        since = f"преподаёт с {teacher.teaching_since:%d.%m.%Y}"
        yield Counted(teacher.full_name, url, f"{teacher.position_then}, {teacher.place_then}; {since}")


def _tell_models(rows, span, user) -> Iterable[Counted]:
    found = SchoolModel.objects.visible_to(user).on(span.cut_off)
    models = {model.school_id: str(model) for model in found}
    for school in rows.order_by("short_name", "pk"):
        yield Counted(school.short_name, school.get_absolute_url(), models.get(school.pk, ""))


FIGURES = (
    figure_of(
        _with_mentor,
        _tell_sides("mentee", "mentor", "наставник"),
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
        _tell_lacking,
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
        _tell_sides("mentor", "mentee", "наставляет"),
        path=AT_WORK,
        key="mentoring.mentors",
        title="Наставники",
        room=ROOM,
        unit="чел.",
        words=(
            "Люди, у которых в день сбора есть наставляемый; каждый считается один раз, социальные партнёры не "
            f"считаются: они не работают в организациях. {TERM} {PERSON}"
        ),
        on_day=True,
    ),
    figure_of(
        _working,
        _tell_pairs,
        path=OF_OPEN,
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
        path=OF_OPEN,
        key="mentoring.finished",
        title="Завершённые наставнические пары",
        room=ROOM,
        unit="ед.",
        words=f"Пары, которые за эти дни завершены с результатом; прекращённые досрочно не входят. {OF_MENTEE}",
    ),
    figure_of(
        _with_model,
        _tell_models,
        path="self",
        key="mentoring.models",
        title="Организации с моделью наставничества",
        room=ROOM,
        unit="ед.",
        words="Организации, где в день сбора действует модель наставничества, записанная на портале.",
        on_day=True,
    ),
)
