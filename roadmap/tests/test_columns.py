"""Heading rows and section rows follow a change of columns."""

from methodservice.documents.annex_shape import cell_of, laid
from roadmap.columns import narrowed, renamed, row_narrowed, row_widened, widened

BLOCK = {
    "kind": "table",
    "caption": "",
    "widths": [10, 50, 20, 20],
    "head": [
        [cell_of("№", rowspan=2), cell_of("Мероприятие", rowspan=2), cell_of("2026 год", colspan=2)],
        [cell_of("I\nполугодие"), cell_of("II полугодие")],
    ],
    "rows": [],
}


def words(block):
    return [[cell["text"] for cell in cells] for cells in block["head"]]


def test_a_heading_is_changed_in_its_own_cell():
    assert words(renamed(BLOCK, 1, "Мероприятие", "Что делаем"))[0][1] == "Что делаем"
    assert words(renamed(BLOCK, 2, "I полугодие", "Весна"))[1] == ["Весна", "II полугодие"]


def test_a_heading_that_several_columns_share_stays():
    assert renamed(BLOCK, 2, "2026 год", "2027 год") == BLOCK


def test_a_new_column_stands_over_all_heading_rows():
    block = widened(BLOCK, "Отметка")
    assert words(block) == [["№", "Мероприятие", "2026 год", "Отметка"], ["I\nполугодие", "II полугодие"]]
    assert len(laid(block["head"])[0]) == 5
    assert block["widths"] == [8, 40, 16, 16, 20]


def test_a_column_is_taken_out_of_a_common_heading():
    block = narrowed(BLOCK, 3)
    assert words(block) == [["№", "Мероприятие", "2026 год"], ["I\nполугодие"]]
    assert len(laid(block["head"])[0]) == 3
    assert words(narrowed(narrowed(BLOCK, 3), 2))[0] == ["№", "Мероприятие"]


def test_a_row_of_a_section_keeps_its_width():
    cells = [cell_of("1"), cell_of("Раздел", colspan=3)]
    assert row_widened(cells)[1]["colspan"] == 4
    assert row_narrowed(cells, 2)[1]["colspan"] == 2
    assert row_narrowed(cells, 0) == [cell_of("Раздел", colspan=3)]
    assert (row_widened([]), row_narrowed([], 1)) == ([], [])
