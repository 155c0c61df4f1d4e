"""Jobs and the work of the day that keep aggregates true."""

from methodservice import registries
from monitoring import tasks
from monitoring.services.aggregation import overdue
from monitoring.services.requesting import KIND


def register():
    """Called once when the app is ready."""
    registries.job_kinds |= {KIND: tasks.aggregate, overdue.KIND_ALL: tasks.aggregate_all}
    registries.daily_work += [overdue.compute_overdue, overdue.compute_half_yearly]
