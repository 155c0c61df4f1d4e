"""The yearly revision: what is kept, by how many years deadlines move, why."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import wholes
from roadmap.content import content_of
from roadmap.forms.revising import YEARS, RevisionForm, years_of
from roadmap.models import Edition
from roadmap.revising import base_of, grouped, offers_of
from roadmap.services import revising
from roadmap.shifting import left_years, moved_day
from roadmap.views.common import PROGRAMMES, programme_crumbs

DONE = "Новая редакция создана. Исправьте её, проверьте основания изменений и утвердите."


@require_http_methods(["GET", "POST"])
def revise(request, pk):
    """?years=2: how far deadlines move. Nothing is written before the button is pressed."""
    programme = fetch_editable(PROGRAMMES, request.user, pk=pk)
    draft = programme.editions.filter(state=Edition.State.DRAFT).first()
    base = base_of(programme)
    if draft or base is None:
        messages.info(request, revising.PREPARED if draft else revising.NOT_APPROVED)
        return redirect(draft or programme)
    base.programme = programme
    years, today = years_of(request.GET), timezone.localdate()
    form = RevisionForm(typed(request), back_url=programme.get_absolute_url())
    kept = wholes(request.POST.getlist("items"))
    if request.method == "POST" and form.is_valid():
        try:
            edition = revising.revise(
                programme=programme, base=base, years=years, kept=kept, today=today, by=request.user,
                **form.cleaned_data,
            )  # fmt: skip
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(programme.editions.get(state=Edition.State.DRAFT))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, DONE)
            return redirect(edition)
    groups = grouped(offers_of(base, years=years, today=today))
    context = {
        "programme": programme,
        "base": base,
        "form": form,
        "groups": [
            (group, [(each, each.item in kept if form.is_bound else group.keep) for each in group.lines])
            for group in groups
        ],
        "years": years,
        "choices": YEARS,
        "first": moved_day(base.first, years),
        "last": moved_day(base.last, years),
        "notes": left_years(content_of(base)) if years else [],
        "title": "Новая редакция",
        "crumbs": programme_crumbs(programme),
    }
    status = REFUSED if form.errors else 200
    return render(request, "roadmap/revision/revise.html", context, status=status)
