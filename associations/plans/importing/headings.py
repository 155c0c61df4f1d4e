"""What a column of a plan holds, by the words of its heading; what a section is about, by its own. Pure."""

from enum import StrEnum

from associations.plans.models import PlanLine
from methodservice.lib.officefiles import normal

Section = PlanLine.Section


class Column(StrEnum):
    """What a column holds. NUMBER is left to the plan; OTHER is kept with its heading."""

    NUMBER = "number"
    ACTION = "action"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    EXPECTED = "expected"
    KIND = "kind"
    DIRECTION = "direction"
    OTHER = "other"


NUMBERS = frozenset({"", "n", "no", "п п", "n п п", "пп", "номер", "номер п п", "пункт"})
WORDS = (
    (Column.EXPECTED, ("форма отчет", "форма представления", "форма контроля", "форма завершения", "вид документа")),
    (Column.DEADLINE, ("срок", "дата", "время", "месяц", "когда", "период", "сроки")),
    (Column.RESPONSIBLE, ("ответствен", "исполнител", "кто ", "кто проводит", "организатор", "фио ответствен")),
    (
        Column.EXPECTED,
        ("ожидаем", "результат", "планируемый результат", "планируемые результат", "выход", "итог", "показател",
         "предполагаемый результат", "индикатор", "отчетн"),
    ),
    (Column.DIRECTION, ("направлени",)),
    (Column.KIND, ("форма", "формы", "вид деятельности", "вид работы", "виды деятельности", "виды работы")),
    (
        Column.ACTION,
        ("мероприяти", "содержание", "тема", "тематика", "вопрос", "наименование", "действи", "название", "повестка",
         "основные", "дела", "что делаем", "виды деятельности", "деятельность", "проводимы", "рассматриваемы",
         "план работы", "задачи и мероприятия"),
    ),
)  # fmt: skip
"""Beginnings of headings, as `normal` leaves them. The first that fits, in this order."""

SECTIONS = (
    (Section.BETWEEN, ("между заседани", "межзаседательн", "в межсекцион")),
    (Section.YOUNG, ("молод", "начинающ", "вновь прибывш", "наставни", "малоопытн")),
    (
        Section.ATTESTATION,
        ("аттестац", "повышени квалификаци", "повышение квалификаци", "курсов", "самообразовани"),
    ),
    (Section.MEETINGS, ("заседани",)),
)
"""Beginnings of words inside the title of a section. The first that fits, in this order."""


def column_of(heading: str) -> Column:
    """What the column under the heading holds."""
    words = normal(heading)
    if words in NUMBERS:
        return Column.NUMBER
    for column, beginnings in WORDS:
        if words.startswith(beginnings):
            return column
    return Column.OTHER


def is_heading(text: str) -> bool:
    """May the text be a heading of a plan's table?"""
    return bool(text.strip()) and column_of(text) is not Column.OTHER


def section_of(title: str) -> str | None:
    """The section of a plan that the words name; None when they name none of them."""
    words = f" {normal(title)}"
    return next((section for section, parts in SECTIONS if any(f" {part}" in words for part in parts)), None)
