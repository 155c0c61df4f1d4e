"""What the portal counts by itself: all figures, one figure by organisation, the records behind a number."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from methodservice import registries
from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import MunicipalityRules, School
from methodservice.lib.lists import page_of
from methodservice.registries import NO_SCHOOL
from monitoring.catalogue import WITHOUT_SCHOOL, by_room, found_by, lines_of, sorted_lines, uses_of
from monitoring.crumbs import room_crumbs
from monitoring.forms.figures import FigureSearchForm, SpanForm
from monitoring.prefill import whole_of
from monitoring.rules.schedule import latest_ended

TITLE = "Данные портала"
ALL = "all"
"""In the address: records of the whole municipality."""
RECORD_COLUMNS = [("Запись", "title"), ("Подробности", "detail"), ("Дата", "day"), ("Адрес", "url")]
LINE_COLUMNS = [("Организация", "title"), ("Число", "number")]


@require_GET
def figures(request):
    """`?q=`. 1 query beside the user's rights: indicators that use the figures."""
    if not request.user.access.is_district_staff:
        raise PermissionDenied
    form = FigureSearchForm(request.GET)
    found = found_by(form.cleaned_data["q"]) if form.is_valid() else []
    uses = uses_of(request.user)
    columns = [
        ("Раздел", "room"),
        ("Что считается", "title"),
        ("Единица", "unit"),
        ("Когда", when_words),
        ("Как считается", "words"),
        ("Показатели", lambda figure: "; ".join(map(str, uses.get(figure.key, ())))),
    ]
    if download := export_if_asked(request, found, columns, TITLE, by=request.user):
        return download
    context = {
        "form": form,
        "rooms": [
            (room, [(figure, when_words(figure), uses.get(figure.key, [])) for figure in rows])
            for room, rows in by_room(found)
        ],
    }
    return render(request, "monitoring/figures/list.html", context)


def when_words(figure) -> str:
    """On the cut-off day, or over the days asked for."""
    return "на день сбора" if figure.on_day else "за период"


@require_GET
def figure_records(request, key):
    """`?first&last&cut_off&school`: numbers by organisation, or the records of one (`all`: of the municipality, `0`: of
    what belongs to no organisation).

    Beside the user's rights: 1 query for the rule, 1 or 2 for the place, then those of the figure: its numbers by
    organisation and, for the district, of the whole; or its number and its records.
    """
    access = request.user.access
    figure = registries.figures.get(key)
    if figure is None:
        raise Http404
    if not (access.is_district_staff or (access.is_coordinator and figure.by_school)):
        raise PermissionDenied
    municipality = request.user.municipality
    rules = get_object_or_404(MunicipalityRules, municipality=municipality)
    form = SpanForm(request.GET, figure=figure, due=latest_ended(rules, timezone.localdate()))
    context = {
        "figure": figure,
        "form": form,
        "crumbs": [
            *room_crumbs(),
            *([(TITLE, reverse("monitoring:figures"))] if access.is_district_staff else []),
        ],
    }
    place = _place(request, figure)
    if not form.is_valid():
        return render(request, "monitoring/figures/figure.html", context)
    span = form.span(municipality)
    context |= {"span": span, "days": days_of(figure, span)}
    return _numbers(request, context) if place is None else _records(request, context, *place)


def days_of(figure, span) -> str:
    """The part of an address that keeps the days."""
    names = ("cut_off",) if figure.on_day else ("first", "last", "cut_off")
    return urlencode({name: getattr(span, name).isoformat() for name in names})


def _place(request, figure):
    """(key for `Figure.records`, whose records they are), None for the numbers by organisation; 404 for a foreign one.

    A coordinator of one organisation has no numbers to choose from, nor has a figure of the municipality alone.
    """
    access, asked = request.user.access, request.GET.get("school", "")
    whole = None, request.user.municipality.name
    if access.is_district_staff:
        if asked == ALL or not figure.by_school:
            return whole
        if asked == str(NO_SCHOOL):
            return NO_SCHOOL, WITHOUT_SCHOOL
    elif not asked and len(access.school_ids) == 1:
        (asked,) = access.school_ids
    if not asked:
        return None
    schools = School.objects.visible_to(request.user)
    if not access.is_district_staff:
        schools = schools.filter(pk__in=access.school_ids)
    school = fetch_visible(schools, request.user, pk=asked)
    return school.pk, school.short_name


def _numbers(request, context):
    figure, span, access = context["figure"], context["span"], request.user.access
    numbers = figure.count(span)
    allowed = None if access.is_district_staff else access.school_ids
    lines = sorted_lines(lines_of(numbers, span, allowed), request.GET.get("sort", ""))
    if download := export_if_asked(request, lines, LINE_COLUMNS, figure.title, by=request.user):
        return download
    context |= {"lines": lines, "whole": whole_of(figure, span) if access.is_district_staff else None}
    return render(request, "monitoring/figures/figure.html", context)


def _records(request, context, key, whose):
    figure, span = context["figure"], context["span"]
    records = figure.records(span, request.user, key)
    if download := export_if_asked(
        request, records, RECORD_COLUMNS, f"{figure.title}, {whose}", by=request.user
    ):
        return download
    number = whole_of(figure, span) if key is None else figure.count(span).get(key or None, 0)
    if request.user.access.is_district_staff and figure.by_school:
        back = f"{reverse('monitoring:figure_records', args=[figure.key])}?{context['days']}"
        context["crumbs"] = [*context["crumbs"], (figure.title, back)]
    context |= {
        "whose": whose,
        "number": number,
        "hidden": max(number - len(records), 0),
        "dated": any(record.day for record in records),
        "page": page_of(records, request.GET.get("page")),
    }
    return render(request, "monitoring/figures/records.html", context)
