"""What the pages of results offer: the menu, the panel of the home page."""

from collections.abc import Iterable
from datetime import date

from methodservice import registries
from methodservice.registries import MenuItem, Panel
from monitoring.dashboards.board import read_board
from monitoring.dashboards.choice import campaigns_of, chosen_of

NAMED = 4
"""Indicators that the panel names."""


def is_staff(user) -> bool:
    return user.access.is_district_staff


def reads_results(user) -> bool:
    """The staff of the district: all; coordinators: those of their organisation."""
    return user.access.is_district_staff or user.access.is_coordinator


def results_panel(user, day: date) -> Iterable[Panel]:
    """The staff of the district: how many targets are reached and which are not. 4 queries, 1 without a campaign, none
    for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    campaigns = campaigns_of(user)
    shown = chosen_of(campaigns, None)
    if shown is None or not shown.has_results:
        return
    board = read_board(shown, campaigns)
    behind = [line for line in board.ordered("worst") if line.is_unfavourable and line.has_number]
    context = {"board": board, "campaign": shown, "behind": behind[:NAMED], "more": len(behind[NAMED:])}
    yield Panel("monitoring/results/_home_panel.html", context, order=4)


def register():
    """Called once when the app is ready."""
    registries.menu.append(
        MenuItem("Мониторинг", "monitoring:home", order=40, may_open=reads_results, page_title="Итоги")
    )
    registries.menu.append(
        MenuItem("По организациям", "monitoring:heat", order=10, may_open=is_staff, under="monitoring:home")
    )
    registries.panel_providers.append(results_panel)
