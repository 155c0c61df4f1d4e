"""What a survey brought, on the screen and on paper; of a named one who answered what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from development.surveys.models import Question, Survey
from development.surveys.named import named_sheets, said_in
from development.surveys.printed import REPORT, report_snapshot
from development.surveys.results import read_results
from development.surveys.views.common import SURVEYS, crumbs_to
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.printing import printed_response
from methodservice.lib.lists import page_of
from methodservice.lib.whole import whole

COLUMNS = [("Вопрос", 0), ("Ответ", 1), ("Человек", 2), ("Доля ответивших, %", 3)]


def _lines(results) -> list[tuple]:
    rows = []
    for found in results.found:
        words = found.question.words
        rows += [(words, line.words, line.number, int(line.percent)) for line in found.lines]
        rows += [(words, text, None, None) for text in found.texts]
    return rows


def _may_read_names(user, survey: Survey) -> bool:
    """Methodists, of a named survey. 1 query at most."""
    return not survey.is_anonymous and Survey.objects.editable_by(user).filter(pk=survey.pk).exists()


def _cell(place):
    return lambda row: row[place]


@require_GET
def results(request, pk):
    """`?school=5`: of one school that may be shown apart. 11 queries beside the user's rights."""
    survey = fetch_visible(SURVEYS, request.user, pk=pk)
    with_names = _may_read_names(request.user, survey)
    found = read_results(survey, whole(request.GET.get("school", "")), with_names=with_names)
    columns = [(title, _cell(place)) for title, place in COLUMNS]
    name = f"Итоги опроса {survey.title[:60]}"
    if download := export_if_asked(request, _lines(found), columns, name, by=request.user):
        return download
    context = {
        "survey": survey,
        "results": found,
        "may_read_names": with_names,
        "text": Question.Kind.TEXT,
        "crumbs": crumbs_to(survey),
    }
    return render(request, "surveys/results.html", context)


@require_GET
def report(request, pk, fmt):
    """The report of all that may be shown."""
    survey = fetch_visible(SURVEYS, request.user, pk=pk)
    found = read_results(survey, with_names=_may_read_names(request.user, survey))
    if found.why_not:
        messages.info(request, found.why_not)
        return redirect("surveys:results", pk)
    return printed_response(
        request, REPORT, report_snapshot(found), name=f"Справка по итогам опроса {survey.title}", fmt=fmt
    )


@require_GET
def answers(request, pk):
    """Who answered what, of a named survey: for methodists, written to the journal."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    if survey.is_anonymous:
        raise PermissionDenied
    questions = list(survey.questions.all())
    columns = [
        ("Педагог", "invitation.teacher.full_name"),
        ("Организация", "invitation.school.short_name"),
        *((question.words, _said(question.pk)) for question in questions),
    ]
    sheets = named_sheets(survey)
    name = f"Ответы с именами {survey.title[:60]}"
    if download := export_if_asked(request, sheets, columns, name, by=request.user):
        return download
    audit.record(audit.Verb.READ, by=request.user, obj=survey, note="ответы с именами")
    page = page_of(sheets, request.GET.get("page"))
    told = [(sheet, said_in(sheet)) for sheet in page]
    context = {
        "survey": survey,
        "page": page,
        "rows": [(sheet, [(each, said.get(each.pk, "—")) for each in questions]) for sheet, said in told],
        "crumbs": crumbs_to(survey),
    }
    return render(request, "surveys/answers.html", context)


def _said(question_id):
    return lambda sheet: said_in(sheet).get(question_id, "")
