"""Changing the words of a plan: theme and tasks, lines one by one."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from associations.plans.forms.plan import EditLineForm, LineForm, WordsForm
from associations.plans.lines import LineDraft
from associations.plans.models import PlanEdition, PlanLine
from associations.plans.services import editing
from associations.plans.views.common import NOTHING_OPEN, back_to, fetch_edition_to_change, plan_crumbs
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import form_page, typed
from methodservice.lib.refusals import Refused

LINES = PlanLine.objects.select_related(
    "edition__plan__association__municipality", "edition__plan__association__school", "direction", "kind"
)


def _open_edition(request, pk) -> PlanEdition | None:
    edition = fetch_edition_to_change(request.user, pk)
    return edition if edition and edition.state in PlanEdition.OPEN else None


@require_http_methods(["GET", "POST"])
def words(request, pk):
    """Theme, goal, tasks."""
    edition = _open_edition(request, pk)
    if edition is None:
        return back_to(request, pk, NOTHING_OPEN)
    plan = edition.plan
    try:
        with transaction.atomic():
            if request.method == "POST":
                edition = editing.lock_edition(edition)
            form = WordsForm(typed(request), instance=edition, back_url=plan.get_absolute_url())
            if request.method == "POST" and form.is_valid():
                editing.change_words(edition=edition, by=request.user, **form.words)
                messages.success(request, "Сохранено.")
                return redirect(plan)
    except Refused as refusal:
        return back_to(request, pk, str(refusal))
    return form_page(request, form, "Тема, цель и задачи", crumbs=plan_crumbs(plan))


@require_http_methods(["GET", "POST"])
def line_add(request, pk):
    """A line at the end of its section; ?section= names the section."""
    edition = _open_edition(request, pk)
    if edition is None:
        return back_to(request, pk, NOTHING_OPEN)
    plan = edition.plan
    asked = request.GET.get("section", "")
    instance = PlanLine(edition=edition)
    if asked in PlanLine.Section.values:
        instance.section = asked
    form = LineForm(typed(request), instance=instance, back_url=plan.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            (line,) = editing.add_lines(edition=edition, drafts=[LineDraft(**form.words)], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Добавлен пункт {line.position}.")
            return back_to(request, pk, anchor=f"line-{line.pk}")
    return form_page(
        request, form, "Новая строка плана", crumbs=plan_crumbs(plan), template="plans/line_form.html"
    )


@require_http_methods(["GET", "POST"])
def line_edit(request, pk):
    """Words of a line; a remark of the approver stands above them."""
    line = fetch_editable(LINES, request.user, pk=pk)
    plan = line.edition.plan
    if line.edition.state not in PlanEdition.OPEN:
        return back_to(request, plan.pk, NOTHING_OPEN)
    try:
        with transaction.atomic():
            if request.method == "POST":
                _, line = editing.lock_line(line)
            form = EditLineForm(typed(request), instance=line, back_url=plan.get_absolute_url())
            if request.method == "POST" and form.is_valid():
                editing.change_line(line=line, by=request.user, **form.words)
                messages.success(request, "Сохранено.")
                return back_to(request, plan.pk, anchor=f"line-{line.pk}")
    except Refused as refusal:
        return back_to(request, plan.pk, str(refusal))
    return form_page(
        request, form, f"Пункт {line.position}", crumbs=plan_crumbs(plan), template="plans/line_form.html"
    )


@require_POST
def line_move(request, pk):
    """«Выше», «ниже»."""
    line = fetch_editable(LINES, request.user, pk=pk)
    try:
        editing.move_line(line=line, up=request.POST.get("way") == "up", by=request.user)
    except Refused as refusal:
        return back_to(request, line.edition.plan_id, str(refusal))
    return back_to(request, line.edition.plan_id, anchor=f"line-{line.pk}")


@require_http_methods(["GET", "POST"])
def line_remove(request, pk):
    """Take a line out; asks once."""
    line = fetch_editable(LINES, request.user, pk=pk)
    plan = line.edition.plan
    if line.edition.state not in PlanEdition.OPEN:
        return back_to(request, plan.pk, NOTHING_OPEN)
    if request.method == "POST":
        try:
            editing.remove_line(line=line, by=request.user)
        except Refused as refusal:
            return back_to(request, plan.pk, str(refusal))
        messages.success(request, f"Пункт {line.position} убран.")
        return redirect(plan)
    context = {
        "title": f"Убрать пункт {line.position}",
        "crumbs": plan_crumbs(plan),
        "question": f"Убрать из плана пункт {line.position} «{line.action}»?",
        "consequence": "",
        "action": "Убрать",
        "back_url": f"{plan.get_absolute_url()}#line-{line.pk}",
    }
    return render(request, "components/confirm.html", context)
