"""Small pictures as people attach them."""

import io

from PIL import Image


def picture(width: int = 30, height: int = 40, *, form: str = "PNG", mode: str = "RGB", **options) -> bytes:
    """A picture of one colour. form: «PNG», «JPEG» or another that Pillow writes; options: as it takes them."""
    written = io.BytesIO()
    Image.new(mode, (width, height), "navy" if mode != "CMYK" else (90, 40, 0, 10)).save(
        written, form, **options
    )
    return written.getvalue()
