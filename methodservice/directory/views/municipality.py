"""The card of a municipality, those who sign for it, and the portal administrator's list of municipalities."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice import registries
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.forms.municipality import (
    TIMEZONES,
    EndSignatoryForm,
    MunicipalityForm,
    NewMunicipalityForm,
    NewSignatoryForm,
    SignatoryForm,
)
from methodservice.directory.models import Municipality, MunicipalityRules, Signatory
from methodservice.directory.views.pages import add_page, edit_page, typed

PER_PAGE = 50
COLUMNS = [
    ("Муниципалитет", "name"),
    ("Орган управления образованием", "authority"),
    ("Методическая служба", "service"),
    ("Организаций", "open_schools"),
]


def _require_portal_admin(user) -> None:
    if not user.access.is_portal_admin:
        raise PermissionDenied


def card_crumbs(municipality) -> list[tuple[str, str]]:
    """The path to a page under the municipality's card."""
    return [
        ("Справочники", reverse("directory:index")),
        (municipality.name, reverse("directory:municipality", args=[municipality.pk])),
    ]


@require_GET
def municipality_list(request):
    """All municipalities of the portal, for its administrator."""
    _require_portal_admin(request.user)
    found = Municipality.objects.for_register()
    if download := export_if_asked(request, found, COLUMNS, "Муниципалитеты", by=request.user):
        return download
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [("Справочники", reverse("directory:index"))]
    return render(request, "directory/municipality_list.html", {"page": page, "crumbs": crumbs})


@require_http_methods(["GET", "POST"])
def municipality_add(request):
    """A new municipality with the usual rules and lists."""
    _require_portal_admin(request.user)

    def save(form, by):
        municipality = audit.save_form(form, by=by)
        MunicipalityRules.objects.create(municipality=municipality)
        for start in registries.municipality_starters:
            start(municipality, by)
        return municipality

    back_url = reverse("directory:municipality_list")
    return add_page(
        request,
        NewMunicipalityForm(typed(request), back_url=back_url),
        "Новый муниципалитет",
        parent=request.user,
        back_url=back_url,
        crumbs=[("Справочники", reverse("directory:index")), ("Муниципалитеты", back_url)],
        done="Муниципалитет добавлен с обычными правилами. Проверьте их на странице правил.",
        next_url=lambda municipality: reverse("directory:municipality", args=[municipality.pk]),
        save=save,
    )


@require_POST
def municipality_enter(request, pk):
    """The administrator of the portal goes to work in another municipality."""
    municipality = fetch_visible(Municipality, request.user, pk=pk)
    _require_portal_admin(request.user)
    before = audit.state_of(request.user)
    request.user.municipality = municipality
    request.user.save(update_fields=["municipality"])
    audit.record_change(by=request.user, obj=request.user, before=before)
    messages.success(request, f"Вы работаете здесь: {municipality.name}.")
    return redirect("directory:municipality", pk)


@require_GET
def municipality_card(request, pk):
    """Names, words and signatories of the municipality."""
    municipality = fetch_visible(Municipality, request.user, pk=pk)
    may_edit = request.user.access.is_methodist
    today = timezone.localdate()
    signatories = list(municipality.signatories.all())
    context = {
        "district": municipality,
        "may_edit": may_edit,
        "timezone": dict(TIMEZONES).get(municipality.timezone, municipality.timezone),
        "is_here": municipality.pk == request.user.municipality_id,
        "signatories": [
            (signatory, signatory.starts <= today and (signatory.ends is None or signatory.ends >= today))
            for signatory in signatories
        ],
        "today": today,
        "crumbs": [("Справочники", reverse("directory:index"))],
    }
    return render(request, "directory/municipality.html", context)


@require_http_methods(["GET", "POST"])
def municipality_edit(request, pk):
    municipality = fetch_editable(Municipality, request.user, pk=pk)
    return edit_page(
        request,
        MunicipalityForm,
        municipality,
        "Изменить карточку",
        back_url=reverse("directory:municipality", args=[pk]),
        crumbs=card_crumbs(municipality),
        intro="Эти названия печатаются в документах. Подписанные документы не меняются.",
    )


@require_http_methods(["GET", "POST"])
def signatory_add(request, pk):
    municipality = fetch_editable(Municipality, request.user, pk=pk)
    back_url = reverse("directory:municipality", args=[pk])
    return add_page(
        request,
        NewSignatoryForm(typed(request), instance=Signatory(municipality=municipality), back_url=back_url),
        "Новое подписывающее лицо",
        parent=municipality,
        back_url=back_url,
        crumbs=card_crumbs(municipality),
    )


def _signatory_page(request, pk, form_class, title, **options):
    signatory = fetch_editable(Signatory.objects.select_related("municipality"), request.user, pk=pk)
    return edit_page(
        request,
        form_class,
        signatory,
        f"{title}: {signatory}",
        back_url=reverse("directory:municipality", args=[signatory.municipality_id]),
        crumbs=card_crumbs(signatory.municipality),
        **options,
    )


@require_http_methods(["GET", "POST"])
def signatory_edit(request, pk):
    return _signatory_page(request, pk, SignatoryForm, "Подписывающее лицо")


@require_http_methods(["GET", "POST"])
def signatory_end(request, pk):
    return _signatory_page(
        request,
        pk,
        EndSignatoryForm,
        "Завершить",
        done="Срок завершён.",
        intro="После этого дня лицо не предлагается для подписи. Подписанные документы не меняются.",
    )
