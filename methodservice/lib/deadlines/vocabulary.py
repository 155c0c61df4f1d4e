"""Words of deadlines with all their forms. A word has a class and a value; a word may belong to several classes.

Forms are written as «stem|endings»: «квартал|,а,у,ом,е». An empty ending is the stem itself.
"""

from collections import defaultdict
from typing import NamedTuple


class Lexeme(NamedTuple):
    """One meaning of a word: its class («month») and value (9)."""

    family: str
    value: object


NEUTER = "е,я,ю,ем,и,й,ям,ями,ях"
HARD = ",а,у,ом,е,ы,ов,ам,ами,ах"
FEMININE = "а,ы,е,у,ой,ам,ами,ах,"
ADJECTIVE = "ый,ая,ое,ые,ого,ой,ому,ую,ым,ом,ых,ыми"
SOFT_ADJECTIVE = "ий,яя,ее,ие,его,ей,ему,юю,им,ем,их,ими"
HISSING_ADJECTIVE = "ий,ая,ее,ие,его,ей,ему,ую,им,ем,их,ими"

MONTHS = (
    "январ|ь,я,ю,ем,е;янв|", "феврал|ь,я,ю,ем,е;февр|;фев|", "март|,а,у,ом,е;мар|", "апрел|ь,я,ю,ем,е;апр|",
    "ма|й,я,ю,ем,е", "июн|ь,я,ю,ем,е,", "июл|ь,я,ю,ем,е,", "август|,а,у,ом,е;авг|",
    "сентябр|ь,я,ю,ем,е;сент|;сен|", "октябр|ь,я,ю,ем,е;окт|", "ноябр|ь,я,ю,ем,е;нояб|;ноя|",
    "декабр|ь,я,ю,ем,е;дек|",
)  # fmt: skip
WEEKDAYS = (
    "понедельник|,а,у,ом,е,и,ам,ов;пн|", "вторник|,а,у,ом,е,и,ам,ов;вт|", "сред|а,ы,е,у,ой,ам;ср|",
    "четверг|,а,у,ом,е,и,ам,ов;чт|", "пятниц|а,ы,е,у,ей,ам;пт|", "суббот|а,ы,е,у,ой,ам;сб|",
    "воскресень|е,я,ю,ем,и,ям;вс|",
)  # fmt: skip
UNITS = {
    "day": "ден|ь;дн|я,ю,ем,и,ей,ям,ями,ях,е;дн|;сут|ки,ок,кам,ках",
    "hour": "час|,а,ов,у;ч|",
    "week": "недел|я,и,е,ю,ей,ям,ях,ь;нед|",
    "decade": f"декад|{FEMININE}",
    "month": "месяц|,а,у,ем,е,ы,ев,ам,ах;мес|",
    "quarter": f"квартал|{HARD};кв|",
    "term": "четверт|ь,и,ью,ям,ях,ей",
    "half_year": f"полугоди|{NEUTER};полугод|;полуг|;полгод|а,у;полугод|а,у",
    "year": "год|,а,у,ом,е,ы,ов,ам,ами,ах;г|;гг|;лет|",
    "period": f"период|{HARD}",
    "stage": f"этап|{HARD}",
    "half": f"половин|{FEMININE}",
}
EDGES = {
    "start": "начал|о,а,у,е,ом",
    "middle": "середин|а,ы,е,у,ой",
    "end": "кон|ец,ца,цу,це,цом;окончани|е,я,ю,ем,и;завершени|е,я,ю,ем,и;исход|,а,у,е",
}
SEASONS = {
    "winter": "зим|а,ы,е,у,ой;зимн|ий,его,ем,ие,их,яя,ей,юю",
    "spring": "весн|а,ы,е,у,ой;весенн|ий,его,ем,ие,их,яя,ей,юю",
    "summer": "лет|о,а,у,ом,е;летн|ий,его,ем,ие,их,яя,ей,юю",
    "autumn": "осен|ь,и,ью;осенн|ий,его,ем,ие,их,яя,ей,юю",
}
FREQUENCIES = {
    "day": "ежедневн|о,ый,ая,ое,ые",
    "week": "еженедельн|о,ый,ая,ое,ые",
    "month": "ежемесячн|о,ый,ая,ое,ые;помесячн|о",
    "quarter": "ежеквартальн|о,ый,ая,ое,ые;поквартальн|о",
    "half_year": "ежеполугодн|о",
    "year": "ежегодн|о,ый,ая,ое,ые",
}
CARDINALS = {
    1: "один|;одн|а,о,у,ого,ой,ому,ним;одного|", 2: "дв|а,е,ух,ум,умя", 3: "тр|и,ех,ем,емя",
    4: "четыр|е,ех,ем,ьмя", 5: "пят|ь,и,ью", 6: "шест|ь,и,ью", 7: "сем|ь,и,ью", 8: "восем|ь;восьм|и,ью",
    9: "девят|ь,и,ью", 10: "десят|ь,и,ью", 11: "одиннадцат|ь,и,ью", 12: "двенадцат|ь,и,ью",
    13: "тринадцат|ь,и,ью", 14: "четырнадцат|ь,и,ью", 15: "пятнадцат|ь,и,ью", 16: "шестнадцат|ь,и,ью",
    17: "семнадцат|ь,и,ью", 18: "восемнадцат|ь,и,ью", 19: "девятнадцат|ь,и,ью", 20: "двадцат|ь,и,ью",
    30: "тридцат|ь,и,ью", 40: "сорок|,а", 45: "", 50: "пятьдесят|;пятидесяти|", 60: "шестьдесят|;шестидесяти|",
}  # fmt: skip
ORDINALS = {
    1: f"перв|{ADJECTIVE}", 2: f"втор|ой,{ADJECTIVE}", 3: "трет|ий,ья,ье,ьи,ьего,ьей,ьему,ью,ьим,ьем,ьих",
    4: f"четверт|{ADJECTIVE}", 5: f"пят|{ADJECTIVE}", 6: f"шест|ой,{ADJECTIVE}", 7: f"седьм|ой,{ADJECTIVE}",
    8: f"восьм|ой,{ADJECTIVE}", 9: f"девят|{ADJECTIVE}", 10: f"десят|{ADJECTIVE}",
    11: f"одиннадцат|{ADJECTIVE}", 12: f"двенадцат|{ADJECTIVE}", 13: f"тринадцат|{ADJECTIVE}",
    14: f"четырнадцат|{ADJECTIVE}", 15: f"пятнадцат|{ADJECTIVE}", 20: f"двадцат|{ADJECTIVE}",
    25: "", 30: f"тридцат|{ADJECTIVE}", -1: f"последн|{SOFT_ADJECTIVE}",
}  # fmt: skip
TIMES = {1: "однажды|;единожды|;однократно|", 2: "дважды|;двукратно|", 3: "трижды|", 4: "четырежды|"}
LOOK_ALIKES = {2: "п|", 3: "ш|;шi|"}
COMPOUND_NUMBERS = {
    1: "одно", 2: "двух", 3: "трех", 4: "четырех", 5: "пяти", 6: "шести", 7: "семи", 8: "восьми", 9: "девяти",
    10: "десяти", 14: "четырнадцати", 15: "пятнадцати", 20: "двадцати", 30: "тридцати", 45: "сорокапяти",
}  # fmt: skip
PERIOD_ADJECTIVES = {"day": "дневн", "week": "недельн", "month": "месячн", "year": "годичн"}

