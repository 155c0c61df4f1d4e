"""The register and the page of one entry."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.models import FrozenDocument, RegisterEntry
from methodservice.documents.printing import document_response
from methodservice.documents.register.filters import RegisterFilter
from methodservice.documents.register.pages import pages_of
from methodservice.documents.register.views.common import TITLE, crumbs_to, require_district_staff
from methodservice.documents.services import check_address
from methodservice.lib.lists import page_of, sorted_by

SORTS = {
    "date": ("date", "ordinal"),
    "kind": ("kind", "date"),
    "number": ("year", "ordinal", "number"),
    "title": ("title", "date"),
    "signed": ("signed_as", "date"),
}
COLUMNS = [
    ("Дата", "date"),
    ("Вид", "get_kind_display"),
    ("Номер", "number"),
    ("Название", "title"),
    ("Подписал", "signed_as"),
    ("Примечание", "note"),
    ("Аннулирована", "annulled"),
    ("Контрольная сумма SHA-256", "document.sha256"),
    ("Кто внёс", lambda entry: str(entry.registered_by)),
    ("Внесена", "registered_at"),
]


def _years(rows) -> list[int]:
    return [day.year for day in rows.order_by().dates("date", "year", order="DESC")]


@require_GET
def entry_list(request):
    """What was issued, newest first. 4 queries beside the user's rights, and 1 for each kind with pages of its own."""
    user = request.user
    require_district_staff(user)
    rows = RegisterEntry.objects.visible_to(user)
    found = RegisterFilter(request.GET, rows.for_register(), request=request, years=_years(rows))
    entries = sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "-date")
    if download := export_if_asked(request, entries, COLUMNS, TITLE, by=user):
        return download
    page = page_of(entries, request.GET.get("page"))
    pages = pages_of(page)
    context = {
        "title": TITLE,
        "form": found.form,
        "page": page,
        "rows": [(entry, pages.get(entry.pk) or entry.get_absolute_url()) for entry in page],
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "may_add": user.access.is_methodist,
    }
    return render(request, "register/list.html", context)


@require_GET
def entry(request, pk):
    """One entry: what is known of the document, where it is read and checked. 2 queries beside the user's rights."""
    found = fetch_visible(RegisterEntry.objects.for_register(), request.user, pk=pk)
    by_hand = request.user.access.is_methodist and not found.document_id
    context = {
        "entry": found,
        "page_url": pages_of([found]).get(found.pk, ""),
        "check_address": check_address(found.document.check_code) if found.document else "",
        "may_edit": by_hand,
        "may_annul": by_hand and not found.annulled,
        "crumbs": crumbs_to(),
    }
    return render(request, "register/entry.html", context)


@require_GET
def pdf(request, pk):
    """The frozen PDF of a document that was signed on the portal."""
    found = fetch_visible(RegisterEntry, request.user, pk=pk)
    if not found.document_id:
        raise Http404
    content = FrozenDocument.objects.values_list("pdf", flat=True).get(pk=found.document_id)
    return document_response(bytes(content), name=str(found), fmt="pdf")
