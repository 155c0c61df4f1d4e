"""Pictures of printed documents: a file that people attach → a PNG that every reader of PDF and Word can show."""

import io
from collections.abc import Mapping
from types import MappingProxyType

from PIL import Image, ImageOps, UnidentifiedImageError

NO_IMAGES: Mapping[str, bytes] = MappingProxyType({})
"""Pictures of a document that has none."""
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1200
"""Pixels: 600 dots an inch at 5 cm."""


class UnreadablePicture(ValueError):
    """The bytes are no PNG or JPEG, are damaged, or hold more pixels than a document may."""


def printable_picture(data: bytes) -> bytes:
    """PNG bytes of a PNG or JPEG: upright, no larger than a print needs, without the camera's notes.

    The same bytes give the same bytes. Raises UnreadablePicture.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadablePicture(f"{picture.width} × {picture.height} pixels")
            upright = ImageOps.exif_transpose(picture)
            transparent = upright.has_transparency_data
            ready = upright.convert("RGBA" if transparent else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as damage:
        raise UnreadablePicture(str(damage)) from damage
    ready.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    ready.info.clear()
    ready.save(written, "PNG")
    return written.getvalue()
