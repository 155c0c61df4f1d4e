"""«Мои дела», the home page and the card of an association: what waits in plans.

Every provider costs the same for one row and for thirty; without a person (or the role) it costs nothing.
"""

from django.urls import reverse
from django.utils import timezone

from associations.cadence import rules_of
from associations.models import LEADING_OFFICES, Association
from associations.plans.life import life_of
from associations.plans.models import AnnualPlan, PlanEdition
from associations.plans.page import state_of
from associations.plans.register import NO_PLAN, counts_of, due_day, register_rows, start_url
from associations.plans.years import planning_year
from methodservice.lib.numerals import counted
from methodservice.lib.periods import SchoolYear
from methodservice.registries import Panel, Task

WRITING, APPROVING = "План работы", "Планы на утверждении"
State = PlanEdition.State


def plans_to_write(user, day):
    """Leaders: a plan of the year that is missing, not handed in, returned. 3 queries, 1 for those who lead nothing."""
    if not user.teacher_id:
        return
    led = {row.pk: row for row in _led(user).select_related("municipality", "school")}
    if not led:
        return
    year = planning_year(day)
    due = due_day(rules_of(user.municipality_id), year)
    editions = PlanEdition.objects.filter(plan__association__in=led, plan__school_year=year.first)
    open_ones = {}
    planned = set()
    for edition in editions.select_related("plan").order_by("number"):
        planned.add(edition.plan.association_id)
        if edition.state in PlanEdition.OPEN:
            open_ones[edition.plan.association_id] = edition
    for pk, association in led.items():
        if edition := open_ones.get(pk):
            yield _to_finish(edition, association, due)
        elif pk not in planned:
            yield Task(
                WRITING, f"Составить план на {year}", start_url(association, year), due, association.title
            )


def _led(user):
    return Association.objects.with_term_of(user, LEADING_OFFICES).active()


def _to_finish(edition: PlanEdition, association: Association, due) -> Task:
    if edition.state == State.RETURNED:
        title = "Исправить план по замечаниям"
    elif edition.number > 1:
        title = f"Представить редакцию {edition.number} плана"
    else:
        title = f"Представить план на {edition.plan.year}"
    url = edition.plan.get_absolute_url()
    return Task(WRITING, title, url, due if edition.number == 1 else None, association.title)


def plans_to_approve(user, day):
    """Approvers: plans handed in. 1 query; none for those who approve nothing by their role and hold no office."""
    access = user.access
    if not (access.is_methodist or access.is_coordinator or user.teacher_id):
        return
    rows = PlanEdition.objects.filter(
        state=State.SUBMITTED, plan__association__in=Association.objects.approved_by(user)
    ).select_related("plan__association__municipality", "plan__association__school")
    for edition in rows.order_by("submitted_at", "pk"):
        plan = edition.plan
        yield Task(
            APPROVING,
            plan.association.title,
            reverse("plans:review", args=[plan.pk]),
            detail=f"на {plan.year}, представлен {timezone.localtime(edition.submitted_at):%d.%m.%Y}",
        )


def plans_panel(user, day):
    """Methodists and the department head: how many plans of the year are approved. 1 query, none for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    year = planning_year(day)
    in_force, counts = counts_of(register_rows(user, year))
    total = sum(counts.values())
    if not total:
        return
    url = f"{reverse('plans:list')}?year={year.first}"
    parts = [
        (words, counts.get(state, 0), f"{url}&state={state}")
        for words, state in (
            ("Ждут утверждения", State.SUBMITTED),
            ("Возвращены", State.RETURNED),
            ("Черновики", State.DRAFT),
            ("Нет плана", NO_PLAN),
        )
    ]
    context = {
        "year": year,
        "approved": in_force,
        "revised": in_force - counts.get(State.APPROVED, 0),
        "total": total,
        "parts": [part for part in parts if part[1]],
        "url": url,
    }
    yield Panel("plans/_home_panel.html", context, order=15)


def panel_of_association(association, user, day):
    """Card of an association: this year's plan, its state and how much is done. 1 query; 5 with a plan in force, and 1
    to know whether the person may begin one."""
    year = SchoolYear.containing(day)
    editions = PlanEdition.objects.visible_to(user).filter(plan__association=association)
    found = editions.filter(plan__school_year__gte=year.first).exclude(state=State.SUPERSEDED)
    years: dict[int, list[PlanEdition]] = {}
    for edition in found.select_related("plan").order_by("plan__school_year", "number"):
        edition.plan.association = association
        years.setdefault(edition.plan.school_year, []).append(edition)
    plans = [_summary(rows, day) for rows in years.values()]
    planned = planning_year(day)
    may_start = (
        planned.first not in years
        and association.closed_on is None
        and Association.objects.led_by(user).filter(pk=association.pk).exists()
        and not AnnualPlan.objects.filter(association=association, school_year=planned.first).exists()
    )
    context = {
        "plans": plans,
        "year": planned,
        "start": start_url(association, planned) if may_start else "",
    }
    yield Panel("plans/_association_panel.html", context, order=10)


def _summary(editions: list[PlanEdition], day) -> dict:
    """editions: those of one plan that the person may see, oldest first."""
    newest = editions[-1]
    in_force = next((each for each in editions if each.state == State.APPROVED), None)
    lives = life_of(newest.plan, day).values() if in_force else ()
    kind, word = state_of(newest)
    done = sum(life.finished for life in lives)
    return {
        "plan": newest.plan,
        "kind": kind,
        "word": word,
        "progress": f"выполнено {done} из {counted(len(lives), 'пункта', 'пунктов', 'пунктов')}"
        if lives
        else "",
        "in_force": in_force if in_force and in_force != newest else None,
    }


TASKS = (plans_to_write, plans_to_approve)
PANELS = (plans_panel,)
