"""What a column of a table holds, by the words of its heading. Pure; shared by everything that reads office tables."""

import re
from collections.abc import Iterable

from methodservice.lib.officefiles import normal
from methodservice.lib.officefiles.grids import one_line

from .answer import Role

NUMBERS = frozenset({
    "", "n", "no", "п п", "n п п", "no п п", "пп", "nn", "номер", "номер п п", "номер по порядку", "пункт",
    "порядковый номер",
})  # fmt: skip
_NUMBER_OF = re.compile(
    r"[№#n]o?\s*(?:п\W?п|пункта|мероприятия|показателя|индикатора|строки|раздела|этапа|задачи)?[\s.]*", re.I
)
_MONTH = (
    "(?:янв|январ[ья]|февр?|феврал[ья]|март?а?|апр|апрел[ья]|ма[йя]|июн[ья]?|июл[ья]?|авг|августа?|сент?|сентябр[ья]"
    "|окт|октябр[ья]|нояб?|ноябр[ья]|дек|декабр[ья])"
)
_ORDER = r"(?:\d|[ivx]{1,4}|перв\w+|втор\w+|трет\w+|четв[её]рт\w+)"
QUARTER = re.compile(
    rf"(?:{_ORDER}(?: й| ый| ой| ий| я| ая| е| ое)? (?:кв|квартал|полугоди|четверть|триместр|п г)\w*"
    rf"|(?:квартал|полугодие|четверть|триместр) {_ORDER}"
    rf"|{_MONTH}(?: {_MONTH})?"
    r"|(?:0?[1-9]|1[0-2])(?= 20\d\d)|(?=20\d\d))"
    r"(?: ?20\d\d(?: 20\d\d| \d\d)?)?(?: ?(?:г|гг|год|года|годы|уч год|учебный год|уч г|план|факт))?\Z"
)
"""A part of a year, or a year, that a column is for; as `normal` leaves it."""
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PARTED = re.compile(r"(?<=[а-яё])- (?=[а-яё])")

WORDS = (
    (
        Role.MARK,
        ("отметк", "исполнени", "выполнени", "статус", "факт", "информация о выполн", "информация об исполн",
         "ход выполн", "ход исполн", "выполнено", "исполнено", "дата факт", "дата выполнения факт", "срок факт",
         "дата исполнения факт", "срок исполнения факт", "сроки исполнения факт", "сведения о выполн",
         "сведения об исполн"),
    ),
    (
        Role.DOCUMENT,
        ("вид документа", "документ", "подтвержд", "форма отчет", "форма представления", "форма контроля",
         "форма завершения", "отчетн", "итоговый документ", "вид отчет", "наименование документа", "нормативн",
         "реквизит"),
    ),
    (Role.START, ("начало", "начала", "дата начала", "срок начала", "сроки начала", "старт")),
    (
        Role.END,
        ("окончани", "завершени", "конец", "дата окончания", "дата завершения", "срок окончания", "срок завершения",
         "сроки окончания", "сроки завершения"),
    ),
    (
        Role.DEADLINE,
        ("срок", "дедлайн", "квартал", "дата", "время", "месяц", "когда", "период", "плановый срок",
         "плановые срок", "планируемый срок", "планируемые срок", "планируемая дата", "плановая дата",
         "ожидаемый срок", "ожидаемые срок", "предельн", "контрольный срок", "контрольные срок", "крайний срок",
         "календарн", "график", "год ", "годы ", "учебный год "),
    ),
    (Role.PARTNERS, ("соисполнител", "со исполнител", "партнер", "социальные партнер", "привлекаем")),
    (
        Role.RESPONSIBLE,
        ("ответств", "отв ", "исполнител", "исп ", "кто ", "организатор", "фио ответствен", "ф и о ответствен",
         "основной исполнител", "основные исполнител", "координатор", "куратор"),
    ),
    (
        Role.INDICATOR,
        ("показател", "индикатор", "критери", "наименование показател", "наименование индикатор",
         "наименование критери", "название показател", "название индикатор", "целевой показател",
         "целевые показател", "целевой индикатор", "целевые индикатор", "основные показател"),
    ),
    (
        Role.RESULT,
        ("ожидаем", "результат", "планируемый результат", "планируемые результат", "выход", "итог",
         "предполагаемый результат", "предполагаемые результат", "основные результат", "основной результат",
         "ключевой результат", "ключевые результат", "конечный результат", "прогнозируем", "продукт", "эффект"),
    ),
    (
        Role.OTHER,
        ("наименование оо", "наименование образоват", "наименование общеобразоват", "наименование школ",
         "наименование учрежд", "наименование организац", "наименование этап", "наименование раздел",
         "название этап", "название оо", "наименование муниципал", "наименование орган", "основные этап",
         "тип показател", "вид показател", "вид деятельности", "виды деятельности", "вид работ", "виды работ",
         "форма", "формы", "место", "категори", "участник", "целевая группа", "целевая аудитор", "объем",
         "источник", "количество", "примечани", "контрол"),
    ),
    (
        Role.ACTION,
        ("мероприя", "содержание", "тема", "темы", "тематика", "вопрос", "наименование", "действи", "название",
         "повестка", "основные", "дела", "что делаем", "деятельность", "проводимы", "рассматриваемы", "план работы",
         "что сделать", "задачи и мероприятия", "перечень мероприят", "планируемые мероприят",
         "планируемое мероприят", "перечень работ"),
    ),
)  # fmt: skip
"""Beginnings of headings, as `normal` leaves them. The first that fits, in this order."""

