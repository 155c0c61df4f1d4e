"""Two school years of events, filed through the same services that people use."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from associations.events.models import Event, Participant
from associations.events.services import add_event
from associations.events.services.events import cancel_event, hold_event
from associations.events.services.materials import add_material
from associations.events.services.participants import add_members, add_participants, save_participants
from associations.models import Association, Level
from methodservice.directory.models import Municipality, Teacher, User
from methodservice.home.demo.agendas import PLACES
from methodservice.lib.periods import SchoolYear
from methodservice.lib.workdays import first_working

Kind, Part = Event.Kind, Participant.Part


@dataclass(frozen=True)
class Sketch:
    """An event of the demo. day: after 1 September; parts: those of the first participants, with their topics."""

    day: int
    kind: str
    title: str
    about: str
    outcome: str
    parts: tuple[tuple[str, str], ...] = ()
    outsiders: int = 0


OF_ASSOCIATION = (
    Sketch(
        33, Kind.SEMINAR, "Что показала входная диагностика и как строить повторение",
        "Сравниваем результаты школ, выбираем темы для повторения до конца четверти.",
        "Составлен общий перечень западающих тем; каждый учитель выбрал по две для своего класса.",
        ((Part.SPEAKER, "Итоги диагностики по школам"), (Part.SPEAKER, "Повторение малыми порциями: опыт 8 класса")),
    ),
    Sketch(
        58, Kind.OPEN_LESSON, "Открытый урок и его разбор: читаем условие задачи вместе",
        "Урок в 6 классе, затем обсуждение по карте наблюдений.",
        "Карта наблюдений доработана, договорились о взаимопосещении уроков в ноябре.",
        ((Part.LEADER, "Урок в 6 классе"),), 24,
    ),
    Sketch(
        81, Kind.MASTER_CLASS, "Задания на функциональную грамотность своими руками",
        "Каждый уходит с тремя готовыми заданиями к своему предмету.", "",
        ((Part.LEADER, "Конструктор заданий"),),
    ),
    Sketch(
        97, Kind.CONTEST, "Конкурс методических разработок",
        "Разработки принимаются до 1 декабря, жюри — три человека.",
        "Лучшие разработки размещены в общей папке объединения.",
        (
            (Part.JURY, ""), (Part.WINNER, "Сценарий урока-исследования"),
            (Part.PRIZE, "Комплект карточек для повторения"),
            (Part.CONTESTANT, "Рабочий лист к уроку"),
        ),
    ),
    Sketch(
        160, Kind.VISIT, "Посещение уроков молодых педагогов",
        "Наставники смотрят по одному уроку и дают по одному совету.",
        "Посещено шесть уроков; для двух молодых педагогов составлены планы на весну.",
    ),
    Sketch(
        205, Kind.ROUND_TABLE, "Как мы готовим к итоговой аттестации: что работает",
        "Без докладов: по пять минут на приём, который проверен в классе.",
        "Собраны одиннадцать приёмов, памятка разослана по школам.",
    ),
)  # fmt: skip
OF_SERVICE = (
    Sketch(
        20, Kind.WEBINAR, "Рабочая программа в конструкторе: частые вопросы",
        "Отвечаем на вопросы школ и показываем, где обычно ошибаются.",
        "Запись и список вопросов с ответами отправлены в школы.", ((Part.LEADER, ""),), 15,
    ),
    Sketch(
        72, Kind.CONFERENCE, "Муниципальная конференция «Учимся друг у друга»",
        "Три секции: начальная школа, предметная, воспитательная работа.",
        "Выступили педагоги восьми школ, сборник тезисов готовится к печати.",
        ((Part.SPEAKER, "Проект как форма повторения"), (Part.SPEAKER, "Дневник наблюдений в начальной школе")), 40,
    ),
    Sketch(
        88, Kind.CONSULTATION, "Консультация для аттестующихся весной",
        "Разбираем портфолио и сроки подачи заявлений.", "",
    ),
    Sketch(
        130, Kind.PLACEMENT, "Стажировка на базе опорной школы",
        "Два дня в школе, где внедрена накопительная оценка.", "Участники подготовили планы внедрения в своих школах.",
    ),
)  # fmt: skip
MOST_GUESTS = 25


def hold_events(
    municipality: Municipality,
    associations: list[tuple[str, Association]],
    years: int,
    random: Random,
    today: date,
) -> None:
    """Hold what is past but for the latest, which waits for its mark; cancel one; leave the rest planned."""
    clerk = User.objects.get(username=f"demo-filling-{municipality.pk}")
    this_year = SchoolYear.containing(today)
    colleagues = list(Teacher.objects.filter(school__municipality=municipality).order_by("pk"))
    upper = [association for _, association in associations if association.level == Level.DISTRICT]
    for year in ([this_year.previous] if years > 1 else []) + [this_year]:
        for number, association in enumerate(upper):
            for sketch in OF_ASSOCIATION[number % 2 :: 2] if number > 1 else OF_ASSOCIATION:
                _event(sketch, year, number, association, municipality, [], random, today, clerk)
        for sketch in OF_SERVICE:
            guests = random.sample(colleagues, min(MOST_GUESTS, len(colleagues)))
            _event(sketch, year, 0, None, municipality, guests, random, today, clerk)
    planned = Event.objects.filter(municipality=municipality, state=Event.State.PLANNED, starts__gt=today)
    for event in planned.order_by("-starts")[:1]:
        cancel_event(event=event, reason="Опорная школа закрыта на ремонт, перенесено на осень.", by=clerk)


def _event(sketch, year, shift, association, municipality, guests, random, today, clerk) -> None:
    starts = first_working(year.starts + timedelta(days=sketch.day + shift))
    long = sketch.kind in (Kind.CONTEST, Kind.PLACEMENT)
    event = add_event(
        association=association, municipality=municipality, by=clerk, kind=sketch.kind, title=sketch.title,
        starts=starts, ends=starts + timedelta(days=2) if long else None, time=None if long else time(14),
        place=random.choice(PLACES), about=sketch.about,
        form=Event.Form.REMOTE if sketch.kind == Kind.WEBINAR else Event.Form.IN_PERSON,
    )  # fmt: skip
    if association is None:
        add_participants(event=event, teacher_ids=[person.pk for person in guests], by=clerk)
    else:
        add_members(event=event, by=clerk)
    people = list(event.participants.values_list("pk", flat=True))
    parts = zip(random.sample(people, len(people)), sketch.parts, strict=False)
    changes = {key: {"part": part, "topic": topic} for key, (part, topic) in parts}
    save_participants(event=event, changes=changes, by=clerk)
    if starts >= today - timedelta(days=6):
        return
    came = set(changes) | {key for key in people if random.random() < 0.85}
    hold_event(
        event=event, came=came, listed=people, outsiders=sketch.outsiders, outcome=sketch.outcome, by=clerk
    )
    if sketch.kind in (Kind.WEBINAR, Kind.CONFERENCE):
        add_material(event=event, title="Запись", link="https://example.org/record", by=clerk)
