"""What the form pages of associations share lives with those of the directory."""

from methodservice.directory.views.pages import service_page

__all__ = ["service_page"]
