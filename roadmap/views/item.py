"""The page of an item, and the page of all items that a person answers for."""

from django.db.models import F, Min, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from methodservice.directory.access import fetch_visible
from methodservice.lib.lists import page_of
from roadmap.item import read_item
from roadmap.life import life_of
from roadmap.mine import keys_of
from roadmap.models import Item, Line
from roadmap.views.common import programme_crumbs

ITEMS = Item.objects.select_related("programme__municipality")


def item_title(line: Line | None) -> str:
    """«Пункт 1.2»; «Пункт» for one without a number."""
    return f"Пункт {line.number}".strip() if line else "Пункт"


def item_crumbs(item: Item, line: Line | None) -> list[tuple[str, str]]:
    """The path to a page under the item's."""
    return [*programme_crumbs(item.programme), (item_title(line), item.get_absolute_url())]


@require_GET
def item(request, pk):
    """What the edition in force says about an item, and its life."""
    found = fetch_visible(ITEMS, request.user, pk=pk)
    page = read_item(found, request.user, timezone.localdate())
    if page is None:
        raise Http404
    context = {
        "item": found,
        "page": page,
        "title": item_title(page.line),
        "crumbs": programme_crumbs(found.programme),
    }
    return render(request, "roadmap/life/item.html", context)


@require_GET
def mine(request):
    """Items in force that the person answers for: what waits first, by days. 5 queries beyond the person's keys."""
    today = timezone.localdate()
    waiting = Q(occurrences__cancelled_on__isnull=True, occurrences__completion__isnull=True)
    rows = Item.objects.visible_to(request.user).given_to(keys_of(request.user, today))
    rows = rows.annotate(due=Min("occurrences__ends", filter=waiting))
    page = page_of(rows.order_by(F("due").asc(nulls_last=True), "pk"), request.GET.get("page"))
    keys = [row.pk for row in page]
    lines = Line.objects.in_force().filter(item__in=keys).select_related("item__programme", "part__edition")
    by_item = {line.item_id: line for line in lines.order_by("-part__position", "-pk")}
    lives = life_of(by_item.values(), today)
    context = {
        "page": page,
        "rows": [(by_item[key], lives[key].verdict) for key in keys],
        "title": "Мои пункты",
        "crumbs": programme_crumbs(None, inside=False),
    }
    return render(request, "roadmap/life/mine.html", context)
