"""How documents are numbered: a mask for each kind and the years it holds from."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from methodservice.directory.access import fetch_editable, require_methodist
from methodservice.directory.views.pages import add_page, edit_page, typed
from methodservice.documents.models import DocumentKind, NumberMask
from methodservice.documents.register.forms.masks import MaskForm, NewMaskForm
from methodservice.documents.register.numbering import numbering_by_kind
from methodservice.documents.register.views.common import crumbs_to, require_district_staff

TITLE = "Нумерация документов"


def _url(kind: str = "") -> str:
    address = reverse("register:numbering")
    return f"{address}#kind-{kind}" if kind else address


def _crumbs() -> list[tuple[str, str]]:
    return [*crumbs_to(), (TITLE, _url())]


@require_GET
def numbering(request):
    """Masks of all kinds and what the next numbers are. 16 queries beside the user's rights, 1 and 3 for each kind."""
    require_district_staff(request.user)
    year = timezone.localdate().year
    context = {
        "title": TITLE,
        "year": year,
        "kinds": numbering_by_kind(request.user.municipality, year),
        "may_edit": request.user.access.is_methodist,
        "crumbs": crumbs_to(),
    }
    return render(request, "register/numbering.html", context)


@require_http_methods(["GET", "POST"])
def add(request, kind):
    """New numbering of a kind from a year on."""
    require_methodist(request.user)
    if kind not in DocumentKind.values:
        raise Http404
    municipality = request.user.municipality
    mask = NumberMask(municipality=municipality, kind=kind)
    year = timezone.localdate().year
    if NumberMask.objects.filter(municipality=municipality, kind=kind, year=year).exists():
        year += 1
    return add_page(
        request,
        NewMaskForm(typed(request), instance=mask, back_url=_url(kind), initial={"year": year}),
        f"Новая нумерация: {mask.get_kind_display()}",
        parent=municipality,
        back_url=_url(kind),
        crumbs=_crumbs(),
        done="Нумерация задана.",
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    mask = fetch_editable(NumberMask.objects.select_related("municipality"), request.user, pk=pk)
    return edit_page(
        request,
        MaskForm,
        mask,
        f"Нумерация: {mask.get_kind_display()}, с {mask.year} года",
        back_url=_url(mask.kind),
        crumbs=_crumbs(),
        intro="Выданные номера не меняются.",
    )
