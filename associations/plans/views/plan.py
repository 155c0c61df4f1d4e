"""The page of a plan, what an edition changed, the plan as a file."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.plans.models import PlanEdition
from associations.plans.page import difference_of, read_plan, state_of
from associations.plans.printed import TEMPLATE, plan_snapshot
from associations.plans.views.common import PLANS, plan_crumbs, plan_title
from methodservice.directory.access import fetch_visible
from methodservice.documents.printing import DRAFT_NOTE, copy_note, document_response, printed_response
from methodservice.lib.whole import whole


def _asked_number(request) -> int | None:
    return whole(request.GET.get("edition", ""))


@require_GET
def plan(request, pk):
    """The edition in force; the pending one for those who lead or approve; ?edition=2 shows another."""
    found = fetch_visible(PLANS, request.user, pk=pk)
    page = read_plan(found, request.user, today=timezone.localdate(), number=_asked_number(request))
    context = {
        "page": page,
        "plan": found,
        "association": found.association,
        "edition": page.edition,
        "editions": [(each, *state_of(each)) for each in page.editions],
        "title": plan_title(found),
        "crumbs": plan_crumbs(found, inside=False),
    }
    return render(request, "plans/plan.html", context)


@require_GET
def changes(request, pk):
    """What an edition says otherwise than the one before it; the newest that the person may see, or ?edition=2."""
    found = fetch_visible(PLANS, request.user, pk=pk)
    page = read_plan(found, request.user, today=timezone.localdate(), number=_asked_number(request))
    if page.edition is None:
        raise Http404
    context = {
        "plan": found,
        "edition": page.edition,
        "state": state_of(page.edition),
        "difference": difference_of(page.edition),
        "crumbs": plan_crumbs(found),
        "title": f"Изменения в редакции {page.edition.number}",
    }
    return render(request, "plans/changes.html", context)


@require_GET
def file(request, pk, fmt):
    """An edition as PDF or DOCX: the frozen bytes of an approved one, a «Проект» of the others."""
    edition = fetch_visible(PlanEdition.objects.for_page().select_related("document"), request.user, pk=pk)
    plan, document = edition.plan, edition.document
    name = f"План {plan.year.first}-{plan.year.first + 1}, {plan.association.title}"
    if edition.number > 1:
        name = f"{name}, редакция {edition.number}"
    if document is None:
        name = f"Проект. {name}"
        return printed_response(
            request, TEMPLATE, plan_snapshot(edition), name=name, fmt=fmt, note=DRAFT_NOTE
        )
    if fmt == "pdf":
        return document_response(bytes(document.pdf), name=name, fmt=fmt)
    return printed_response(
        request, TEMPLATE, document.snapshot, name=name, fmt=fmt, note=copy_note(document)
    )
