"""Records of `associations.papers` in the world of the access table."""


def add_papers(world) -> None:
    """See world.py for the ownerships."""
