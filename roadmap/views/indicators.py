"""Indicators of a programme: linked, unlinked, begun from its tables."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from methodservice.directory.access import fetch_editable
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import IndicatorSet
from roadmap.forms.linking import LinkForm
from roadmap.models import Edition, Programme, ProgrammeIndicators
from roadmap.services import linking
from roadmap.views.common import PROGRAMMES

LINKS = ProgrammeIndicators.objects.select_related("programme", "set")


def page_of_indicators(programme: Programme) -> str:
    return f"{programme.get_absolute_url()}?view=indicators"


def form_of(programme: Programme, user, data=None) -> LinkForm:
    """Sets that are not linked yet."""
    taken = programme.indicator_links.values("set")
    return LinkForm(
        data, sets=IndicatorSet.objects.visible_to(user).exclude(pk__in=taken).order_by("title", "pk")
    )


@require_POST
def link(request, pk):
    """Link a set that there is already."""
    programme = fetch_editable(PROGRAMMES, request.user, pk=pk)
    form = form_of(programme, request.user, request.POST)
    if form.is_valid():
        try:
            linking.link(programme=programme, set=form.cleaned_data["set"], by=request.user)
            messages.success(request, "Показатели связаны с документом.")
        except AlreadyDone as done:
            messages.info(request, str(done))
    else:
        messages.error(request, " ".join(form.errors["set"]))
    return redirect(page_of_indicators(programme))


@require_POST
def unlink(request, pk):
    """The set itself stays."""
    row = fetch_editable(LINKS, request.user, pk=pk)
    try:
        linking.unlink(link=row, by=request.user)
        messages.success(request, "Показатели больше не связаны с документом.")
    except AlreadyDone as done:
        messages.info(request, str(done))
    return redirect(page_of_indicators(row.programme))


@require_POST
def begin(request, pk):
    """A draft of a set out of the tables of the edition; its page opens."""
    edition = fetch_editable(Edition.objects.select_related("programme"), request.user, pk=pk)
    try:
        made = linking.begin_indicators(edition=edition, by=request.user)
    except AlreadyDone as done:
        messages.info(request, str(done))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Черновик показателей готов. Проверьте, как портал их понял.")
        return redirect(made)
    return redirect(f"{reverse('roadmap:programme', args=[edition.programme_id])}?view=indicators")
