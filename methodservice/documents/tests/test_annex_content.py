"""The content of an annex: out of files and typed text, and back to text for editing."""

import json

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given
from hypothesis import strategies as st

from methodservice.documents import annex_content
from methodservice.documents.annex_content import (
    content_from_file,
    content_from_text,
    cut_sentence,
    split_annex_mark,
    split_order,
    text_of,
    validate_blocks,
)
from methodservice.documents.annex_shape import cell_of, heading_block, item_block, text_block
from methodservice.lib.officefiles import FileRefused
from methodservice.lib.tests.test_flow import REAL
from methodservice.lib.tests.test_grids import DECIMAL, add_table, saved, with_numbering


def content(made, name="Программа.docx"):
    return content_from_file(made if isinstance(made, bytes) else saved(made), name)


def real(shared_dir, name):
    return content((shared_dir / "real" / f"{name}.docx").read_bytes())


def test_paragraphs_of_a_file_become_headings_items_and_words():
    made = Document()
    made.add_heading("Общие положения", 1)
    made.add_heading("Состав", 2)
    made.add_paragraph("Группа создаётся приказом.")
    made.add_paragraph("Серышево 2024").alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph("1.1. набранный пункт")
    made.add_paragraph("-без пробела")
    properties = made.add_paragraph("пункт Word")._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = 1
    made.add_paragraph("Задачи:\n- первая\nдалее")
    assert content(with_numbering(made, DECIMAL.format("decimal", ""))).blocks == [
        heading_block("Общие положения", 2),
        heading_block("Состав", 3),
        text_block("Группа создаётся приказом."),
        text_block("Серышево 2024", "centre"),
        item_block("1.1.", "набранный пункт"),
        text_block("-без пробела"),
        item_block("1.", "пункт Word"),
        text_block("Задачи:"),
        item_block("-", "первая далее"),
    ]


def test_a_numbered_heading_keeps_its_number():
    made = Document()
    made.add_heading("Цели", 1)._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1
    assert content(with_numbering(made, DECIMAL.format("decimal", ""))).blocks == [heading_block("1. Цели")]


def test_a_table_of_a_file_keeps_head_groups_and_merged_cells():
    made = Document()
    table = add_table(
        made, [["№", "Дело", "Срок"], ["Осень", "", ""], ["1", "Семинар", "май"], ["", "Опрос\nшкол", "июнь"]]
    )
    table.cell(1, 0).merge(table.cell(1, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    (block,) = content(made).blocks
    assert block == {
        "kind": "table",
        "caption": "",
        "widths": [34, 33, 33],
        "head": [[cell_of("№"), cell_of("Дело"), cell_of("Срок")]],
        "rows": [
            {"group": True, "cells": [cell_of("Осень", 3)]},
            {"group": False, "cells": [cell_of("1", 1, 2), cell_of("Семинар"), cell_of("май")]},
            {"group": False, "cells": [cell_of("Опрос школ"), cell_of("июнь")]},
        ],
    }


@pytest.mark.parametrize(
    ("first", "head"),
    [
        (["Мероприятие", "Срок исполнения"], 1),
        (["Цель", "Срок исполнения"], 0),
        (["Мероприятие", ""], 0),
    ],
)
def test_headings_that_the_file_does_not_mark_are_known_by_their_words(first, head):
    made = Document()
    add_table(made, [first, ["Семинар", "май"]])
    assert len(content(made).blocks[0]["head"]) == head


def test_a_content_too_large_to_store_is_refused(monkeypatch):
    monkeypatch.setattr(annex_content, "validate_blocks", lambda blocks: validate_blocks([*blocks] * 20_001))
    made = Document()
    made.add_paragraph("слова")
    with pytest.raises(FileRefused) as caught:
        content(made)
    assert caught.value.sentence == "Приложение слишком велико. Разделите его на несколько приложений."


def test_warnings_of_the_file_come_along():
    made = Document()
    made.add_paragraph("слова").add_run("тайно").font.hidden = True
    assert content(made).warnings == ("Скрытый текст не перенесён, мест: 1.",)


def test_typed_text_becomes_blocks():
    typed = (
        "ОБЩИЕ ПОЛОЖЕНИЯ\r\n\r\n1. Группа  создаётся приказом.\n1.1. Состав:\n1) методисты\n- учителя\n– педагоги\n"
        "Итоги за 2026 год.\n[подзаголовок] Сроки\n[справа] начальник\n[пункт Статья 1.] Цели\n№ 5"
    )
    assert content_from_text(typed) == [
        heading_block("ОБЩИЕ ПОЛОЖЕНИЯ"),
        item_block("1.", "Группа создаётся приказом."),
        item_block("1.1.", "Состав:"),
        item_block("1)", "методисты"),
        item_block("-", "учителя"),
        item_block("–", "педагоги"),
        text_block("Итоги за 2026 год."),
        heading_block("Сроки", 3),
        text_block("начальник", "right"),
        item_block("Статья 1.", "Цели"),
        text_block("№ 5"),
    ]


TABLE = annex_content.table_block(["Дело", "Срок"], [["Семинар", "май"]])


def test_tables_keep_their_places_when_the_text_is_edited():
    blocks = [text_block("До"), TABLE, text_block("После")]
    assert text_of(blocks) == "До\n[таблица 1]\nПосле"
    assert content_from_text("Новое\n[таблица 1]", [TABLE]) == [text_block("Новое"), TABLE]
    with pytest.raises(ValueError, match=r"^Таблицы 2 в приложении нет: уберите строку «\[таблица 2\]»\.$"):
        content_from_text("[таблица 2]", [TABLE])


WORDS = st.lists(
    st.text("абвАБВxyZ19-–.:;)(№[]«»", min_size=1, max_size=8)
    | st.sampled_from(["[слева]", "[таблица 1]", "[пункт 1]", "[абзац]", "1.", "1.1.", "-", "а)", "ПЛАН"]),
    min_size=1,
    max_size=5,
).map(" ".join)
MARKERS = st.sampled_from(["1.", "1.1.", "-", "–", "а)", "IV.", "Статья 1.", "[2]"])
BLOCKS = st.lists(
    st.builds(heading_block, WORDS, st.sampled_from([2, 3]))
    | st.builds(text_block, WORDS, st.sampled_from(["justify", "left", "centre", "right"]))
    | st.builds(item_block, MARKERS, WORDS | st.just("")),
    max_size=6,
)  # fmt: skip


@given(BLOCKS)
def test_text_made_of_blocks_gives_the_same_blocks(blocks):
    validate_blocks(blocks)
    assert content_from_text(text_of(blocks)) == blocks


@given(st.text())
def test_any_typed_text_gives_blocks_that_may_be_stored(typed):
    blocks = content_from_text(typed)
    validate_blocks(blocks)
    assert content_from_text(text_of(blocks)) == blocks


ORDER = [
    heading_block("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"), heading_block("ПРИКАЗ"), text_block("01.09.2026 № 12"),
    text_block("Об утверждении плана"), text_block("приказываю:"), item_block("1.", "Утвердить план."),
    item_block("2.", "Ознакомить Петрову А.А."), text_block("Начальник управления И.И. Иванов"),
]  # fmt: skip
MARK = [text_block("Приложение 1"), text_block("к приказу управления"), text_block("от 01.09.2026 № 12")]
ANNEX = [heading_block("План работы"), TABLE]
TAIL = [
    text_block("С приказом ознакомлены:"),
    text_block("____ А.А. Петрова"),
    text_block("Исп. Сидорова, тел. 2-12-12"),
]


@pytest.mark.parametrize(
    "between", [[], MARK, TAIL, TAIL + MARK], ids=["title", "mark", "tail", "tail and mark"]
)
def test_an_order_before_the_annex_is_cut_off_with_all_that_belongs_to_it(between):
    assert split_order([*ORDER, *between, *ANNEX]) == ([*ORDER, *between], ANNEX)


def test_a_signature_of_several_lines_is_found():
    signed = [
        *ORDER[:-1],
        text_block("Начальник управления образования"),
        text_block("администрации района И.И. Иванов"),
    ]
    assert split_order([*signed, *ANNEX]) == (signed, ANNEX)


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param(ANNEX, id="no order"),
        pytest.param(ORDER, id="nothing after the order"),
        pytest.param(ORDER[:-1] + ANNEX, id="no signature"),
        pytest.param([block for block in ORDER if block["text"] != "приказываю:"] + ANNEX, id="no verb"),
        pytest.param([text_block("слова")] * 20 + ORDER + ANNEX, id="order far below"),
        pytest.param(MARK + ANNEX, id="annex mark alone"),
        pytest.param([], id="nothing"),
    ],
)
def test_without_a_whole_order_everything_is_annex(blocks):
    assert split_order(blocks) == ([], blocks)


