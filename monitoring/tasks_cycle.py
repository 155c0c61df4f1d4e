"""«Мои дела» and the panel of the management cycle: recommendations, answers, threads to go on with."""

from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from methodservice.registries import Panel, Task
from monitoring.models import Campaign, Cycle, Recommendation
from monitoring.services.cycle.starting import missed_lately

GROUP = "Мониторинг: рекомендации и меры"
OPEN = (Recommendation.State.SENT, Recommendation.State.ACKNOWLEDGED)
MOST = 200
"""Characters of a detail."""


def recommendations_to_answer(user, day: date):
    """Coordinators: recommendations to their organisations to acknowledge, then to answer. 1 query, none for others."""
    if not user.access.is_coordinator:
        return
    rows = Recommendation.objects.filter(
        school__in=user.access.school_ids, cycle__municipality=user.municipality_id, state__in=OPEN
    ).exclude(cycle__state=Cycle.State.CLOSED)
    for row in rows.order_by("due", "pk"):
        is_new = row.state == Recommendation.State.SENT
        title = "Принять рекомендацию к исполнению" if is_new else "Ответить на рекомендацию"
        if row.remark:
            title = "Дополнить ответ на рекомендацию"
        yield Task(GROUP, title, row.get_absolute_url(), row.due, (row.remark or row.text)[:MOST])


def answers_to_look_at(user, day: date):
    """Methodists: answers of organisations, and recommendations that are overdue. 1 query, none for others."""
    if not user.access.is_methodist:
        return
    rows = Recommendation.objects.filter(
        cycle__municipality=user.municipality_id,
        state__in=(*OPEN, Recommendation.State.ANSWERED),
    ).exclude(cycle__state=Cycle.State.CLOSED)
    for row in rows.select_related("school", "cycle").order_by("due", "pk"):
        who = row.school.short_name if row.school else "методическая служба"
        if row.state == Recommendation.State.ANSWERED:
            yield Task(GROUP, f"Посмотреть ответ: {who}", row.get_absolute_url(), None, row.answer[:MOST])
        elif row.due < day:
            yield Task(
                GROUP, f"Нет ответа на рекомендацию: {who}", row.get_absolute_url(), row.due, row.text[:MOST]
            )


def threads_to_judge(user, day: date):
    """Methodists: threads whose next campaign is closed, or that wait for their conclusion; targets that nobody
    follows. 2 queries, none for others."""
    if not user.access.is_methodist:
        return
    rows = Cycle.objects.filter(
        municipality=user.municipality_id, state__in=(Cycle.State.MEASURES, Cycle.State.EFFECT)
    ).annotate(is_judgeable=Exists(_closed_after()))
    for cycle in rows.filter(is_judgeable=True).order_by("made_at", "pk"):
        compared = cycle.state == Cycle.State.EFFECT
        title = "Сделать вывод о результативности мер" if compared else "Сравнить с новыми итогами"
        yield Task(GROUP, title, cycle.get_absolute_url(), detail=cycle.title[:MOST])
    missed = missed_lately(user.municipality_id).count()
    if missed:
        address = reverse("monitoring:cycle_add")
        yield Task(GROUP, f"Начать цикл: недостигнутых целей — {missed}", address)


def _closed_after():
    """Later closed campaigns of the same set, for the outer cycle."""
    return Campaign.objects.filter(
        municipality=OuterRef("municipality"),
        set=OuterRef("campaign__set"),
        starts__gt=OuterRef("campaign__starts"),
        state=Campaign.State.CLOSED,
    )


def cycle_panel(user, day: date):
    """The department head: threads by stage, overdue recommendations. 2 queries, none for others and while there are no
    threads 1."""
    if not user.access.is_department_head:
        return
    rows = Cycle.objects.filter(municipality=user.municipality_id).order_by("state").values_list("state")
    numbers = dict(rows.annotate(number=Count("pk")))
    if not numbers:
        return
    overdue = Recommendation.objects.filter(
        cycle__municipality=user.municipality_id, state__in=OPEN, due__lt=day
    ).exclude(cycle__state=Cycle.State.CLOSED)
    context = {
        "stages": [(state, state.label, numbers[state]) for state in Cycle.State if numbers.get(state)],
        "overdue": overdue.count(),
        "url": reverse("monitoring:cycles"),
        "overdue_url": f"{reverse('monitoring:recommendations')}?state=overdue",
    }
    yield Panel("monitoring/cycle/_panel.html", context, order=46)


TASKS = (recommendations_to_answer, answers_to_look_at, threads_to_judge)
PANELS = (cycle_panel,)
