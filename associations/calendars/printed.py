"""The consolidated plan on paper: what the screen shows, as a snapshot that the template only lays out."""

from collections.abc import Sequence
from datetime import date

from associations.calendars.consolidated import Group, Progress
from methodservice.directory.models import Municipality
from methodservice.lib.dates import long_date
from methodservice.lib.periods import SchoolYear

TEMPLATE = "calendars/pdf/consolidated.html"


def consolidated_snapshot(
    *,
    municipality: Municipality,
    year: SchoolYear,
    by: str,
    groups: Sequence[Group],
    progress: Progress,
    narrowed: Sequence[str],
    missing: Sequence[str],
    day: date,
) -> dict:
    """Groups under their headings with totals.

    by: the arrangement, whose headings are not repeated in the rows; narrowed: what the rows were narrowed to, in
    words; missing: associations that have no approved plan.
    """
    return {
        "organisation": [municipality.authority, municipality.service],
        "heading": "СВОДНЫЙ ПЛАН РАБОТЫ",
        "subtitle": f"методических объединений {municipality.name_genitive} на {year} учебный год",
        "shows_association": by != "association",
        "shows_responsible": by != "responsible",
        "narrowed": list(narrowed),
        "groups": [
            {
                "title": group.title,
                "progress": str(group.progress) if group.progress.total else "",
                "rows": [
                    {
                        "title": row.title,
                        "association": row.association,
                        "deadline": row.deadline,
                        "responsible": row.responsible,
                        "state": row.state[1],
                    }
                    for row in group.rows
                ],
            }
            for group in groups
        ],
        "total": str(progress) if progress.total else "",
        "missing": list(missing),
        "day": long_date(day),
        "signatures": [],
    }
