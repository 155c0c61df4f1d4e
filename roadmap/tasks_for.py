"""«Мои дела» and the home page: items that are due, items that need dates, roadmaps with what is overdue."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils.text import Truncator

from methodservice.lib.numerals import counted
from methodservice.registries import Panel, Task
from roadmap.life import NEEDS_DATES, SOON_DAYS
from roadmap.mine import keys_of
from roadmap.models import Completion, Item, Line, Occurrence

GROUP = "Дорожная карта"
MOST_NAMED = 7
"""So many items of one person stand in «Мои дела» by name."""
ITEMS = ("пункт", "пункта", "пунктов")


def programme_url(pk: int) -> str:
    """The page of a programme by its key."""
    return reverse("roadmap:programme", args=[pk])


def items_due(user, day: date) -> Iterable[Task]:
    """Whoever answers for items: those overdue and due in two weeks, the most urgent first; the rest as one line.

    2 queries beyond those of `keys_of`, 1 when nothing is due, none for who answers for nothing.
    """
    keys = keys_of(user, day)
    if not keys or not user.municipality_id:
        return
    due = list(due_items(user, keys, day).values_list("pk", "due"))
    if not due:
        return
    named = dict(due[:MOST_NAMED])
    lines = Line.objects.in_force().filter(item__in=named).select_related("item__programme")
    by_item = {line.item_id: line for line in lines.order_by("-part__position", "-pk")}
    for item, last in named.items():
        line = by_item[item]
        title = Truncator(f"{line.number} {line.action}".strip()).chars(150)
        yield Task(GROUP, title, line.item_url, last, line.item.programme.title)
    if more := len(due) - len(named):
        yield Task(GROUP, f"Ещё {counted(more, *ITEMS)}", reverse("roadmap:mine"), stands_for=more)


def due_items(user, keys: Iterable[str], day: date):
    """Items of the parties with `due`, the first day that waits for a mark within two weeks; the earliest first."""
    soon = Q(
        occurrences__cancelled_on__isnull=True,
        occurrences__completion__isnull=True,
        occurrences__ends__lte=day + timedelta(days=SOON_DAYS),
    )
    mine = Item.objects.filter(programme__municipality=user.municipality_id).given_to(keys)
    return (
        mine.annotate(due=Min("occurrences__ends", filter=soon))
        .filter(due__isnull=False)
        .order_by("due", "pk")
    )


def items_to_schedule(user, day: date) -> Iterable[Task]:
    """Methodists: items of roadmaps in force whose words name no days and that nobody has dated. 1 query."""
    if not user.access.is_methodist or not user.municipality_id:
        return
    times = Occurrence.objects.counted().filter(item=OuterRef("item"))
    facts = Completion.objects.filter(item=OuterRef("item"), done_on__gte=OuterRef("part__edition__first"))
    lines = Line.objects.in_force().filter(~Exists(times), ~Exists(facts), deadline_kind__in=NEEDS_DATES)
    rows = lines.filter(item__programme__municipality=user.municipality_id)
    found = rows.values("item__programme", "item__programme__title").annotate(
        number=Count("item", distinct=True), only=Min("item")
    )
    for row in found.order_by("item__programme"):
        one = row["number"] == 1
        url = reverse("roadmap:item", args=[row["only"]]) if one else programme_url(row["item__programme"])
        title = f"Указать сроки: {counted(row['number'], *ITEMS)}"
        yield Task(GROUP, title, url, detail=row["item__programme__title"])


def overdue_panel(user, day: date) -> Iterable[Panel]:
    """Methodists and the department head: roadmaps in force, the most overdue first. 1 query, none for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    soon = day + timedelta(days=SOON_DAYS)
    kept = Q(cancelled_on__isnull=True)
    waiting = kept & Q(completion__isnull=True)
    rows = Occurrence.objects.counted().filter(item__programme__municipality=user.municipality_id)
    found = rows.values("item__programme", "item__programme__title").annotate(
        total=Count("pk", filter=kept),
        done=Count("completion"),
        overdue=Count("pk", filter=waiting & Q(ends__lt=day)),
        soon=Count("pk", filter=waiting & Q(ends__range=(day, soon))),
    )
    programmes = [
        row | {"title": row["item__programme__title"], "url": programme_url(row["item__programme"])}
        for row in found.order_by("-overdue", "-soon", "item__programme")
    ]
    if programmes:
        yield Panel("roadmap/life/_home_panel.html", {"programmes": programmes}, order=5)


TASKS = (items_due, items_to_schedule)
PANELS = (overdue_panel,)
