"""Offices of an association: appointing, ending."""

from django.utils import timezone
from django.views.decorators.http import require_http_methods

from associations.forms.terms import EndTermForm, TermForm
from associations.models import Office, Term
from associations.services.terms import call_off_term, close_term, open_term
from associations.views.card import crumbs_to
from associations.views.editing import WITH_TITLE
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable

WITH_ASSOCIATION = Term.objects.select_related("association__municipality", "association__school", "teacher")


@require_http_methods(["GET", "POST"])
def add(request, pk):
    """Appoint. `?office=deputy` chooses the office beforehand."""
    association = fetch_editable(WITH_TITLE, request.user, pk=pk)
    today = timezone.localdate()
    asked = request.GET.get("office")
    initial = {"office": asked if asked in Office.values else Office.HEAD, "starts": today}
    back_url = association.get_absolute_url()
    form = TermForm(
        request.POST or None,
        association=association, user=request.user, day=today, initial=initial, back_url=back_url,
    )  # fmt: skip

    def do(form):
        open_term(association=association, by=request.user, **form.cleaned_data)

    standing = Term.objects.on(today).filter(association=association).select_related("teacher")
    now = "; ".join(f"{term.get_office_display()} — {term.teacher.full_name}" for term in standing)
    return service_page(
        request,
        form,
        "Назначить на должность",
        do,
        back_url=back_url,
        crumbs=crumbs_to(association),
        done="Назначение записано.",
        intro=f"Сейчас: {now}." if now else "",
    )


@require_http_methods(["GET", "POST"])
def end(request, pk):
    """End a term, or tell that it was never in force."""
    term = fetch_editable(WITH_ASSOCIATION, request.user, pk=pk)
    back_url = term.association.get_absolute_url()
    form = EndTermForm(request.POST or None, initial={"ends": timezone.localdate()}, back_url=back_url)

    def do(form):
        data = form.cleaned_data
        if data["how"] == form.VOID:
            call_off_term(term=term, by=request.user, note=data["note"])
        else:
            close_term(term=term, ends=data["ends"], by=request.user, note=data["note"])

    until = f" по {term.ends:%d.%m.%Y}" if term.ends else ""
    return service_page(
        request,
        form,
        "Завершить полномочия",
        do,
        back_url=back_url,
        crumbs=crumbs_to(term.association),
        done="Записано.",
        intro=f"{term.teacher.full_name} — {term.get_office_display()}, с {term.starts:%d.%m.%Y}{until}. "
        "Права на портале кончатся вместе с полномочиями.",
    )
