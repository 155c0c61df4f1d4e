"""Sections and columns of a living table."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.views.pages import form_page, service_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.forms.lines import ColumnsForm, NewColumnForm, NewSectionForm, SectionForm
from roadmap.models import EditionPart, Section
from roadmap.services import columns as columns_services
from roadmap.services import sections as services
from roadmap.services.changing import open_part, open_row
from roadmap.views.editor_common import (
    ask,
    closed,
    done,
    editor_crumbs,
    editor_url,
    fetch_part,
    fetch_section,
    section_url,
    told,
)


def _fetch_living(user, pk) -> EditionPart:
    part = fetch_part(user, pk)
    if not part.is_living:
        raise Http404
    return part


@require_http_methods(["GET", "POST"])
def section_add(request, pk):
    """A section at the end of the table."""
    part = _fetch_living(request.user, pk)
    if answer := closed(request, part.edition):
        return answer
    form = NewSectionForm(
        typed(request), instance=Section(part=part), edition=part.edition, back_url=editor_url(part)
    )
    if request.method == "POST" and form.is_valid():
        try:
            section = services.add_section(part=part, by=request.user, **form.words)
        except AlreadyDone as repeat:
            return told(request, editor_url(part), str(repeat))
        else:
            messages.success(request, "Раздел добавлен.")
            return redirect(section_url(section))
    return form_page(request, form, "Новый раздел", crumbs=editor_crumbs(part.edition, part))


@require_http_methods(["GET", "POST"])
def section(request, pk):
    """Words of a section; an empty one may be taken out."""
    found = fetch_section(request.user, pk)
    part = found.part
    if answer := closed(request, part.edition):
        return answer
    back_url = section_url(found)
    try:
        with transaction.atomic():
            if request.method == "POST":
                found = open_row(found)
            form = SectionForm(typed(request), instance=found, edition=part.edition, back_url=back_url)

            def save(form):
                services.change_section(section=found, by=request.user, **form.words)

            return service_page(
                request, form, "Раздел", save,
                back_url=back_url, crumbs=editor_crumbs(part.edition, part), done="Сохранено.",
                template="roadmap/editor/section_form.html", section=found, is_empty=not found.lines.exists(),
            )  # fmt: skip
    except Refused as refusal:
        return told(request, part.edition.programme.get_absolute_url(), str(refusal))


@require_POST
def section_remove(request, pk):
    """Take an empty section out: nothing is lost, so nothing is asked."""
    found = fetch_section(request.user, pk)
    return done(
        request, editor_url(found.part), lambda: services.remove_section(section=found, by=request.user)
    )


@require_http_methods(["GET", "POST"])
def columns(request, pk):
    """Headings of columns and what is in them."""
    part = _fetch_living(request.user, pk)
    if answer := closed(request, part.edition):
        return answer
    back_url = editor_url(part)
    try:
        with transaction.atomic():
            if request.method == "POST":
                part = open_part(part)
            form = ColumnsForm(typed(request), instance=part, back_url=back_url)

            def save(form):
                columns_services.change_columns(part=part, columns=form.columns, by=request.user)

            return service_page(
                request, form, "Столбцы", save,
                back_url=back_url, crumbs=editor_crumbs(part.edition, part), done="Сохранено.",
                template="roadmap/editor/columns.html", part=part,
            )  # fmt: skip
    except Refused as refusal:
        return told(request, part.edition.programme.get_absolute_url(), str(refusal))


@require_http_methods(["GET", "POST"])
def column_add(request, pk):
    """One more column at the end."""
    part = _fetch_living(request.user, pk)
    if answer := closed(request, part.edition):
        return answer
    address = reverse("roadmap:columns", args=[pk])
    form = NewColumnForm(typed(request), back_url=address)

    def save(form):
        columns_services.add_column(part=part, heading=form.cleaned_data["heading"], by=request.user)

    crumbs = [*editor_crumbs(part.edition, part), ("Столбцы", address)]
    return service_page(
        request, form, "Новый столбец", save, back_url=address, crumbs=crumbs, done="Столбец добавлен."
    )


@require_http_methods(["GET", "POST"])
def column_remove(request, pk, place):
    """Take an empty column out; asks once. place: from 1; ?was= is its heading, so that a second click does nothing."""
    part = _fetch_living(request.user, pk)
    if not 1 <= place <= len(part.columns):
        raise Http404
    if answer := closed(request, part.edition):
        return answer
    heading = part.columns[place - 1]["heading"]
    address = reverse("roadmap:columns", args=[pk])
    if request.method == "POST":
        was = request.GET.get("was", heading)
        return done(
            request,
            address,
            lambda: columns_services.remove_column(part=part, place=place - 1, heading=was, by=request.user),
        )
    return ask(
        request, title="Убрать столбец", question=f"Убрать столбец {place} «{heading}»?",
        consequence="Убрать можно только пустой столбец.", action="Убрать",
        crumbs=[*editor_crumbs(part.edition, part), ("Столбцы", address)], back_url=address,
    )  # fmt: skip
