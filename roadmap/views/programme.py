"""The page of a programme: its edition by section, by month, by who answers, along time, as a document."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from methodservice.lib.lists import page_of
from roadmap.content import content_of
from roadmap.grouping import (
    FILTERS,
    PartyGroup,
    SectionGroup,
    by_party,
    by_section,
    choices_of,
    in_month,
    months_of,
    narrowed,
    spoken,
    work_of,
)
from roadmap.indicator_tables import has_indicators
from roadmap.labels import labels_of
from roadmap.linked import linked_sets
from roadmap.page import ProgrammePage, Row, read_programme, state_of
from roadmap.parties import known_to
from roadmap.timeline import draw, legend
from roadmap.views.common import asked_edition, fetch_programme, programme_crumbs
from roadmap.views.indicators import form_of

ROWS_PER_PAGE, TRACKS_PER_PAGE = 100, 50
SHOWN = 50
"""Overdue and ongoing rows of a month; the others are counted."""


def _sections(request, page: ProgrammePage) -> dict:
    """Tables with their sections; ?state=, ?section= narrow them. Long ones go on pages."""
    groups = by_section(page)
    choice = request.GET.get("state", "")
    asked = request.GET.get("section", "")
    shown = [group for group in groups if asked in ("", group.key)]
    entries = _entries(shown, page, choice)
    paged = page_of(entries, request.GET.get("page"), ROWS_PER_PAGE)
    return {
        "choices": choices_of(page.rows, page.today),
        "choice": choice if choice in FILTERS else "",
        "section": asked,
        "contents": groups if asked or paged.paginator.num_pages > 1 else (),
        "paged": paged,
        "tables": _tables(paged),
        "labels": {} if page.shows_life else _labels(page),
    }


def _entries(groups: list[SectionGroup], page: ProgrammePage, choice: str) -> list:
    """(section's group, row): one of them (group, None) for a section without rows, which a choice leaves out."""
    found = []
    for group in groups:
        rows = narrowed(group.rows, choice, page.today)
        if not rows and choice not in FILTERS:
            found.append((group, None))
        found += [(group, row) for row in rows]
    return found


def _tables(entries: Page) -> list:
    """[(part, [(group, rows)])] of a page's entries."""
    return [
        (
            part,
            [
                (group, [row for _, row in rows if row])
                for group, rows in groupby(of_part, key=lambda entry: entry[0])
            ],
        )
        for part, of_part in groupby(entries, key=lambda entry: entry[0].part)
    ]


def _labels(page: ProgrammePage) -> dict[str, str]:
    return labels_of(page.programme.municipality, {key for row in page.rows for key in row.parties})


def _grouped(page: ProgrammePage, things, row_of: Callable[[object], Row]) -> list[PartyGroup]:
    things = list(things)
    words = spoken(
        {row_of(thing).line.pk: row_of(thing) for thing in things}.values(),
        known_to(page.programme.municipality),
    )
    return by_party(things, row_of, labels=_labels(page), words=words)


def _months(request, page: ProgrammePage) -> dict:
    """?month=2026-03: who owes what."""
    edition = page.edition
    month, before, after = months_of(edition.first, edition.last, request.GET.get("month", ""), page.today)
    work = in_month(page.rows, month)
    return {
        "month": month,
        "previous": before,
        "following": after,
        "is_current": page.today in month,
        "groups": _grouped(page, work.due, lambda due: due.row),
        "overdue": work.overdue[:SHOWN],
        "overdue_rest": max(len(work.overdue) - SHOWN, 0),
        "ongoing": work.ongoing[:SHOWN],
        "ongoing_rest": max(len(work.ongoing) - SHOWN, 0),
        "due_count": len(work.due),
        "unscheduled": len(narrowed(page.rows, "unscheduled", page.today)),
    }


def _responsible(request, page: ProgrammePage) -> dict:
    """Parties with their figures; ?party= opens one."""
    groups = _grouped(page, page.rows, lambda row: row)
    asked = request.GET.get("party", "")
    chosen = next((group for group in groups if group.key == asked), None)
    works = [work_of(group, page.today) for group in groups]
    paged = page_of(chosen.things, request.GET.get("page"), ROWS_PER_PAGE) if chosen else None
    return {
        "chosen": next((work for work in works if work.group is chosen), None),
        "paged": paged,
        "named": [work for work in works if work.group.is_named],
        "spoken": [work for work in works if not work.group.is_named],
    }


def _timeline(request, page: ProgrammePage) -> dict:
    """Drawings by section; ?year= shows one year of several."""
    first, last = page.edition.first, page.edition.last
    years = range(first.year, last.year + 1) if first.year != last.year else ()
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else None
    if year:
        first = max(first, first.replace(year=year, month=1, day=1))
        last = min(last, last.replace(year=year, month=12, day=31))
    entries = [(group, row) for group in by_section(page) for row in group.rows]
    paged = page_of(entries, request.GET.get("page"), TRACKS_PER_PAGE)
    drawings = [
        draw(
            [row for _, row in rows],
            first,
            last,
            today=page.today,
            key=str(place),
            title=group.title,
        )
        for place, (group, rows) in enumerate(groupby(paged, key=lambda entry: entry[0]))
    ]
    return {
        "years": years,
        "year": year,
        "paged": paged,
        "drawings": drawings,
        "legend": legend(drawings),
    }


def _document(request, page: ProgrammePage) -> dict:
    """Everything the edition says, as printed."""
    return {"blocks": content_of(page.edition).printed()}


def _editions(request, page: ProgrammePage) -> dict:
    return {"editions": [(each, *state_of(each)) for each in page.editions]}


def _indicators(request, page: ProgrammePage) -> dict:
    """Sets of monitoring that belong to the programme; methodists link them."""
    keeps = request.user.access.is_methodist
    return {
        "linked": linked_sets(page.programme, request.user),
        "may_begin": keeps and has_indicators(page.edition.parts.all()),
        "form": form_of(page.programme, request.user) if keeps else None,
    }


def _sees_indicators(user) -> bool:
    return user.access.is_district_staff or user.access.is_coordinator


@dataclass(frozen=True)
class View:
    """A way to look at a programme. template: of its part of the page; may_open: who looks at it so."""

    title: str
    template: str
    context: Callable[[object, ProgrammePage], dict]
    may_open: Callable[[object], bool] = lambda user: True


VIEWS = {
    "sections": View("По разделам", "roadmap/programme/sections.html", _sections),
    "months": View("По месяцам", "roadmap/programme/months.html", _months),
    "responsible": View("По ответственным", "roadmap/programme/responsible.html", _responsible),
    "timeline": View("Шкала времени", "roadmap/programme/timeline.html", _timeline),
    "document": View("Документ", "roadmap/programme/document.html", _document),
    "indicators": View(
        "Показатели", "roadmap/programme/indicators.html", _indicators, may_open=_sees_indicators
    ),
    "editions": View("Редакции", "roadmap/programme/editions.html", _editions),
}
USUAL = "sections"


@require_GET
def programme(request, pk):
    """The edition in force, or the newest; ?edition=2 shows another, ?view=months another way to look at it.

    8 queries beside the user's rights for an edition in force, 6 for another. Beside them «По месяцам» and «По
    ответственным» cost what `labels_of` and `known_to` do, a draft by sections what `labels_of` does, the document 4,
    indicators those of `linked_sets` and 2.
    """
    found = fetch_programme(request.user, pk)
    number = asked_edition(request)
    page = read_programme(found, request.user, today=timezone.localdate(), number=number)
    if page is None:
        raise Http404
    key = request.GET.get("view", USUAL)
    views = {name: view for name, view in VIEWS.items() if view.may_open(request.user)}
    key = key if key in views else USUAL
    view = views[key]
    kept = {"edition": number} if number is not None else {}
    context = {
        "page": page,
        "programme": found,
        "edition": page.edition,
        "state": page.state,
        "view": key,
        "tabs": [
            (each.title, f"?{urlencode({'view': name} | kept)}", name == key) for name, each in views.items()
        ],
        "title": page.edition.title,
        "crumbs": programme_crumbs(found, inside=False),
    }
    return render(request, view.template, context | view.context(request, page))
