"""What the pages of the editor share: the way to a row of a draft, the path to the page, answers to small changes."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from methodservice.directory.access import fetch_editable
from methodservice.lib.refusals import Refused
from roadmap.editor import page_at
from roadmap.models import Edition, EditionPart, Line, Section
from roadmap.services.locks import CLOSED
from roadmap.views.common import programme_crumbs

NOTHING_OPEN = "Черновика нет: менять нечего. Утверждённое меняют новой редакцией."
PARTS = EditionPart.objects.select_related("edition__programme__municipality")
LINES = Line.objects.select_related("part__edition__programme__municipality", "section")
SECTIONS = Section.objects.select_related("part__edition__programme__municipality")


def editor_url(part: EditionPart, anchor: str = "", position: int = 1, *, moved: bool = False) -> str:
    """The editor with the part chosen, on the page where the row of the position stands. moved: say where it is now."""
    asked = {"part": part.pk}
    if (page := page_at(position)) > 1:
        asked["page"] = page
    if moved:
        asked["moved"] = anchor
    address = f"{reverse('roadmap:edit', args=[part.edition.programme_id])}?{urlencode(asked)}"
    return f"{address}#{anchor}" if anchor else address


def line_url(line: Line, *, moved: bool = False) -> str:
    """The editor where the line stands."""
    return editor_url(line.part, f"line-{line.pk}", line.position, moved=moved)


def section_url(section: Section, *, moved: bool = False) -> str:
    """The editor where the section stands. 1 query."""
    above = section.part.lines.exclude(section__position__gte=section.position).count()
    return editor_url(section.part, f"section-{section.pk}", above + 1, moved=moved)


def editor_crumbs(edition: Edition, part: EditionPart | None = None) -> list[tuple[str, str]]:
    """The path to a page under the editor."""
    programme = edition.programme
    path = [*programme_crumbs(programme), ("Правка", reverse("roadmap:edit", args=[programme.pk]))]
    return [*path, (str(part)[:60], editor_url(part))] if part else path


def fetch_part(user, pk) -> EditionPart:
    """A part of an edition that the user keeps, whatever its state."""
    return fetch_editable(PARTS, user, pk=pk)


def fetch_line(user, pk) -> Line:
    """A line of an edition that the user keeps, whatever its state."""
    return fetch_editable(LINES, user, pk=pk)


def fetch_section(user, pk) -> Section:
    """A section of an edition that the user keeps, whatever its state."""
    return fetch_editable(SECTIONS, user, pk=pk)


def closed(request, edition: Edition):
    """None for a draft; else the answer: to the programme's page, saying why nothing can be changed."""
    return None if edition.is_draft else told(request, edition.get_absolute_url(), CLOSED)


def told(request, url: str, sentence: str):
    """To the page, with a message."""
    messages.info(request, sentence)
    return redirect(url)


def done(request, url: str, change):
    """Make a small change and go to the page; a refusal is a message there."""
    try:
        change()
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect(url)


def ask(request, *, title: str, question: str, consequence: str, action: str, crumbs, back_url: str):
    """The page that asks once."""
    context = {
        "title": title,
        "question": question,
        "consequence": consequence,
        "action": action,
        "crumbs": crumbs,
        "back_url": back_url,
    }
    return render(request, "components/confirm.html", context)
