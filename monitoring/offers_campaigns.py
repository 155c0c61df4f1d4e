"""What campaigns offer: menu, tasks, panels, the order, opening on the day."""

from methodservice import registries
from methodservice.registries import MenuItem
from monitoring import tasks_for_campaigns
from monitoring.orders import CAMPAIGN
from monitoring.services.campaigns import open_due

HOME = "monitoring:home"


def may_see(user) -> bool:
    return user.access.is_district_staff or user.access.is_coordinator


def register():
    """Called once when the app is ready."""
    registries.menu.append(
        MenuItem("Кампании", "monitoring:campaigns", order=20, may_open=may_see, under=HOME)
    )
    registries.task_providers.extend(tasks_for_campaigns.TASKS)
    registries.panel_providers.extend(tasks_for_campaigns.PANELS)
    registries.order_kinds[CAMPAIGN.key] = CAMPAIGN
    registries.daily_work.append(open_due)
