"""Records of `associations.events` in the world of the access table."""


def add_events(world) -> None:
    """See world.py for the ownerships."""
