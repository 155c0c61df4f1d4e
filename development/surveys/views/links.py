"""Links of a survey: a list to copy or download, slips to print, letters."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from development.surveys.links import SLIPS, columns_of, link_of, links_of, slips_snapshot
from development.surveys.services import mailing
from development.surveys.views.common import SURVEYS, crumbs_to
from development.surveys.workflow import State
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import School
from methodservice.documents.printing import printed_response
from methodservice.lib.lists import page_of
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole


def _school(request) -> int | None:
    """`?school=5`; nonsense means all."""
    return whole(request.GET.get("school", ""))


@require_GET
def links(request, pk):
    """6 queries beside the user's rights."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    school_id = _school(request)
    rows = links_of(survey, school_id)
    name = f"Ссылки на опрос {survey.title[:60]}"
    if download := export_if_asked(request, rows, columns_of(survey), name, by=request.user):
        return download
    page = page_of(rows, request.GET.get("page"))
    asked = survey.invitations.order_by().values("school")
    context = {
        "survey": survey,
        "is_open": survey.state == State.OPEN,
        "is_closed": survey.state == State.CLOSED,
        "schools": list(School.objects.filter(pk__in=asked).order_by("short_name", "pk")),
        "school_id": school_id,
        "page": page,
        "rows": [(row, link_of(row)) for row in page],
        "letters": mailing.letters_of(survey).count(),
        "query": f"?school={school_id}" if school_id else "",
        "crumbs": crumbs_to(survey),
    }
    return render(request, "surveys/links.html", context)


@require_GET
def slips(request, pk, fmt):
    """`?school=5`: of one school. In PDF only: Word gets no QR codes. Each printing is journaled."""
    if fmt != "pdf":
        raise Http404
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    snapshot = slips_snapshot(survey, _school(request))
    response = printed_response(request, SLIPS, snapshot, name=f"Ссылки на опрос {survey.title}", fmt=fmt)
    note = f"Ссылки на опрос: PDF, строк: {len(snapshot['slips'])}"
    audit.record(audit.Verb.EXPORTED, by=request.user, obj=survey, note=note)
    return response


@require_POST
def send(request, pk):
    """Letters to those who have an address and were not written to."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    try:
        job = mailing.start_letters(survey=survey, by=request.user, back=reverse("surveys:links", args=[pk]))
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        return redirect("jobs:progress", job.pk)
    return redirect("surveys:links", pk)
