"""Records of `associations.reports` in the world of the access table."""


def add_reports(world) -> None:
    """See world.py for the ownerships."""
