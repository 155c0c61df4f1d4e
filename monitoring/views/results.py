"""Results in depth: one indicator, one organisation, organisations × indicators, the printed report."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import School
from methodservice.documents.printing import printed_response
from monitoring import words
from monitoring.burden import told_of
from monitoring.crumbs import room_crumbs
from monitoring.dashboards.board import read_board
from monitoring.dashboards.choice import campaigns_of, chosen_of
from monitoring.dashboards.depth import Depth, read_depth
from monitoring.dashboards.heat import Heat, HeatRow, legend, read_heat
from monitoring.dashboards.links import value_url
from monitoring.dashboards.of_school import SchoolView, read_school
from monitoring.forms.results import CampaignForm, HeatForm
from monitoring.models import Campaign, Cycle, Indicator, Verdict
from monitoring.printed_results import TEMPLATE, results_snapshot
from monitoring.workflow import STATE_KINDS


def require_staff(user) -> None:
    """403 unless the user is of the district's staff."""
    if not user.access.is_district_staff:
        raise PermissionDenied


@require_GET
def indicator(request, pk):
    """9 queries beside the user's rights and the indicator: campaigns, `read_depth`, cycles; 10 with a common set."""
    found = fetch_visible(Indicator.objects.select_related("set"), request.user, pk=pk)
    require_staff(request.user)
    campaigns = [each for each in campaigns_of(request.user) if each.set_id == found.set_id]
    shown = chosen_of(campaigns, request.GET.get("campaign"))
    if shown is None:
        return render(request, "monitoring/results/empty.html", {"next_url": "", "next_action": ""})
    depth = read_depth(found, shown, campaigns)
    definition = depth.line.definition
    if download := export_if_asked(
        request, depth.contributors, _columns_of(depth), f"{definition}"[:80], by=request.user
    ):
        return download
    cycles = list(Cycle.objects.visible_to(request.user).filter(indicator=found).select_related("campaign"))
    context = {
        "form": CampaignForm(request.GET, campaigns=campaigns, shown=shown),
        "depth": depth,
        "line": depth.line,
        "definition": definition,
        "campaign": shown,
        "periods": list(zip(depth.line.campaigns, depth.line.history, strict=True))[::-1],
        "behind": [
            (each, value_url(each.given, each.value), reverse("monitoring:school", args=[each.school.pk]))
            for each in depth.contributors
        ],
        "missing": [(each, value_url(each.given)) for each in depth.missing],
        "own_url": depth.own and value_url(depth.own),
        "cycles": [(row, STATE_KINDS[row.state]) for row in cycles],
        "start_url": _start_url(request.user, depth, cycles),
        "crumbs": room_crumbs(shown),
    }
    return render(request, "monitoring/results/indicator.html", context)


def _start_url(user, depth: Depth, cycles: list[Cycle]) -> str:
    """Where a methodist begins a management cycle about a target that is missed; "" where there is nothing to begin."""
    behind = depth.line.verdict in (Verdict.MISSED, Verdict.NOT_YET)
    begun = any(row.campaign_id == depth.campaign.pk for row in cycles)
    if not user.access.is_methodist or depth.campaign.is_open or begun or not behind:
        return ""
    chosen = f"?campaign={depth.campaign.pk}&indicator={depth.line.definition.indicator_id}"
    return reverse("monitoring:cycle_add") + chosen


def _columns_of(depth: Depth):
    return [
        ("Организация", "school.short_name"),
        ("Вид", "school.get_kind_display"),
        ("Значение", lambda row: row.result.to_date),
        ("Числитель", lambda row: row.result.to_date_numerator),
        ("Знаменатель", lambda row: row.result.to_date_denominator),
        ("Разница с общим", "gap"),
        ("Итог", "verdict_word"),
        ("Пояснение", "said"),
        ("Период", lambda row: depth.campaign.period_title),
    ]


@require_GET
def school(request, pk):
    """The staff of the district and the coordinators of the organisation. 5 queries beside the user's rights and the
    organisation: campaigns, `read_school`; 1 more while one is open."""
    found = fetch_visible(School, request.user, pk=pk)
    access = request.user.access
    if not access.is_district_staff and found.pk not in access.school_ids:
        raise PermissionDenied
    return school_page(request, found)


