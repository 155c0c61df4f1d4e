"""Tables of an annex: made from facts, edited row by row, checked before they are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.documents.annex_content import (
    moved_row,
    table_block,
    validate_blocks,
    with_new_row,
    with_row,
    without_row,
)
from methodservice.documents.annex_shape import cell_of, heading_block, item_block, laid, text_block
from methodservice.documents.annex_tables import JOINED, LAST_ROW, NO_ROW, NO_TABLE

PLAIN = table_block(["Дело", "Срок"], [["Семинар", "май"], "Осень", ["Опрос", "октябрь"]])
JOINED_TABLE = {
    "kind": "table", "caption": "", "widths": [], "head": [],
    "rows": [
        {"group": False, "cells": [cell_of("1", 1, 2), cell_of("а")]},
        {"group": False, "cells": [cell_of("б")]},
        {"group": False, "cells": [cell_of("2"), cell_of("в")]},
    ],
}  # fmt: skip
BLOCKS = [heading_block("План"), PLAIN, text_block("и ещё"), JOINED_TABLE]


def rows(blocks, table) -> list[list[tuple[str, int]]]:
    block = [block for block in blocks if block["kind"] == "table"][table]
    return [[(cell["text"], cell["rowspan"]) for cell in row["cells"]] for row in block["rows"]]


def test_a_table_from_facts_has_its_shape():
    made = table_block(["Дело", "Срок"], [["Семинар", "май"], "Осень", ["Опрос", "октябрь"]], widths=[70, 30])
    assert made == {
        "kind": "table",
        "caption": "",
        "widths": [70, 30],
        "head": [[cell_of("Дело"), cell_of("Срок")]],
        "rows": [
            {"group": False, "cells": [cell_of("Семинар"), cell_of("май")]},
            {"group": True, "cells": [cell_of("Осень", 2)]},
            {"group": False, "cells": [cell_of("Опрос"), cell_of("октябрь")]},
        ],
    }
    validate_blocks(BLOCKS)
    with pytest.raises(
        ValueError, match=r"^В строке таблицы должно быть столько значений, сколько столбцов\.$"
    ):
        table_block(["Дело", "Срок"], [["Семинар"]])


def test_a_row_gets_other_words_and_stays_merged_as_it_was():
    changed = with_row(BLOCKS, 1, 0, ["3", "г"])
    assert rows(changed, 1)[0] == [("3", 2), ("г", 1)]
    assert rows(with_row(BLOCKS, 0, 1, ["Зима"]), 0)[1] == [("Зима", 1)]
    assert rows(BLOCKS, 1)[0] == [("1", 2), ("а", 1)]
    with pytest.raises(ValueError, match=r"^В строке ячеек 1, а заполнено 2\.$"):
        with_row(BLOCKS, 1, 1, ["а", "б"])


def test_a_cell_merged_downwards_goes_on_when_a_row_is_taken_out():
    assert rows(without_row(BLOCKS, 1, 0), 1) == [[("1", 1), ("б", 1)], [("2", 1), ("в", 1)]]
    assert rows(without_row(BLOCKS, 1, 1), 1) == [[("1", 1), ("а", 1)], [("2", 1), ("в", 1)]]
    assert rows(without_row(BLOCKS, 1, 2), 1) == [[("1", 2), ("а", 1)], [("б", 1)]]


def test_the_only_row_of_a_table_without_head_stays():
    left = without_row(without_row(BLOCKS, 1, 0), 1, 0)
    with pytest.raises(ValueError, match=f"^{LAST_ROW}$"):
        without_row(left, 1, 0)


def test_a_new_row_inside_a_merged_cell_belongs_to_it():
    assert rows(with_new_row(BLOCKS, 1, 1), 1)[:3] == [[("1", 3), ("а", 1)], [("", 1)], [("б", 1)]]
    assert rows(with_new_row(BLOCKS, 1, 3, ["3", "г"]), 1)[3] == [("3", 1), ("г", 1)]
    assert rows(with_new_row(BLOCKS, 0, 0), 0)[0] == [("", 1), ("", 1)]
    with pytest.raises(ValueError, match=r"^В новой строке ячеек 1, а заполнено 2\.$"):
        with_new_row(BLOCKS, 1, 1, ["а", "б"])


def test_a_row_moves_up_and_down():
    assert [row[0][0] for row in rows(moved_row(BLOCKS, 0, 0, 2), 0)] == ["Осень", "Опрос", "Семинар"]
    assert [row[0][0] for row in rows(moved_row(BLOCKS, 0, 2, 0), 0)] == ["Опрос", "Семинар", "Осень"]
    assert [row[0][0] for row in rows(moved_row(BLOCKS, 1, 2, 0), 1)] == ["2", "1", "б"]


@pytest.mark.parametrize(("row", "to"), [(0, 2), (1, 2), (2, 1)], ids=["owner", "under it", "into it"])
def test_a_row_tied_by_a_merged_cell_does_not_move(row, to):
    with pytest.raises(ValueError, match=f"^{JOINED}$"):
        moved_row(BLOCKS, 1, row, to)


@pytest.mark.parametrize("index", [-1, 3])
@pytest.mark.parametrize(
    "edit",
    [
        lambda index: with_row(BLOCKS, 0, index, ["а", "б"]),
        lambda index: without_row(BLOCKS, 0, index),
        lambda index: moved_row(BLOCKS, 0, index, 0),
        lambda index: moved_row(BLOCKS, 0, 0, index),
        lambda index: with_new_row(BLOCKS, 0, index * 2),
    ],
)
def test_a_row_that_is_not_there_is_refused(edit, index):
    with pytest.raises(ValueError, match=f"^{NO_ROW}$"):
        edit(index)


@pytest.mark.parametrize("index", [-1, 2])
def test_a_table_that_is_not_there_is_refused(index):
    with pytest.raises(ValueError, match=f"^{NO_TABLE}$"):
        with_new_row(BLOCKS, index, 0)


@st.composite
def tables(draw):
    """A table of plain cells in which rectangles were merged."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    owner = {(row, column): (row, column) for row in range(height) for column in range(width)}
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        bottom, right = draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1))
        places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        if all(owner[place] == place for place in places) and len(set(owner.values())) == len(set(owner)):
            owner |= dict.fromkeys(places, (top, left))
    made = []
    for row in range(height):
        begin = [place for place in owner if place[0] == row and owner[place] == place]
        covered = [[at for at, own in owner.items() if own == place] for place in begin]
        made.append({
            "group": False,
            "cells": [
                cell_of(f"{place}", len({column for _, column in at}), len({down for down, _ in at}))
                for place, at in zip(begin, covered, strict=True)
            ],
        })  # fmt: skip
    return [{"kind": "table", "caption": "", "widths": [], "head": [[cell_of("", width)]], "rows": made}]


