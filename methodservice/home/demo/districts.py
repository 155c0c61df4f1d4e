"""Five invented districts. Rules, structure and kinds of school follow real regulations; names and people do not.

Заречный ~ a regulation with quarterly meetings and yearly elections; Предгорный ~ two meetings a year of each
district association; Донской ~ a programme for school and district associations; Приамурский ~ monitoring twice a
year; Таёжный ~ a roadmap revised every year.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class District:
    """schools: (kind, full name, short name, genitive). associations: keys of SUBJECTS with a district association;
    school_associations: (school index, subject key)."""

    key: str
    name: str
    genitive: str
    authority: str
    service: str
    service_short: str
    place: str
    title: tuple[str, str, str]
    rules: dict
    schools: tuple
    teachers: int
    associations: tuple[str, ...]
    school_associations: tuple = ()
    years_of_meetings: int = 1
    logins: bool = False
    signatory: tuple = ()
    timezone: str = "Europe/Moscow"
    people: dict = field(default_factory=dict)


SUBJECTS = {
    "math": ("математика", "учителей математики", "учитель математики"),
    "russian": (
        "русский язык и литература",
        "учителей русского языка и литературы",
        "учитель русского языка и литературы",
    ),
    "primary": ("начальные классы", "учителей начальных классов", "учитель начальных классов"),
    "history": (
        "история и обществознание",
        "учителей истории и обществознания",
        "учитель истории и обществознания",
    ),
    "english": ("английский язык", "учителей английского языка", "учитель английского языка"),
    "science": ("естественные науки", "учителей естественно-научных предметов", "учитель биологии"),
    "sport": ("физическая культура", "учителей физической культуры", "учитель физической культуры"),
    "preschool": ("дошкольное образование", "воспитателей детских садов", "воспитатель"),
    "psychology": ("психологическая служба", "педагогов-психологов", "педагог-психолог"),
}

MMO = ("муниципальное методическое объединение", "муниципального методического объединения", "ММО")
RMO = ("районное методическое объединение", "районного методического объединения", "РМО")
OMO = ("окружное методическое объединение", "окружного методического объединения", "ОМО")


def school(number: int, place: str):
    """A comprehensive school."""
    name = f"«Средняя общеобразовательная школа № {number}» {place}"
    return (
        "school",
        f"муниципальное бюджетное общеобразовательное учреждение {name}",
        f"МБОУ «СОШ № {number}»",
        f"муниципального бюджетного общеобразовательного учреждения {name}",
    )


def kindergarten(number: int, name: str):
    """A kindergarten."""
    return (
        "kindergarten",
        f"муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № {number} «{name}»",
        f"МБДОУ «Детский сад № {number} «{name}»",
        f"муниципального бюджетного дошкольного образовательного учреждения «Детский сад № {number} «{name}»",
    )


def extra(name: str):
    """A centre of extra-curricular education."""
    return (
        "extra",
        f"муниципальное бюджетное учреждение дополнительного образования «{name}»",
        f"МБУ ДО «{name}»",
        f"муниципального бюджетного учреждения дополнительного образования «{name}»",
    )


DISTRICTS = (
    District(
        "zarechny", "Заречный район", "Заречного района",
        "Управление образования администрации Заречного района",
        "Муниципальная методическая служба", "ММС", "с. Заречное", MMO,
        {
            "quorum_strict": True, "majority_base": "members", "tie": "chair",
            "meetings_minimum": 1, "meetings_period": "quarter",
        },
        (
            *(school(number, "с. Заречное") for number in (1, 2, 3)),
            *(school(number, "Заречного района") for number in range(4, 10)),
            kindergarten(1, "Родничок"), kindergarten(4, "Теремок"), extra("Дом детского творчества"),
        ),
        264, tuple(SUBJECTS),
        (
            (0, "math"), (0, "russian"), (0, "primary"), (1, "math"), (1, "primary"), (2, "russian"),
            (2, "primary"), (3, "primary"), (4, "primary"), (5, "primary"), (6, "primary"),
        ),
        years_of_meetings=2, logins=True,
        signatory=("Громова", "Елена", "Аркадьевна", "female", "начальник управления образования"),
        timezone="Asia/Novosibirsk",
    ),
    District(
        "predgorny", "Предгорный район", "Предгорного района",
        "Управление образования администрации Предгорного района",
        "Информационно-методический центр", "ИМЦ", "ст. Предгорная", RMO,
        {"majority_base": "present", "meetings_minimum": 2, "meetings_period": "school_year"},
        (school(1, "ст. Предгорной"), school(5, "ст. Предгорной"), school(14, "Предгорного района"),
         kindergarten(2, "Ласточка")),
        96, ("math", "russian", "primary", "preschool"), ((0, "math"), (1, "primary")),
        logins=True,
        signatory=("Рудаков", "Андрей", "Викторович", "male", "начальник управления образования"),
    ),
    District(
        "donskoy", "Донской район", "Донского района",
        "Отдел образования администрации Донского района",
        "Информационно-методический кабинет", "ИМК", "п. Донской", RMO,
        {
            "quorum_numerator": 2, "quorum_denominator": 3, "quorum_strict": False, "tie": "fails",
            "meetings_minimum": 4, "meetings_period": "school_year",
        },
        (school(3, "п. Донской"), school(23, "Донского района"), school(61, "Донского района")),
        40, ("russian", "primary"), ((0, "primary"),),
        signatory=("Щербак", "Лариса", "Олеговна", "female", "заведующий отделом образования"),
    ),
    District(
        "priamursky", "Приамурский округ", "Приамурского округа",
        "Управление системы образования администрации Приамурского округа",
        "Методический отдел", "МО", "пгт Приамурский", OMO,
        {
            "quorum_strict": False, "meetings_minimum": 1, "meetings_period": "half_year",
            "half_year_kind": "calendar",
        },
        (school(1, "пгт Приамурский"), school(2, "пгт Приамурский"), school(7, "Приамурского округа"),
         kindergarten(3, "Журавлик")),
        44, ("math", "preschool"),
        signatory=("Нестеренко", "Ольга", "Сергеевна", "female", "начальник управления"),
        timezone="Asia/Yakutsk",
    ),
    District(
        "tayozhny", "Таёжный округ", "Таёжного округа",
        "Управление образования администрации Таёжного округа",
        "Информационно-методический центр", "ИМЦ", "пгт Таёжный", OMO,
        {"meetings_minimum": 1, "meetings_period": "term", "majority_base": "cast"},
        (school(1, "пгт Таёжный"), school(4, "Таёжного округа"), extra("Центр детского творчества")),
        36, ("primary", "history"),
        signatory=("Лебедь", "Игорь", "Павлович", "male", "начальник управления образования"),
        timezone="Asia/Novokuznetsk",
    ),
)  # fmt: skip
