"""Words and numbers of the demo's monitoring: indicators with targets of four years, what organisations report."""

SET = "Показатели развития методической службы"
CAMPAIGN = "Мониторинг методической работы"
TEACHERS = {
    "denominator_words": "все педагоги организации",
    "denominator_figure": "directory.teachers",
    "denominator_window": "period",
}
"""Everybody who works in an organisation: known to the portal."""

INDICATORS = (
    (
        "1",
        "Доля педагогов, прошедших диагностику профессиональных затруднений",
        {
            "cumulative": True,
            "numerator_words": "педагоги, прошедшие диагностику с начала программы",
            "numerator_figure": "development.diagnosed",
            "numerator_window": "programme",
            **TEACHERS,
        },
        (40, 60, 80, 100),
    ),
    (
        "2",
        "Доля педагогов, у которых есть свой маршрут развития",
        {
            "cumulative": True,
            "numerator_words": "педагоги, которым утвердили маршрут с начала программы",
            "numerator_figure": "development.routes",
            "numerator_window": "programme",
            **TEACHERS,
        },
        (15, 25, 40, 50),
    ),
    (
        "3",
        "Доля педагогов, обучившихся на курсах за последние три года",
        {
            "numerator_words": "педагоги с удостоверением не старше трёх лет",
            "numerator_figure": "development.courses_36",
            "numerator_window": "period",
            **TEACHERS,
        },
        (70, 80, 90, 95),
    ),
    (
        "4",
        "Участники районных методических событий",
        {
            "unit": "чел.",
            "formula": "sum",
            "over_periods": "sum",
            "numerator_words": "педагоги, которые участвовали хотя бы в одном событии полугодия",
            "numerator_figure": "events.participants",
            "numerator_window": "period",
        },
        (150, 300, 320, 340),
    ),
    (
        "5",
        "Доля молодых педагогов, у которых есть наставник",
        {
            "numerator_words": "молодые педагоги с наставником",
            "numerator_figure": "mentoring.covered",
            "numerator_window": "period",
            "denominator_words": "все молодые педагоги",
            "denominator_figure": "directory.young",
            "denominator_window": "period",
        },
        (80, 100, 100, 100),
    ),
    (
        "6",
        "Доля организаций, которые приняли положение о наставничестве",
        {
            "formula": "yes_share",
            "numerator_words": "положение действует",
            "numerator_figure": "mentoring.models",
            "numerator_window": "period",
        },
        (60, 75, 90, 100),
    ),
    (
        "7",
        "Организации, которые провели открытый методический день",
        {"unit": "ед.", "formula": "count", "numerator_words": "методический день проведён"},
        (3, 5, 7, 9),
    ),
    (
        "8",
        "Конкурсы профессионального мастерства в районе",
        {"unit": "ед.", "formula": "sum", "over_periods": "sum", "respondent": "municipality"},
        (2, 3, 3, 4),
    ),
    (
        "8.1",
        "из них для молодых педагогов",
        {"unit": "ед.", "formula": "sum", "over_periods": "sum", "respondent": "municipality"},
        (1, 1, 1, 2),
    ),
    (
        "9",
        "Незанятые должности учителей",
        {
            "unit": "ед.",
            "formula": "sum",
            "more_is_better": False,
            "school_kinds": ["school"],
            "numerator_words": "должности, свободные в последний день полугодия",
        },
        (10, 8, 6, 4),
    ),
    (
        "10",
        "Доля воспитателей, побывавших на открытых занятиях коллег",
        {
            "school_kinds": ["kindergarten"],
            "numerator_words": "воспитатели, побывавшие хотя бы на одном занятии",
            "denominator_words": "все воспитатели",
        },
        (None, 60, 70, 80),
    ),
    (
        "11",
        "Доля педагогов, которые состоят в методических объединениях",
        {
            "numerator_words": "члены школьных и районных объединений",
            "numerator_figure": "associations.members",
            "numerator_window": "period",
            **TEACHERS,
        },
        (80, 85, 90, 95),
    ),
    (
        "12",
        "Заседания методических объединений",
        {
            "unit": "ед.",
            "formula": "sum",
            "over_periods": "sum",
            "respondent": "municipality",
            "numerator_words": "заседания, которые состоялись",
            "numerator_figure": "associations.meetings",
            "numerator_window": "period",
        },
        (25, 50, 55, 60),
    ),
    (
        "13",
        "Доля решений объединений, выполненных в срок",
        {
            "respondent": "municipality",
            "numerator_words": "решения, выполненные в срок",
            "numerator_figure": "associations.decisions_in_time",
            "numerator_window": "period",
            "denominator_words": "решения, срок которых наступил",
            "denominator_figure": "associations.decisions_due",
            "denominator_window": "period",
        },
        (80, 85, 90, 95),
    ),
    (
        "14",
        "Доля пунктов дорожных карт, выполненных вовремя",
        {
            "respondent": "municipality",
            "numerator_words": "сроки, к которым всё сделано",
            "numerator_figure": "roadmap.done_in_time",
            "numerator_window": "year",
            "denominator_words": "сроки, которые наступили с начала года",
            "denominator_figure": "roadmap.due",
            "denominator_window": "year",
        },
        (80, 85, 90, 95),
    ),
)
"""(number, name, fields, targets of the four years of the programme)."""

PART_OF = {"8.1": "8"}

OWN = {"8": (2, 2, 1), "8.1": (1, 1, 0)}
"""Of the municipality itself, in the three half-years."""
WORDS = {
    ("1", 2): "Трое педагогов прошли диагностику в региональном центре: в карточках её ещё нет.",
    ("3", 5): "Двое педагогов закончили курсы в другом районе, удостоверения ещё не внесены.",
    ("4", 3): "Двое педагогов участвовали в событиях соседнего района: на портале их нет.",
    ("9", 7): "Учитель физики уволился в конце полугодия, замена найдена.",
}
"""(number, place of the organisation): why its numbers are what they are."""

MORE = {("1", 2): 3, ("3", 5): 2, ("4", 3): 2}
"""(number, place of the organisation): by how much it reports more than the portal knows."""

REMARK = "Число педагогов больше, чем в прошлом полугодии. Проверьте, не посчитаны ли совместители."
COMMENT = "Проверьте число педагогов и отправьте снова."
MISSING = "Садик был закрыт на ремонт, сведения не собирались."
NO_DATA = "Открытых занятий в полугодии не было."
CLOSED_WITHOUT = "Детский сад № 4 закрыт на ремонт, сведений не будет."
EXTENSION = "Заместитель директора на больничном."