def school_page(request, found: School):
    """Also the first page of monitoring for a coordinator."""
    campaigns = campaigns_of(request.user)
    shown = chosen_of(campaigns, request.GET.get("campaign"))
    if shown is None:
        return render(request, "monitoring/results/empty.html", {"next_url": "", "next_action": ""})
    view = read_school(found, shown, campaigns)
    if download := export_if_asked(
        request, view.lines, _columns_of_school(view), f"Показатели, {found.short_name}", by=request.user
    ):
        return download
    is_staff = request.user.access.is_district_staff
    running = next((each for each in campaigns if each.is_open), None)
    given = running and running.returns.filter(school=found).first()
    context = {
        "form": CampaignForm(request.GET, campaigns=campaigns, shown=shown),
        "view": view,
        "school": found,
        "campaign": shown,
        "running": running if given else None,
        "given": given,
        "given_url": given and value_url(given),
        "shown_url": view.given and value_url(view.given),
        "rows": [
            (line, reverse("monitoring:indicator", args=[line.definition.indicator_id]) if is_staff else "")
            for line in view.lines
        ],
        "others": School.objects.filter(pk__in=request.user.access.school_ids).exclude(pk=found.pk)
        if not is_staff
        else (),
        "crumbs": room_crumbs(shown) if is_staff else [],
    }
    return render(request, "monitoring/results/school.html", context)


def _columns_of_school(view: SchoolView):
    periods = [
        (
            campaign.period_title,
            lambda line, place=place: (
                line.own.history[-len(view.periods) :][place]
                and line.own.history[-len(view.periods) :][place].to_date
            ),
        )
        for place, campaign in enumerate(view.periods)
    ]
    return [
        ("№", "definition.number"),
        ("Показатель", "definition.name"),
        ("Единица", lambda line: words.unit_of(line.definition)),
        ("Цель", "whole.target"),
        *periods,
        ("Муниципалитет", "whole.to_date"),
        ("Разница с общим", "gap"),
    ]


@require_GET
def heat(request):
    """The staff of the district. 5 queries beside the user's rights: campaigns, `read_heat`."""
    require_staff(request.user)
    campaigns = campaigns_of(request.user)
    shown = chosen_of(campaigns, request.GET.get("campaign"))
    if shown is None:
        return render(request, "monitoring/results/empty.html", {"next_url": "", "next_action": ""})
    form = HeatForm(request.GET, campaigns=campaigns, shown=shown)
    kind = form.cleaned_data.get("kind", "") if form.is_valid() else ""
    by_name = request.GET.get("order") == "name"
    found = read_heat(shown, kind, by_name)
    if download := export_if_asked(
        request,
        found.rows,
        _columns_of_heat(found),
        f"Показатели по организациям, {shown.period_title}",
        by=request.user,
    ):
        return download
    context = {
        "form": form,
        "heat": found,
        "campaign": shown,
        "kind": kind,
        "by_name": by_name,
        "rows": [
            (row, reverse("monitoring:school", args=[row.school.pk]), value_url(row.given))
            for row in found.rows
        ],
        "legend": legend(),
        "crumbs": room_crumbs(shown),
    }
    return render(request, "monitoring/results/heat.html", context)


def _columns_of_heat(found: Heat):
    def cell(row: HeatRow, place: int) -> str:
        return row.cells[place].value_words

    return [
        ("Организация", "school.short_name"),
        *(
            (str(line.definition), lambda row, place=place: cell(row, place))
            for place, line in enumerate(found.lines)
        ),
        ("Целей не достигнуто", "bad"),
    ]


@require_GET
def results_file(request, pk, fmt):
    """The report of a campaign: PDF or DOCX. 8 queries beside the user's rights."""
    campaign = fetch_visible(Campaign.objects.exclude(state=Campaign.State.DRAFT), request.user, pk=pk)
    require_staff(request.user)
    campaigns = campaigns_of(request.user)
    shown = next((each for each in campaigns if each.pk == campaign.pk), None)
    if shown is None:
        raise Http404
    board = read_board(shown, campaigns)
    snapshot = results_snapshot(board, request.user.municipality, told_of(shown), by=request.user)
    name = f"Отчёт по показателям мониторинга, {shown.period_title}"
    return printed_response(request, TEMPLATE, snapshot, name=name, fmt=fmt)
