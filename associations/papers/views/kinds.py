"""«Справочники»: documents that every association of the municipality must have."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from associations.papers.forms.kinds import KindForm, NewKindForm
from associations.papers.models import PaperKind
from associations.papers.services.kinds import take_usual
from associations.services.lists import last_position, move_entry, set_retired
from methodservice.directory.access import fetch_editable, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.views.pages import add_page, edit_page, typed
from methodservice.lib.refusals import AlreadyDone
from methodservice.registries import Card

TITLE = "Документы папки"
COLUMNS = [
    ("№", "position"),
    ("Документ", "title"),
    ("Откуда берётся", "get_source_display"),
    ("Каждый год", "yearly"),
    ("Срок", "due_day"),
    ("Больше не требуется", "retired"),
    ("Вложено", "put_in"),
]


def _list_url(kind: PaperKind | None = None) -> str:
    anchor = f"#kind-{kind.pk}" if kind else ""
    return reverse("papers:kind_list") + anchor


def _crumbs(*, inside=True) -> list[tuple[str, str]]:
    path = [("Справочники", reverse("directory:index"))]
    return [*path, (TITLE, _list_url())] if inside else path


@require_GET
def kind_list(request):
    """The list in the municipality's order, with how many papers lie under each. 1 query."""
    kinds = PaperKind.objects.visible_to(request.user).select_related("municipality__rules")
    kinds = kinds.annotate(put_in=Count("papers")).order_by("position", "pk")
    if download := export_if_asked(request, kinds, COLUMNS, TITLE, by=request.user):
        return download
    context = {
        "title": TITLE,
        "kinds": kinds,
        "may_edit": request.user.access.is_methodist,
        "crumbs": _crumbs(inside=False),
    }
    return render(request, "papers/kind_list.html", context)


@require_http_methods(["GET", "POST"])
def kind_add(request):
    require_methodist(request.user)
    municipality = request.user.municipality
    kind = PaperKind(municipality=municipality, position=last_position(PaperKind, municipality.pk))
    return add_page(
        request,
        NewKindForm(typed(request), instance=kind, back_url=_list_url()),
        "Новый документ папки",
        parent=municipality,
        back_url=_list_url(),
        crumbs=_crumbs(),
    )


@require_http_methods(["GET", "POST"])
def kind_edit(request, pk):
    kind = fetch_editable(PaperKind, request.user, pk=pk)
    return edit_page(
        request,
        KindForm,
        kind,
        f"Изменить: {kind.title}",
        back_url=_list_url(kind),
        crumbs=_crumbs(),
    )


@require_POST
def kind_move(request, pk):
    """«Выше», «ниже»."""
    kind = fetch_editable(PaperKind, request.user, pk=pk)
    move_entry(entry=kind, up=request.POST.get("way") == "up", by=request.user)
    return redirect(_list_url(kind))


@require_POST
def kind_retire(request, pk):
    """«Больше не требовать» and back. What lies in the files stays there."""
    kind = fetch_editable(PaperKind, request.user, pk=pk)
    kind = set_retired(entry=kind, retired=request.POST.get("retired") == "1", by=request.user)
    what = "больше не требуется; вложенное осталось в папках" if kind.retired else "снова требуется"
    messages.success(request, f"«{kind.title}» {what}.")
    return redirect(_list_url(kind))


@require_POST
def kind_usual(request):
    """«Взять обычный перечень»."""
    require_methodist(request.user)
    try:
        taken = take_usual(municipality=request.user.municipality, by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    else:
        messages.success(request, f"Добавлено документов: {len(taken)}. Измените перечень под свой район.")
    return redirect(_list_url())


def directory_cards(user):
    """Card of «Справочники». 1 query."""
    number = PaperKind.objects.visible_to(user).required().count()
    yield Card(TITLE, _list_url(), "Что должно быть у каждого объединения", number)