ADJECTIVES = {
    "school": f"учебн|{ADJECTIVE};уч|;учеб|",
    "calendar": f"календарн|{ADJECTIVE};астрономическ|ий,ого,ом;кален|",
    "working": f"рабоч|{HISSING_ADJECTIVE};раб|",
    "reporting": f"отчетн|{ADJECTIVE};отчет|",
    "next": f"следующ|{HISSING_ADJECTIVE};последующ|{HISSING_ADJECTIVE};будущ|{HISSING_ADJECTIVE};очередн|ой",
    "current": f"текущ|{HISSING_ADJECTIVE};настоящ|{HISSING_ADJECTIVE};нынешн|{SOFT_ADJECTIVE};эт|ого,ом,от,ой",
    "every": f"кажд|{ADJECTIVE},ой",
    "whole": "весь|;вс|его,ей,ему,ем,ю,е;цел|ый,ого,ом,ую",
}

EVENTS = (
    f"проведени|{NEUTER};утверждени|{NEUTER};подписани|{NEUTER};получени|{NEUTER};поступлени|{NEUTER}",
    f"заседани|{NEUTER};совещани|{NEUTER};мероприяти|{NEUTER};семинар|{HARD};конференци|я,и,ю,ей,й",
    f"конкурс|{HARD};мониторинг|{HARD};диагностик|а,и,е,у,ой;аттестаци|я,и,ю,ей;издани|{NEUTER}",
    f"приняти|{NEUTER};регистраци|я,и,ю,ей;опубликовани|{NEUTER};обращени|{NEUTER};назначени|{NEUTER}",
    f"этап|{HARD};олимпиад|{FEMININE};экзамен|{HARD};обучени|{NEUTER};событи|{NEUTER};встреч|а,и,е,у,ей",
    f"приказ|{HARD};работ|{FEMININE};курс|ы,ов,ам,ах;педсовет|{HARD};занят|ия,ий,иям,ие;отпуск|{HARD}",
    f"подач|а,и,е,у,ей;объявлени|{NEUTER};выявлени|{NEUTER};согласовани|{NEUTER};открыти|{NEUTER}",
)


def _forms(pattern: str):
    for part in pattern.split(";"):
        stem, _, endings = part.partition("|")
        for ending in endings.split(","):
            if stem + ending:
                yield stem + ending


def _build() -> dict[str, tuple[Lexeme, ...]]:
    words = defaultdict(list)

    def add(family, value, pattern):
        for form in _forms(pattern):
            if Lexeme(family, value) not in words[form]:
                words[form].append(Lexeme(family, value))

    for number, pattern in enumerate(MONTHS, 1):
        add("month", number, pattern)
    for number, pattern in enumerate(WEEKDAYS):
        add("weekday", number, pattern)
    for family, table in (
        ("unit", UNITS),
        ("edge", EDGES),
        ("season", SEASONS),
        ("frequency", FREQUENCIES),
        ("cardinal", CARDINALS),
        ("ordinal", ORDINALS),
        ("times", TIMES),
        ("look_alike", LOOK_ALIKES),
        ("adjective", ADJECTIVES),
    ):
        for value, pattern in table.items():
            add(family, value, pattern)
    for pattern in EVENTS:
        add("event", "event", pattern)
    for number, prefix in (COMPOUND_NUMBERS | {0: ""}).items():
        for unit, stem in PERIOD_ADJECTIVES.items():
            add("lasting", (number, unit), f"{prefix}{stem}|{ADJECTIVE}")
    return {form: tuple(lexemes) for form, lexemes in words.items()}


WORDS = _build()
"""Form → its meanings."""


def meanings(form: str) -> tuple[Lexeme, ...]:
    """Meanings of a word in lower case with «е» for «ё»; nothing for a word that deadlines do not use."""
    return WORDS.get(form, ())
