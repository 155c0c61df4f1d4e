"""«Оформление документов»: how the municipality's orders look, with a sample as it prints."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice import registries
from methodservice.directory import audit
from methodservice.directory.access import require_methodist
from methodservice.directory.models import Municipality
from methodservice.directory.views.pages import form_page, typed
from methodservice.documents.files import AGAIN
from methodservice.documents.models import DocumentKind, DocumentStyle
from methodservice.documents.printing import printed_response
from methodservice.documents.register.forms.style import StyleDraft, StyleForm
from methodservice.documents.register.style import save_style
from methodservice.lib.files import NotKept
from methodservice.registries import Card, StyleSample

TITLE = "Оформление документов"
SAMPLE_NOTE = "Образец оформления, не приказ."
TOLD_APART = ("муниципалитет", "преамбулы")
"""Fields that the page of the style in words does not repeat."""


def _sample() -> StyleSample:
    return registries.style_samples[DocumentKind.ORDER]


def _require_staff(user) -> None:
    if not user.access.is_district_staff:
        raise PermissionDenied


@dataclass(frozen=True)
class Shown:
    """What the sample is of: a kind of order with a preamble, or "", and who issues it."""

    kind: str
    issuer: str


def _shown(request, style: DocumentStyle) -> Shown:
    """As chosen beside the sample; at first a kind with words of its own, of the usual issuer."""
    sample = _sample()
    kind, issuer = request.POST.get("sample_kind"), request.POST.get("sample_issuer")
    if kind is None:
        kind = next(iter(style.preambles), "")
    return Shown(
        kind if kind in dict(sample.kinds()) else "",
        issuer if issuer in dict(sample.issuers) else sample.issuers[0][0],
    )


def _preview(style: DocumentStyle, shown: Shown, problems=()) -> dict:
    """Context of register/style/_preview.html. 2 queries."""
    return {"snapshot": _sample().snapshot(style, shown.kind, shown.issuer), "problems": problems}


@require_http_methods(["GET", "POST"])
def style(request):
    """The style: methodists change it, the rest of the district's staff reads it. The button «Показать» shows what is
    typed and saves nothing."""
    _require_staff(request.user)
    if request.method == "POST" or request.user.access.is_methodist:
        return _edit(request)
    found = DocumentStyle.of(request.user.municipality)
    context = _preview(found, _shown(request, found)) | {
        "title": TITLE,
        "crumbs": _crumbs(),
        "style": found,
        "facts": _facts(found),
    }
    return render(request, "register/style/style.html", context)


def _edit(request):
    require_methodist(request.user)
    municipality = request.user.municipality
    only_show = "preview" in request.POST
    with transaction.atomic():
        if request.method == "POST":
            # the key stays readable: an order that is being signed meanwhile refers to it
            Municipality.objects.select_for_update(of=("self",), no_key=True).get(pk=municipality.pk)
        found = DocumentStyle.of(municipality)
        stored = found.pk
        shown = _shown(request, found)
        form = StyleForm(
            typed(request),
            request.FILES if request.method == "POST" else None,
            instance=found,
            kinds=_sample().kinds(),
            drawn=_sample().drawn(),
            back_url=reverse("directory:index"),
        )
        if request.method == "POST" and form.is_valid() and not only_show:
            try:
                save_style(style=form.save(commit=False), by=request.user, upload=form.cleaned_data["upload"])
            except NotKept as failure:
                form.add_error("upload", failure.sentence)
            else:
                messages.success(request, "Оформление сохранено. Подписанные приказы не изменились.")
                return redirect("register:style")
    if only_show and request.FILES:
        messages.info(request, AGAIN)
    return form_page(
        request,
        form,
        TITLE,
        crumbs=_crumbs(),
        template="register/style/form.html",
        style=found if stored else None,
        kinds=_sample().kinds(),
        issuers=_sample().issuers,
        shown=shown,
        **_preview(form.instance, shown, _problems(form)),
    )


def _problems(form) -> list[str]:
    """Fields that the sample shows as they were."""
    return [str(form.fields[name].label) for name in form.errors if name in form.fields]


@require_POST
def style_preview(request):
    """The sample of what is typed so far: a fragment for htmx."""
    _require_staff(request.user)
    require_methodist(request.user)
    found = DocumentStyle.of(request.user.municipality)
    shown = _shown(request, found)
    draft = StyleDraft(request.POST, instance=found, kinds=_sample().kinds(), drawn=_sample().drawn())
    problems = _problems(draft)
    return render(request, "register/style/_preview.html", _preview(draft.instance, shown, problems))


@require_GET
def style_sample(request, fmt):
    """The sample in the saved style as a file."""
    _require_staff(request.user)
    found = DocumentStyle.of(request.user.municipality)
    snapshot = _preview(found, _shown(request, found))["snapshot"]
    return printed_response(
        request, _sample().template, snapshot, name="Образец приказа", fmt=fmt, note=SAMPLE_NOTE
    )


def _facts(found: DocumentStyle) -> list[tuple[str, str]]:
    """(what, how) of the saved style in words."""
    words = audit.state_of(found)
    for issuer in ("authority", "service"):
        field = DocumentStyle._meta.get_field(f"{issuer}_heading")
        words[str(field.verbose_name)] = "\n".join(found.heading(issuer))
    facts = [(capfirst(what), how) for what, how in words.items() if what not in TOLD_APART]
    kinds = [(f"Преамбула: {title}", found.preambles.get(key)) for key, title in _sample().kinds()]
    return [*facts, *((what, words) for what, words in kinds if words)]


def _crumbs() -> list[tuple[str, str]]:
    return [("Реестр документов", reverse("register:list"))]


def directory_cards(user):
    """Card of «Справочники». No query."""
    if user.access.is_district_staff:
        yield Card(TITLE, reverse("register:style"), "Шапка, реквизиты, герб и преамбулы приказов")
