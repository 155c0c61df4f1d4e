"""Календарь: a month as a grid, on a phone as a list of days."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.calendars.entries import by_day, entries_between
from associations.calendars.forms.month import MonthForm
from associations.calendars.grid import YEARS, Month

SHOWN_A_DAY = 3
"""More of one day are folded: a cell stays a cell."""
SHOWN_OF_MONTH = 20


@require_GET
def month(request):
    """One month of one's own calendar, of all that one sees or of an association. 6 queries beside the user's rights:
    the choices, meetings, events, deadlines of plans with their links, decisions; 5 without deadlines."""
    today = timezone.localdate()
    form = MonthForm(request.GET, user=request.user)
    shown = form.month_or(Month.containing(today))
    weeks = shown.weeks
    entries = entries_between(request.user, weeks[0][0], weeks[-1][-1], form.circle)
    days = by_day(entry for entry in entries if not entry.is_window)
    windows = [entry for entry in entries if entry.is_window and entry.ends in shown]
    context = {
        "form": form,
        "month": shown,
        "today": today,
        "previous": shown.previous if shown.previous.year in YEARS else None,
        "following": shown.following if shown.following.year in YEARS else None,
        "is_current": today in shown,
        "weeks": [[_cell(day, shown, days.get(day, [])) for day in week] for week in weeks],
        "windows": windows[:SHOWN_OF_MONTH],
        "windows_rest": max(len(windows) - SHOWN_OF_MONTH, 0),
        "is_empty": not windows and not any(day in shown for day in days),
    }
    return render(request, "calendars/month.html", context)


def _cell(day, shown: Month, entries: list) -> dict:
    return {
        "day": day,
        "is_other": day not in shown,
        "entries": entries[:SHOWN_A_DAY],
        "folded": entries[SHOWN_A_DAY:],
    }
