"""What the teacher's card offers to the rooms above."""


def register():
    """Called once when the app is ready."""
