"""Indicators of a draft: one at a time, all targets at once, why targets change."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice import registries
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import (
    CONFLICT,
    REFUSED,
    done_or_told,
    edit_page,
    service_page,
    typed,
)
from methodservice.documents.printing import printed_response
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole
from monitoring.content import in_rows, said_by, years_of
from monitoring.difference import difference_of
from monitoring.forms.indicators import ChangeDefinitionForm, DefinitionForm, GroundForm, TargetsForm
from monitoring.models import Definition, Edition
from monitoring.printed import CHANGES_TEMPLATE, DRAFT_NOTE, changes_snapshot
from monitoring.services import definitions as services
from monitoring.services.sets import lock_draft
from monitoring.services.writing import MOST_TARGETS, TOO_MANY_TARGETS
from monitoring.views.indicators_common import (
    DEFINITIONS,
    EDITIONS,
    edition_crumbs,
    fetch_edition,
    no_draft,
)
from monitoring.workflow import STATE_KINDS

FORM = "monitoring/indicators/definition.html"


def _figures() -> list[tuple[str, list]]:
    """(room, its figures) for the words beneath the form."""
    rooms: dict[str, list] = {}
    for figure in sorted(registries.figures.values(), key=lambda each: (each.room, each.title)):
        rooms.setdefault(figure.room, []).append(figure)
    return list(rooms.items())


@require_http_methods(["GET", "POST"])
def add(request, pk):
    """A new indicator of the draft; ?parent=5: a part of it."""
    edition = fetch_edition(request.user, pk)
    if answer := no_draft(request, edition):
        return answer
    parent = _parent(request, edition)
    start = Definition(edition=edition, parent=parent)
    if parent:
        for name in (
            "unit",
            "more_is_better",
            "cumulative",
            "respondent",
            "school_kinds",
            "formula",
            "over_periods",
        ):
            setattr(start, name, getattr(parent, name))
    elif request.method == "GET":
        above = list(edition.definitions.filter(parent=None).order_by("position", "pk"))
        start.number, start.section = str(len(above) + 1), above[-1].section if above else ""
    form = DefinitionForm(typed(request), instance=start, back_url=edition.get_absolute_url())

    def do(form):
        services.add_definition(edition=edition, parent=parent, by=request.user, **form.words())

    return service_page(
        request,
        form,
        f"Часть показателя «{parent}»" if parent else "Новый показатель",
        do,
        template=FORM,
        back_url=edition.get_absolute_url(),
        crumbs=edition_crumbs(edition),
        done="Показатель добавлен.",
        figures=_figures(),
    )


def _parent(request, edition: Edition) -> Definition | None:
    text = request.GET.get("parent", "")
    if not text:
        return None
    parent = edition.definitions.filter(pk=whole(text), parent=None).first()
    if parent is None:
        raise Http404
    return parent


def _fetch(request, pk) -> Definition:
    return fetch_editable(DEFINITIONS, request.user, pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """What the draft says of an indicator."""
    definition = _fetch(request, pk)
    edition = definition.edition
    if answer := no_draft(request, edition):
        return answer

    def save(form, by):
        fresh = Definition.objects.select_related("edition__set").get(pk=pk)
        return services.change_definition(definition=fresh, by=by, **form.words())

    try:
        return edit_page(
            request,
            ChangeDefinitionForm,
            definition,
            f"Показатель {definition.number}".strip(),
            save=save,
            template=FORM,
            back_url=edition.get_absolute_url(),
            crumbs=edition_crumbs(edition),
            figures=_figures(),
        )
    except (AlreadyDone, Definition.DoesNotExist):
        messages.info(request, services.NOT_HERE)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(edition)


@require_POST
def move(request, pk):
    """One place up or down."""
    definition = _fetch(request, pk)
    try:
        services.move_definition(definition=definition, up=request.POST.get("way") == "up", by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{definition.edition.get_absolute_url()}#indicator-{pk}")


@require_http_methods(["GET", "POST"])
def remove(request, pk):
    """Take an indicator out of the draft, after a question."""
    definition = _fetch(request, pk)
    edition = definition.edition
    if answer := no_draft(request, edition):
        return answer
    if request.method == "POST":
        return done_or_told(
            request, edition, services.remove_definition, done="Показатель убран.", definition=definition
        )
    parts = definition.parts.count()
    context = {
        "title": "Убрать показатель",
        "crumbs": edition_crumbs(edition),
        "question": f"Убрать из редакции «{definition}»?",
        "consequence": "Его части и цели уйдут вместе с ним." if parts else "Его цели уйдут вместе с ним.",
        "action": "Убрать",
        "back_url": edition.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
def targets(request, pk):
    """All targets of the draft in one table; ?year=2030: with a column more. 5 queries beside the user's rights."""
    edition = fetch_edition(request.user, pk)
    if answer := no_draft(request, edition):
        return answer
    try:
        with transaction.atomic():
            if request.method == "POST":
                edition = lock_draft(edition)
            rows = in_rows(said_by(edition))
            if not rows:
                messages.info(request, "Сначала добавьте показатель: целям пока не за что стоять.")
                return redirect(edition)
            years = years_of(edition, [one for one, _ in rows])
            more = _more_years(request, years, len(rows))
            form = TargetsForm(typed(request), rows=rows, years=[*years, *more])
            if form.is_valid():
                return _saved_targets(request, edition, form, len(rows), [*years, *more])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(edition)
    return _targets_page(request, edition, rows, sorted([*years, *more]), form)


