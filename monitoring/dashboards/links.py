"""Where a number of a page leads to."""


def value_url(given, value=None) -> str:
    """A return, at one of its values."""
    return given.get_absolute_url() + (f"#value-{value.pk}" if value else "")
