"""Orders that begin on a page of associations: after an election."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from associations.models import AgendaItem
from associations.orders.election import ELECTION, ElectionForm, elected_terms
from methodservice.directory.access import fetch_visible, require_methodist
from methodservice.documents.orders.services.making import AlreadyDrafted, start_order


@require_POST
def order_after_election(request, pk):
    """Draft the order that appoints whom this question of the agenda elected; a second click finds the same order."""
    item = fetch_visible(AgendaItem, request.user, pk=pk)
    require_methodist(request.user)
    term = elected_terms().filter(meeting=item.meeting_id, election_id=item.pk).first()
    if term is None:
        raise Http404
    facts = ELECTION.facts(ElectionForm(term=term, user=request.user))
    try:
        order = start_order(
            kind=ELECTION, facts=facts, municipality=term.association.municipality, by=request.user
        )
    except AlreadyDrafted as repeat:
        messages.info(request, str(repeat))
        order = repeat.order
    else:
        messages.success(request, "Черновик приказа готов. Проверьте его и передайте на подпись.")
    return redirect(order)
