"""What a file is by its name and by its content."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib import attachments
from methodservice.lib.attachments import KINDS, LONGEST_NAME, MISNAMED, checked, clean_name
from methodservice.lib.officefiles import FileRefused, limits
from methodservice.lib.officefiles.archive import LOCKED
from methodservice.testing.attachments import PDF, odf, ole, ooxml, zipped

SHEET = ooxml("spreadsheetml.sheet.main+xml")
SLIDES = ooxml("presentationml.presentation.main+xml")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
WORD = ole("WordDocument", first_sector=b"\xec\xa5" + b"\0" * 30)
EXCEL = ole("Workbook", first_sector=b"\x09\x08\x10\x00" + b"\0" * 16 + b"\xe1\x00")
TRUE_FILES = {
    "pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "doc": WORD, "xls": EXCEL, "docx": ooxml(), "xlsx": SHEET,
    "pptx": SLIDES, "odt": odf(), "ods": odf("spreadsheet"),
}  # fmt: skip


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(FileRefused) as caught:
        checked(io.BytesIO(content), name)
    return caught.value.sentence


def test_every_kind_has_an_example():
    assert set(TRUE_FILES) == set(KINDS)


@pytest.mark.parametrize("extension", TRUE_FILES)
def test_a_true_file_is_taken_and_left_at_its_start(extension):
    file = io.BytesIO(TRUE_FILES[extension])
    name, kind = checked(file, f"Отчёт.{extension.upper()}")
    assert (name, kind.extension, file.tell()) == (f"Отчёт.{extension}", extension, 0)


@pytest.mark.parametrize("extension", TRUE_FILES)
@pytest.mark.parametrize("content", TRUE_FILES.values(), ids=TRUE_FILES)
def test_a_name_and_a_content_of_different_kinds_are_refused(extension, content):
    if content == TRUE_FILES[extension]:
        return
    assert refusal(content, f"Отчёт.{extension}") == MISNAMED.format(
        "jpg" if extension == "jpeg" else extension
    )


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        pytest.param(b"MZ", "отчёт.pdf.exe", attachments.WRONG_TYPE, id="program"),
        pytest.param(PDF, "отчёт", attachments.WRONG_TYPE, id="no extension"),
        pytest.param(PDF, "отчёт.", attachments.WRONG_TYPE, id="dot alone"),
        pytest.param(b"<svg/>", "рисунок.svg", attachments.WRONG_TYPE, id="svg"),
        pytest.param(ooxml(), "план.docm", attachments.WRONG_TYPE, id="docm"),
        pytest.param(PDF, "отчёт.exe.pdf", attachments.TWO_EXTENSIONS.format("exe"), id="hidden"),
        pytest.param(PDF, "отчёт\u202efdp.exe", attachments.WRONG_TYPE, id="turned by direction marks"),
        pytest.param(b"", "отчёт.pdf", attachments.EMPTY, id="empty"),
        pytest.param(b"%PDF-" + b"x" * limits.MOST_BYTES, "к.pdf", attachments.TOO_LARGE, id="large"),
        pytest.param(
            ooxml("wordprocessingml.document.main+xml", word__vbaProject=b"x"),
            "план.docx",
            attachments.MACROS,
            id="macros",
        ),
        pytest.param(ooxml("x+xml"), "план.docx", MISNAMED.format("docx"), id="unknown main part"),
        pytest.param(
            zipped(
                **{
                    "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                    "_rels/.rels": "<x/>",
                }
            ),
            "план.docx",
            attachments.MACROS,
            id="docm named docx",
        ),
        pytest.param(odf(Basic__Standard="x"), "план.odt", attachments.MACROS, id="macros of LibreOffice"),
        pytest.param(
            odf(manifest="<manifest:encryption-data/>"),
            "план.odt",
            LOCKED,
            id="OpenDocument behind a password",
        ),
        pytest.param(ole("EncryptedPackage"), "план.docx", LOCKED, id="docx behind a password"),
        pytest.param(
            ole("WordDocument", first_sector=b"\xec\xa5" + b"\0" * 9 + b"\x01"),
            "п.doc",
            LOCKED,
            id="doc locked",
        ),
        pytest.param(
            ole("Workbook", first_sector=b"\x09\x08\x04\x00\0\0\0\0\x2f\x00"),
            "п.xls",
            LOCKED,
            id="xls locked",
        ),
        pytest.param(ole("WordDocument", "_VBA_PROJECT"), "п.doc", attachments.MACROS, id="doc with macros"),
        pytest.param(
            ooxml(word__document="<!DOCTYPE x>")[:-30],
            "п.docx",
            attachments.SENTENCES[limits.BROKEN],
            id="cut",
        ),
        pytest.param(
            ooxml(**{"word/document.xml": "<!DOCTYPE x>"}), "п.docx", attachments.DOCTYPE, id="declarations"
        ),
        pytest.param(
            ooxml(**{"word/media/1.bmp": b"\0" * 101 * 1024 * 1024}),
            "п.docx",
            attachments.SENTENCES[limits.BOMB],
            id="bomb",
        ),
        pytest.param(
            WORD + "Workbook".encode("utf-16-le"),
            "п.xls",
            MISNAMED.format("xls"),
            id="a word of the text is no stream",
        ),
        pytest.param(zipped(**{"a.txt": "x"}), "п.docx", MISNAMED.format("docx"), id="any archive"),
    ],
)
def test_a_file_is_refused_with_what_to_do(content, name, sentence):
    assert refusal(content, name) == sentence


@pytest.mark.shared
def test_documents_of_real_districts_are_taken(shared_dir):
    files = [path for path in (shared_dir / "real").iterdir() if path.suffix in (".docx", ".xlsx")]
    for path in files:
        with path.open("rb") as file:
            assert checked(file, path.name)[0] == path.name
    assert len(files) == 8


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Приказ № 5 от 12.10.2026.PDF", "Приказ № 5 от 12.10.2026.pdf"),
        ("C:\\Мои документы\\план.docx", "план.docx"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("план\nна\tгод.pdf", "план на год.pdf"),
        ("пла\u0438\u0306н.pdf", "плайн.pdf"),
        ("план\u202e\u200b\x00.pdf", "план.pdf"),
        ("план.pdf. ", "план.pdf"),
        ('"план": <2026>?.pdf', "план 2026.pdf"),
        ("  .pdf", "Файл.pdf"),
        ("???.pdf", "Файл.pdf"),
        ("ы" * 300 + ".docx", "ы" * 115 + ".docx"),
    ],
)
def test_names_are_cleaned(name, cleaned):
    assert clean_name(name) == cleaned


@given(st.text(max_size=400), st.sampled_from(sorted(KINDS)))
def test_any_name_becomes_one_that_every_file_system_takes(stem, extension):
    name = clean_name(f"{stem}.{extension}")
    assert name == clean_name(name)
    assert 0 < len(name) <= LONGEST_NAME
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|')
    assert name == name.strip(" ")


@given(st.binary(max_size=2000), st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(TRUE_FILES)))
def test_noise_is_taken_or_refused_and_never_breaks(noise, extension, start):
    for content in (noise, TRUE_FILES[start][:200] + noise, noise + TRUE_FILES[start]):
        with suppress(FileRefused):
            assert checked(io.BytesIO(content), f"ф.{extension}")[1].extension == extension
