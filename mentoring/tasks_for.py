"""«Мои дела» and the home page: check-ups, ends of terms, what pairs in preparation lack, coverage."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from mentoring.covering import coverage_of, young_people
from mentoring.models import Checkup, Pair
from mentoring.views.common import may_oversee
from mentoring.workflow import STATE_KINDS, State
from methodservice.registries import Panel, Task

GROUP = "Наставничество"
SOON = timedelta(days=14)
MOST_NAMED = 7
"""So many tasks of one sort stand by name; the rest is a line."""


def _keepers(user, path: str = "") -> Q | None:
    """Pairs that the user keeps from day to day: a coordinator those of the own school, a mentor the own ones; a
    methodist all of them where no coordinator does it. None: nobody's."""
    if user.access.is_methodist:
        return Q(**{f"{path}municipality": user.municipality_id})
    mine = Q(pk__in=[])
    if user.access.school_ids:
        mine |= Q(**{f"{path}mentee__school__in": user.access.school_ids})
    if user.teacher_id:
        mine |= Q(**{f"{path}mentor": user.teacher_id})
    return mine if user.access.school_ids or user.teacher_id else None


def _some(tasks: list[Task], url: str):
    """The first of them by name, the rest as one line."""
    yield from tasks[:MOST_NAMED]
    if len(tasks) > MOST_NAMED:
        yield Task(GROUP, f"Ещё дел по наставничеству: {len(tasks) - MOST_NAMED}", url)


def checkups_due(user, day: date):
    """Check-ups that are due in two weeks or late. 1 query, none for those who keep nothing."""
    mine = _keepers(user, "pair__")
    if mine is None:
        return
    rows = Checkup.objects.filter(
        mine, pair__state=State.ACTIVE, held_on__isnull=True, due__lte=day + SOON
    ).select_related("pair__mentor", "pair__mentee")
    tasks = [
        Task(
            GROUP, f"Провести замер адаптации: {row.pair.mentee.short_name}",
            reverse("mentoring:checkup", args=[row.pk]), row.due, row.title.lower(),
        )
        for row in rows.order_by("due", "pk")
    ]  # fmt: skip
    yield from _some(tasks, f"{reverse('mentoring:pairs')}?state=active")


def pairs_ending(user, day: date):
    """Keepers: pairs whose term ends in two weeks or is over. 1 query, none for others."""
    if not (user.access.is_methodist or user.access.is_coordinator):
        return
    rows = Pair.objects.editable_by(user).active().filter(ends__lte=day + SOON)
    tasks = [
        Task(GROUP, f"Завершить пару: {pair}", pair.get_absolute_url(), pair.ends)
        for pair in rows.select_related("mentor", "mentee").order_by("ends", "pk")
    ]
    yield from _some(tasks, f"{reverse('mentoring:pairs')}?state=active")


def pairs_to_begin(user, day: date):
    """Keepers: pairs in preparation, with what they lack. 1 query, none for others."""
    if not (user.access.is_methodist or user.access.is_coordinator):
        return
    tasks = []
    rows = Pair.objects.editable_by(user).filter(state=State.DRAFT).for_register()
    for pair in rows.order_by("starts", "pk"):
        if pair.consents_given < 2:
            words = "Получить согласия"
        elif not pair.order_words:
            words = "Подготовить приказ"
        else:
            words = "Начать работу пары"
        tasks.append(Task(GROUP, f"{words}: {pair}", pair.get_absolute_url(), pair.starts))
    yield from _some(tasks, f"{reverse('mentoring:pairs')}?state=draft")


def coverage_panel(user, day: date):
    """The staff of the district: how many young teachers have a mentor. 2 queries, none for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    coverage = coverage_of(young_people(user.municipality, day).seen_at_work_by(user))
    if coverage.young:
        yield Panel("mentoring/_coverage_panel.html", {"coverage": coverage}, order=9)


def own_pairs_panel(user, day: date):
    """The two of a pair: their open pairs. 1 query, none without a card or for who oversees."""
    if not user.teacher_id or may_oversee(user):
        return
    rows = Pair.objects.filter(
        Q(mentor=user.teacher_id) | Q(mentee=user.teacher_id), state__in=Pair.OPEN
    ).select_related("mentor", "mentee")
    pairs = [(pair, STATE_KINDS[pair.state]) for pair in rows.order_by("-starts", "pk")]
    if pairs:
        yield Panel("mentoring/_own_panel.html", {"pairs": pairs}, order=60)


TASKS = (checkups_due, pairs_ending, pairs_to_begin)
PANELS = (coverage_panel, own_pairs_panel)
