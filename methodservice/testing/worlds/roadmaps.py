"""Records of `roadmap` in the world of the access table."""

from methodservice.directory.models import Municipality
from methodservice.testing import factories as make
from methodservice.testing.roadmaps import draft_roadmap, roadmap_content, roadmap_in_force
from methodservice.testing.worlds.roadmaps_approving import add_revised
from methodservice.testing.worlds.roadmaps_editing import add_rows
from methodservice.testing.worlds.roadmaps_life import add_roadmaps_life
from methodservice.testing.worlds.roadmaps_reading import add_readings
from monitoring.models import IndicatorSet
from roadmap.models import ProgrammeIndicators


def add_roadmaps(world) -> None:
    """See world.py for the ownerships. `roadmap` is in force, `draft_roadmap` a draft; their parts are named alike."""
    for ownership, key in world.records["municipality"].items():
        municipality = Municipality.objects.get(pk=key)
        by = make.UserFactory(municipality=municipality)
        for name, edition in (
            ("", roadmap_in_force(municipality, by)),
            ("draft_", draft_roadmap(municipality, by, roadmap_content(title="Программа развития"))),
        ):
            world.put(f"{name}roadmap", ownership, edition.programme)
            world.put(f"{name}roadmap_edition", ownership, edition)
            world.put(f"{name}roadmap_item", ownership, edition.programme.items.first())
            add_rows(world, name, ownership, edition)
            made = IndicatorSet.objects.create(
                municipality=municipality, title="Показатели", first_year=2026, last_year=2027
            )
            link = ProgrammeIndicators.objects.create(programme=edition.programme, set=made, made_by=by)
            world.put(f"{name}roadmap_indicators", ownership, link)
    add_revised(world)
    add_readings(world)
    add_roadmaps_life(world)
