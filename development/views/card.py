"""The card of one person."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from development.card import read_card
from development.places import card_url, has_card
from development.services.records import keeps
from development.views.common import TEACHERS, crumbs_to
from methodservice.directory import audit
from methodservice.directory.access import fetch_visible


@require_GET
def card(request, pk):
    """Where the person stands, then all records. Opening somebody else's card is written to the journal. 10 queries
    beside the user's rights, 11 for whoever keeps the card."""
    teacher = fetch_visible(TEACHERS, request.user, pk=pk)
    user = request.user
    is_own = teacher.pk == user.teacher_id
    if not is_own:
        audit.record(audit.Verb.READ, by=user, obj=teacher, note="карточка развития")
    keeping = keeps(user, teacher)
    context = {
        "teacher": teacher,
        "is_own": is_own,
        "keeps": keeping,
        "card": read_card(teacher, user, timezone.localdate(), keeps=keeping),
        "crumbs": crumbs_to(user),
    }
    return render(request, "development/card.html", context)


@require_GET
def mine(request):
    """«Моя карточка» from the menu."""
    if not has_card(request.user):
        raise PermissionDenied
    return redirect(card_url(request.user.teacher_id))
