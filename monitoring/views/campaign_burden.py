"""What a campaign cost its organisations: what the portal filled in, what was typed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from monitoring.before import previous_of
from monitoring.burden import SHOWN, Burden, by_indicator, by_school, total_of
from monitoring.models import Campaign, Definition, Return
from monitoring.views.campaigns_common import campaign_crumbs, fetch_campaign
from monitoring.workflow import STATE_KINDS

TITLE = "Что заполнил портал"
COLUMNS = [
    ("Организация", "name"),
    ("Сведения", lambda row: Return.State(row.state).label),
    ("Спрошено", "burden.asked"),
    ("Подставил портал", "burden.known"),
    ("Без изменений", "burden.agreed"),
    ("Исправлено", "burden.changed"),
    ("Набрано вручную", "burden.typed"),
    ("Без ответа", "burden.waiting"),
    ("Доля портала", "burden.share_words"),
]


@require_GET
def campaign_burden(request, pk):
    """As a whole, by indicator, by organisation, beside the campaign before. 5 queries beside the user's rights: the
    campaign, the one before, its definitions, numbers by indicator of both, numbers by organisation."""
    found = fetch_campaign(request.user, pk)
    if not request.user.access.is_district_staff:
        raise PermissionDenied
    schools = by_school(found)
    if download := export_if_asked(request, schools, COLUMNS, f"{TITLE}, {found}", by=request.user):
        return download
    previous = previous_of(found)
    both = by_indicator([each for each in (found, previous) if each])
    now = both.get(found.pk, {})
    before = both.get(previous.pk, {}) if previous else {}
    page = page_of(schools, request.GET.get("page"))
    context = {
        "campaign": found,
        "title": TITLE,
        "total": total_of(now.values()),
        "numbers": numbers_of(found, total_of(now.values())),
        "previous": previous if before else None,
        "before": total_of(before.values()),
        "indicators": [
            (
                definition,
                numbers_of(found, now[definition.indicator_id], indicator=definition.indicator_id),
                now[definition.indicator_id].share_words,
                before.get(definition.indicator_id),
            )
            for definition in Definition.objects.of(found.edition)
            if definition.indicator_id in now
        ],
        "page": page,
        "schools": [
            (
                row,
                STATE_KINDS.get(row.state, "draft"),
                Return.State(row.state).label,
                numbers_of(found, row.burden, given=row.given),
            )
            for row in page
        ],
        "crumbs": campaign_crumbs(found),
    }
    return render(request, "monitoring/campaigns/burden.html", context)


def numbers_of(campaign: Campaign, burden: Burden, **narrowed: int) -> dict[str, tuple[int, str]]:
    """{count: (number, address of its values)}. narrowed: by «indicator» or «given»."""
    address = reverse("monitoring:campaign_values", args=[campaign.pk])
    return {
        count: (getattr(burden, count), f"{address}?{urlencode({'values': count, **narrowed})}")
        for count in SHOWN
    }
