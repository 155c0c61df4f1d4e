"""The zip around a workbook or a document, looked at before any parser opens it."""

import zipfile
import zlib
from dataclasses import dataclass

from .limits import (
    BOMB,
    BROKEN,
    MOST_MEMBERS,
    MOST_RATIO,
    MOST_UNPACKED,
    ONLY_TABLES,
    RATIO_MATTERS,
    FileRefused,
)

MACROS = "В файле есть макросы. Сохраните таблицу как «Книга Excel (.xlsx)» без макросов и загрузите её."
DOCTYPE = "Файл содержит объявления, которых не бывает в таблицах Excel. Сохраните его в Excel заново."
LOCKED = "Файл защищён паролем. Снимите пароль и загрузите его ещё раз."
ODF_MACROS = ("basic/", "scripts/")
FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True)
class Format:
    """An office format: its main part and what is said of a file that is another one, has macros or declarations.

    index: the part where the archive says what it holds.
    """

    main: str
    others: str
    macros: str
    doctype: str
    index: str = "[content_types].xml"


WORKBOOK = Format("xl/workbook.xml", ONLY_TABLES, MACROS, DOCTYPE)

_CHUNK = 256 * 1024
_OVERLAP = max(map(len, FORBIDDEN))
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
    KeyError,
)


def _check_directory(members: list[zipfile.ZipInfo], kind: Format) -> None:
    names = [member.filename for member in members]
    if len(names) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise FileRefused(BOMB)
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused(LOCKED)
    lower = {name.lower() for name in names}
    if len(lower) != len(names) or any(name.startswith(("/", "\\")) or ".." in name for name in names):
        raise FileRefused(BROKEN)
    if any("vbaproject" in name or "macrosheets/" in name or name.startswith(ODF_MACROS) for name in lower):
        raise FileRefused(kind.macros)
    if kind.index not in lower or kind.main not in lower:
        raise FileRefused(kind.others)


def _check_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, unpacked: int, kind: Format) -> int:
    """Unpack the member by pieces; sizes are measured, not believed. Returns its size in bytes."""
    size, tail = 0, b""
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            too_dense = size > RATIO_MATTERS and size > MOST_RATIO * max(member.compress_size, 1)
            if unpacked + size > MOST_UNPACKED or too_dense:
                raise FileRefused(BOMB)
            if is_xml:
                seen = tail + piece
                if any(word in seen for word in FORBIDDEN):
                    raise FileRefused(kind.doctype)
                tail = piece[-_OVERLAP:]
    return size


def open_checked(file, kind: Format = WORKBOOK) -> zipfile.ZipFile:
    """The archive, every member of it unpacked once within the limits; FileRefused otherwise."""
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
        _check_directory(members, kind)
        unpacked = 0
        for member in members:
            unpacked += _check_content(archive, member, unpacked, kind)
    except _BROKEN_ZIP as broken:
        raise FileRefused(BROKEN) from broken
    return archive
