"""What an edition changes and why: the page, the ground of changes, the page printed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from methodservice.directory.access import fetch_visible
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.documents.printing import DRAFT_NOTE, printed_response
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import Refused
from methodservice.lib.whole import wholes
from roadmap.changes import TEMPLATE, changes_snapshot
from roadmap.difference import difference_of
from roadmap.evidence import GROUNDS, find_records, record_choices
from roadmap.forms.revising import ReasonForm
from roadmap.models import Edition, Programme
from roadmap.services.reasons import give_reason
from roadmap.views.common import (
    asked_edition,
    edition_to_show,
    fetch_draft,
    fetch_programme,
    programme_crumbs,
)
from roadmap.workflow import STATE_KINDS


def _newest(programme: Programme, user) -> Edition | None:
    return Edition.objects.visible_to(user).filter(programme=programme).for_page().first()


@require_GET
def changes(request, pk):
    """The newest edition that the person sees against the one before; ?edition=2 another one."""
    programme = fetch_programme(request.user, pk)
    number = asked_edition(request)
    edition = edition_to_show(programme, request.user, number) if number else _newest(programme, request.user)
    if edition is None:
        raise Http404
    return _page(request, programme, edition)


@require_POST
def reasons(request, pk):
    """One ground for the chosen changes of the draft."""
    programme, draft = fetch_draft(request.user, pk)
    if draft is None:
        messages.info(request, "Черновика нет: основания указывают, пока редакция готовится.")
        return redirect(programme)
    form = ReasonForm(typed(request), records=record_choices(request.user, GROUNDS))
    chosen = wholes(request.POST.getlist("items"))
    if form.is_valid():
        try:
            count = give_reason(edition=draft, items=chosen, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = counted(count, "изменения", "изменений", "изменений")
            messages.success(request, f"Основание записано для {words}.")
            return redirect("roadmap:changes", pk)
    return _page(request, programme, draft, form=form, chosen=chosen)


def _page(request, programme, edition: Edition, *, form: ReasonForm | None = None, chosen=None):
    edition.programme = programme
    difference = difference_of(edition)
    may_found = request.user.access.is_methodist and edition.is_draft and bool(difference)
    if may_found and form is None:
        form = ReasonForm(records=record_choices(request.user, GROUNDS))
    given = difference.reasons if difference else {}
    records = find_records(request.user, {reason.record for reason in given.values() if reason.record})
    rows = [
        (
            line,
            reason := given.get(line.item),
            records.get(reason.record) if reason else None,
            line.item in chosen if chosen is not None else reason is None,
        )
        for line in (difference.items.lines if difference else ())
    ]
    context = {
        "programme": programme,
        "edition": edition,
        "state_kind": STATE_KINDS[edition.state],
        "difference": difference,
        "rows": rows,
        "left": sum(reason is None for _, reason, _, _ in rows),
        "form": form if may_found else None,
        "title": f"Изменения в редакции {edition.number}",
        "crumbs": programme_crumbs(programme),
        "searchable": may_found,
        "here": reverse("roadmap:reasons", args=[programme.pk]),
    }
    status = REFUSED if form is not None and form.errors else 200
    return render(request, "roadmap/revision/changes.html", context, status=status)


@require_GET
def changes_file(request, pk, fmt):
    """«Было — стало — основание» as PDF or DOCX."""
    edition = fetch_visible(Edition.objects.for_page(), request.user, pk=pk)
    difference = difference_of(edition)
    if difference is None:
        raise Http404
    snapshot = changes_snapshot(edition, difference, request.user)
    name = f"Изменения, редакция {edition.number}. {edition.title}"
    return printed_response(
        request, TEMPLATE, snapshot, name=name, fmt=fmt, note=DRAFT_NOTE if edition.is_draft else ""
    )
