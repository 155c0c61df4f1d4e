"""Tags and filters that every template may use: `{% load ui %}`. Each piece of HTML is in templates/components/."""

import re
from datetime import date, datetime
from functools import cache

from django import template
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from methodservice.lib.numerals import agree, counted
from methodservice.lib.typography import bind

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"
SOON_DAYS = 7
"""A due date nearer than this stands out as «скоро срок»."""

NUMBER = re.compile(r"(№)\s*([^\s,:»]+)")
"""Number of a document with what it is told by."""

STATE_ICONS = {
    "done": "check-circle-fill",
    "soon": "clock-fill",
    "overdue": "exclamation-triangle-fill",
    "draft": "pencil",
    "returned": "arrow-counterclockwise",
    "waiting": "hourglass-split",
    "refused": "slash-circle-fill",
    "plain": "dash-circle",
}
"""Kinds of state; the kind gives icon and tint, the word is always the page's own."""

MESSAGE_LOOKS = {
    "success": "check-circle-fill",
    "info": "info-circle-fill",
    "debug": "info-circle-fill",
    "warning": "exclamation-triangle-fill",
    "error": "x-circle-fill",
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """`{% icon "check-lg" %}`: an icon of static/icons.svg, hidden from screen readers — a word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.inclusion_tag("components/state.html")
def state(kind: str, word: str) -> dict:
    """`{% state "done" "Подписан" %}`: badge of a state. `kind` is a key of STATE_ICONS, anything else raises."""
    return {"kind": kind, "word": word, "icon_name": STATE_ICONS[kind]}


@register.filter
def message_icon(level_tag: str) -> str:
    """Icon of a Django message level."""
    return MESSAGE_LOOKS[level_tag]


def _days_left(value: date) -> int:
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return (value - timezone.localdate()).days


@register.filter
def ru_date(value: date | datetime | None) -> str:
    """«12 октября 2026» with no-break spaces; a moment is taken in the portal's time zone; «—» when there is none."""
    if value is None or value == "":
        return "—"
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, "j E Y").replace(" ", NBSP)


@register.filter
def relative_due(value: date | datetime) -> str:
    """«сегодня», «завтра», «через 3 дня», «просрочено на 5 дней»: a due date as seen today."""
    days = _days_left(value)
    if days == 0:
        return "сегодня"
    if days == 1:
        return "завтра"
    words = counted(abs(days), "день", "дня", "дней")
    return f"через {words}" if days > 0 else f"просрочено на {words}"


@register.inclusion_tag("components/due.html")
def due(value: date | datetime | None, done: bool = False) -> dict:
    """`{% due item.due %}`, `{% due item.due done=item.is_done %}`: the date and, unless done, how near it is."""
    if value is None or done:
        return {"value": value, "kind": "", "words": ""}
    days = _days_left(value)
    kind = "overdue" if days < 0 else "soon" if days <= SOON_DAYS else "plain"
    return {"value": value, "kind": kind, "words": relative_due(value), "icon_name": STATE_ICONS[kind]}


@register.filter
@stringfilter
def bound(text: str) -> str:
    """`{{ school.short_name|bound }}`: «№ 1», «г. Заречный», «II полугодие» are not parted by the end of a line."""
    return bind(text)


@register.filter(needs_autoescape=True)
def whole_numbers(text: str, autoescape: bool = True) -> SafeString:
    """`{{ order.name|whole_numbers }}`: in «Приказ от 01.09.2026 № 120-ОД» a line ends before the number, not in it."""
    text = conditional_escape(text) if autoescape else text
    return mark_safe(  # noqa: S308 — escaped above
        NUMBER.sub(r'<span class="whole">\1&nbsp;\2</span>', text)
    )


@register.filter
def ru_plural(count: int, forms: str) -> str:
    """`{{ n|ru_plural:"человек,человека,человек" }}` → the word that agrees with the number (1, 2, 5)."""
    return agree(count, *forms.split(","))


def _address(context, **changes) -> str:
    """The page's own query string with changes; None drops a key. Always starts with «?»."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context, key: str, title: str, default: str = "", numeric: bool = False) -> dict:
    """`{% sort_header "title" "Название" default="title" %}`: a `<th>` whose link sorts by `?sort=key` / `?sort=-key`.

    `default` is the sort of the page when the address has none; the view reads the same key from `request.GET`.
    """
    current = context["request"].GET.get("sort") or default
    ascending, descending = current == key, current == f"-{key}"
    return {
        "title": title,
        "href": _address(context, sort=f"-{key}" if ascending else key, page=None),
        "aria_sort": "ascending" if ascending else "descending" if descending else "",
        "icon_name": "arrow-up" if ascending else "arrow-down" if descending else "arrow-down-up",
        "numeric": numeric,
    }


@register.inclusion_tag("components/export.html", takes_context=True)
def export_links(context, url: str = "") -> dict:
    """`{% export_links %}`: XLSX and CSV of exactly what the page shows: the same filters and sort, all its pages.

    The address is the page's own (or `url`) with `export=xlsx` or `export=csv` added.
    """
    return {
        "xlsx": url + _address(context, export="xlsx", page=None),
        "csv": url + _address(context, export="csv", page=None),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page) -> dict:
    """`{% pagination page %}`: «1–25 из 240» and links to the pages of a `Paginator` page; filters are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        {
            "label": str(number),
            "href": _address(context, page=number) if isinstance(number, int) else "",
            "is_current": number == page.number,
        }
        for number in numbers
    ]
    return {
        "page": page,
        "links": links,
        "previous": _address(context, page=page.number - 1) if page.has_previous() else "",
        "next": _address(context, page=page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context, form) -> dict:
    """`{% filters filter.form %}`: the GET form above a list. Values stay in the address; the sort is kept.

    `form` is any Django form bound to `request.GET` (django-filter's too). «Сбросить» appears when something is chosen.
    """
    request = context["request"]
    chosen = any(value for key in form.fields for value in request.GET.getlist(form.add_prefix(key)))
    return {
        "form": form,
        "sort": request.GET.get("sort", ""),
        "is_filtered": chosen,
        "reset": request.path,
    }
