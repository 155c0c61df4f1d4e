"""Records of the district's views over development in the world of the access table."""

from datetime import date

from development.models import CourseRequest, PlannedAttestation
from methodservice.directory.models import Municipality, Teacher
from methodservice.testing.development import provider


def add_district_views(world) -> None:
    """See world.py for the ownerships. Requests are named by their state; `any_format` is a list printed as a whole."""
    for ownership, key in world.records["teacher"].items():
        teacher = Teacher.objects.get(pk=key)
        asked = CourseRequest.objects.create(teacher=teacher, year=2027, programme="Оценивание")
        planned = CourseRequest.objects.create(
            teacher=teacher, year=2027, programme="Чтение", state="planned", planned_on=date(2027, 2, 1)
        )
        world.put("asked_request", ownership, asked)
        world.put("planned_request", ownership, planned)
        scheduled = PlannedAttestation.objects.create(
            teacher=teacher, category="first", planned_on=date(2027, 3, 1)
        )
        world.put("planned_attestation", ownership, scheduled)
    for ownership in ("own", "foreign"):
        municipality = Municipality.objects.get(pk=world.records["municipality"][ownership])
        world.put("provider", ownership, provider(municipality))
    world.put("any_format", "own", ("docx",))
