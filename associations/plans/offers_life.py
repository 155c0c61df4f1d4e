"""What the life of items offers to the rooms above: tasks, panels of meetings and events, files that confirm marks."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from associations.models import LEADING_OFFICES, Association
from associations.plans.life import LOOKS, PRESSING, ItemLife, State, life_of_lines
from associations.plans.models import ItemDone, ItemLink, LineResponsible, PlanItem, PlanLine
from associations.plans.services.life import line_in_force
from methodservice import registries
from methodservice.lib.numerals import counted
from methodservice.lib.periods import SchoolYear
from methodservice.registries import Panel, Task

GROUP = "План работы"
MOST_NAMED = 5
"""So many items of one person stand in «Мои дела» by name."""
TITLES = {
    State.OVERDUE: "Просрочено в плане",
    State.HELD: "Проведено, но не отмечено в плане",
    State.SOON: "Скоро срок в плане",
}
ITEMS = ("пункт", "пункта", "пунктов")


def items_due(user, day):
    """Leaders: one task for each plan and state; those named in a line: their items, the most urgent first.

    5 queries, 1 where nothing is planned, none without a person.
    """
    if not user.teacher_id:
        return
    led = Association.objects.with_term_of(user, LEADING_OFFICES).active()
    named = LineResponsible.objects.filter(line=OuterRef("pk"), teacher_id=user.teacher_id)
    year = SchoolYear.containing(day)
    lines = PlanLine.objects.in_force().filter(edition__plan__school_year=year.first)
    lines = lines.filter(edition__plan__association__in=Association.objects.visible_to(user).active())
    lines = lines.annotate(
        is_led=Exists(led.filter(pk=OuterRef("edition__plan__association"))), is_mine=Exists(named)
    )
    rows = list(
        lines.filter(Q(is_led=True) | Q(is_mine=True))
        .select_related("edition__plan__association__municipality", "edition__plan__association__school")
        .order_by("edition__plan", "position")
    )
    if not rows:
        return
    lives = life_of_lines(PlanLine.objects.filter(pk__in=[line.pk for line in rows]), day)
    yield from _of_plans([line for line in rows if line.is_led], lives)
    yield from _of_person([line for line in rows if not line.is_led], lives)


def _of_plans(rows: list[PlanLine], lives: dict[int, ItemLife]):
    pressing = defaultdict(list)
    for line in rows:
        if (life := lives[line.item_id]).state in PRESSING:
            pressing[line.edition.plan, life.state].append((life, line))
    for (plan, state), found in pressing.items():
        title = f"{TITLES[state]}: {counted(len(found), *ITEMS)}"
        url = found[0][1].item_url if len(found) == 1 else plan.get_absolute_url()
        due = min((life.due for life, _ in found if life.due), default=None)
        yield Task(GROUP, title, url, due, plan.association.title)


def _of_person(rows: list[PlanLine], lives: dict[int, ItemLife]):
    pressing = [line for line in rows if lives[line.item_id].state in PRESSING]
    order = {state: place for place, state in enumerate(PRESSING)}
    pressing.sort(key=lambda line: (order[lives[line.item_id].state], line.pk))
    for line in pressing[:MOST_NAMED]:
        life = lives[line.item_id]
        detail = f"{line.edition.plan.association.title}, {LOOKS[life.state][1].lower()}"
        yield Task(GROUP, line.action[:150], line.item_url, life.due, detail)


def panel_of_target(record, user, day):
    """The item of a plan that a meeting or an event stands for. 5 queries, 1 without one."""
    name = record._meta.model_name
    rows = ItemLink.objects.visible_to(user).filter(**{name: record})
    link = rows.select_related("item__plan__association").first()
    if link is None or (line := line_in_force(link.item)) is None:
        return
    held = record.state in getattr(record, "TOOK_PLACE", ("held",))
    done = ItemDone.objects.filter(item=link.item).first()
    may_mark = held and not done and PlanItem.objects.marked_by(user).filter(pk=link.item_id).exists()
    context = {
        "item": link.item,
        "line": line,
        "done": done,
        "may_mark": may_mark,
        "day": getattr(record, "starts", None) or record.date,
    }
    yield Panel("plans/life/_of_target.html", context, order=40)


def evidence_of_items(user):
    """Files that confirm a mark: whoever sees the item."""
    return Q(plan_marks__item__in=PlanItem.objects.visible_to(user))


def register():
    """Called once when the app is ready."""
    registries.task_providers.append(items_due)
    registries.file_scopes.append(evidence_of_items)
    for label in ("associations.meeting", "events.event"):
        registries.record_panels.setdefault(label, []).append(panel_of_target)
