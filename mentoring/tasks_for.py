"""«Мои дела» and the home page: check-ups, ends of terms, what pairs in preparation lack, coverage."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from mentoring.covering import coverage_of, young_people
from mentoring.models import Pair
from mentoring.needs import NEEDS, checkups_to_hold, pairs_to_begin, pairs_to_end
from mentoring.views.common import may_oversee
from mentoring.workflow import STATE_KINDS
from methodservice.registries import Panel, Task

GROUP = "Наставничество"
MOST_NAMED = 7
"""So many tasks of one sort stand by name; the rest is a line."""


def _keeps(user) -> bool:
    return user.access.is_methodist or user.access.is_coordinator


def _some(tasks: list[Task], need: str, number: int):
    """The first of them by name, the rest as one line. number: of pairs behind the tasks."""
    yield from tasks[:MOST_NAMED]
    others = len(tasks) - MOST_NAMED
    if others > 0:
        address = f"{reverse('mentoring:pairs')}?need={need}"
        yield Task(GROUP, f"{NEEDS[need].told}: {number}", address, stands_for=others)


def checkups_due(user, day: date):
    """Check-ups that are due in two weeks or late. 1 query, none for those who keep nothing."""
    if not (user.access.is_methodist or user.access.school_ids or user.teacher_id):
        return
    rows = (
        checkups_to_hold(user, day)
        .select_related("pair__mentor", "pair__mentee", "pair__outsider")
        .order_by("due", "pk")
    )
    tasks = [
        Task(
            GROUP, f"Провести замер адаптации: {row.pair.mentee_person.short_name}",
            reverse("mentoring:checkup", args=[row.pk]), row.due, row.title.lower(),
        )
        for row in rows
    ]  # fmt: skip
    yield from _some(tasks, "checkup", len({row.pair_id for row in rows}))


def pairs_ending(user, day: date):
    """Keepers: pairs whose term ends in two weeks or is over. 1 query, none for others."""
    if not _keeps(user):
        return
    rows = pairs_to_end(user, day).with_names()
    tasks = [
        Task(GROUP, f"Завершить пару: {pair}", pair.get_absolute_url(), pair.ends)
        for pair in rows.order_by("ends", "pk")
    ]
    yield from _some(tasks, "end", len(tasks))


def pairs_in_preparation(user, day: date):
    """Keepers: pairs in preparation, with what they lack. 1 query, none for others."""
    if not _keeps(user):
        return
    tasks = []
    for pair in pairs_to_begin(user, day).for_register().order_by("starts", "pk"):
        if pair.consents_given < 2:
            words = "Получить согласия"
        elif not pair.order_words:
            words = "Подготовить приказ"
        else:
            words = "Начать работу пары"
        tasks.append(Task(GROUP, f"{words}: {pair}", pair.get_absolute_url(), pair.starts))
    yield from _some(tasks, "begin", len(tasks))


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
    ).with_names()
    pairs = [(pair, STATE_KINDS[pair.state]) for pair in rows.order_by("-starts", "pk")]
    if pairs:
        yield Panel("mentoring/_own_panel.html", {"pairs": pairs}, order=60)


TASKS = (checkups_due, pairs_ending, pairs_in_preparation)
PANELS = (coverage_panel, own_pairs_panel)
