"""«Мониторинг»: all indicators of a campaign against their targets; for a coordinator the own organisation."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import School
from monitoring import words
from monitoring.dashboards.board import ORDERS, Board, read_board, read_collection
from monitoring.dashboards.choice import campaigns_of, chosen_of
from monitoring.dashboards.line import Line
from monitoring.forms.results import CampaignForm
from monitoring.models import Campaign, WideAggregate
from monitoring.views.results import school_page

COLUMNS = [
    ("№", "definition.number"),
    ("Показатель", "definition.name"),
    ("Единица", lambda line: words.unit_of(line.definition)),
    ("Цель", "target"),
    ("Достигнуто с начала года", "to_date"),
    ("Числитель", lambda line: line.result and line.result.to_date_numerator),
    ("Знаменатель", lambda line: line.result and line.result.to_date_denominator),
    ("Итог", "verdict_word"),
    ("Прибавилось за период", lambda line: line.result and line.result.added),
    ("К прошлому разу", "change_words"),
    ("Учтено организаций", lambda line: line.result and line.result.counted),
    ("Не хватает", lambda line: line.result and line.result.missing),
]


@require_GET
def home(request):
    """The staff of the district. 4 queries beside the user's rights: campaigns, definitions with targets and results
    (these two once for each computation), returns; 1 more with a common set, 1 more while a campaign is open after its
    day; 1 without campaigns."""
    access = request.user.access
    if not access.is_district_staff:
        if access.is_coordinator:
            return _own_page(request)
        raise PermissionDenied
    campaigns = campaigns_of(request.user)
    shown = chosen_of(campaigns, request.GET.get("campaign"))
    if shown is None:
        return render(request, "monitoring/results/empty.html", _first_step())
    return _board_page(request, campaigns, shown)


def _own_page(request):
    """A coordinator's: the first of the own organisations."""
    found = School.objects.filter(pk__in=request.user.access.school_ids).order_by("short_name", "pk").first()
    return school_page(request, found)


def _first_step() -> dict:
    """What to do while nothing is collected."""
    return {"next_url": reverse("monitoring:sets"), "next_action": "К показателям"}


def _board_page(request, campaigns: list[Campaign], shown: Campaign):
    board = read_board(shown, campaigns)
    order = request.GET.get("order")
    order = order if order in ORDERS else ORDERS[0]
    lines = board.ordered(order)
    if download := export_if_asked(
        request, lines, COLUMNS, f"Итоги мониторинга, {shown.period_title}", by=request.user
    ):
        return download
    today = timezone.localdate()
    context = {
        "form": CampaignForm(request.GET, campaigns=campaigns, shown=shown),
        "board": board,
        "campaign": shown,
        "lines": lines,
        "order": order,
        "query": f"?campaign={shown.pk}",
        "collection": read_collection(shown, today),
        "running": _running(campaigns, shown),
        "wide": _wide(board),
    }
    return render(request, "monitoring/results/home.html", context)


def _running(campaigns: list[Campaign], shown: Campaign) -> Campaign | None:
    """An open campaign other than the shown one."""
    return next((each for each in campaigns if each.is_open and each.pk != shown.pk), None)


def _wide(board: Board) -> list[tuple]:
    """(line, [(where, value in words, its parts, municipalities)]) of a common set."""
    return [
        (line, [_wide_row(line, row) for row in rows])
        for line in board.lines
        if (rows := board.wide.get(line.definition.indicator_id))
    ]


def _wide_row(line: Line, row: WideAggregate) -> dict:
    parts = (row.to_date_numerator, row.to_date_denominator)
    return {
        "where": row.region or "Россия",
        "words": words.value_words(line.definition, row.to_date),
        "amount": words.amount_words(*parts) if words.is_percent(line.definition) else "",
        "municipalities": row.municipalities,
    }
