"""Pictures that a printed document may show: the logo that its snapshot names."""

import logging
from collections.abc import Mapping

from methodservice.documents.models import StoredFile
from methodservice.lib.pictures import UnreadablePicture, printable_picture

logger = logging.getLogger(__name__)

PICTURES = ("image/png", "image/jpeg")
"""Types of a logo."""


def images_of(logo: Mapping | str | None) -> dict[str, bytes]:
    """«logo:<SHA-256>» → PNG of the logo; nothing when there is none.

    logo: of a snapshot, {"file": id of a StoredFile, "sha256", "media_type"} or empty. A logo whose file is gone, is
    another one than the snapshot means, or cannot be read is left out and told in the log: the words of a document are
    printed anyway. 1 query if there is a logo.
    """
    if not logo:
        return {}
    try:
        stored = StoredFile.objects.get(pk=logo["file"], sha256=logo["sha256"], media_type__in=PICTURES)
        return {f"logo:{stored.sha256}": printable_picture(stored.path.read_bytes())}
    except (StoredFile.DoesNotExist, FileNotFoundError, UnreadablePicture) as absence:
        logger.warning("The logo %s is not printed: %s", logo["file"], absence)
        return {}