@given(tables(), st.data())
def test_a_table_stays_whole_whatever_row_is_edited(blocks, data):
    validate_blocks(blocks)
    at = data.draw(st.integers(0, len(blocks[0]["rows"]) - 1))
    for edit in (without_row, with_new_row):
        changed = edit(blocks, 0, at)
        validate_blocks(changed)
    again = without_row(changed, 0, at)
    assert again == blocks


def test_places_of_cells_are_counted_row_by_row():
    assert laid([row["cells"] for row in JOINED_TABLE["rows"]]) == [
        [(0, 0), (0, 1)], [(0, 0), (1, 0)], [(2, 0), (2, 1)],
    ]  # fmt: skip


def table(**changes):
    return PLAIN | changes


def body(*lines):
    return table(rows=[{"group": False, "cells": list(cells)} for cells in lines])


WRONG = {
    "no list": ({}, "Содержание приложения — не список частей."),
    "no block": (["слова"], "Часть 1 приложения: нужен заголовок, абзац, пункт или таблица."),
    "kind": ([{"kind": []}], "Часть 1 приложения: нужен заголовок, абзац, пункт или таблица."),
    "missing": ([{"kind": "text", "text": "а"}], "Часть 1 приложения: не хватает сведений или есть лишние."),
    "extra": ([text_block("а") | {"b": 1}], "Часть 1 приложения: не хватает сведений или есть лишние."),
    "number": ([text_block(5)], "Часть 1 приложения: вместо текста стоит другое значение."),
    "control": ([text_block("а\0")], "Часть 1 приложения: в тексте есть недопустимые знаки."),
    "surrogate": ([text_block("\ud800")], "Часть 1 приложения: в тексте есть недопустимые знаки."),
    "lines": ([PLAIN, text_block("а\nб")], "Часть 2 приложения: в одном абзаце не может быть нескольких строк."),
    "empty": ([text_block(" ")], "Часть 1 приложения: нет текста."),
    "level": ([heading_block("а", True)], "Часть 1 приложения: уровень заголовка должен быть 2 или 3."),
    "align": (
        [text_block("а", "center")],
        "Часть 1 приложения: выравнивание должно быть по ширине, слева, по центру или справа.",
    ),
    "marker": (
        [item_block("", "а")], "Часть 1 приложения: номер пункта должен быть в одну строку, не длиннее 60 знаков.",
    ),
    "no rows": ([table(head=[], rows=[])], "Часть 1 приложения: в таблице нет строк."),
    "row": ([table(rows=[[]])], "Часть 1 приложения: строка таблицы записана неверно."),
    "no head": ([table(head="а")], "Часть 1 приложения: в таблице нет строк."),
    "cell": ([body(["а", "б"])], "Часть 1 приложения: ячейка таблицы записана неверно."),
    "span": ([body([cell_of("а", 0)])], "Часть 1 приложения: ячейка таблицы объединена неверно."),
    "uneven": (
        [body([cell_of("а"), cell_of("б")], [cell_of("в")])],
        "Часть 1 приложения: таблица, строка 2: столбцов 1, а в первой строке — 2.",
    ),
    "overlap": (
        [body([cell_of("а"), cell_of("б", 1, 2)], [cell_of("в", 2)])],
        "Часть 1 приложения: таблица, строка 2: ячейки накладываются друг на друга.",
    ),
    "below": (
        [body([cell_of("а", 1, 2), cell_of("б")])],
        "Часть 1 приложения: таблица, объединённая ячейка выходит за последнюю строку.",
    ),
    "wide": (
        [body([cell_of("а", 60), cell_of("б")])], "Часть 1 приложения: таблица, столбцов должно быть от 1 до 60.",
    ),
    "head": (
        [body([cell_of("а", 3)])], "Часть 1 приложения: в заголовке таблицы столбцов не столько, сколько в строках.",
    ),
    "widths": (
        [table(widths=[60, 50])],
        "Часть 1 приложения: ширина столбцов — целые проценты для каждого столбца, вместе не больше 100.",
    ),
    "many": ([text_block("а")] * 20_001, "Приложение слишком велико. Разделите его на несколько приложений."),
    "long": ([text_block("а" * 2_000_001)], "Приложение слишком велико. Разделите его на несколько приложений."),
}  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), WRONG.values(), ids=WRONG)
def test_a_content_of_another_shape_is_refused_in_words(data, sentence):
    with pytest.raises(ValueError, match=r"\.$") as caught:
        validate_blocks(data)
    assert str(caught.value) == sentence


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*PLAIN, *cell_of("")]), inner)
    ),
    max_leaves=10,
)


def refusal(data) -> str | None:
    try:
        validate_blocks(data)
    except ValueError as wrong:
        return str(wrong)
    return None


@given(JSON, st.sampled_from(["head", "rows", "widths", "caption"]))
def test_any_data_is_content_or_refused_in_words(data, key):
    for each in (data, [data], [table(**{key: data})]):
        sentence = refusal(each)
        assert sentence is None or sentence.endswith(".")
