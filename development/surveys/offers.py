"""What surveys offer to others: menu, tasks, letters, closing when the day has come."""

from development.surveys import personal
from development.surveys.services.mailing import KIND, send_letters
from development.surveys.services.surveys import close_due
from development.surveys.tasks_for import TASKS
from methodservice import registries
from methodservice.registries import MenuItem


def _may_open(user) -> bool:
    return user.access.is_district_staff


def register():
    """Called once when the app is ready."""
    registries.menu.append(
        MenuItem("Опросы", "surveys:list", order=90, may_open=_may_open, under="development:home")
    )
    registries.task_providers.extend(TASKS)
    registries.job_kinds[KIND] = send_letters
    registries.daily_work.append(close_due)
    personal.register()
