"""Files that are no safe documents to read from top to bottom: refused in words, never an error."""

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.officefiles import FileRefused, Flow, FlowTable, limits, placed, wordfile
from methodservice.lib.officefiles.archive import LOCKED
from methodservice.lib.officefiles.flow import MOST_PARAGRAPHS, NOTHING_TO_READ, TOO_MANY_PARAGRAPHS
from methodservice.lib.officefiles.sniff import LOCKED_FILE, OLD_EXCEL, OLD_WORD
from methodservice.lib.tests.test_flow import flow
from methodservice.lib.tests.test_grids import DEEP, GOOD, HEAD, MARKUP, WIDE, saved, with_body, workbook
from methodservice.lib.tests.test_officefiles import OLE, encrypted_flag, repacked


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        pytest.param(b"", "к.docx", limits.EMPTY, id="empty"),
        pytest.param(saved(Document()), "к.docx", NOTHING_TO_READ, id="no words"),
        pytest.param(GOOD, "к.pdf", limits.ONLY_TABLES_OR_WORD, id="another type"),
        pytest.param(GOOD, "к.xlsx", limits.ONLY_TABLES, id="document named workbook"),
        pytest.param(workbook([HEAD]), "к.docx", limits.ONLY_TABLES_OR_WORD, id="workbook named document"),
        pytest.param(OLE, "к.doc", OLD_WORD, id="old Word"),
        pytest.param(OLE, "к.xls", OLD_EXCEL, id="old Excel"),
        pytest.param(b"text", "к.docx", limits.BROKEN, id="text"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "к.docx", LOCKED_FILE, id="password"),
        pytest.param(encrypted_flag(), "к.xlsx", LOCKED, id="password of the archive"),
        pytest.param(GOOD[: len(GOOD) // 2], "к.docx", limits.BROKEN, id="cut off"),
        pytest.param(repacked(GOOD, **{"word/document.xml": b"<w"}), "к.docx", limits.BROKEN, id="broken"),
        pytest.param(
            repacked(GOOD, **{"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "a">]><x/>'}),
            "к.docx", wordfile.DOCTYPE, id="entities",
        ),
        pytest.param(
            repacked(GOOD, **{"word/document.xml": b"<x/>"}), "к.docx", limits.BROKEN, id="another root"
        ),
        pytest.param(repacked(GOOD, **{"word/footnotes.xml": b"<w"}), "к.docx", limits.BROKEN, id="broken notes"),
        pytest.param(repacked(GOOD, **{"bomb.bin": bytes(30_000_000)}), "к.docx", limits.BOMB, id="bomb"),
        pytest.param(repacked(GOOD, **{"word/vbaProject.bin": b"x"}), "к.docx", wordfile.MACROS, id="macros"),
        pytest.param(bytes(limits.MOST_BYTES + 1), "к.docx", limits.TOO_LARGE, id="huge"),
        pytest.param(with_body(WIDE), "к.docx", limits.TOO_MANY_COLUMNS, id="wide"),
        pytest.param(with_body(DEEP), "к.docx", limits.BROKEN, id="deep"),
        pytest.param(
            with_body("<w:p><w:r><w:t>а</w:t></w:r></w:p>" * (MOST_PARAGRAPHS + 1)),
            "к.docx", TOO_MANY_PARAGRAPHS, id="long",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_gets_its_sentence(data, name, sentence):
    with pytest.raises(FileRefused) as caught:
        flow(data, name)
    assert caught.value.sentence == sentence


def outcome(data: bytes) -> Flow | str:
    try:
        return flow(data)
    except FileRefused as refused:
        return refused.sentence


@given(st.data())
def test_a_damaged_document_is_read_or_refused(data):
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(damaged))


@given(MARKUP)
def test_any_order_of_elements_is_read_or_refused(body):
    found = outcome(with_body(f"{body}<w:tbl>{body}</w:tbl>"))
    for block in found.blocks if isinstance(found, Flow) else ():
        if isinstance(block, FlowTable):
            covered = sum(cell.colspan * cell.rowspan for row in placed(block.grid.rows) for cell in row)
            assert covered == len(block.grid.rows) * block.grid.width
