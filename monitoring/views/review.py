"""One return as the methodist reads it, and what is decided about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from methodservice.directory.access import fetch_visible
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.forms.review import ReviewForm
from monitoring.models import Return
from monitoring.review_lines import lines_of
from monitoring.services import reviewing
from monitoring.views.campaigns import next_to_check
from monitoring.views.campaigns_common import campaign_crumbs
from monitoring.workflow import STATE_KINDS

RETURNS = Return.objects.select_related(
    "campaign__municipality", "campaign__set", "campaign__edition", "school"
)
REMARK_TYPED = "Вы написали замечание. Нажмите «Вернуть на исправление» или сотрите его и примите сведения."


@require_http_methods(["GET", "POST"])
def review(request, pk):
    """The staff of the district reads, methodists decide: accept, or send back with remarks. 6 queries beside the
    user's rights."""
    given = fetch_visible(RETURNS, request.user, pk=pk)
    if not request.user.access.is_district_staff:
        raise PermissionDenied
    may_decide = request.user.access.is_methodist
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    lines = lines_of(given.campaign, [given])[given.pk]
    values = [line.value for line in lines]
    form = ReviewForm(typed(request), values=values, initial={"version": given.version})
    if request.method == "POST" and form.is_valid():
        try:
            return _decided(request, given, form)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect("monitoring:review", pk)
        except Refused as refusal:
            form.add_error(refusal.anchor if refusal.anchor in form.fields else None, str(refusal))
    context = {
        "given": given,
        "campaign": given.campaign,
        "title": given.who,
        "state_kind": STATE_KINDS.get(given.state, "draft"),
        "lines": [(line, form[f"remark-{line.value.pk}"]) for line in lines],
        "doubtful": sum(bool(line.doubts) for line in lines),
        "form": form,
        "may_accept": may_decide and given.campaign.is_open and given.state == Return.State.SUBMITTED,
        "may_return": may_decide
        and given.campaign.is_open
        and given.state in (Return.State.SUBMITTED, Return.State.ACCEPTED),
        "is_sent": given.state not in Return.OPEN,
        "may_exclude": may_decide
        and given.campaign.is_open
        and given.school_id is not None
        and given.state != Return.State.ACCEPTED,
        "following": next_to_check(given.campaign, after=given) if may_decide else None,
        "crumbs": campaign_crumbs(given.campaign),
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "monitoring/campaigns/review.html", context, status=status)


def _decided(request, given: Return, form: ReviewForm):
    """To the next return that waits, or to the campaign. Raises Refused."""
    data = form.cleaned_data
    if request.POST.get("decision") == "accept":
        if data["comment"] or any(form.remarks.values()):
            raise Refused(REMARK_TYPED, "comment" if data["comment"] else "")
        reviewing.accept(given=given, by=request.user, version=data["version"])
        done = f"Сведения приняты: {given.who}."
    else:
        reviewing.send_back(
            given=given,
            by=request.user,
            comment=data["comment"],
            remarks=form.remarks,
            until=data["until"],
            version=data["version"],
        )
        done = f"Сведения возвращены: {given.who}."
    messages.success(request, done)
    following = next_to_check(given.campaign)
    if following:
        return redirect("monitoring:review", following.pk)
    return redirect(reverse("monitoring:campaign", args=[given.campaign_id]))
