"""Names of files that people save."""

LONGEST_NAME = 120
"""Characters of a file name: file systems take 255 bytes, a Russian letter is two."""


def file_name(words: str) -> str:
    """The words as every file system takes them, in one line."""
    words = words.replace(": ", " — ")
    safe = "".join("-" if sign in "/\\" else sign for sign in words if sign not in ':*?"<>|')
    safe = "".join(sign if sign.isprintable() else " " for sign in safe)
    return " ".join(safe.split())[:LONGEST_NAME].rstrip(" .") or "Документ"
