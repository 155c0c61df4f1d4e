"""What the pages of a plan show: the edition that the person may see, its lines with what they mean."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from associations.models import Association
from associations.plans.life import ItemLife, life_of
from associations.plans.lines import meaning
from associations.plans.models import AnnualPlan, PlanEdition, PlanLine
from associations.plans.register import start_url
from associations.plans.workflow import STATE_KINDS
from methodservice.directory.templatetags.ui import ru_date
from methodservice.lib.deadlines import Deadline, Kind
from methodservice.lib.difference import Difference, LineWords, compare
from methodservice.lib.numerals import counted

State = PlanEdition.State


@dataclass(frozen=True)
class Row:
    """A line as the page shows it.

    when: what the deadline means, in few words; doubt: why to check it; life: what became of the item, None unless the
    edition is in force.
    """

    line: PlanLine
    when: str
    doubt: str
    life: ItemLife | None = None


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PlanPage:
    """edition: the one shown, None while there is nothing to see for this person; editions: all that may be seen."""

    plan: AnnualPlan
    edition: PlanEdition | None
    editions: tuple[PlanEdition, ...]
    sections: tuple[Section, ...]
    may_lead: bool
    may_approve: bool
    may_keep_template: bool

    @property
    def pending(self) -> PlanEdition | None:
        return next((each for each in self.editions if each.state in PlanEdition.PENDING), None)

    @property
    def in_force(self) -> PlanEdition | None:
        return next((each for each in self.editions if each.state == State.APPROVED), None)

    @property
    def may_edit(self) -> bool:
        """The words of the edition shown may be changed by this person."""
        return self.may_lead and self.edition is not None and self.edition.state in PlanEdition.OPEN

    @property
    def start_url(self) -> str:
        """Where lines come from last year's plan, a template or a file."""
        return start_url(self.plan.association, self.plan.year)

    @property
    def shows_life(self) -> bool:
        return self.edition is not None and self.edition.state == State.APPROVED

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    @property
    def remarks(self) -> list[PlanLine]:
        """Lines returned with a remark."""
        is_open = self.edition is not None and self.edition.state in PlanEdition.PENDING
        return [row.line for row in self.rows if is_open and row.line.remark]

    @property
    def state(self) -> tuple[str, str]:
        """(kind, word) for the badge."""
        return state_of(self.edition) if self.edition else ("draft", "Ещё не утверждён")


def state_of(edition: PlanEdition) -> tuple[str, str]:
    """«Утверждён», «Утверждён, редакция 2», «Черновик редакции 2» with the look of the state."""
    word = edition.get_state_display()
    if edition.number > 1:
        word = f"{word}, редакция {edition.number}"
    return STATE_KINDS[State(edition.state)], word


def read_plan(plan: AnnualPlan, user, *, today: date, number: int | None = None) -> PlanPage:
    """The page of a plan for the person: the edition of the number, or the pending one, or the one in force.

    4 queries: two rights, editions, lines; 4 more for what became of the items of an edition in force. An edition that
    the person may not see is not there.
    """
    may_lead = Association.objects.led_by(user).filter(pk=plan.association_id).exists()
    may_approve = Association.objects.approved_by(user).filter(pk=plan.association_id).exists()
    sees_all = may_lead or may_approve or user.access.is_district_staff
    editions = [
        each
        for each in plan.editions.select_related("submitted_by", "approved_by").order_by("-number")
        if sees_all or each.state in PlanEdition.KEPT
    ]
    for each in editions:
        each.plan = plan
    asked = [each for each in editions if each.number == number]
    usual = [each for each in editions if each.state != State.SUPERSEDED]
    edition = next(iter([*asked, *usual]), None)
    return PlanPage(
        plan=plan,
        edition=edition,
        editions=tuple(editions),
        sections=read_sections(edition, today) if edition else (),
        may_lead=may_lead,
        may_approve=may_approve,
        may_keep_template=user.access.is_methodist and bool(editions),
    )


def read_sections(edition: PlanEdition, today: date) -> tuple[Section, ...]:
    """Lines by section. 1 query; 4 more for an edition in force."""
    lines = edition.lines.select_related("direction", "kind").order_by("position", "pk")
    lives = life_of(edition.plan, today) if edition.state == State.APPROVED else {}
    return tuple(
        Section(title, tuple(_row(line, edition, today, lives.get(line.item_id)) for line in rows))
        for title, rows in groupby(lines, key=lambda line: line.get_section_display())
    )


def _row(line: PlanLine, edition: PlanEdition, today: date, life: ItemLife | None) -> Row:
    deadline = meaning(line.deadline, edition.plan.year)
    if deadline is None:
        return Row(line, "", "Срок не указан.", life)
    if deadline.kind == Kind.UNRECOGNISED:
        return Row(line, "", deadline.explanation, life)
    when = short_meaning(deadline, today)
    return Row(line, when if when != line.deadline.lower() else "", deadline.review, life)


def short_meaning(deadline: Deadline, today: date, whole: str = "весь учебный год") -> str:
    """«до 31 октября 2026», «4 срока, ближайший до 31 октября 2026», «по графику»; whole: for the whole period."""
    if deadline.kind == Kind.CONTINUOUS:
        return whole
    if not deadline.occurrences:
        return deadline.kind.label
    due = deadline.next_due(today) or deadline.occurrences[-1]
    until = f"до {ru_date(due.end)}"
    number = len(deadline.occurrences)
    if number == 1:
        return until
    which = "ближайший" if due.end >= today else "последний"
    return f"{counted(number, 'срок', 'срока', 'сроков')}, {which} {until}"


def difference_of(edition: PlanEdition) -> Difference | None:
    """What the edition changes against the one before it; None for the first one. 3 queries."""
    before = edition.plan.editions.filter(number__lt=edition.number).order_by("-number").first()
    if before is None:
        return None
    return compare(
        _line_words(before),
        _line_words(edition),
        words_before=_plan_words(before),
        words_after=_plan_words(edition),
    )


def _plan_words(edition: PlanEdition) -> dict[str, str]:
    return {"Методическая тема": edition.theme, "Цель": edition.goals, "Задачи": edition.tasks}


def _line_words(edition: PlanEdition) -> list[LineWords]:
    lines = edition.lines.select_related("direction", "kind").order_by("position", "pk")
    return [
        LineWords(
            item=line.item_id,
            number=line.position,
            title=line.action,
            words={
                "Раздел": line.get_section_display(),
                "Что делаем": line.action,
                "Направление": str(line.direction or ""),
                "Вид деятельности": str(line.kind or ""),
                "Срок": line.deadline,
                "Ответственный": line.responsible,
                "Ожидаемый результат": line.expected,
            },
        )
        for line in lines
    ]