def _more_years(request, years: list[int], rows: int) -> list[int]:
    """Columns that the address asks for beside those of the edition, as far as the form may grow."""
    asked = sorted({year for text in request.GET.getlist("year") if (year := whole(text))} - set(years))
    room = MOST_TARGETS // max(rows, 1) - len(years)
    return [year for year in asked if 2000 <= year <= 2100][: max(room, 0)]


def _saved_targets(request, edition: Edition, form: TargetsForm, rows: int, years: list[int]):
    changed = services.save_targets(edition=edition, values=form.values(), by=request.user)
    year = form.cleaned_data["more_year"]
    address = reverse("monitoring:edition_targets", args=[edition.pk])
    if year and year not in years:
        if rows * (len(years) + 1) > MOST_TARGETS:
            messages.error(request, TOO_MANY_TARGETS)
            return redirect(address)
        return redirect(f"{address}?year={year}")
    messages.success(request, "Цели сохранены." if changed else "Ничего не изменилось.")
    return redirect(edition)


def _targets_page(request, edition: Edition, rows, years: list[int], form: TargetsForm):
    context = {
        "edition": edition,
        "form": form,
        "stale": form.is_stale,
        "changed": None,
        "years": [(year, edition.set.is_forecast(year)) for year in years],
        "rows": [
            (one.definition, depth, [(year, form[f"t{one.definition.pk}-{year}"]) for year in years])
            for one, depth in rows
        ],
        "title": "Цели",
        "crumbs": edition_crumbs(edition),
    }
    status = CONFLICT if form.is_stale else REFUSED if form.is_bound and form.errors else 200
    return render(request, "monitoring/indicators/targets.html", context, status=status)


@require_GET
def changes(request, pk):
    """An edition against the one before, with the ground of each changed target."""
    edition = fetch_visible(EDITIONS, request.user, pk=pk)
    return _changes_page(request, edition)


@require_POST
def reasons(request, pk):
    """One ground for the ticked changes of targets."""
    edition = fetch_edition(request.user, pk)
    if answer := no_draft(request, edition):
        return answer
    form = GroundForm(typed(request))
    chosen = request.POST.getlist("targets")
    if form.is_valid():
        keys = [tuple(map(whole, text.split("-"))) for text in chosen if text.count("-") == 1]
        try:
            services.give_reason(edition=edition, keys=keys, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Основание записано.")
            return redirect("monitoring:edition_changes", pk)
    return _changes_page(request, edition, form=form, chosen=chosen)


def _changes_page(request, edition: Edition, *, form: GroundForm | None = None, chosen=None):
    difference = difference_of(edition)
    may_edit = edition.is_draft and Edition.objects.editable_by(request.user).filter(pk=edition.pk).exists()
    targets = difference.targets if difference else ()
    left = sum(not change.is_grounded for change in targets)
    if may_edit and targets and form is None:
        form = GroundForm()
    rows = []
    for line in difference.lines if difference else ():
        keyed = [(f"{change.indicator}-{change.year}", change) for change in difference.targets_of(line)]
        rows.append(
            (
                line,
                [
                    (key, change, key in chosen if chosen is not None else not change.is_grounded)
                    for key, change in keyed
                ],
                difference.grounds(line),
            )
        )
    context = {
        "edition": edition,
        "state_kind": STATE_KINDS[edition.state],
        "difference": difference,
        "rows": rows,
        "left": left,
        "form": form if may_edit and targets else None,
        "may_edit": may_edit,
        "title": f"Изменения в редакции {edition.number}",
        "crumbs": edition_crumbs(edition),
    }
    status = REFUSED if form is not None and form.errors else 200
    return render(request, "monitoring/indicators/changes.html", context, status=status)


@require_GET
def changes_file(request, pk, fmt):
    """«Было — стало — основание» as PDF or DOCX."""
    edition = fetch_visible(EDITIONS, request.user, pk=pk)
    difference = difference_of(edition)
    if difference is None:
        raise Http404
    name = f"Изменения, редакция {edition.number}. {edition.set.title}"
    note = DRAFT_NOTE if edition.is_draft else ""
    snapshot = changes_snapshot(edition, difference)
    return printed_response(request, CHANGES_TEMPLATE, snapshot, name=name, fmt=fmt, note=note)
