"""What views of the district offer to the rooms above."""


def register():
    """Called once when the app is ready."""
