"""Files that people attach: what a file is by its name and by its content, and they must agree.

    name, kind = checked(file, "Приказ № 5.pdf")

No model and no request here. A file that is not taken is a `FileRefused` with a sentence in Russian.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from methodservice.lib.officefiles.archive import LOCKED, Format, open_checked
from methodservice.lib.officefiles.limits import BOMB, BROKEN, MOST_BYTES, FileRefused

LONGEST_NAME = 120
"""Characters of a name with its extension: file systems take 255 bytes, a Russian letter is two."""
UNNAMED = "Файл"
ALLOWED = "PDF, DOC, DOCX, ODT, XLS, XLSX, ODS, PPTX, JPG или PNG"
WRONG_TYPE = f"Такие файлы не принимаются. Приложите {ALLOWED}."
MISNAMED = (
    "Содержимое файла не подходит к его расширению «.{}». Откройте файл, сохраните заново и приложите снова."
)
TWO_EXTENSIONS = "В имени файла спрятано расширение программы «.{}». Переименуйте файл и приложите снова."
TOO_LARGE = "Файл больше 10 МБ. Уменьшите его (например, сожмите рисунки) или укажите ссылку."
EMPTY = "Файл пустой. Выберите другой."
MACROS = (
    "В файле есть макросы. Сохраните его без макросов (.docx, .xlsx, .pptx, .odt или .ods) и приложите снова."
)
DOCTYPE = "В файле есть объявления, которых в таких документах не бывает. Откройте его, сохраните заново и приложите."
SENTENCES = {
    BOMB: "Файл при распаковке занимает слишком много места. Уменьшите рисунки, сохраните и приложите снова.",
    BROKEN: "Файл повреждён и не читается. Откройте его, сохраните заново и приложите снова.",
}
"""What the check of archives says of tables, said of any document."""
PROGRAMS = {
    "apk", "app", "bat", "cmd", "com", "cpl", "dll", "docm", "dotm", "exe", "hta", "htm", "html", "jar", "js", "jse",
    "lnk", "msi", "pif", "ppam", "pptm", "ps1", "reg", "scr", "sh", "svg", "url", "vb", "vbe", "vbs", "wsf", "wsh",
    "xlam", "xlsm", "xltm",
}  # fmt: skip
"""Extensions that a name must not hide before its last one."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SECTOR, _OLE_ENTRY = 512, 128
_WORD_MARK, _WORD_LOCKED = b"\xec\xa5", 0x01
_EXCEL_MARK, _EXCEL_LOCK = b"\x09\x08", b"\x2f\x00"


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is taken. check(file) raises FileRefused; icon: of static/icons.svg; in_place: a browser may
    show it, for it runs nothing under the portal's CSP."""

    extension: str
    media_type: str
    check: Callable
    icon: str = "download"
    in_place: bool = False


def _refuse_misnamed(kind: str):
    raise FileRefused(MISNAMED.format(kind))


def _starting(extension: str, *marks: bytes):
    def check(file):
        if not file.read(max(map(len, marks))).startswith(marks):
            _refuse_misnamed(extension)

    return check


def _ooxml(extension: str, main_type: bytes):
    """Office Open XML: the list of parts names a main part of this very kind, without macros."""
    form = Format("_rels/.rels", MISNAMED.format(extension), MACROS, DOCTYPE)

    def check(file):
        _refuse_old_office(file, extension)
        with _opened(file, form) as archive:
            types = _part(archive, "[content_types].xml")
        if b"macroEnabled" in types:
            raise FileRefused(MACROS)
        if main_type not in types:
            _refuse_misnamed(extension)

    return check


def _odf(extension: str, media_type: str):
    """OpenDocument: the part «mimetype» says the kind; the manifest tells of a password."""
    form = Format("mimetype", MISNAMED.format(extension), MACROS, DOCTYPE, index="meta-inf/manifest.xml")

    def check(file):
        _refuse_old_office(file, extension)
        with _opened(file, form) as archive:
            said, manifest = _part(archive, "mimetype"), _part(archive, "meta-inf/manifest.xml")
        if said.strip() != media_type.encode():
            _refuse_misnamed(extension)
        if b"encryption-data" in manifest:
            raise FileRefused(LOCKED)

    return check


def _opened(file, form: Format):
    if file.read(4) != b"PK\x03\x04":
        raise FileRefused(form.others)
    file.seek(0)
    try:
        return open_checked(file, form)
    except FileRefused as refused:
        raise FileRefused(SENTENCES.get(refused.sentence, refused.sentence)) from refused


def _part(archive, name: str) -> bytes:
    """A part that is there, whatever the case of its letters."""
    return archive.read(next(each for each in archive.namelist() if each.lower() == name))


