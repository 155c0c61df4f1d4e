"""Documents made outside the portal: entered, corrected, annulled."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from methodservice.directory.access import fetch_editable, require_methodist
from methodservice.directory.views.pages import locked, service_page, typed
from methodservice.documents.models import DocumentKind, RegisterEntry
from methodservice.documents.register import services
from methodservice.documents.register.by_hand import SIGNED_HERE, change_entry, register_by_hand
from methodservice.documents.register.forms.entries import AnnulForm, EntryForm, NewEntryForm
from methodservice.documents.register.views.common import crumbs_to


def _sent_files(request):
    return request.FILES if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def add(request):
    """A document made outside the portal. htmx asks the same address what the next number is."""
    require_methodist(request.user)
    form = NewEntryForm(
        typed(request),
        _sent_files(request),
        user=request.user,
        back_url=reverse("register:list"),
        initial={
            "kind": request.GET.get("kind", DocumentKind.ORDER),
            "date": request.GET.get("date", timezone.localdate()),
        },
    )
    if request.htmx:
        return render(request, "register/_next.html", {"next_words": form.next_words})

    def do(form):
        words = form.cleaned_data
        entry = register_by_hand(
            municipality=request.user.municipality,
            on=words["date"],
            by=request.user,
            **{name: words[name] for name in ("kind", "number", "title", "signatory", "note", "upload")},
        )
        return entry.get_absolute_url()

    return service_page(
        request,
        form,
        "Внести документ",
        do,
        back_url=form.back_url,
        crumbs=crumbs_to(),
        done="Документ внесён в реестр.",
        intro="Приказы, протоколы и отчёты, подписанные на портале, попадают в реестр сами.",
    )


def _own(request, pk) -> RegisterEntry:
    return fetch_editable(RegisterEntry.objects.select_related("municipality", "file"), request.user, pk=pk)


def _signed_here(request, entry):
    messages.warning(request, SIGNED_HERE)
    return redirect(entry)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """The words and the scan of an entry made by hand."""
    entry = _own(request, pk)
    if entry.document_id:
        return _signed_here(request, entry)
    with transaction.atomic():
        if request.method == "POST":
            entry = locked(entry)
        form = EntryForm(
            typed(request), _sent_files(request), instance=entry, back_url=entry.get_absolute_url()
        )

        def do(form):
            change_entry(entry=entry, fields=form.words, upload=form.cleaned_data["upload"], by=request.user)

        return service_page(
            request,
            form,
            "Изменить запись",
            do,
            back_url=form.back_url,
            crumbs=crumbs_to(entry),
            done="Сохранено.",
            intro="Номер, дата и подпись остаются. Если ошибка в них, аннулируйте запись и внесите документ снова.",
        )


@require_http_methods(["GET", "POST"])
def annul(request, pk):
    """Asks for the reason, then strikes an entry made by hand out."""
    entry = _own(request, pk)
    if entry.document_id:
        return _signed_here(request, entry)
    back_url = entry.get_absolute_url()

    def do(form):
        services.annul(entry=entry, reason=form.cleaned_data["reason"], by=request.user)

    return service_page(
        request,
        AnnulForm(typed(request), back_url=back_url),
        "Аннулировать запись",
        do,
        back_url=back_url,
        crumbs=crumbs_to(entry),
        done="Запись аннулирована.",
    )
