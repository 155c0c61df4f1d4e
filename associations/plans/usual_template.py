"""The usual plan, for a municipality that has no template of its own: what the work of a year is made of."""

from associations.models import Association, Level
from associations.plans.models import PlanLine, PlanTemplate
from methodservice.lib.periods import SchoolYear

Section = PlanLine.Section
TITLE = "Обычный план на год"
GOALS = "Повышать качество преподавания через обмен опытом и методическую помощь каждому педагогу."
TASKS = """Разобрать результаты прошлого года и определить, что мешает расти.
Дать каждому педагогу возможность показать свой опыт и увидеть чужой.
Поддержать молодых и вновь прибывших педагогов.
Подготовить к аттестации тех, кому она предстоит."""
LINES = (
    (Section.MEETINGS, "Заседание: итоги прошлого года, план на новый учебный год", "сентябрь", "руководитель",
     "Утверждённый план, протокол"),
    (Section.MEETINGS, "Заседание: результаты входных диагностик, пробелы в знаниях и что с ними делать", "ноябрь",
     "руководитель", "Рекомендации педагогам, протокол"),
    (Section.MEETINGS, "Заседание: опыт педагогов — чем поделиться с коллегами", "январь", "руководитель",
     "Материалы выступлений, протокол"),
    (Section.MEETINGS, "Заседание: готовность к итоговой аттестации учеников", "март", "руководитель",
     "Рекомендации педагогам, протокол"),
    (Section.MEETINGS, "Заседание: анализ работы за год, предложения в план", "май", "руководитель",
     "Отчёт за год, протокол"),
    (Section.BETWEEN, "Обновление сведений о педагогах и их методических темах", "до 20 сентября", "секретарь",
     "Список педагогов"),
    (Section.BETWEEN, "Взаимное посещение уроков с обсуждением", "1 раз в четверть", "члены объединения",
     "Листы посещения уроков"),
    (Section.BETWEEN, "Мастер-класс или открытый урок для коллег", "февраль", "руководитель", "Разработка урока"),
    (Section.BETWEEN, "Подготовка учеников к школьному и муниципальному этапам олимпиады", "сентябрь — ноябрь",
     "члены объединения", "Задания, итоги олимпиады"),
    (Section.YOUNG, "Встреча с молодыми педагогами: трудности первого года", "октябрь", "руководитель",
     "Список вопросов, закреплённые наставники"),
    (Section.YOUNG, "Посещение уроков молодых педагогов с разбором", "ноябрь, февраль", "наставники",
     "Рекомендации после уроков"),
    (Section.ATTESTATION, "График аттестации и помощь тем, кто аттестуется", "до 1 октября", "руководитель",
     "График аттестации"),
    (Section.ATTESTATION, "Обмен впечатлениями о пройденных курсах", "апрель", "члены объединения",
     "Список полезных курсов"),
)  # fmt: skip
DISTRICT_LINES = (
    (Section.BETWEEN, "Семинар на базе одной из школ", "декабрь", "руководитель", "Материалы семинара"),
    (Section.OTHER, "Работа с руководителями школьных объединений: сбор предложений в повестку", "1 раз в полугодие",
     "руководитель", "Предложения в повестку"),
)  # fmt: skip


def usual_template(association: Association) -> PlanTemplate:
    """The built-in template for the association's level; it is not stored."""
    rows = (*LINES, *(DISTRICT_LINES if association.level == Level.DISTRICT else ()))
    names = ("section", "action", "deadline", "responsible", "expected")
    return PlanTemplate(
        municipality=association.municipality,
        title=TITLE,
        level=association.level,
        school_year=SchoolYear(2026).first,
        goals=GOALS,
        tasks=TASKS,
        lines=[dict(zip(names, row, strict=True)) for row in rows],
    )
