"""Beginning a report, writing its texts, handing it in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from associations.models import Association
from associations.reports.figures import figures_of
from associations.reports.forms.report import StartForm, TextsForm
from associations.reports.models import AnnualReport
from associations.reports.services import workflow
from associations.reports.services.writing import (
    NOT_OPEN,
    joined,
    lock_report,
    start_report,
    write_texts,
)
from associations.reports.views.common import REPORTS, back_to, crumbs_to, title_of
from associations.reports.words import Hint, hints
from associations.reports.years import offered_years, reporting_year
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import form_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused

LED = Association.objects.select_related("municipality__rules", "school")
SUBMITTED = "Отчёт сдан. Показатели теперь не изменятся, ответ придёт в «Мои дела»."
STARTED = "Отчёт начат: показатели уже посчитаны. Осталось написать выводы."


@require_http_methods(["GET", "POST"])
def start(request, pk):
    """One click with the year chosen; where there is a report already, its page."""
    association = fetch_led(request.user, pk)
    today = timezone.localdate()
    rules = association.municipality.rules
    form = StartForm(
        typed(request),
        years=offered_years(today),
        initial={"year": str(reporting_year(rules.report_due, today).first)},
        back_url=association.get_absolute_url(),
    )

    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        try:
            report = start_report(association=association, year=year, by=request.user)
        except AlreadyDone as repeat:
            return back_to(request, association.reports.get(school_year=year.first), str(repeat))
        except Refused as refusal:
            form.add_error(refusal.anchor or None, str(refusal))
        else:
            messages.success(request, STARTED)
            return redirect(report)
    return form_page(
        request,
        form,
        "Составить отчёт",
        crumbs=[*crumbs_to(), (association.title, association.get_absolute_url())],
        intro="Портал сам посчитает заседания, явку, решения, план и мероприятия. Вам останется написать выводы.",
    )


def fetch_led(user, pk) -> Association:
    """The association if the user files for it; 403 if the user may only see it; 404 if not even that."""
    association = fetch_visible(LED, user, pk=pk)
    if not Association.objects.led_by(user).filter(pk=association.pk).exists():
        raise PermissionDenied
    return association


@require_http_methods(["GET", "POST"])
def texts(request, pk):
    """The four sections with sentences that the figures suggest. A sentence is taken by a button of the same form: what
    is typed is saved with it."""
    report = fetch_editable(REPORTS, request.user, pk=pk)
    if report.state not in AnnualReport.OPEN:
        return back_to(request, report, NOT_OPEN)
    suggested = _hints(report)
    data, taken = _with_taken(typed(request), suggested)
    try:
        with transaction.atomic():
            if request.method == "POST":
                report = lock_report(report)
            form = TextsForm(data, instance=report, back_url=report.get_absolute_url())
            if request.method == "POST" and form.is_valid():
                write_texts(report=report, texts=form.texts, by=request.user)
                return _after_saving(request, report, taken)
    except Refused as refusal:
        return back_to(request, report, str(refusal))
    sections = [
        (form[section], [hint for hint in suggested if _is_new(hint, section, form)])
        for section in AnnualReport.SECTIONS
    ]
    return form_page(
        request,
        form,
        "Выводы отчёта",
        crumbs=crumbs_to(report),
        template="reports/texts.html",
        report=report,
        sections=sections,
        report_title=title_of(report),
    )


def _hints(report: AnnualReport) -> list[Hint]:
    figures = figures_of(report.association, report.year, timezone.localdate())
    return hints({each.key: each.now for each in figures}, {each.key: each.before for each in figures})


def _with_taken(data, suggested: list[Hint]):
    """(the data with the sentence of the pressed button at the end of its section, the sentence)"""
    taken = next((hint for hint in suggested if data is not None and hint.key == data.get("take")), None)
    if taken:
        data = data.copy()
        data[taken.section] = joined(data.get(taken.section, ""), taken.text)
    return data, taken


def _is_new(hint: Hint, section: str, form: TextsForm) -> bool:
    return hint.section == section and hint.text not in (form[section].value() or "")


def _after_saving(request, report: AnnualReport, taken: Hint | None):
    """A sentence taken: on with writing where it stands. Saved: back to the report."""
    if taken:
        messages.success(request, "Предложение вставлено, всё набранное сохранено.")
        return redirect(f"{reverse('reports:texts', args=[report.pk])}#id_{taken.section}")
    messages.success(request, "Сохранено.")
    return redirect(report)


@require_POST
def submit(request, pk):
    """Hand in: what is missing leads to its field."""
    report = fetch_editable(REPORTS, request.user, pk=pk)
    try:
        workflow.submit(report=report, by=request.user)
    except Refused as refusal:
        if refusal.anchor:
            messages.warning(request, str(refusal))
            return redirect(f"{reverse('reports:texts', args=[report.pk])}#id_{refusal.anchor}")
        return back_to(request, report, str(refusal))
    messages.success(request, SUBMITTED)
    return redirect(report)


@require_POST
def withdraw(request, pk):
    """Take the report back while nobody has answered."""
    report = fetch_editable(REPORTS, request.user, pk=pk)
    try:
        workflow.withdraw(report=report, by=request.user)
    except Refused as refusal:
        return back_to(request, report, str(refusal))
    messages.success(request, "Отчёт отозван: его снова можно менять.")
    return redirect(report)


@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """Throw away a report that is being written; asks once."""
    report = fetch_editable(REPORTS, request.user, pk=pk)
    if request.method == "POST":
        try:
            workflow.discard(report=report, by=request.user)
        except Refused as refusal:
            return back_to(request, report, str(refusal))
        messages.success(request, "Отчёт удалён.")
        return redirect("reports:list")
    if report.state not in AnnualReport.OPEN:
        return back_to(request, report, NOT_OPEN)
    context = {
        "title": "Удалить отчёт",
        "crumbs": crumbs_to(report),
        "question": f"Удалить отчёт за {report.year} учебный год?",
        "consequence": "Написанные выводы пропадут. Заседания, решения и мероприятия останутся.",
        "action": "Удалить",
        "back_url": report.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
