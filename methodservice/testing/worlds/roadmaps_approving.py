"""New editions of roadmaps in the world of the access table."""

from methodservice.directory.models import Municipality
from methodservice.testing import factories as make
from methodservice.testing.roadmaps import revised, roadmap_content, roadmap_in_force


def add_revised(world) -> None:
    """`revised_roadmap_edition`: the second edition of a roadmap in force, a draft with its reasons."""
    for ownership, key in world.records["municipality"].items():
        municipality = Municipality.objects.get(pk=key)
        by = make.UserFactory(municipality=municipality)
        edition = roadmap_in_force(municipality, by, roadmap_content(title="Комплекс мер на 2026 год"))
        world.put("revised_roadmap_edition", ownership, revised(edition, by))
