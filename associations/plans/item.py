"""The page of an item: its words in force, its life, and how its words changed from edition to edition."""

from dataclasses import dataclass
from datetime import date

from associations.models import Association
from associations.plans.life import ItemLife, life_of_lines
from associations.plans.lines import meaning
from associations.plans.models import PlanEdition, PlanItem, PlanLine
from methodservice.lib.deadlines import Deadline

WORDS = {
    "Что делаем": lambda line: line.action,
    "Раздел": lambda line: line.get_section_display(),
    "Направление": lambda line: str(line.direction or ""),
    "Вид деятельности": lambda line: str(line.kind or ""),
    "Срок": lambda line: line.deadline,
    "Ответственный": lambda line: line.responsible,
    "Ожидаемый результат": lambda line: line.expected,
}


@dataclass(frozen=True)
class Change:
    """What an edition says about the item. changes: (name, before, after); empty for the first one that names it."""

    edition: PlanEdition
    changes: tuple[tuple[str, str, str], ...]
    is_first: bool


@dataclass(frozen=True)
class ItemPage:
    """line: in force, otherwise the newest that the person may see; life: None unless it is in force."""

    line: PlanLine
    deadline: Deadline | None
    life: ItemLife | None
    history: tuple[Change, ...]
    may_lead: bool
    may_mark: bool

    @property
    def to_mark(self) -> bool:
        """The mark is what comes next: the day has come or what was planned took place."""
        return self.may_mark and self.life is not None and not self.life.finished

    @property
    def to_plan(self) -> bool:
        return self.may_lead and self.life is not None and not self.life.finished

    @property
    def held_on(self) -> str:
        """The day to propose for the mark, ISO; of the last meeting or event that took place."""
        held = self.life.held if self.life else ()
        return held[-1].day.isoformat() if held else ""

    @property
    def is_gone(self) -> bool:
        """The plan in force says nothing of the item any more."""
        return self.line.edition.state == PlanEdition.State.SUPERSEDED


def read_item(item: PlanItem, user, today: date) -> ItemPage | None:
    """The page of an item for the person, None when there is no edition to see. 8 queries, 4 for one not in force."""
    seen = PlanEdition.objects.visible_to(user)
    lines = list(
        item.lines.filter(edition__in=seen)
        .select_related("edition", "direction", "kind")
        .order_by("edition__number")
    )
    if not lines:
        return None
    in_force = [line for line in lines if line.edition.state == PlanEdition.State.APPROVED]
    line = (in_force or lines)[-1]
    lives = life_of_lines(PlanLine.objects.filter(pk=line.pk), today) if in_force else {}
    return ItemPage(
        line=line,
        deadline=meaning(line.deadline, item.plan.year),
        life=lives.get(item.pk),
        history=tuple(reversed([_change(lines, place) for place in range(len(lines))])),
        may_lead=Association.objects.led_by(user).filter(pk=item.plan.association_id).exists(),
        may_mark=PlanItem.objects.marked_by(user).filter(pk=item.pk).exists(),
    )


def _change(lines: list[PlanLine], place: int) -> Change:
    line, before = lines[place], lines[place - 1] if place else None
    changes = (
        (name, read(before), read(line))
        for name, read in WORDS.items()
        if before and read(before) != read(line)
    )
    return Change(line.edition, tuple(changes), before is None)
