"""What returns offer to the rooms above: a page of the menu, tasks, the panel of coordinators."""

from methodservice import registries
from methodservice.registries import MenuItem
from monitoring import tasks_returns


def register():
    """Called once when the app is ready."""
    registries.menu.append(
        MenuItem(
            "Сведения",
            "monitoring:returns",
            order=30,
            may_open=lambda user: user.access.is_coordinator or user.access.is_district_staff,
            under="monitoring:home",
        )
    )
    registries.task_providers.append(tasks_returns.returns_to_fill)
    registries.panel_providers.append(tasks_returns.returns_panel)
