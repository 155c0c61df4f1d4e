"""Figures about development: people, each once, where they worked on the cut-off day.

Each number is 1 query, each list 2. What a teacher proposed counts from the moment when it is taken into the card.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from development.models import Attestation, ContestEntry, Course, Deficit, Diagnosis, Route, Work
from development.models.courses import CourseKind, CourseMode
from development.rules.courses import begun_by
from methodservice.directory.counting import AT_WORK, figure_of
from methodservice.directory.figures import PERSON, at_work, people_of
from methodservice.directory.models import School, Teacher
from methodservice.registries import Counted, Figure, Span

ROOM = "Профессиональное развитие"
ONCE = "Сколько бы раз это ни было, человек считается один раз."
SHOWN = 3
MODES = (
    (CourseMode.VISITING, "на выездных курсах"),
    (CourseMode.IN_PERSON, "очно"),
    (CourseMode.MIXED, "очно-заочно"),
    (CourseMode.EXTRAMURAL, "заочно"),
    (CourseMode.REMOTE, "дистанционно"),
    (CourseMode.PORTAL, "через образовательные порталы"),
)

Records = Callable[[Span], QuerySet]


def _people_with(records: Records, **words) -> Figure:
    """People at work on the cut-off day who have such records; the list names the first of them."""

    def people(span):
        return at_work(span).filter(Exists(records(span).filter(teacher=OuterRef("pk"))))

    def tell(rows: QuerySet[Teacher], span: Span, user) -> Iterable[Counted]:
        named = defaultdict(list)
        found = records(span).visible_to(user).filter(teacher__in=rows.order_by().values("pk"))
        for record in found.order_by("teacher", "pk"):
            named[record.teacher_id].append(str(record))
        for teacher, url in people_of(rows, span, user):
            yield Counted(
                teacher.full_name, url, f"{teacher.place_then}; {_first_of(named[teacher.pk], '; ')}"
            )

    return figure_of(people, tell, path=AT_WORK, room=ROOM, unit="чел.", **words)


def _first_of(titles: list[str], between: str) -> str:
    more = [f"и ещё {len(titles) - SHOWN}"] if len(titles) > SHOWN else []
    return between.join([*titles[:SHOWN], *more])


def _diagnosed(span):
    return Diagnosis.objects.filter(held_on__range=(span.first, span.last))


def _open_deficits(span):
    return Deficit.objects.open_on(span.cut_off)


def _routes(span):
    return Route.objects.filter(approved_on__range=(span.first, span.last))


def _finished_routes(span):
    return Route.objects.filter(state=Route.State.FINISHED, finished_on__range=(span.first, span.last))


def _courses(span, **conditions):
    return Course.objects.kept().filter(ends__range=(span.first, span.last), **conditions)


def _fresh(span):
    return Course.objects.kept().filter(ends__gt=begun_by(span.cut_off), ends__lte=span.cut_off)


def _upskilled(span):
    return _courses(span, kind=CourseKind.UPSKILLING)


def _retrained(span):
    return _courses(span, kind=CourseKind.RETRAINING)


def _retrained_ever(span):
    return Course.objects.kept().filter(kind=CourseKind.RETRAINING, ends__lte=span.cut_off)


def _regional(span, **conditions):
    return _courses(span, provider__is_regional=True, **conditions)


def _valid(span):
    holds = Q(valid_until__isnull=True) | Q(valid_until__gte=span.cut_off)
    return Attestation.objects.kept().filter(holds, decided_on__lte=span.cut_off)


def _attested(span):
    return Attestation.objects.kept().filter(decided_on__range=(span.first, span.last))


def _contests(span):
    return ContestEntry.objects.kept().filter(held_on__range=(span.first, span.last))


def _works(span):
    return Work.objects.kept().filter(made_on__range=(span.first, span.last))


def _team(span):
    return at_work(span).filter(Exists(_courses(span, for_team=True).filter(teacher=OuterRef("pk"))))


def _team_schools(span):
    trained = _team(span).filter(school_then=OuterRef("pk"))
    return School.objects.filter(Exists(trained), municipality=span.municipality)


def _tell_team_schools(rows, span, user) -> Iterable[Counted]:
    """Organisations with those of the trained whom the user sees."""
    named = defaultdict(list)
    for teacher in _team(span).seen_at_work_by(user).order_by("surname", "given_name", "pk"):
        named[teacher.school_then].append(teacher.short_name)
    for school in rows.order_by("short_name", "pk"):
        yield Counted(school.short_name, school.get_absolute_url(), _first_of(named[school.pk], ", "))


def _by_mode(mode: CourseMode, words: str) -> Figure:
    return _people_with(
        lambda span: _regional(span, mode=mode),
        key=f"development.regional_{mode}",
        title=f"Обучены в институте региона {words}",
        words=f"Люди, которые закончили обучение {words} в институте развития образования региона. {ONCE} {PERSON}",
    )


FIGURES = (
    _people_with(
        _diagnosed,
        key="development.diagnosed",
        title="Прошли диагностику дефицитов",
        words=f"Люди, у которых в карточке есть диагностика за эти дни. {ONCE} {PERSON}",
    ),
    _people_with(
        _open_deficits,
        key="development.deficits",
        title="С открытыми дефицитами",
        words=f"Люди, у которых к дню сбора есть выявленные и не закрытые дефициты. {PERSON}",
        on_day=True,
    ),
    _people_with(
        _routes,
        key="development.routes",
        title="С индивидуальным маршрутом",
        words=f"Люди, которым за эти дни утвердили маршрут; черновики не считаются. {ONCE} {PERSON}",
    ),
    _people_with(
        _finished_routes,
        key="development.routes_finished",
        title="Прошли индивидуальный маршрут",
        words=f"Люди, чей маршрут за эти дни отмечен пройденным. {ONCE} {PERSON}",
    ),
    _people_with(
        _fresh,
        key="development.courses_36",
        title="С обучением за последние 36 месяцев",
        words="Люди, которые закончили курсы или переподготовку не раньше чем за 36 месяцев до дня сбора "
        f"(статья 47 закона «Об образовании»). {PERSON}",
        on_day=True,
    ),
    _people_with(
        _upskilled,
        key="development.upskilled",
        title="Прошли повышение квалификации",
        words=f"Люди, которые за эти дни закончили курсы повышения квалификации. {ONCE} {PERSON}",
    ),
    _people_with(
        _retrained,
        key="development.retrained",
        title="Прошли переподготовку",
        words=f"Люди, которые за эти дни закончили профессиональную переподготовку. {ONCE} {PERSON}",
    ),
    _people_with(
        _retrained_ever,
        key="development.retrained_ever",
        title="С дипломом о переподготовке",
        words=f"Люди, которые к дню сбора закончили профессиональную переподготовку, когда бы это ни было. {PERSON}",
        on_day=True,
    ),
    _people_with(
        _regional,
        key="development.regional",
        title="Обучены в институте региона",
        words="Люди, которые за эти дни закончили курсы или переподготовку в институте развития образования региона; "
        f"какой это институт, отмечено в списке организаций ДПО. {ONCE} {PERSON}",
    ),
    *(_by_mode(mode, words) for mode, words in MODES),
    _people_with(
        lambda span: _courses(span, is_profile=True),
        key="development.profile",
        title="Обучены для преподавания на профильном уровне",
        words=f"Люди, которые за эти дни закончили обучение с отметкой «профильный уровень». {ONCE} {PERSON}",
    ),
    figure_of(
        _team_schools,
        _tell_team_schools,
        path="self",
        key="development.team_schools",
        title="Организации, чьи управленческие команды обучены",
        room=ROOM,
        unit="ед.",
        words="Организации, где хотя бы один человек за эти дни закончил программу для управленческих команд и работал "
        "там в день сбора.",
    ),
    _people_with(
        _valid,
        key="development.attested",
        title="С действующими результатами аттестации",
        words="Люди, у которых к дню сбора действует категория или соответствие занимаемой должности по записям "
        f"аттестации. {PERSON}",
        on_day=True,
    ),
    _people_with(
        _attested,
        key="development.attested_now",
        title="Прошли аттестацию",
        words=f"Люди, которым за эти дни установили категорию или соответствие. {ONCE} {PERSON}",
    ),
    _people_with(
        _contests,
        key="development.contestants",
        title="Участвовали в профессиональных конкурсах",
        words=f"Люди, у которых в карточке есть конкурс с итогами в эти дни. {ONCE} {PERSON}",
    ),
    _people_with(
        _works,
        key="development.authors",
        title="Авторы публикаций и разработок",
        words=f"Люди, у которых в карточке есть работа за эти дни. {ONCE} {PERSON}",
    ),
)
