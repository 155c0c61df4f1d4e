"""The page of one pair."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from development.models import Deficit
from mentoring.models import Pair, PairConsent
from mentoring.rules.steps import Step, step_of_active, step_of_draft
from mentoring.services.orders import orders_under_way
from mentoring.services.pairs import standing_of
from mentoring.trend import drawing_of, table_of
from mentoring.views.common import PAIRS, crumbs_to
from mentoring.workflow import STATE_KINDS, State
from methodservice.directory import audit
from methodservice.directory.access import fetch_visible


def _next_step(pair, user, standing, *, may_edit, has_draft_order, **work) -> Step | None:
    """The one main action of the page."""
    if pair.state == State.ACTIVE:
        return step_of_active(may_edit=may_edit, **work)
    if pair.ended_on:
        return Step.CLOSING
    if not may_edit:
        return None
    if pair.state == State.DRAFT:
        return step_of_draft(standing, may_order=user.access.is_methodist, has_draft_order=has_draft_order)
    return None if pair.mentee is None or pair.mentee.left_on else Step.NEW_MENTOR


def _may_open(user, teacher) -> bool:
    """The card of one of the two, if there is one."""
    return teacher is not None and (
        user.access.is_district_staff or teacher.school_id in user.access.school_ids
    )


@require_GET
def pair_page(request, pk):
    """Everything about the pair; opening somebody else's is written to the journal. 9 queries beside the user's rights
    and the journal: the pair, two rights, consents, items, meetings, check-ups with scores, deficits of the mentee; a
    draft costs 10, with its order under way and what it lacks."""
    user, today = request.user, timezone.localdate()
    pair = fetch_visible(PAIRS, user, pk=pk)
    own_side = pair.own_side_of(user)
    is_own = bool(own_side)
    if not is_own:
        audit.record(audit.Verb.READ, by=user, obj=pair)
    may_edit = Pair.objects.editable_by(user).filter(pk=pk).exists()
    is_draft, is_active = pair.state == State.DRAFT, pair.state == State.ACTIVE
    consents = {consent.side: consent for consent in pair.consents.select_related("scan")}
    checkups = list(pair.checkups.prefetch_related("scores"))
    table = table_of(checkups)
    items = list(pair.items.select_related("deficit"))
    taken = {item.deficit_id for item in items}
    deficits = Deficit.objects.open_on(today).filter(teacher=pair.mentee)
    standing = standing_of(pair) if is_draft else None
    order_under_way = orders_under_way(pair.municipality).get(pk) if is_draft else None
    may_work = is_active and Pair.objects.worked_by(user).filter(pk=pk).exists()
    may_check = may_work and (may_edit or own_side == PairConsent.Side.MENTOR)
    due_checkup = next((each for each in checkups if each.held_on is None and each.due <= today), None)
    term_is_over = is_active and pair.ends < today
    step = _next_step(
        pair, user, standing, may_edit=may_edit, may_work=may_work, term_is_over=term_is_over,
        checkup_is_due=may_check and due_checkup is not None, has_draft_order=order_under_way is not None,
    )  # fmt: skip
    context = {
        "pair": pair,
        "kind": STATE_KINDS[pair.state],
        "standing": standing,
        "step": step,
        "due_checkup": due_checkup,
        "is_draft": is_draft,
        "is_active": is_active,
        "is_open": is_draft or is_active,
        "has_begun": pair.state in Pair.BEGUN,
        "is_over": pair.state in (State.FINISHED, State.STOPPED),
        "term_is_over": term_is_over,
        "may_edit": may_edit,
        "may_work": may_work,
        "may_check": may_check,
        "may_order": user.access.is_methodist,
        "may_review": (may_edit or is_own) and not (pair.outsider and pair.outsider.act_id),
        "may_open_mentor": _may_open(user, pair.mentor),
        "may_open_mentee": _may_open(user, pair.mentee),
        "may_anonymise": user.access.is_methodist,
        "sides": [(side.value, side.label, consents.get(side.value)) for side in PairConsent.Side],
        "order_under_way": order_under_way,
        "items": items,
        "done": sum(item.done_on is not None for item in items),
        "left_deficits": [deficit for deficit in deficits if deficit.pk not in taken],
        "sessions": list(pair.sessions.all()),
        "checkups": checkups,
        "table": table,
        "drawing": drawing_of([(title, str(value)) for title, value in table.trend.points], key="adaptation")
        if len(table.trend.points) > 1
        else None,
        "crumbs": crumbs_to(),
    }
    return render(request, "mentoring/pair.html", context)
