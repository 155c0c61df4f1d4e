"""«Справочники»: directions of work and kinds of activity of the municipality."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from associations.plans.forms.lists import DirectionForm, KindForm, NewDirectionForm, NewKindForm
from associations.plans.models import ActivityKind, Direction
from associations.plans.models.lists import MunicipalEntry
from associations.plans.services.lists import take_usual
from associations.services.lists import last_position, move_entry, set_retired
from methodservice.directory.access import fetch_editable, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.views.pages import add_page, edit_page, typed
from methodservice.lib.refusals import AlreadyDone
from methodservice.registries import Card


@dataclass(frozen=True)
class Listing:
    """One of the two lists. prefix: of its route names; new: heading of the page that adds."""

    model: type[MunicipalEntry]
    prefix: str
    title: str
    note: str
    new: str
    new_form: type
    form: type

    @property
    def url(self) -> str:
        return reverse(f"plans:{self.prefix}_list")

    def crumbs(self, *, inside=True) -> list[tuple[str, str]]:
        path = [("Справочники", reverse("directory:index"))]
        return [*path, (self.title, self.url)] if inside else path


DIRECTIONS = Listing(
    Direction,
    "direction",
    "Направления работы",
    "По ним составляют планы объединений",
    "Новое направление",
    NewDirectionForm,
    DirectionForm,
)
KINDS = Listing(
    ActivityKind,
    "kind",
    "Виды деятельности",
    "Семинары, конкурсы, взаимопосещения и другие",
    "Новый вид деятельности",
    NewKindForm,
    KindForm,
)
COLUMNS = [("№", "position"), ("Название", "title"), ("Не предлагать", "retired"), ("Строк в планах", "used")]


@require_GET
def entries(request, listing: Listing):
    """The list in the municipality's order, with how often plans use each entry. 1 query."""
    rows = listing.model.objects.visible_to(request.user).annotate(used=Count("lines"))
    rows = rows.order_by("position", "pk")
    if download := export_if_asked(request, rows, COLUMNS, listing.title, by=request.user):
        return download
    context = {
        "listing": listing,
        "entries": rows,
        "may_edit": request.user.access.is_methodist,
        "crumbs": listing.crumbs(inside=False),
        **{
            f"{action}_route": f"plans:{listing.prefix}_{action}"
            for action in ("add", "edit", "move", "retire", "usual")
        },
    }
    return render(request, "plans/lists/list.html", context)


@require_http_methods(["GET", "POST"])
def add(request, listing: Listing):
    require_methodist(request.user)
    municipality = request.user.municipality
    entry = listing.model(municipality=municipality, position=last_position(listing.model, municipality.pk))
    return add_page(
        request,
        listing.new_form(typed(request), instance=entry, back_url=listing.url),
        listing.new,
        parent=municipality,
        back_url=listing.url,
        crumbs=listing.crumbs(),
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk, listing: Listing):
    entry = fetch_editable(listing.model, request.user, pk=pk)
    return edit_page(
        request,
        listing.form,
        entry,
        f"Изменить: {entry.title}",
        back_url=listing.url,
        crumbs=listing.crumbs(),
        intro="Новое название увидят все планы. В утверждённых документах останутся прежние слова.",
    )


@require_POST
def move(request, pk, listing: Listing):
    """«Выше», «ниже»."""
    entry = fetch_editable(listing.model, request.user, pk=pk)
    move_entry(entry=entry, up=request.POST.get("way") == "up", by=request.user)
    return redirect(f"{listing.url}#entry-{entry.pk}")


@require_POST
def retire(request, pk, listing: Listing):
    """«Больше не предлагать» and back."""
    entry = fetch_editable(listing.model, request.user, pk=pk)
    entry = set_retired(entry=entry, retired=request.POST.get("retired") == "1", by=request.user)
    what = "больше не предлагается" if entry.retired else "снова предлагается"
    messages.success(request, f"«{entry.title}» {what} в планах.")
    return redirect(f"{listing.url}#entry-{entry.pk}")


@require_POST
def usual(request, listing: Listing):
    """«Взять обычный перечень»."""
    require_methodist(request.user)
    try:
        taken = take_usual(model=listing.model, municipality=request.user.municipality, by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    else:
        messages.success(request, f"Добавлено строк: {len(taken)}. Измените их под свой район.")
    return redirect(listing.url)


def directory_cards(user):
    """Cards of «Справочники». 2 queries."""
    for listing in (DIRECTIONS, KINDS):
        offered = listing.model.objects.visible_to(user).offered().count()
        yield Card(listing.title, listing.url, listing.note, offered)


def _routes(listing: Listing):
    with_listing, prefix = {"listing": listing}, listing.prefix
    pages = (
        ("", entries, "list"),
        ("add/", add, "add"),
        ("usual/", usual, "usual"),
        ("<int:pk>/edit/", edit, "edit"),
        ("<int:pk>/move/", move, "move"),
        ("<int:pk>/retire/", retire, "retire"),
    )
    return [
        path(f"{prefix}s/{tail}", view, with_listing, name=f"{prefix}_{name}") for tail, view, name in pages
    ]


urlpatterns = [*_routes(DIRECTIONS), *_routes(KINDS)]
