"""Figures about events and the people who came. Each is 1 query."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from associations.events.facts import WINNERS
from associations.events.models import Event, Participant
from methodservice.directory.counting import AT_WORK, figure_of
from methodservice.directory.figures import PERSON, at_work, people_of
from methodservice.directory.models import Teacher
from methodservice.registries import Counted, Span

ROOM = "Мероприятия"
ABOVE_SCHOOL = (Event.Level.DISTRICT, Event.Level.INTER, Event.Level.REGION, Event.Level.COUNTRY)
COMPETING = (Participant.Part.CONTESTANT, *WINNERS)
HELD = (
    "По дню начала. Мероприятие школьного объединения относится к его организации, районного объединения и "
    "методической службы — к муниципалитету. Организации, закрытые к дню сбора, не считаются."
)
CAME = "Сколько бы раз человек ни пришёл, он считается один раз."
SHOWN = 3


def _held(span):
    return Event.objects.held_between(span.first, span.last).filter(municipality=span.municipality)


def _held_above_school(span):
    return _held(span).filter(level__in=ABOVE_SCHOOL)


def _contests(span):
    return _held(span).filter(kind=Event.Kind.CONTEST)


def _came(span, **conditions) -> QuerySet[Participant]:
    return Participant.objects.filter(
        event__municipality=span.municipality,
        event__state=Event.State.HELD,
        event__starts__range=(span.first, span.last),
        attended=True,
        **conditions,
    )


def _competed(span):
    return _came(span, event__kind=Event.Kind.CONTEST, part__in=COMPETING)


def _won(span):
    return _came(span, event__kind=Event.Kind.CONTEST, part__in=WINNERS)


def _tell_events(rows, span, user) -> Iterable[Counted]:
    for event in rows.with_organiser().order_by("starts", "pk"):
        about = f"{event.get_kind_display()}, {event.get_level_display()}; {event.organiser}"
        yield Counted(event.title, event.get_absolute_url(), about, event.starts)


def _people_figure(came, **words):
    """People at work on the cut-off day who have such rows of participants; the list names their events: 2 queries."""

    def people(span):
        return at_work(span).filter(Exists(came(span).filter(teacher=OuterRef("pk"))))

    def tell(rows: QuerySet[Teacher], span: Span, user):
        titles = defaultdict(list)
        visits = (
            came(span)
            .visible_to(user)
            .filter(teacher__in=rows.order_by().values("pk"))
            .select_related("event")
        )
        for visit in visits.order_by("event__starts", "event", "pk"):
            titles[visit.teacher_id].append(f"«{visit.event.title}», {visit.event.starts:%d.%m.%Y}")
        for teacher, url in people_of(rows, span, user):
            detail = "; ".join([teacher.place_then, *_first(titles[teacher.pk])])
            yield Counted(teacher.full_name, url, detail)

    return figure_of(people, tell, path=AT_WORK, room=ROOM, unit="чел.", **words)


def _first(titles: list[str]) -> list[str]:
    rest = len(titles) - SHOWN
    return [*titles[:SHOWN], f"и ещё {rest}"] if rest > 0 else titles


FIGURES = (
    figure_of(
        _held,
        _tell_events,
        path="association__school",
        key="events.held",
        title="Проведённые мероприятия",
        room=ROOM,
        unit="ед.",
        words=f"Все проведённые мероприятия любого уровня. {HELD}",
    ),
    figure_of(
        _held_above_school,
        _tell_events,
        path="association__school",
        key="events.held_district",
        title="Проведённые мероприятия муниципального уровня и выше",
        room=ROOM,
        unit="ед.",
        words=f"Проведённые мероприятия всех уровней, кроме школьного. {HELD}",
    ),
    figure_of(
        _contests,
        _tell_events,
        path="association__school",
        key="events.contests",
        title="Проведённые конкурсы",
        room=ROOM,
        unit="ед.",
        words=f"Проведённые мероприятия вида «конкурс». {HELD}",
    ),
    _people_figure(
        _came,
        key="events.participants",
        title="Участники мероприятий",
        words=f"Люди, которые пришли хотя бы на одно проведённое мероприятие. {CAME} {PERSON}",
    ),
    _people_figure(
        _competed,
        key="events.contestants",
        title="Участники конкурсов",
        words="Конкурсанты, победители и призёры, которые пришли хотя бы на один проведённый конкурс; жюри и зрители "
        f"не входят. {CAME} {PERSON}",
    ),
    _people_figure(
        _won,
        key="events.winners",
        title="Победители и призёры конкурсов",
        words=f"Победители и призёры проведённых конкурсов. {CAME} {PERSON}",
    ),
)
