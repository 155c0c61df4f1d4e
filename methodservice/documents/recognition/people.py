"""Several executors in one cell."""

import re

_PARTS = re.compile(r"\n|;\s*|,\s+(?![А-ЯЁ]\.\s?[А-ЯЁ]?\.?)(?![^(«]*[)»])")
_MARKER = re.compile(r"^(?:[-–—•·▪]\s*|\d+[.)]\s+)")


def several(text: str) -> list[str]:
    """Each executor as written: parted by line ends, semicolons, commas; commas in brackets and quotes part nothing."""
    found = (
        _MARKER.sub("", part).strip(" ,;.") if _MARKER.match(part) else part.strip(" ,;")
        for part in _PARTS.split(text)
    )
    return [part for part in found if part]
