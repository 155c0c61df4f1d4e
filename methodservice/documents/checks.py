"""Attached files must never be served as plain files of the site."""

from pathlib import Path

from django.conf import settings
from django.core import checks

from methodservice.documents.models import StoredFile


@checks.register(checks.Tags.security)
def uploads_outside_static(**kwargs) -> list[checks.CheckMessage]:
    """Error documents.E001 when the folder of uploads lies inside one that is served to everybody."""
    uploads = StoredFile.folder().resolve()
    served = [settings.STATIC_ROOT, getattr(settings, "WHITENOISE_ROOT", None), *settings.STATICFILES_DIRS]
    return [
        checks.Error(
            f"Attached files would be open to everybody: {uploads} lies inside {folder}.",
            hint="Set MEDIA_ROOT to a folder outside the static ones.",
            id="documents.E001",
        )
        for folder in served
        if folder and uploads.is_relative_to(Path(folder).resolve())
    ]
