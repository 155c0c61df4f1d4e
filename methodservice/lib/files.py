"""Files that people send: kept under generated names, whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePath
from uuid import uuid4


def shown_name(name: str) -> str:
    """The name of a sent file without its path and what no screen shows; at most 200 characters."""
    shown = "".join(character for character in PurePath(name).name if character.isprintable())
    return shown[-200:] or "файл"


class NotKept(Exception):
    """The disk did not take the file; nothing of it is left. The sentence is for the person."""

    sentence = "Файл не сохранился: на сервере кончилось место. Сообщите администратору портала."


def keep(pieces: Iterable[bytes], folder: Path, suffix: str) -> str:
    """Write to a temporary file, flush it to the disk, rename. Returns the generated name inside the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{uuid4().hex}{suffix}"
    unfinished = folder / f".{name}.part"
    try:
        with unfinished.open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(folder / name)
    except OSError as failed:
        unfinished.unlink(missing_ok=True)
        raise NotKept from failed
    return name
