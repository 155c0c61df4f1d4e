"""Records of `associations.reports` in the world of the access table."""

from associations.models import Association
from associations.reports.models import AnnualReport
from methodservice.lib.periods import SchoolYear
from methodservice.testing.reports import YEAR, report_with

State = AnnualReport.State


def add_reports(world) -> None:
    """See world.py for the ownerships. `report` is a draft; the others are named by the state."""
    world.put("file_format", "own", ("docx",))
    for ownership, key in world.records["association"].items():
        association = Association.objects.get(pk=key)
        world.put("report", ownership, report_with(association=association))
        for number, state in enumerate((State.SUBMITTED, State.ACCEPTED), start=1):
            report = report_with(association=association, state=state, year=SchoolYear(YEAR.first - number))
            world.put(f"{state}_report", ownership, report)
