"""`manage.py read_document`: what is recognised, printed; nothing is written."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from methodservice.documents.tests.recognised import FIRST, HEAD, ORDER, SECOND
from methodservice.lib.officefiles.limits import BROKEN, EMPTY, ONLY_TABLES_OR_WORD
from methodservice.lib.officefiles.sniff import OLD_WORD
from methodservice.lib.tests.test_grids import document, saved
from methodservice.lib.tests.test_officefiles import OLE


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "План.docx"
    file.write_bytes(saved(document([HEAD, FIRST, SECOND], before=ORDER)))
    return file


def said(*args, **options) -> str:
    out = io.StringIO()
    call_command("read_document", *map(str, args), stdout=out, **options)
    return out.getvalue()


def test_json_is_the_order_the_tables_and_the_warnings(path):
    told = json.loads(said(path, json=True))
    assert (told["order"]["number"], told["order"]["date"], told["order"]["kind"]) == (
        "15",
        "2026-09-01",
        "приказ",
    )
    assert told["order"]["points"][1] == {"number": 2, "text": "Контроль оставляю за собой."}
    assert told["order"]["appendix"]["order_date"] == "2026-09-02"
    (table,) = told["tables"]
    assert (table["kind"], table["caption"], table["columns"]) == ("roadmap", "План мероприятий", HEAD)
    assert [row["cells"] for row in table["rows"]] == [FIRST, SECOND]
    assert (table["rows"][1]["section"], table["rows"][1]["number"]) == (None, "2")
    assert table["rows"][1]["responsible_list"] == ["Методист", "директора школ"]
    assert told["warnings"] == ["Дата приказа 01.09.2026, а в отметке приложения 02.09.2026."]


def test_without_json_a_summary_is_printed(path):
    assert said(path).splitlines() == [
        "Приказ от 01.09.2026 № 15. Об утверждении плана мероприятий на 2026-2028 годы",
        "Документ: План мероприятий",
        "Срок: 01.01.2026 – 31.12.2028",
        "Таблица 1: дорожная карта — План мероприятий. Строк: 2.",
        "Обратите внимание:",
        "- Дата приказа 01.09.2026, а в отметке приложения 02.09.2026.",
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("План.docx", b"", EMPTY),
        ("План.docx", b"PK\x03\x04" + b"x" * 50, BROKEN),
        ("План.docx", OLE + b"x" * 600, OLD_WORD),
        ("План.pdf", b"%PDF-1.7", ONLY_TABLES_OR_WORD),
        (None, None, "не открывается"),
    ],
)
def test_a_file_that_is_no_document_gets_a_sentence(tmp_path, name, content, sentence):
    path = tmp_path / (name or "нет.docx")
    if name:
        path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        said(path, json=True)
    assert sentence in str(refused.value)
    assert refused.value.returncode == 1
