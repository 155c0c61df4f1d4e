"""What the pages of figures offer to the rooms above: a page of the menu."""

from methodservice import registries
from methodservice.registries import MenuItem


def register():
    """Called once when the app is ready."""
    registries.menu.append(
        MenuItem(
            "Данные портала",
            "monitoring:figures",
            order=70,
            may_open=lambda user: user.access.is_district_staff,
            under="monitoring:home",
        )
    )
