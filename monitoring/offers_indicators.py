"""What indicators offer: their line of the menu, the job and the daily work that bring editions to campaigns."""

from methodservice import registries
from methodservice.registries import MenuItem
from monitoring import tasks
from monitoring.services import adopting


def may_open(user) -> bool:
    return user.access.is_district_staff or user.access.is_coordinator


def register():
    registries.menu.append(
        MenuItem("Показатели", "monitoring:sets", order=60, may_open=may_open, under="monitoring:home")
    )
    registries.job_kinds[adopting.KIND] = tasks.adopt
    registries.daily_work.append(adopting.adopt_left)
