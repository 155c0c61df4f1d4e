"""Records of `associations.plans` in the world of the access table."""

from associations.models import Association
from associations.plans.models import ActivityKind, Direction, PlanEdition
from methodservice.directory.models import Municipality
from methodservice.lib.periods import SchoolYear
from methodservice.testing.plans import PLAN_YEAR, edition_with
from methodservice.testing.worlds.plans_life import add_plans_life

State = PlanEdition.State


def add_plans(world) -> None:
    """See world.py for the ownerships. `plan` and `line` are a draft's; the others are named by the state."""
    for ownership, key in world.records["association"].items():
        association = Association.objects.get(pk=key)
        draft = edition_with(association=association)
        world.put("plan", ownership, draft.plan)
        world.put("line", ownership, draft.lines.first())
        world.put("draft_edition", ownership, draft)
        for number, state in enumerate((State.SUBMITTED, State.APPROVED), start=1):
            year = SchoolYear(PLAN_YEAR.first - number)
            edition = edition_with(association=association, state=state, year=year)
            world.put(f"{state}_plan", ownership, edition.plan)
            world.put(f"{state}_edition", ownership, edition)
    for ownership, key in world.records["municipality"].items():
        municipality = Municipality.objects.get(pk=key)
        for name, model in (("direction", Direction), ("kind", ActivityKind)):
            world.put(name, ownership, model.objects.create(municipality=municipality, title="Сети"))
    add_plans_life(world)
