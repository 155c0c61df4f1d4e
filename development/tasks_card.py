"""«Мои дела»: proposals and told steps that wait for those who keep cards, steps of the own route."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, Q

from development.kinds import KINDS
from development.models import Route, RouteStep
from development.places import card_url
from development.workflow import UNTOLD, State, StepState
from methodservice.directory.models import Teacher
from methodservice.lib.numerals import counted
from methodservice.registries import Task

CARDS = "Карточки педагогов"
OWN = "Мой маршрут"
COMING = timedelta(days=30)
"""So long before its day a step is told to the person."""
PROPOSABLE = [kind.model for kind in KINDS.values() if kind.may_be_proposed]


def _keeps_cards(user) -> bool:
    return user.access.is_methodist or user.access.is_coordinator


def proposals_to_answer(user, day):
    """Who keeps cards: a line for each person who has proposed something. 2 queries, 1 where nothing waits, none for
    others."""
    if not _keeps_cards(user):
        return
    kept = Teacher.objects.editable_by(user)
    parts = [
        model.objects.proposed().filter(teacher__in=kept).order_by().values_list("teacher", flat=True)
        for model in PROPOSABLE
    ]
    numbers = Counter(parts[0].union(*parts[1:], all=True))
    if not numbers:
        return
    for teacher in Teacher.objects.filter(pk__in=numbers).select_related("school"):
        number = counted(numbers[teacher.pk], "запись", "записи", "записей")
        title = f"Принять в карточку {number}: {teacher.short_name}"
        yield Task(CARDS, title, card_url(teacher.pk), detail=teacher.school.short_name)


def steps_to_check(user, day):
    """Who keeps cards: a line for each route with steps that the person has told. 1 query, none for others."""
    if not _keeps_cards(user):
        return
    routes = Route.objects.editable_by(user).filter(state=State.ACTIVE, steps__state=StepState.TOLD)
    routes = routes.annotate(told=Count("steps")).select_related("teacher__school")
    for route in routes.order_by("teacher__surname", "pk"):
        number = counted(route.told, "шаг", "шага", "шагов")
        title = f"Проверить {number} маршрута: {route.teacher.short_name}"
        yield Task(CARDS, title, f"{route.get_absolute_url()}#steps", detail=route.teacher.school.short_name)


def steps_to_take(user, day):
    """The person: steps of the own routes in work that are near, late or returned. 1 query, none without a card."""
    if not user.teacher_id:
        return
    steps = RouteStep.objects.filter(
        route__teacher=user.teacher_id,
        route__state=State.ACTIVE,
        state__in=UNTOLD,
    ).filter(Q(due__lte=day + COMING) | Q(state=StepState.RETURNED))
    for step in steps.select_related("route").order_by("due", "pk"):
        detail = f"возвращено: {step.returned_why}" if step.returned_why else step.route.theme
        yield Task(OWN, step.action, step.route.get_absolute_url(), step.due, detail)


TASKS = (proposals_to_answer, steps_to_check, steps_to_take)
