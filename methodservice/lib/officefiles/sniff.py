"""What a file really is: by its name and by its first bytes, and they must agree."""

from pathlib import PurePath

from . import bookflow, csvfile, wordfile, workbook
from .limits import (
    BROKEN,
    EMPTY,
    MOST_BYTES,
    ONLY_TABLES,
    ONLY_TABLES_OR_WORD,
    TOO_LARGE,
    FileRefused,
)

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_OLE = "EncryptedPackage".encode("utf-16-le")
LOCKED = (
    "Файл защищён паролем. Снимите пароль в Excel («Файл → Сведения → Защита книги») и загрузите ещё раз."
)
OLD_EXCEL = (
    "Это книга старого формата Excel (.xls). Сохраните её как «Книга Excel (.xlsx)» и загрузите ещё раз."
)
OLD_WORD = (
    "Это документ старого формата Word (.doc). Сохраните его как «Документ Word (.docx)» и загрузите ещё раз."
)
LOCKED_FILE = "Файл защищён паролем. Снимите пароль и загрузите его ещё раз."
MISNAMED_TABLE = "Внутри файла — книга Excel, а называется он иначе. Переименуйте его в «.xlsx»."
MISNAMED_TEXT = (
    "Файл называется «.xlsx», но это не книга Excel. Откройте его в Excel и сохраните как «Книга Excel»."
)


def _begin(file) -> bytes:
    """The first bytes of a file whose size is right; the file is at its start again."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise FileRefused(EMPTY)
    if size > MOST_BYTES:
        raise FileRefused(TOO_LARGE)
    start = file.read(8)
    file.seek(0)
    return start


def flow_of(file, name: str):
    """The document or workbook as `flow.Flow`; FileRefused when it is neither, or no safe one."""
    return (wordfile if _is_document(file, name) else bookflow).flow_of(file)


def _is_document(file, name: str) -> bool:
    """A document of Word, not a workbook; FileRefused when it is neither."""
    start, extension = _begin(file), PurePath(name.lower()).suffix
    if start == OLE:
        locked = _TEXT_OLE in file.read()
        raise FileRefused(LOCKED_FILE if locked else OLD_EXCEL if extension == ".xls" else OLD_WORD)
    if extension not in (".docx", ".docm", ".xlsx", ".xlsm"):
        raise FileRefused(ONLY_TABLES_OR_WORD)
    if not start.startswith(ZIP):
        raise FileRefused(BROKEN)
    return extension.startswith(".doc")


def sheets_of(file, name: str):
    """Sheets of the file as `tables.Sheet`; FileRefused when it is no table or no safe one."""
    start, extension = _begin(file), PurePath(name.lower()).suffix
    if start == OLE:
        raise FileRefused(LOCKED if _TEXT_OLE in file.read() else OLD_EXCEL)
    if start.startswith(ZIP):
        if extension in (".csv", ".txt"):
            raise FileRefused(MISNAMED_TABLE)
        if extension not in (".xlsx", ".xlsm"):
            raise FileRefused(ONLY_TABLES)
        return workbook.sheets_of(file)
    if extension == ".xlsx":
        raise FileRefused(BROKEN if start.startswith(b"PK") else MISNAMED_TEXT)
    if extension not in (".csv", ".txt"):
        raise FileRefused(ONLY_TABLES)
    return csvfile.sheets_of(file)
