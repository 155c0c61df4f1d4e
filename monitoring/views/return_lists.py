"""Returns that the person fills in or reads; the records behind the portal's figure of one value."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice import registries
from methodservice.directory.access import fetch_visible
from methodservice.lib.lists import page_of
from monitoring.models import Campaign, Definition, Value
from monitoring.prefill import PARTS, span_of
from monitoring.sheet import asked_words, known_words
from monitoring.standing import standings_of
from monitoring.views.returns import RETURNS, crumbs_to
from monitoring.workflow import STATE_KINDS


@require_GET
def returns(request):
    """Of all campaigns that were opened, the newest first. 4 queries beside the user's rights: the number of rows, the
    rows, definitions, values."""
    rows = RETURNS.visible_to(request.user).exclude(campaign__state=Campaign.State.DRAFT)
    rows = rows.order_by("-campaign__starts", "-campaign_id", "school__short_name", "pk")
    page = page_of(rows, request.GET.get("page"))
    standings = standings_of(page.object_list)
    context = {
        "page": page,
        "lines": [
            (given, standings[given.pk], STATE_KINDS.get(given.state, "draft")) for given in page.object_list
        ],
        "titles_differ": len({given.campaign.title for given in page.object_list}) > 1,
        "is_staff": request.user.access.is_district_staff,
    }
    return render(request, "monitoring/returns/list.html", context)


@require_GET
def value_records(request, pk, part):
    """People, meetings, events that the portal counted for a value, as they are today and as far as the reader may see
    them. 3 queries beside the user's rights and those of the figure."""
    if part not in PARTS:
        raise Http404
    value = Value.objects.filter(pk=pk).first()
    given = fetch_visible(RETURNS, request.user, pk=value.given_id if value else None)
    campaign = given.campaign
    definition = Definition.objects.filter(edition=campaign.edition_id, indicator=value.indicator_id).first()
    figure = registries.figures.get(getattr(definition, f"{part}_figure", ""))
    if figure is None:
        raise Http404
    records = figure.records(span_of(campaign, definition, part), request.user, given.school_id)
    known = getattr(value, f"known_{part}")
    context = {
        "given": given,
        "definition": definition,
        "figure": figure,
        "words": asked_words(definition, part),
        "known": known_words(definition, known),
        "hidden": known is not None and not definition.is_yes_no and len(records) < known,
        "span": span_of(campaign, definition, part),
        "dated": any(record.day for record in records),
        "page": page_of(records, request.GET.get("page")),
        "crumbs": crumbs_to(given),
        "title": figure.title,
    }
    return render(request, "monitoring/returns/records.html", context)
