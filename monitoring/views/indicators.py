"""Sets of indicators: the register, the page of a set, its name, editions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from methodservice.directory.access import fetch_editable, fetch_visible, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.views.pages import edit_page, service_page, typed
from methodservice.documents.printing import printed_response
from methodservice.documents.workbook import workbook_response
from methodservice.lib.lists import page_of, sorted_by
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole
from monitoring.filters_indicators import SetFilter, set_rows
from monitoring.forms.indicators import ChangeSetForm, ReviseForm, SetForm
from monitoring.indicator_page import edition_among, editions_of, table_of
from monitoring.models import Definition, Edition, IndicatorSet
from monitoring.printed import DRAFT_NOTE, TEMPLATE, sheets_of, snapshot
from monitoring.rules.changes import ungrounded
from monitoring.services import sets as services
from monitoring.services.adopting import adoption_of
from monitoring.views.indicators_common import (
    EDITIONS,
    SETS,
    edition_crumbs,
    fetch_edition,
    no_draft,
    set_crumbs,
)
from monitoring.workflow import STATE_KINDS

SORTS = {"title": ("title",), "years": ("first_year", "last_year")}
COLUMNS = [
    ("Название", "title"),
    ("С", "first_year"),
    ("По", "last_year"),
    ("Чьи", lambda row: "муниципалитета" if row.municipality_id else "общие"),
    ("Редакция", "edition"),
    ("Состояние", lambda row: Edition.State(row.state).label),
    ("Показателей", "amount"),
]


@require_GET
def sets(request):
    """All that the user sees. 2 queries beside the user's rights."""
    chosen = SetFilter(request.GET, set_rows(request.user), request=request)
    found = sorted_by(chosen.qs, request.GET.get("sort", ""), SORTS, "-years")
    if download := export_if_asked(request, found, COLUMNS, "Показатели", by=request.user):
        return download
    page = page_of(found, request.GET.get("page"))
    context = {
        "form": chosen.form,
        "page": page,
        "rows": [(row, STATE_KINDS[row.state], Edition.State(row.state).label) for row in page],
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        "title": "Показатели",
    }
    return render(request, "monitoring/indicators/sets.html", context)


@require_GET
def set_page(request, pk):
    """Indicators × years of the edition in force, or of ?edition=2. 5 queries beside the user's rights, 1
    more for whoever keeps a common set."""
    found = fetch_visible(SETS, request.user, pk=pk)
    editions = editions_of(found, request.user)
    asked = request.GET.get("edition", "")
    edition = edition_among(editions, whole(asked) if asked else None)
    if edition is None:
        raise Http404
    years, rows = table_of(edition)
    may_edit = IndicatorSet.objects.editable_by(request.user).filter(pk=pk).exists()
    context = {
        "set": found,
        "edition": edition,
        "editions": [(row, STATE_KINDS[row.state]) for row in editions],
        "state_kind": STATE_KINDS[edition.state],
        "years": years,
        "rows": rows,
        "may_edit": may_edit,
        "is_draft": may_edit and edition.is_draft,
        "has_draft": editions[0].is_draft,
        "job": adoption_of(found, request.user) if may_edit and found.municipality_id is None else None,
        "title": found.title,
        "crumbs": set_crumbs(),
    }
    return render(request, "monitoring/indicators/set.html", context)


@require_http_methods(["GET", "POST"])
def set_add(request):
    """A set that begins empty."""
    require_methodist(request.user)
    form = SetForm(
        typed(request), may_be_common=request.user.access.is_portal_admin, back_url=reverse("monitoring:sets")
    )

    def do(form):
        edition = services.start_set(
            municipality=None if form.cleaned_data.get("common") else request.user.municipality,
            by=request.user,
            **form.words(),
        )
        return edition.get_absolute_url()

    return service_page(
        request,
        form,
        "Новая система показателей",
        do,
        back_url=reverse("monitoring:sets"),
        crumbs=set_crumbs(),
        done="Добавьте первый показатель.",
    )


@require_http_methods(["GET", "POST"])
def set_edit(request, pk):
    """The name and the years of the programme."""
    found = fetch_editable(SETS, request.user, pk=pk)

    def save(form, by):
        return services.change_set(set=form.instance, by=by, **form.words())

    return edit_page(
        request,
        ChangeSetForm,
        found,
        "Название и годы",
        save=save,
        back_url=found.get_absolute_url(),
        crumbs=set_crumbs(found),
    )


@require_http_methods(["GET", "POST"])
def revise(request, pk):
    """A new edition as a copy of the last one."""
    found = fetch_editable(SETS, request.user, pk=pk)
    draft = found.editions.filter(state=Edition.State.DRAFT).first()
    if draft:
        messages.info(request, services.COMING)
        return redirect(draft)
    form = ReviseForm(typed(request), back_url=found.get_absolute_url())
    return service_page(
        request,
        form,
        "Новая редакция",
        lambda form: services.revise(
            set=found, reason=form.cleaned_data["reason"], by=request.user
        ).get_absolute_url(),
        back_url=found.get_absolute_url(),
        crumbs=set_crumbs(found),
        done="Это копия действующей редакции. Измените, что нужно, и введите её в действие.",
        intro="Показатели и цели скопируются. Пока готовите редакцию, действует прежняя.",
    )


@require_http_methods(["GET", "POST"])
def force(request, pk):
    """What is in the way of putting the draft in force, then the question, then the answer."""
    edition = fetch_edition(request.user, pk)
    if answer := no_draft(request, edition):
        return answer
    error = ""
    if request.method == "POST":
        try:
            services.put_in_force(edition=edition, by=request.user)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(edition.set)
        except Refused as refusal:
            error = str(refusal)
        else:
            messages.success(request, f"Редакция {edition.number} действует.")
            return redirect(edition.set)
    definitions = list(Definition.objects.of(edition))
    before = services.edition_before(edition)
    changes = services.changes_of(edition, before)
    context = {
        "edition": edition,
        "before": before,
        "error": error,
        "obstacle": services.obstacle(edition, definitions, changes),
        "left": len(ungrounded(changes)),
        "amount": sum(row.parent_id is None for row in definitions),
        "open": list(edition.set.campaigns.filter(state="open", municipality=request.user.municipality_id)),
        "title": "Ввод в действие",
        "crumbs": edition_crumbs(edition),
    }
    return render(request, "monitoring/indicators/force.html", context, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """Throw the draft away, after a question."""
    edition = fetch_edition(request.user, pk)
    if answer := no_draft(request, edition):
        return answer
    found = edition.set
    if request.method == "POST":
        try:
            stays = services.discard(edition=edition, by=request.user)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            stays = False
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(edition)
        else:
            messages.success(request, "Черновик удалён.")
        return redirect(found) if stays else redirect("monitoring:sets")
    context = {
        "title": "Удаление черновика",
        "crumbs": edition_crumbs(edition),
        "question": f"Удалить черновик редакции {edition.number}?",
        "consequence": "Показатели и цели этого черновика пропадут. Действующая редакция останется."
        if edition.number > 1
        else "Показатели и цели пропадут: другой редакции ещё нет.",
        "action": "Удалить",
        "back_url": edition.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_GET
def file(request, pk, fmt):
    """PDF, DOCX or XLSX of an edition."""
    edition = fetch_visible(EDITIONS, request.user, pk=pk)
    name = f"Показатели, редакция {edition.number}. {edition.set.title}"
    if fmt == "xlsx":
        return workbook_response(sheets_of(edition), name=name)
    note = DRAFT_NOTE if edition.is_draft else ""
    return printed_response(request, TEMPLATE, snapshot(edition), name=name, fmt=fmt, note=note)
