"""What this app offers to the rooms above: two pages of «Объединения» and panels of the home page."""

from django.db.models import Count, Q
from django.urls import reverse

from associations.calendars import personal
from associations.calendars.consolidated import Progress, in_month, lines_in_force, plan_rows
from associations.calendars.grid import Month
from associations.models import LEADING_OFFICES, Association
from associations.plans.models import PlanLine
from methodservice import registries
from methodservice.lib.periods import SchoolYear
from methodservice.registries import MenuItem, Panel

SHOWN = 7


def month_of_leader(user, day):
    """Those who lead: what the plans of their associations say of this month. 8 queries, 2 without such lines, none
    without a person."""
    if not user.teacher_id:
        return
    month = Month.containing(day)
    led = Association.objects.with_term_of(user, LEADING_OFFICES)
    lines = lines_in_force(user, SchoolYear.containing(day)).filter(
        in_month(month), edition__plan__association__in=led
    )
    rows = plan_rows(lines, day)
    if rows:
        rows.sort(key=lambda row: row.is_done)
        context = {
            "month": month,
            "rows": rows[:SHOWN],
            "rest": max(len(rows) - SHOWN, 0),
            "progress": Progress.of(rows),
            "url": f"{reverse('calendars:consolidated')}?month={month.number}",
        }
        yield Panel("calendars/_leader_panel.html", context, order=5)


def month_of_district(user, day):
    """Methodists and the department head: how much the approved plans ask for this month. 1 query, none for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    month = Month.containing(day)
    lines = PlanLine.objects.in_force().visible_to(user)
    found = lines.filter(in_month(month), edition__plan__school_year=SchoolYear.containing(day).first)
    numbers = found.aggregate(total=Count("pk"), done=Count("pk", filter=Q(item__done__isnull=False)))
    if numbers["total"]:
        context = {
            "month": month,
            "progress": Progress(numbers["done"], numbers["total"]),
            "url": f"{reverse('calendars:consolidated')}?month={month.number}",
        }
        yield Panel("calendars/_district_panel.html", context, order=15)


def register():
    """Called once when the app is ready."""
    personal.register()
    registries.menu += [
        MenuItem("Сводный план", "calendars:consolidated", order=50, under="associations:list"),
        MenuItem("Календарь", "calendars:month", order=60, under="associations:list"),
    ]
    registries.panel_providers += [month_of_leader, month_of_district]