def _refuse_old_office(file, extension: str) -> None:
    """A modern file behind a password is wrapped into the old container."""
    content = file.read()
    file.seek(0)
    if content.startswith(OLE):
        if _has_stream(content, "EncryptedPackage"):
            raise FileRefused(LOCKED)
        _refuse_misnamed(extension)


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the directory of an old container has such an entry: 128 bytes that begin with its name in UTF-16."""
    wanted = f"{name}\0".encode("utf-16-le")
    return any(content.startswith(wanted, start) for start in range(_OLE_SECTOR, len(content), _OLE_ENTRY))


def _ole(extension: str, *streams: str):
    """Word and Excel 97–2003: a container whose directory names the main stream."""

    def check(file):
        content = file.read()
        if not content.startswith(OLE) or not any(_has_stream(content, stream) for stream in streams):
            _refuse_misnamed(extension)
        if _has_stream(content, "_VBA_PROJECT"):
            raise FileRefused(MACROS)
        if _ole_is_locked(content):
            raise FileRefused(LOCKED)

    return check


def _ole_is_locked(content: bytes) -> bool:
    """The flag fEncrypted of Word's header ([MS-DOC] 2.5.2), or Excel's record FilePass after the first one
    ([MS-XLS] 2.4.117). Both streams begin at a sector."""
    for start in range(_OLE_SECTOR, len(content) - _OLE_SECTOR + 1, _OLE_SECTOR):
        mark = content[start : start + 2]
        if mark == _WORD_MARK:
            return bool(content[start + 11] & _WORD_LOCKED)
        if mark == _EXCEL_MARK:
            after = start + 4 + int.from_bytes(content[start + 2 : start + 4], "little")
            return content[after : after + 2] == _EXCEL_LOCK
    return False


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_JPEG = _starting("jpg", b"\xff\xd8\xff")

_TEXT, _TABLE = "file-earmark-word", "file-earmark-spreadsheet"

KINDS = {
    kind.extension: kind
    for kind in (
        FileKind("pdf", "application/pdf", _starting("pdf", b"%PDF-"), "file-earmark-pdf", in_place=True),
        FileKind("jpg", "image/jpeg", _JPEG, in_place=True),
        FileKind("jpeg", "image/jpeg", _JPEG, in_place=True),
        FileKind("png", "image/png", _starting("png", b"\x89PNG\r\n\x1a\n"), in_place=True),
        FileKind("doc", "application/msword", _ole("doc", "WordDocument"), _TEXT),
        FileKind("xls", "application/vnd.ms-excel", _ole("xls", "Workbook", "Book"), _TABLE),
        *(
            FileKind(
                extension, f"{_OOXML}{what}", _ooxml(extension, f"{_OOXML}{what}.main+xml".encode()), icon
            )
            for extension, what, icon in (
                ("docx", "wordprocessingml.document", _TEXT),
                ("xlsx", "spreadsheetml.sheet", _TABLE),
                ("pptx", "presentationml.presentation", "download"),
            )
        ),
        *(
            FileKind(extension, f"{_ODF}{what}", _odf(extension, f"{_ODF}{what}"), icon)
            for extension, what, icon in (("odt", "text", _TEXT), ("ods", "spreadsheet", _TABLE))
        ),
    )
}
"""Extension → kind: everything that is taken."""


def clean_name(name: str) -> str:
    """The last part of a path as every file system and every screen takes it: composed letters, one line, no control
    or direction marks, at most LONGEST_NAME characters, the extension in lower case."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    shown = "".join(sign for sign in name if sign not in ':*?"<>|' and (sign.isprintable() or sign.isspace()))
    stem, dot, extension = " ".join(shown.split()).rstrip(" .").rpartition(".")
    ending = f"{dot}{extension.lower()}" if dot else ""
    stem = (stem if dot else extension).strip(" .")
    return f"{stem[: max(LONGEST_NAME - len(ending), 1)].rstrip(' .') or UNNAMED}{ending}"


def checked(file, name: str) -> tuple[str, FileKind]:
    """(clean name, kind) of a file that may be kept. `file`: seekable binary, left at its start. FileRefused."""
    name = clean_name(name)
    *stem, extension = name.lower().split(".")
    if extension not in KINDS:
        raise FileRefused(WRONG_TYPE)
    for hidden in stem[1:]:
        if hidden.strip() in PROGRAMS:
            raise FileRefused(TWO_EXTENSIONS.format(hidden.strip()))
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise FileRefused(EMPTY)
    if size > MOST_BYTES:
        raise FileRefused(TOO_LARGE)
    try:
        KINDS[extension].check(file)
    finally:
        file.seek(0)
    return name, KINDS[extension]
