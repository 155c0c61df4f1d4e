"""Documents of real districts, recognised, kept and printed back: the tables of each file equal the true reading."""

import io
import json
import re

import pytest

from methodservice.documents.printing import docx_of, pdf_of
from methodservice.documents.recognition import as_json, recognise_file
from methodservice.documents.workbook import workbook_of
from methodservice.testing.printed import Printed
from roadmap.content import content_of, content_of_file
from roadmap.printed import TEMPLATE, sheets_of, snapshot
from roadmap.services.writing import start_programme

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
FILES = ["oktyabrsky-programme-2021", "seryshevo-programme-2024", "seversky-roadmap-2023"]
NOT_OF_THE_TABLE = {"document", "note", "value_meaning", "caption", "rows"}


@pytest.fixture
def kept(request, shared_dir, district, methodist):
    """(the edition that the file became, its tables as they truly are)."""
    name = request.param
    with (shared_dir / "real" / f"{name}.docx").open("rb") as file:
        found = recognise_file(file, f"{name}.docx")
    first, last = found.period
    content = content_of_file(found, document=found.document, title=found.title, first=first, last=last)
    edition = start_programme(municipality=district, content=content, by=methodist)
    truth = json.loads((shared_dir / "real" / "truth" / f"{name}.json").read_text())
    return edition, [table for table in truth["tables"] if table["kind"] != "layout"]


def recognised(content: bytes, name: str) -> list[dict]:
    """Tables of a file but for those that only place words: signatures of a Word file are one."""
    tables = as_json(recognise_file(io.BytesIO(content), name))["tables"]
    return [table for table in tables if table["kind"] != "layout"]


def equal(tables: list[dict], truth: list[dict]) -> None:
    """Kind, headings, sections and every cell."""
    assert [table["kind"] for table in tables] == [table["kind"] for table in truth]
    for table, true in zip(tables, truth, strict=True):
        names = set(true) - NOT_OF_THE_TABLE
        assert {name: table.get(name) for name in names} == {name: true[name] for name in names}
        rows = zip(table["rows"], true["rows"], strict=True)
        assert [{name: row.get(name) for name in wanted} for row, wanted in rows] == true["rows"]


@pytest.mark.parametrize("kept", FILES, indirect=True)
def test_the_word_file_reads_as_the_document_did(kept):
    edition, truth = kept
    printed = snapshot(edition, content_of(edition))
    equal(recognised(docx_of(TEMPLATE, printed), "карта.docx"), truth)


@pytest.mark.parametrize("kept", FILES, indirect=True)
def test_the_workbook_reads_as_the_document_did(kept):
    edition, truth = kept
    equal(recognised(workbook_of(sheets_of(content_of(edition))), "карта.xlsx"), truth)


@pytest.mark.parametrize("kept", FILES, indirect=True)
def test_the_pdf_says_every_cell_in_its_order(kept):
    edition, truth = kept
    found = Printed(pdf_of(TEMPLATE, snapshot(edition, content_of(edition))))
    below_margin = [
        span.text for page in range(len(found.pages)) for span in found.spans(page) if span.baseline > 20
    ]
    said, place = letters("".join(below_margin)), 0
    for cell in (cell for table in truth for row in table["rows"] for cell in row["cells"]):
        at = said.find(letters(cell), place)
        assert at >= 0, cell
        place = at + len(letters(cell))


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
