"""Where a plan begins: with last year's, with a template, with a table from a file, with nothing."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from associations.models import Association
from associations.plans.forms.starting import TableForm
from associations.plans.models import PlanEdition, PlanTable
from associations.plans.services import copying, tables, templates
from associations.plans.services.editing import CLOSED
from associations.plans.services.starting import fill_plan, lines_seen, open_edition_of
from associations.plans.years import planning_year
from associations.views.card import asked_year, crumbs_to
from associations.views.meetings import led_association
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import REFUSED
from methodservice.lib.numerals import counted
from methodservice.lib.officefiles import FileRefused
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import wholes

TABLES = PlanTable.objects.select_related("association__municipality", "association__school")
LINES = ("строка", "строки", "строк")
NOT_SHOWN = -2


def _year_of(request) -> SchoolYear:
    """The school year of the page: asked for, at most one away from the one that is planned now."""
    usual = planning_year(timezone.localdate())
    year = asked_year(request, usual)
    return year if abs(year.first - usual.first) <= 1 else usual


def _keys(request, name: str) -> set[int]:
    """Keys of ticked rows; what is no number is no row."""
    return wholes(request.POST.getlist(name))


@require_http_methods(["GET", "POST"])
def start(request, pk):
    """Four ways to begin a plan, with what each would bring; lines for one that may still be changed. 14 queries at
    most beside the frame's."""
    association = led_association(request.user, pk)
    year = _year_of(request)
    plan, edition = open_edition_of(association, year)
    if association.closed_on:
        messages.info(request, "Объединение закрыто: новый план ему не составляют.")
        return redirect(association)
    if plan is not None and edition is None:
        messages.info(request, CLOSED)
        return redirect(plan)
    form = TableForm()
    error = ""
    if request.method == "POST":
        way = WAYS.get(request.POST.get("way", ""))
        if way is _from_file:
            form = TableForm(request.POST, request.FILES)
        try:
            if way is None:
                raise Refused("Выберите, с чего начать план.")
            if answer := way(request, association, year, form):
                return answer
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(open_edition_of(association, year)[0] or association)
        except Refused as refusal:
            error = str(refusal)
    return _start_page(request, association, year, edition, form, error)


def _start_page(request, association, year, edition: PlanEdition | None, form, error):
    context = {
        "association": association,
        "year": year,
        "edition": edition,
        "seen": lines_seen(edition),
        "last": copying.last_plan(association, year, timezone.localdate()),
        "chosen": _keys(request, "lines") if error else None,
        "templates": templates.templates_for(association),
        "form": form,
        "error": error,
        "title": "Добавить строки в план" if edition else f"План на {year} учебный год",
        "back_url": edition.plan.get_absolute_url() if edition else association.get_absolute_url(),
        "crumbs": crumbs_to(association),
    }
    status = REFUSED if error or form.errors else 200
    return render(request, "plans/start/start.html", context, status=status)


def _seen(request) -> int:
    """Lines that the page was shown with; what no page says never agrees."""
    text = request.POST.get("seen", "")
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else NOT_SHOWN


def _to_plan(request, edition: PlanEdition, done: str):
    messages.success(request, done)
    return redirect(edition.plan)


def _from_nothing(request, association, year, form):
    edition = fill_plan(association=association, year=year, drafts=(), seen=_seen(request), by=request.user)
    return _to_plan(request, edition, "План начат. Добавьте первую строку.")


def _from_last_year(request, association, year, form):
    today = timezone.localdate()
    chosen = _keys(request, "lines")
    source = copying.last_plan(association, year, today)
    edition = copying.copy_plan(
        association=association, year=year, chosen=chosen, today=today, seen=_seen(request), by=request.user
    )
    taken = [line for line in source.lines if line.key in chosen]
    doubts = [doubt for line in taken for doubt in line.doubts]
    done = f"Из плана {year.previous} взято: {counted(len(taken), *LINES)}."
    return _to_plan(request, edition, " ".join([done, *dict.fromkeys(doubts)]))


def _from_template(request, association, year, form):
    offered = templates.templates_for(association)
    key = request.POST.get("template", "")
    template = next((each for each in offered if str(each.pk or "usual") == key), None)
    if template is None:
        raise Refused("Этого шаблона больше нет. Выберите другой.")
    edition = templates.start_from(
        template=template, association=association, year=year, seen=_seen(request), by=request.user
    )
    done = f"Из шаблона взято: {counted(len(template.lines), *LINES)}. Поправьте их под своё объединение."
    return _to_plan(request, edition, done)


def _from_file(request, association, year, form):
    if not form.is_valid():
        return None
    try:
        table = tables.receive_table(
            association=association, year=year, upload=form.cleaned_data["file"], by=request.user
        )
    except FileRefused as refused:
        form.add_error("file", refused.sentence)
        return None
    return redirect("plans:table", table.pk)


WAYS = {"empty": _from_nothing, "copy": _from_last_year, "template": _from_template, "file": _from_file}


@require_http_methods(["GET", "POST"])
def table(request, pk):
    """What was read from a file, line by line beside what it says there; the ticked lines are written once."""
    found = fetch_editable(TABLES, request.user, pk=pk)
    error, chosen = "", None
    if request.method == "POST":
        chosen = _keys(request, "rows")
        try:
            edition = tables.accept_table(table=found, chosen=chosen, by=request.user)
        except AlreadyDone as repeat:
            return _accepted(request, found, str(repeat))
        except Refused as refusal:
            error = str(refusal)
        else:
            return _to_plan(request, edition, f"Из файла взято: {counted(len(chosen), *LINES)}.")
    elif found.accepted:
        return _accepted(request, found, tables.ACCEPTED)
    reviewed, edition = tables.review_table(found)
    if chosen is None:
        chosen = {place for place, each in enumerate(reviewed) if not each.twin}
    context = {
        "table": found,
        "rows": [(place, each, place in chosen) for place, each in enumerate(reviewed)],
        "doubtful": sum(1 for each in reviewed if each.doubts),
        "edition": edition,
        "error": error,
        "title": found.name,
        "crumbs": crumbs_to(found.association),
    }
    return render(request, "plans/start/table.html", context, status=REFUSED if error else 200)


def _accepted(request, found: PlanTable, sentence: str):
    messages.info(request, sentence)
    plan, _ = open_edition_of(found.association, found.year)
    return redirect(plan or found.association)


@require_POST
def table_discard(request, pk):
    """Forget a file; nothing of it was written."""
    found = fetch_visible(TABLES, request.user, pk=pk)
    association: Association = found.association
    found.delete()
    messages.info(request, f"Файл «{found.name}» не записан в план.")
    return redirect("plans:start", association.pk)
