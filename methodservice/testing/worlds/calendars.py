"""Records of `associations.calendars` in the world of the access table."""


def add_calendars(world) -> None:
    """See world.py for the ownerships."""
