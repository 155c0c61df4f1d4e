"""What the room offers to others."""


def register():
    """Called once when the app is ready."""
