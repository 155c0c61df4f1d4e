"""Values of the returns of the world, with a figure behind the numerator of the first indicator."""

from monitoring.models import Definition, Return

FIGURE = "directory.teachers"


def add_returns(world) -> None:
    """See world.py for the ownerships."""
    sets = world.records["indicator_set"].values()
    Definition.objects.filter(edition__set__in=sets).update(numerator_figure=FIGURE)
    for ownership, key in world.records["return_"].items():
        value = Return.objects.get(pk=key).values.order_by("indicator").first()
        world.put("value", ownership, value)
