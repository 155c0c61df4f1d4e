"""Tables cut in two, sheets of a book, numbers that Word draws."""

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from methodservice.documents.order_parts import words_of
from methodservice.documents.recognition import (
    Kind,
)
from methodservice.documents.tests.recognised import (
    FIRST,
    HEAD,
    SECOND,
    across,
    book,
    cells,
    numbers,
    of,
    only,
    sections,
    word,
)
from methodservice.lib.tests.test_grids import add_table, document


def numbered(cell):
    """Give the paragraph an automatic number."""
    properties = cell.paragraphs[0]._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", "5")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        number.append(element)
    properties.append(number)


def test_numbers_that_word_draws_are_numbers_of_rows():
    made = document([HEAD, ["", *FIRST[1:]], ["", *SECOND[1:]]])
    for row in (1, 2):
        numbered(made.tables[0].cell(row, 0))
    assert [number.rstrip(".") for number in numbers(only(of(made)))] == ["1", "2"]


@pytest.mark.parametrize("words", [[], ["Продолжение таблицы 1"]])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_cut_in_two_is_one(words, repeated):
    made = document([HEAD, FIRST])
    for text in words:
        made.add_paragraph(text)
    made.add_paragraph("")
    add_table(made, [HEAD, SECOND] if repeated else [SECOND])
    table = only(of(made))
    assert (cells(table), table.continued, table.header_rows) == ([FIRST, SECOND], 2, 1)
    assert len(table.block["rows"]) == 2


def test_a_part_that_numbers_its_columns_goes_on_without_them():
    made = document([HEAD, ["1", "2", "3", "4"], FIRST])
    made.add_paragraph("")
    add_table(made, [["1", "2", "3", "4"], SECOND])
    table = only(of(made))
    assert (cells(table), table.header_rows) == ([FIRST, SECOND], 2)


def test_a_heading_between_two_parts_is_a_section():
    made = document([HEAD, ["I. Кадры", "", "", ""], FIRST])
    across(made, 1)
    made.add_paragraph("II. Мониторинг")
    add_table(made, [SECOND])
    table = only(of(made))
    assert sections(table) == [("I", "Кадры"), ("II", "Мониторинг")]
    assert [row.section for row in table.rows] == [1, 2]


def test_tables_with_their_own_words_and_headings_are_apart():
    made = document([HEAD, FIRST], before=["1. Кадры"])
    made.add_paragraph("2. Мониторинг")
    add_table(made, [HEAD, SECOND])
    assert [(table.caption, cells(table)) for table in of(made).tables] == [
        ("1. Кадры", [FIRST]), ("2. Мониторинг", [SECOND])
    ]  # fmt: skip


def test_headings_repeated_within_a_table_are_no_row():
    assert cells(only(word([HEAD, FIRST, HEAD, SECOND]))) == [FIRST, SECOND]


def test_title_rows_of_a_table_name_it():
    made = document([["План мероприятий на 2026 год", "", "", ""], HEAD, FIRST])
    across(made, 0)
    recognised = of(made)
    table = only(recognised)
    assert (table.caption, table.header_rows, cells(table)) == ("План мероприятий на 2026 год", 1, [FIRST])
    assert [words_of(block) for block in recognised.parts[0].blocks] == ["План мероприятий на 2026 год"]


def test_a_sheet_with_titles_blank_rows_and_headings_below():
    recognised = book(
        Лист1=(
            [["Дорожная карта"], ["развития методической службы"], [None], HEAD, [1, *FIRST[1:]], [None],
            ["II. Опросы"], [2, *SECOND[1:]]],
            ["A1:D1", "A2:D2", "A7:D7"],
        )
    )  # fmt: skip
    table = only(recognised)
    assert (table.kind, table.caption) == (Kind.ROADMAP, "Дорожная карта развития методической службы")
    assert recognised.title == "Дорожная карта развития методической службы"
    assert (cells(table), sections(table)) == ([FIRST, SECOND], [("II", "Опросы")])
    assert [row.section for row in table.rows] == [None, 1]


def test_a_part_of_a_sheet_that_ends_in_an_empty_column_goes_on():
    recognised = book(Лист1=([[*HEAD, "Отметка"], [*FIRST, "да"], [None], [None, *SECOND[1:]]], []))
    assert cells(only(recognised)) == [[*FIRST, "да"], ["", *SECOND[1:], ""]]


def test_every_sheet_has_its_own_table():
    passport = [
        ["Наименование программы", "Развитие"],
        ["Цель", "Помощь школам"],
        ["Сроки", "2026-2028 годы"],
        ["Задачи", "Учить"],
    ]
    recognised = book(
        Паспорт=(passport, []), План=([HEAD, FIRST], []), Второй=([HEAD, SECOND], []), Третий=([["3", "Итоги",
        "июнь", "Совет"]], [])
    )  # fmt: skip
    assert [table.kind for table in recognised.tables] == [
        Kind.PASSPORT,
        Kind.ROADMAP,
        Kind.ROADMAP,
        Kind.OTHER,
    ]
    assert (recognised.title, recognised.period[0].year, recognised.period[1].year) == (
        "Развитие",
        2026,
        2028,
    )


def test_a_sheet_without_words_above_its_table_is_called_by_its_name():
    named = book(**{"Дорожная карта": ([HEAD, FIRST], []), "Лист2": ([HEAD, SECOND], [])})
    assert [table.caption for table in named.tables] == ["Дорожная карта", ""]
    assert named.title == "Дорожная карта"


def test_what_stands_over_a_title_is_no_title():
    rows = [
        [None, None, None, "УТВЕРЖДАЮ"],
        [None, None, None, "Начальник А.А. Иванова"],
        ["План мероприятий"],
        HEAD,
        FIRST,
    ]
    assert book(Лист1=(rows, ["A3:D3"])).title == "План мероприятий"


def test_a_signature_under_the_table_of_a_sheet_is_words():
    recognised = book(План=([HEAD, FIRST, ["Начальник отдела А.А. Иванова"]], ["A3:D3"]))
    assert (cells(only(recognised)), only(recognised).sections) == ([FIRST], ())
    assert [words_of(block) for block in recognised.parts[-1].blocks] == ["Начальник отдела А.А. Иванова"]
