"""The blank form of a consent, filled with what the portal knows: name, operator. What it does not keep (address,
document) is left to be written by hand.

Each consent is a document of its own, apart from whatever else the person signs, the other consent too: 152-ФЗ, ст. 9
ч. 1 (as of 01.09.2025, 156-ФЗ от 24.06.2025) and ст. 10.1 ч. 1. Contents: processing — ст. 9 ч. 4; publishing — the
requirements of Роскомнадзор (приказ от 24.02.2021 № 18).
"""

from methodservice.directory.models import Teacher
from methodservice.lib.declension import signature_name
from methodservice.lib.typography import bind
from methodservice.personal.models import Consent

BLANK = "personal/pdf/consent.html"
SHORT, LONG = "_" * 20, "_" * 44
DAY = "«____» ______________ 20___ г."

PURPOSES = [
    "учёт педагогов и подготовка документов методической службы;",
    "работа в методических объединениях, участие в мероприятиях и конкурсах;",
    "повышение квалификации, аттестация, профессиональное развитие;",
    "мониторинг, в котором люди только сосчитаны и не названы.",
]
DATA = [
    "фамилия, имя, отчество, пол, дата рождения;",
    "место работы, должность, предметы, даты приёма и увольнения, дата начала педагогического стажа;",
    "квалификационная категория, аттестация, курсы и переподготовка;",
    "результаты диагностики, профессиональные дефициты, образовательный маршрут, наставничество;",
    "участие в объединениях, заседаниях, мероприятиях и конкурсах, работы и публикации, ответы на именные опросы;",
    "учётная запись на портале: имя для входа, адрес электронной почты, действия на портале.",
]
ACTIONS = (
    "Сбор, запись, систематизация, накопление, хранение, уточнение (обновление, изменение), извлечение, использование, "
    "передача (предоставление, доступ) органу управления образованием и организации, где я работаю, обезличивание, "
    "блокирование, удаление, уничтожение — на компьютере и на бумаге."
)
TERM = (
    "Согласие действует со дня подписания до дня, когда я уволюсь. Отозвать его можно раньше: письменным заявлением "
    "оператору по указанному адресу. Оператор прекратит обработку и уничтожит данные не позже чем через 30 дней, кроме "
    "тех, которые обязан хранить по закону."
)
PUBLISHED_FOR = [
    "рассказ о работе методической службы, объединений и их мероприятиях;",
    "сведения об участии в конкурсах и о наградах;",
    "обмен опытом: публикация методических работ с именем автора.",
]
PUBLISHED = (
    "фамилия, имя, отчество",
    "место работы и должность",
    "предмет, квалификационная категория",
    "участие в мероприятиях, конкурсах, награды",
    "методические работы и публикации",
    "фотографии и видеозаписи с мероприятий",
)
CONDITIONS = (
    "В столбце «Условия и запреты» можно запретить передачу данных неограниченному кругу лиц или обработку ими "
    "и указать, при каких условиях данные передаются: только по внутренней сети оператора, через интернет или без "
    "передачи. Пустая строка значит, что запретов нет. Данные, напротив которых написано «нет» или ничего не написано, "
    "не распространяются. Специальные и биометрические данные не распространяются."
)
PUBLISHED_TERM = (
    f"Согласие действует с {DAY} по {DAY} Прекратить распространение можно в любое время: письменным требованием с "
    "фамилией, именем, отчеством, телефоном или адресом и перечнем данных. С того дня, когда оператор его получил, "
    "согласие не действует."
)


def blank_snapshot(teacher: Teacher, kind: Consent.Kind) -> dict:
    """What the blank says. teacher: with `school.municipality`. No query."""
    is_processing = kind == Consent.Kind.PROCESSING
    place = teacher.school.municipality
    operator = bind(f"{place.service} ({place.authority})")
    person = [
        {"name": "Кто даёт согласие", "value": teacher.full_name},
        *(
            [
                {"name": "Адрес", "value": LONG},
                {"name": "Паспорт или другой документ: номер, когда и кем выдан", "value": LONG},
            ]
            if is_processing
            else [{"name": "Телефон, электронная почта или адрес", "value": LONG}]
        ),
        {"name": "Кому (оператор)", "value": operator},
        {"name": "Адрес оператора", "value": bind(f"{place.place}, {LONG}")},
    ]  # fmt: skip
    if is_processing:
        person.append({"name": "Кто обрабатывает по поручению оператора, если есть", "value": LONG})
    else:
        person += [
            {"name": "ИНН, ОГРН оператора", "value": LONG},
            {"name": "Где распространяются: адреса сайтов, групп", "value": LONG},
        ]
    return {
        "organisation": [],
        "approval": [],
        "heading": "СОГЛАСИЕ",
        "subtitle": "на обработку персональных данных"
        if is_processing
        else "на обработку персональных данных, разрешённых для распространения",
        "facts": [*person, *(_processing() if is_processing else _publishing())],
        "published": [] if is_processing else list(PUBLISHED),
        "conditions": "" if is_processing else CONDITIONS,
        "closing": "Я даю согласие свободно, своей волей и в своём интересе.",
        "signatures": [
            {
                "post": DAY,
                "name": f"{SHORT} {signature_name(teacher.surname, teacher.given_name, teacher.patronymic)}",
            }
        ],
    }


def _processing() -> list[dict]:
    return _rows(
        ("Цели", "\n".join(PURPOSES)),
        ("Какие данные", "\n".join(DATA)),
        ("Что с ними делают", ACTIONS),
        ("Срок и отзыв", TERM),
    )


def _publishing() -> list[dict]:
    return _rows(("Цели", "\n".join(PUBLISHED_FOR)), ("Срок и отзыв", PUBLISHED_TERM))


def _rows(*pairs: tuple[str, str]) -> list[dict]:
    return [{"name": name, "value": value} for name, value in pairs]
