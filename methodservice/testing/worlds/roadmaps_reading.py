"""Roadmaps from files in the world of the access table."""

from methodservice.directory.models import Municipality
from methodservice.testing import factories as make
from methodservice.testing.roadmaps import roadmap_content
from roadmap.models import Reading


def add_readings(world) -> None:
    """`roadmap_reading`: sent by the methodist; the foreign one by a stranger."""
    for ownership, key in world.records["municipality"].items():
        municipality = Municipality.objects.get(pk=key)
        sender = (
            world.users["methodist"] if ownership == "own" else make.UserFactory(municipality=municipality)
        )
        reading = Reading.objects.create(
            municipality=municipality,
            name="Карта.docx",
            content=roadmap_content().as_json(),
            answers={"period": True, "order": None, "rows": {}, "written": {}},
            uploaded_by=sender,
        )
        world.put("roadmap_reading", ownership, reading)
