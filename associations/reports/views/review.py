"""The approver's decision."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from associations.reports.forms.report import ReviewForm
from associations.reports.services import workflow
from associations.reports.views.common import back_to, fetch_to_review
from associations.reports.views.report import read_figures, report_page
from methodservice.directory.views.pages import REFUSED
from methodservice.lib.refusals import AlreadyDone, Refused

REMARK_TYPED = "Вы написали замечание. Нажмите «Вернуть с замечанием» или сотрите его и примите отчёт."


@require_POST
def review(request, pk):
    """Accept or return with a remark; a refusal stands beside the form, with everything that was typed."""
    report = fetch_to_review(request.user, pk)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            done = _decide(request, form, report)
        except AlreadyDone as repeat:
            return back_to(request, report, str(repeat))
        except Refused as refusal:
            form.add_error(refusal.anchor or None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(report)
    report.refresh_from_db()
    return report_page(request, report, *read_figures(report), form=form, status=REFUSED)


def _decide(request, form: ReviewForm, report) -> str:
    """What was decided, in words. Raises Refused."""
    comment, version = form.cleaned_data["comment"], form.cleaned_data["version"]
    if request.POST.get("decision") == "accept":
        if comment:
            raise Refused(REMARK_TYPED, "comment")
        workflow.accept(report=report, by=request.user, version=version)
        return "Отчёт принят."
    workflow.return_report(report=report, comment=comment, by=request.user, version=version)
    return "Отчёт возвращён с замечанием."
