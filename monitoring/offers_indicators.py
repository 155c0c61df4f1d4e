"""What indicators offer: their line of the menu."""

from methodservice import registries
from methodservice.registries import MenuItem


def may_open(user) -> bool:
    return user.access.is_district_staff or user.access.is_coordinator


def register():
    registries.menu.append(
        MenuItem("Показатели", "monitoring:sets", order=60, may_open=may_open, under="monitoring:home")
    )
