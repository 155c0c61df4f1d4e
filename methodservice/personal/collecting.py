"""Everything that the portal keeps about one person, as one snapshot: the PDF and the JSON say the same.

The JSON has the keys `format` («methodservice.person/1»), `made_at` (ISO, local), `made_by`, `person` {name: words} and
`sections`: [{key, title, rows: [{name of a field: words}]}]. Keys of sections are those of `registries.personal_data`;
empty sections are there as well, so that it is seen that nothing is kept.
"""

from django.utils import timezone

from methodservice import registries
from methodservice.directory.models import Teacher
from methodservice.directory.personal import JOURNAL

FORMAT = "methodservice.person/1"


def everything_about(teacher: Teacher, *, by) -> dict:
    """The snapshot. Queries: those of the sections, none of which depends on the number of records."""
    now = timezone.localtime()
    return {
        "format": FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "made_by": str(by),
        "person": {
            "Педагог": teacher.full_name,
            "Организация": teacher.school.short_name,
            "Оператор": teacher.school.municipality.service,
        },
        "sections": [
            {"key": section.key, "title": section.title, "rows": section.rows(teacher)}
            for section in [*registries.personal_data, JOURNAL]
        ],
    }
