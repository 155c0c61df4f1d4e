"""Documents of real districts: what is recognised equals the true reading laid beside the checkout, cell by cell.

The files and their readings are ../shared/real; nothing of their text is kept here.
"""

import json
from functools import cache

import pytest

from methodservice.documents.recognition import as_json, recognise_file

pytestmark = pytest.mark.shared

FILES = (
    "izhmorsky-regulation-2021.docx", "oktyabrsky-programme-2021.docx", "oktyabrsky-roadmap.xlsx",
    "seryshevo-indicators.xlsx",
    "seryshevo-programme-2024.docx", "seversky-roadmap-2023.docx", "seversky-roadmap.xlsx",
    "zdvinsky-regulation.docx",
)  # fmt: skip
TOLD_BY_A_READER = {"document", "note", "value_meaning"}
"""Of a table: what no file says."""
CONCLUSIONS = {"assigned", "in_force_from", "conflicts", "control"}
"""Of an order: what a reader makes of its points; the portal gives the point on control as it is written."""


@cache
def printed(real, name: str) -> dict:
    with (real / name).open("rb") as file:
        return as_json(recognise_file(file, name))


@cache
def truth(real, name: str) -> dict:
    stem = name.removesuffix(".docx")
    return json.loads((real / "truth" / f"{stem}.json").read_text(encoding="utf-8"))


@pytest.fixture
def real(shared_dir):
    return shared_dir / "real"


def only(told: dict, names) -> dict:
    return {name: told.get(name) for name in names}


@pytest.mark.parametrize("name", FILES)
def test_every_table_is_read_as_it_stands(real, name):
    tables, true = printed(real, name)["tables"], truth(real, name)["tables"]
    assert [table["kind"] for table in tables] == [table["kind"] for table in true]
    for table, reading in zip(tables, true, strict=True):
        names = set(reading) - TOLD_BY_A_READER - {"caption", "rows"}
        assert only(table, names) == only(reading, names)
        assert [
            only(row, wanted) for row, wanted in zip(table["rows"], reading["rows"], strict=True)
        ] == reading["rows"]


@pytest.mark.parametrize("name", [name for name in FILES if "regulation" not in name])
def test_a_table_is_called_as_the_file_calls_it(real, name):
    """Two captions of the true reading describe tables without a name; one stands in another file."""
    for table, reading in zip(printed(real, name)["tables"], truth(real, name)["tables"], strict=True):
        if reading["kind"] == "layout" or "без заголовка" in reading["caption"]:
            assert table["caption"] == ""
        else:
            assert table["caption"] in (reading["caption"], truth(real, name).get("title"))


@pytest.mark.parametrize("name", FILES)
def test_requisites_of_an_order_are_read(real, name):
    order, true = printed(real, name)["order"], truth(real, name).get("order")
    assert (order is None) == (true is None)
    if true:
        names = set(true) - CONCLUSIONS
        assert only(order, names) == only(true, names)


def test_an_annex_without_its_order_names_it(real):
    name = "izhmorsky-regulation-2021.docx"
    told, true = printed(real, name)["appendix"], truth(real, name)["appendix"]
    assert only(told, true) == true


@pytest.mark.parametrize(
    ("name", "word", "period"),
    [
        ("izhmorsky-regulation-2021.docx", "regulation", None),
        ("oktyabrsky-programme-2021.docx", "programme", ["2022-01-01", "2023-12-31"]),
        ("oktyabrsky-roadmap.xlsx", "roadmap", None),
        ("seryshevo-programme-2024.docx", "programme", ["2024-01-01", "2027-12-31"]),
        ("seversky-roadmap-2023.docx", "roadmap", ["2023-01-01", "2023-12-31"]),
        ("seversky-roadmap.xlsx", "roadmap", ["2023-01-01", "2023-12-31"]),
    ],
)
def test_a_document_says_what_it_is_and_what_time_it_is_for(real, name, word, period):
    told = printed(real, name)
    assert (told["document"], told["period"]) == (word, period)


def test_what_disagrees_in_a_file_is_told(real):
    warnings = " ".join(printed(real, "seryshevo-programme-2024.docx")["warnings"])
    assert "Дата приказа 13.05.2023, а в отметке приложения 13.05.2024." in warnings
    assert (
        "Годы этапа 2 расходятся: в паспорте 2025–2027, в таблице этапов 2020–2026, "
        "в разделах мероприятий 2025–2027." in warnings
    )
    assert "Показатель 3: нет значения — 2024." in warnings
    twins = " ".join(printed(real, "oktyabrsky-programme-2021.docx")["warnings"])
    assert "Повторяются слово в слово: 14 и 16." in twins
    assert "Отличаются только столбцом «Ответственные»: 15 и 17." in twins
