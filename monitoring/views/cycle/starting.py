"""Threads begin: from the missed targets of a closed campaign, or from what is told in words."""

from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from methodservice.directory.access import fetch_visible
from methodservice.directory.views.pages import service_page, typed
from methodservice.lib.whole import whole
from monitoring.forms.cycle import StartForm
from monitoring.models import Campaign, Indicator, Verdict
from monitoring.note_facts import lines_of
from monitoring.note_words import Line
from monitoring.services.cycle.starting import missed_in, start_cycle
from monitoring.views.cycle.common import crumbs_to, refuse_unless_methodist

CAMPAIGNS = Campaign.objects.select_related("set", "edition", "municipality")
TITLE = "Начать управленческий цикл"
LONGEST = 500


@require_http_methods(["GET", "POST"])
def cycle_add(request):
    """`?campaign=`: by its results (the latest closed one without it); `?indicator=`: only this one is ticked."""
    refuse_unless_methodist(request.user)
    closed = CAMPAIGNS.visible_to(request.user).filter(state=Campaign.State.CLOSED)
    asked = whole(request.GET.get("campaign", ""))
    campaign = fetch_visible(closed, request.user, pk=asked) if asked else closed.first()
    if campaign is None:
        context = {"title": TITLE, "crumbs": crumbs_to()}
        return render(request, "monitoring/cycle/no_results.html", context)
    missed = {row.indicator_id: row for row in missed_in(campaign)}
    lines = lines_of(campaign, missed)
    only = whole(request.GET.get("indicator", ""))
    ticked = [line.indicator for line in lines if (line.indicator == only if only else is_missed(line))]
    form = StartForm(
        typed(request),
        missed=[(line.indicator, in_words(line)) for line in lines],
        initial={"indicators": ticked},
        back_url=reverse("monitoring:cycles"),
    )

    def do(form):
        made = start_all(campaign, lines, form.cleaned_data, request.user)
        return made[0].get_absolute_url() if len(made) == 1 else None

    return service_page(
        request,
        form,
        TITLE,
        do,
        back_url=reverse("monitoring:cycles"),
        crumbs=crumbs_to(),
        done="Начато. Дальше — аналитическая справка.",
        template="monitoring/cycle/start.html",
        campaign=campaign,
        others=[row for row in closed[:8] if row.pk != campaign.pk],
    )


@transaction.atomic
def start_all(campaign: Campaign, lines: list[Line], chosen: dict, by) -> list:
    """All or none of what was ticked and told."""
    causes = chosen["causes"]
    made = [
        start_cycle(
            campaign=campaign,
            indicator=Indicator(pk=line.indicator, set_id=campaign.set_id),
            title=in_words(line)[:LONGEST],
            causes=causes,
            by=by,
        )
        for line in lines
        if line.indicator in chosen.get("indicators", ())
    ]
    if chosen["title"]:
        made.append(start_cycle(campaign=campaign, title=chosen["title"], causes=causes, by=by))
    return made


def is_missed(line: Line) -> bool:
    return line.verdict == Verdict.MISSED


def in_words(line: Line) -> str:
    """«1. Доля педагогов…: 62 % при цели 80 %»."""
    return f"{line.title}: {line.value_words} при цели {line.target_words}"