INSIDE = (
    (Role.MARK, ("отметк",)),
    (Role.PARTNERS, ("соисполнител",)),
    (Role.RESPONSIBLE, ("ответствен", "исполнител")),
    (Role.ACTION, ("мероприят",)),
    (Role.DEADLINE, ("срок", "сроки", "сроков", "дата", "период")),
    (Role.RESULT, ("результат",)),
    (Role.INDICATOR, ("показател", "индикатор")),
)
"""Beginnings of words anywhere in a short heading: «Планируемые сроки», «Должностное лицо, ответственное за …»."""
MOST_WORDS = 6

STRONG = ("мероприя", "действи", "перечень", "планируем")
"""Beginnings of words in headings of actions that win over «Наименование», «Содержание», «Тема» beside them."""


def heading_of(text: str) -> str:
    """A heading in one line; a word parted over two lines is put together when that makes a usual heading of it."""
    line = one_line(text)
    whole = _PARTED.sub("", line)
    return whole if role_of(line) is Role.OTHER and role_of(whole) is not Role.OTHER else line


def role_of(heading: str) -> Role:
    """What the column under the heading holds; QUARTER for a year, too."""
    role = plain_role(heading)
    words = normal(heading).split()
    if role is None and len(words) <= MOST_WORDS:
        for inner, beginnings in INSIDE:
            if any(word.startswith(beginnings) for word in words):
                return inner
    return role or Role.OTHER


def plain_role(heading: str) -> Role | None:
    """The same by how the heading begins; None when it begins with none of the usual words."""
    words = normal(heading)
    if not words and heading.strip() and "№" not in heading:
        return None
    if words in NUMBERS or _NUMBER_OF.fullmatch(heading.strip()):
        return Role.NUMBER
    if QUARTER.match(words):
        return Role.QUARTER
    for role, beginnings in WORDS:
        if f"{words} ".startswith(beginnings):
            return role
    return None


def is_strong(heading: str) -> bool:
    """Does a heading of actions say so outright: «Мероприятия», «Наименование мероприятия»?"""
    return any(word.startswith(STRONG) for word in normal(heading).split())


def is_stage(heading: str) -> bool:
    """«Этап», «Этапы реализации», «Наименование этапа»."""
    return normal(heading).startswith(
        ("этап", "наименование этап", "название этап", "основные этап", "стади")
    )


def is_type(heading: str) -> bool:
    """«Тип показателя»."""
    return f"{normal(heading)} ".startswith(
        ("тип показател", "вид показател", "тип индикатор", "вид индикатор", "тип ")
    )


def is_unit(heading: str) -> bool:
    """«Единица измерения», «Ед. изм.»."""
    return f"{normal(heading)} ".startswith(("единиц", "ед изм", "ед ", "размерность"))


def is_value(heading: str) -> bool:
    """«Значение», «Базовый показатель», «План», «Целевое значение»: a column of figures that names no year."""
    return f"{normal(heading)} ".startswith(
        ("значени", "базов", "целевое знач", "целевые знач", "плановое знач", "план ", "факт ", "текущее знач",
         "минимальное знач", "исходн", "достигнут", "пороговое знач", "фактическое знач")
    )  # fmt: skip


def is_heading(text: str) -> bool:
    """May the text be a heading of a table of this field?"""
    return bool(text.strip()) and (role_of(text) is not Role.OTHER or is_other_heading(text))


def is_other_heading(text: str) -> bool:
    """A usual heading of a column that has no role of its own."""
    return any(known(text) for known in (is_stage, is_type, is_unit, is_value))


def are_headings(texts: Iterable[str]) -> bool:
    """Do the different texts of a row look like headings: two usual ones at least, half of all, one of them plain?

    A month alone may be a deadline as well, words in the middle of a text may be of an action.
    """
    texts = list(texts)
    roles = [role_of(text) for text in texts]
    months = [
        text
        for text, role in zip(texts, roles, strict=True)
        if role is Role.QUARTER and not YEAR.search(text)
    ]
    known = {normal(text) for text in texts if is_heading(text)}
    if len(months) == 1:
        known.discard(normal(months[0]))
    plain = any(
        plain_role(text) not in (None, Role.OTHER, Role.QUARTER) or is_other_heading(text) for text in texts
    )
    return len(known) > 1 and len(known) * 2 >= len(texts) and plain
