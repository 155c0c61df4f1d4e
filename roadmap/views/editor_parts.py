"""Parts of a draft: adding, words, places; rows of tables that keep them."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.views.pages import form_page, service_page, typed
from methodservice.documents.annex_tables import with_row
from methodservice.documents.row_forms import RowForm
from methodservice.documents.table_rows import WAYS, row_edit
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import Refused
from roadmap.content import PartWords
from roadmap.editor import table_of
from roadmap.forms.parts import NewPartForm, PartForm
from roadmap.models import EditionPart
from roadmap.services import editing
from roadmap.services.changing import open_part
from roadmap.usual import passport_part, table_part, text_part
from roadmap.views.common import fetch_draft
from roadmap.views.editor_common import (
    NOTHING_OPEN,
    ask,
    closed,
    done,
    editor_crumbs,
    editor_url,
    fetch_part,
    told,
)


@require_http_methods(["GET", "POST"])
def part_add(request, pk):
    """A text, a passport, a usual table."""
    programme, edition = fetch_draft(request.user, pk)
    if edition is None:
        return told(request, programme.get_absolute_url(), NOTHING_OPEN)
    back_url = reverse("roadmap:edit", args=[pk])
    form = NewPartForm(typed(request), parts=list(edition.parts.all()), back_url=back_url)
    if request.method == "POST" and form.is_valid():
        words = _new_part(form.cleaned_data["what"], edition.title)
        try:
            part = editing.add_part(edition=edition, words=words, place=form.at, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Часть добавлена.")
            is_text = part.kind == EditionPart.TEXT
            return redirect("roadmap:part", part.pk) if is_text else redirect(editor_url(part))
    return form_page(request, form, "Новая часть документа", crumbs=editor_crumbs(edition))


def _new_part(what: str, title: str) -> PartWords:
    if what == "text":
        return text_part()
    return passport_part(title) if what == "passport" else table_part(what)


@require_http_methods(["GET", "POST"])
def part(request, pk):
    """What the part is called; its text."""
    found = fetch_part(request.user, pk)
    if answer := closed(request, found.edition):
        return answer
    back_url = editor_url(found)
    try:
        with transaction.atomic():
            if request.method == "POST":
                found = open_part(found)
            form = PartForm(typed(request), instance=found, back_url=back_url)

            def save(form):
                editing.change_part(part=found, by=request.user, **form.words)

            return service_page(
                request, form, str(found)[:80], save,
                back_url=back_url, crumbs=editor_crumbs(found.edition), done="Сохранено.",
            )  # fmt: skip
    except Refused as refusal:
        return told(request, found.edition.programme.get_absolute_url(), str(refusal))


@require_POST
def part_move(request, pk):
    """«Выше», «ниже»."""
    found = fetch_part(request.user, pk)
    up = request.POST.get("way") == "up"
    return done(request, editor_url(found), lambda: editing.move_part(part=found, up=up, by=request.user))


@require_http_methods(["GET", "POST"])
def part_remove(request, pk):
    """Take a part out; asks once."""
    found = fetch_part(request.user, pk)
    if answer := closed(request, found.edition):
        return answer
    address = reverse("roadmap:edit", args=[found.edition.programme_id])
    if request.method == "POST":
        return done(request, address, lambda: editing.remove_part(part=found, by=request.user))
    count = found.lines.count()
    lines = f" В ней {counted(count, 'пункт', 'пункта', 'пунктов')}." if count else ""
    return ask(
        request, title="Убрать часть", question=f"Убрать часть «{found}»?",
        consequence=f"Всё, что в ней написано, пропадёт.{lines}", action="Убрать",
        crumbs=editor_crumbs(found.edition), back_url=editor_url(found),
    )  # fmt: skip


def _kept_rows(found: EditionPart) -> None:
    if found.is_living or found.kind == EditionPart.TEXT:
        raise Http404


def _row_url(found: EditionPart, place: int) -> str:
    """The editor's page where the row stands."""
    return editor_url(found, f"row-{place}", place)


@require_http_methods(["GET", "POST"])
def row(request, pk, place):
    """The cells of a row."""
    found = fetch_part(request.user, pk)
    _kept_rows(found)
    if answer := closed(request, found.edition):
        return answer
    back_url = _row_url(found, place)
    try:
        with transaction.atomic():
            if request.method == "POST":
                found = open_part(found)
            line = table_of(found).row(place)
            if line is None:
                raise Http404
            form = RowForm(
                typed(request), instance=found, cells=line.texts, labels=line.labels, back_url=back_url
            )

            def save(form):
                change = partial(with_row, table_index=0, row_index=place - 1, cells=form.cells)
                editing.edit_rows(part=found, edit=change, by=request.user)

            return service_page(
                request, form, f"Строка {place}", save,
                back_url=back_url, crumbs=editor_crumbs(found.edition, found), done="Сохранено.",
            )  # fmt: skip
    except Refused as refusal:
        return told(request, found.edition.programme.get_absolute_url(), str(refusal))


@require_POST
def row_change(request, pk, place):
    """«Выше», «ниже», «добавить ниже», «убрать», by the button pressed."""
    found = fetch_part(request.user, pk)
    _kept_rows(found)
    way = request.POST.get("way")
    if way not in WAYS or not 0 <= place <= len(table_of(found).rows):
        raise Http404
    edit = row_edit(1, place, way, request.GET.get("was"))
    try:
        editing.edit_rows(part=found, edit=edit, by=request.user)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        if way == "add":
            return redirect("roadmap:row", found.pk, place + 1)
    return redirect(_row_url(found, place))
