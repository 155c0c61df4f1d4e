"""Records of `associations.plans` in the world of the access table."""


def add_plans(world) -> None:
    """See world.py for the ownerships."""
