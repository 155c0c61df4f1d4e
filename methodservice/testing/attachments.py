"""Small true files of each kind, as people attach them."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
_OOXML = "application/vnd.openxmlformats-officedocument."


def zipped(**members) -> bytes:
    """An archive of (name → text or bytes); «/» in a name is written as «__»."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def ooxml(main_type="wordprocessingml.document.main+xml", **more) -> bytes:
    """The bones of DOCX, XLSX («spreadsheetml.sheet.main+xml») or PPTX."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{_OOXML}{main_type}"/></Types>'
    return zipped(**{"[Content_Types].xml": types, "_rels/.rels": "<Relationships/>", **more})


def odf(kind="text", manifest="<manifest/>", **more) -> bytes:
    """The bones of ODT or ODS («spreadsheet»)."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    return zipped(mimetype=media_type, **{"META-INF/manifest.xml": manifest, **more})


def ole(*streams: str, first_sector: bytes = b"") -> bytes:
    """Something like a container of Office 97–2003: a sector, then a directory that names its streams."""
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + first_sector.ljust(512, b"\0")
    return start + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)


def sent(content: bytes = PDF, name: str = "Приказ № 5.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)