def test_an_annex_mark_at_the_beginning_can_be_cut_off():
    assert split_annex_mark(MARK + ANNEX) == (MARK, ANNEX)
    assert split_annex_mark(ANNEX) == ([], ANNEX)


def test_what_was_cut_off_is_told():
    assert cut_sentence(ORDER) == (
        "Начало файла — приказ, от «УПРАВЛЕНИЕ ОБРАЗОВАНИЯ» до «Начальник управления И.И. Иванов». "
        "В приложение эта часть не вошла."
    )
    assert cut_sentence([]) == ""


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_nothing_of_a_real_document_is_lost(shared_dir, name):
    truth = json.loads((shared_dir / "real" / "truth" / f"{name}.json").read_text())
    blocks = real(shared_dir, name).blocks
    validate_blocks(json.loads(json.dumps(blocks)))
    lines = [
        "table" if block["kind"] == "table" else f"{block.get('marker', '')} {block['text']}".strip()
        for block in blocks
    ]
    expected = [
        "table" if "table" in part else f"{part.get('auto_number', '')} {part['p']}".strip()
        for part in truth["body"]
    ]
    assert lines == expected
    tables = [block for block in blocks if block["kind"] == "table"]
    assert [len(table["head"]) for table in tables] == [table["header_rows"] for table in truth["tables"]]
    for table, expected in zip(tables, truth["tables"], strict=True):
        assert [row["cells"][-1]["text"] for row in table["rows"] if row["group"]] == [
            section["text"] for section in expected["sections"]
        ]
        if max(cell["rowspan"] for row in table["rows"] for cell in row["cells"]) == 1:
            assert [[cell["text"] for cell in row["cells"]] for row in table["rows"] if not row["group"]] == [
                row["cells"] for row in expected["rows"]
            ]


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_documents_survive_editing_as_text(shared_dir, name):
    blocks = real(shared_dir, name).blocks
    tables = [block for block in blocks if block["kind"] == "table"]
    assert content_from_text(text_of(blocks), tables) == blocks


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "title", "landscape"),
    [
        ("oktyabrsky-programme-2021", "Программа", False),
        ("seryshevo-programme-2024", "Муниципальная программа", False),
        ("seversky-roadmap-2023", "Дорожная карта", True),
    ],
)
def test_real_programmes_are_cut_off_from_their_orders(shared_dir, name, title, landscape):
    found = real(shared_dir, name)
    order, annex = split_order(found.blocks)
    assert annex[0]["text"].startswith(title)
    assert (order + annex, found.landscape) == (found.blocks, landscape)
