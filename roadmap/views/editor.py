"""The editor of a draft: its parts, the rows of the chosen one, the places of these rows."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from methodservice.documents.table_rows import with_addresses
from methodservice.lib.lists import page_of
from methodservice.lib.refusals import Refused
from methodservice.lib.whole import whole
from roadmap.editor import ROWS_ON_PAGE, chosen_part, living_of, parts_of, table_of
from roadmap.models import EditionPart
from roadmap.services import lines as services
from roadmap.services import sections
from roadmap.views.common import fetch_draft, programme_crumbs
from roadmap.views.editor_common import (
    NOTHING_OPEN,
    closed,
    editor_url,
    fetch_part,
    line_url,
    section_url,
    told,
)


@require_GET
def edit(request, pk):
    """The draft part by part; ?part= chooses one. 4 queries for words, 6 and those of `living_of` for lines."""
    programme, edition = fetch_draft(request.user, pk)
    if edition is None:
        return told(request, programme.get_absolute_url(), NOTHING_OPEN)
    parts = parts_of(edition)
    part = chosen_part(parts, request.GET.get("part", ""))
    context = {
        "programme": programme,
        "edition": edition,
        "parts": parts,
        "part": part,
        "told": "",
        "title": edition.title,
        "crumbs": programme_crumbs(programme),
    }
    if part:
        part.edition = edition
        context |= _of_part(request, part)
    return render(request, "roadmap/editor/editor.html", context)


def _of_part(request, part: EditionPart) -> dict:
    if part.is_living:
        living = living_of(part, request.GET.get("page"))
        return {"living": living, "told": living.place_of(request.GET.get("moved", ""))}
    if part.kind == EditionPart.TEXT:
        return {}
    table = table_of(part)
    page = page_of(table.rows, request.GET.get("page"), ROWS_ON_PAGE)

    def address(name):
        return lambda place: reverse(f"roadmap:{name}", args=[part.pk, place])

    rows = with_addresses(page.object_list, address("row"), address("row_change"))
    return {"table": table, "page": page, "rows": rows}


@require_POST
def order(request, pk):
    """The place of a line or a section: `up`, `down`, `section_up`, `section_down` with its key; or `move` with the
    line's key and `before` (a line) or `section` (to its end), as dragging sends it."""
    part = fetch_part(request.user, pk)
    if answer := closed(request, part.edition):
        return answer
    try:
        address = _reordered(request.POST, part, request.user)
    except Refused as refusal:
        answer = told(request, editor_url(part), str(refusal))
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer
    return redirect(address)


def _reordered(data, part: EditionPart, by) -> str:
    """The page where the row stands now. Raises Refused when it is gone."""
    for name in ("section_up", "section_down"):
        if name in data:
            section = _row(part.sections, data[name], part)
            section = sections.move_section(section=section, up=name == "section_up", by=by)
            return section_url(section, moved=True)
    for name in ("up", "down"):
        if name in data:
            line = _row(part.lines, data[name], part)
            return line_url(services.move_line(line=line, up=name == "up", by=by), moved=True)
    if "move" not in data:
        raise Http404
    line = _row(part.lines, data["move"], part)
    before, section = (whole(data.get(name, "")) for name in ("before", "section"))
    return line_url(services.place_line(line=line, before=before, section=section, by=by), moved=True)


def _row(rows, text: str, part: EditionPart):
    """A row of the part by its key. Raises Refused when it is gone."""
    found = rows.filter(pk=whole(text)).first()
    if found is None:
        raise Refused(services.GONE)
    found.part = part
    return found
