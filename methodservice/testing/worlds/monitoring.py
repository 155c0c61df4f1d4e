"""Records of `monitoring` in the world of the access table."""

from methodservice.directory.models import Municipality, RoleKind
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, indicator_set, opened


def add_monitoring(world) -> None:
    """See world.py for the ownerships. The campaign is open; `return_` is of each school, `own` of the municipality."""
    for ownership, key in world.records["municipality"].items():
        municipality = Municipality.objects.get(pk=key)
        by = make.user_with_role(RoleKind.METHODIST, municipality=municipality)
        edition = indicator_set(municipality, SHARE, OWN)
        world.put("indicator_set", ownership, edition.set)
        world.put("indicator_edition", ownership, edition)
        world.put("definition", ownership, edition.definitions.first())
        world.put("indicator", ownership, edition.definitions.first().indicator)
        campaign = opened(edition, by)
        world.put("campaign", ownership, campaign)
        for given in campaign.returns.all():
            if given.school_id is None:
                world.put("return_", ownership, given)
        schools = {key: name for name, key in world.records["school"].items()}
        for given in campaign.returns.filter(school__in=schools):
            name = schools[given.school_id]
            if name != "foreign":
                world.put("return_", name, given)
