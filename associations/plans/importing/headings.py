"""What a column of a plan holds, by the words of its heading; what a section is about, by its own. Pure."""

from enum import StrEnum

from associations.plans.models import PlanLine
from methodservice.documents.recognition.answer import Role
from methodservice.documents.recognition.columns import role_of
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


ROLES = {
    Role.NUMBER: Column.NUMBER, Role.ACTION: Column.ACTION, Role.RESPONSIBLE: Column.RESPONSIBLE,
    Role.PARTNERS: Column.RESPONSIBLE, Role.DEADLINE: Column.DEADLINE, Role.START: Column.DEADLINE,
    Role.END: Column.DEADLINE, Role.QUARTER: Column.DEADLINE, Role.RESULT: Column.EXPECTED,
    Role.INDICATOR: Column.EXPECTED, Role.DOCUMENT: Column.EXPECTED,
}  # fmt: skip
"""Where a plan keeps what columns of office documents hold; others stand in what is expected, with their heading."""
OWN = (
    (Column.DIRECTION, ("направлени",)),
    (Column.KIND, ("форма", "формы", "вид деятельности", "вид работы", "виды деятельности", "виды работы")),
)
"""Headings that only a plan has a place for."""

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


def column_of(heading: str, role: Role) -> Column:
    """What the column under the heading holds. role: as the table settled it; several columns may tell of actions."""
    words = normal(heading)
    if role is Role.OTHER:
        for column, beginnings in OWN:
            if words.startswith(beginnings):
                return column
        role = Role.ACTION if role_of(heading) is Role.ACTION else role
    return ROLES.get(role, Column.OTHER)


def section_of(title: str) -> str | None:
    """The section of a plan that the words name; None when they name none of them."""
    words = f" {normal(title)}"
    return next((section for section, parts in SECTIONS if any(f" {part}" in words for part in parts)), None)
