"""Сводный план: on the screen, as a table file, on paper."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.calendars.consolidated import (
    ARRANGEMENTS,
    Group,
    Progress,
    Row,
    grouped,
    in_month,
    lines_in_force,
    outside_rows,
    plan_rows,
    without_plan,
)
from associations.calendars.entries import Circle
from associations.calendars.forms.consolidated import ConsolidatedForm
from associations.calendars.printed import TEMPLATE, consolidated_snapshot
from methodservice.directory.audit import Verb, record
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.printing import printed_response
from methodservice.lib.lists import page_of
from methodservice.lib.periods import SchoolYear

PER_PAGE = 100
MOST_PRINTED = 2000
"""Rows on paper: a quarter of a thousand pages, which a job lays out in a quarter of a minute and 600 MB."""


def _form(request) -> ConsolidatedForm:
    return ConsolidatedForm(
        request.GET, user=request.user, current=SchoolYear.containing(timezone.localdate())
    )


def _rows(user, form: ConsolidatedForm) -> list[Row]:
    """Rows that the form lets through, in the order of associations and plans. 8 queries; 10 with those in no plan."""
    year = form.school_year
    lines = lines_in_force(user, year)
    for name, path in (
        ("association", "edition__plan__association"),
        ("level", "edition__plan__association__level"),
        ("direction", "direction"),
        ("kind", "kind"),
    ):
        if value := form.chosen(name):
            lines = lines.filter(**{path: value})
    if month := form.chosen_month:
        lines = lines.filter(in_month(month))
    rows = plan_rows(lines, timezone.localdate())
    if form.chosen("outside") and not (form.chosen("direction") or form.chosen("kind")):
        rows += outside_rows(user, year, Circle(form.chosen("association")), form.chosen("level"))
    return [row for row in rows if not row.is_done] if form.chosen("undone") else rows


def _groups(rows: list[Row], form: ConsolidatedForm) -> list[Group]:
    month = form.chosen("month")
    return grouped(rows, form.arrangement.key, None if month is None else {month})


def _shown_progress(groups: list[Group]) -> Progress:
    """Of the rows that are shown, each counted once."""
    return Progress.of({row.key: row for group in groups for row in group.rows}.values())


def _columns(form: ConsolidatedForm) -> list:
    return [
        (form.arrangement.column, lambda placed: placed[0].title),
        ("Что делаем", lambda placed: placed[1].title),
        ("Объединение", lambda placed: placed[1].association),
        ("Срок", lambda placed: placed[1].deadline),
        ("Ответственный", lambda placed: placed[1].responsible),
        ("Направление", lambda placed: placed[1].direction),
        ("Вид деятельности", lambda placed: placed[1].kind),
        ("Ожидаемый результат", lambda placed: placed[1].expected),
        ("Состояние", lambda placed: placed[1].state[1]),
    ]


@require_GET
def consolidated(request):
    """The sum of the approved plans of a school year. 13 queries beside the user's rights: choices of the form (4),
    lines (8), associations without a plan; 15 with what is in no plan."""
    form = _form(request)
    groups = _groups(_rows(request.user, form), form)
    placed = [(group, row) for group in groups for row in group.rows]
    name = f"Сводный план {form.school_year.first}-{form.school_year.first + 1}"
    if download := export_if_asked(request, placed, _columns(form), name, by=request.user):
        return download
    page = page_of(placed, request.GET.get("page"), PER_PAGE)
    missing = list(without_plan(request.user, form.school_year))
    context = {
        "form": form,
        "year": form.school_year,
        "arrangement": form.arrangement,
        "arrangements": ARRANGEMENTS.values(),
        "page": page,
        "groups": [
            (group, [row for _, row in rows]) for group, rows in groupby(page, key=lambda each: each[0])
        ],
        "progress": _shown_progress(groups),
        "missing": missing,
        "is_filtered": any(request.GET.get(field) for field in form.fields if field not in ("by", "year")),
    }
    return render(request, "calendars/consolidated.html", context)


@require_GET
def consolidated_file(request, fmt):
    """What the page shows, all its pages, as PDF or DOCX: the same address with the same filters. Too much for paper
    leads back with a word."""
    form = _form(request)
    groups = _groups(_rows(request.user, form), form)
    if (number := sum(len(group.rows) for group in groups)) > MOST_PRINTED:
        messages.warning(
            request, f"Для печати строк слишком много: {number}. Отберите месяц или объединение."
        )
        return redirect(f"{reverse('calendars:consolidated')}?{request.GET.urlencode()}")
    snapshot = consolidated_snapshot(
        municipality=request.user.municipality,
        year=form.school_year,
        by=form.arrangement.key,
        groups=groups,
        progress=_shown_progress(groups),
        narrowed=form.in_words(),
        missing=[association.title for association in without_plan(request.user, form.school_year)],
        day=timezone.localdate(),
    )
    name = f"Сводный план {form.school_year.first}-{form.school_year.first + 1}"
    response = printed_response(request, TEMPLATE, snapshot, name=name, fmt=fmt)
    record(Verb.EXPORTED, by=request.user, note=f"{name}: {fmt.upper()}")
    return response
