"""How districts draw their tables otherwise: parted headings, signatures in cells, titles of several lines."""

import pytest

from methodservice.documents.recognition import Kind, Role, as_json, when_of
from methodservice.documents.tests.recognised import (
    FIRST,
    HEAD,
    SECOND,
    book,
    cells,
    numbers,
    of,
    only,
    roles,
    sections,
    word,
)
from methodservice.lib.tests.test_grids import add_table, document


def test_a_heading_parted_by_a_hyphen_or_by_signs_that_no_one_sees_is_one_word():
    table = only(word([["№", "Меро\xadприятие", "Срок", "Ответ-\nственный"], FIRST]))
    assert [column.heading for column in table.columns] == [
        "№", "Мероприятие", "Срок", "Ответственный",
    ]  # fmt: skip
    assert roles(table) == [Role.NUMBER, Role.ACTION, Role.DEADLINE, Role.RESPONSIBLE]


def test_times_in_place_of_marks_are_told_and_are_no_doubt():
    head = ["Мероприятие", "1 полугодие", "2 полугодие", "Исполнитель"]
    table = only(word([head, ["Семинар", "октябрь", "до 15.03", "Завуч"], ["Опрос", "как-то", "", "Завуч"]]))
    assert [when_of(table, row) for row in table.rows] == ["октябрь, до 15.03", "как-то"]
    assert len(table.warnings) == 1


def test_a_dash_in_place_of_a_beginning_is_no_time():
    table = only(
        word([["Мероприятие", "Начало", "Окончание"], ["Семинар", "–", "май"], ["Опрос", "май", "-"]])
    )
    assert [when_of(table, row) for row in table.rows] == ["до май", "май"]


def test_a_second_column_of_time_is_never_the_action():
    head = ["№", "Наименование ОО", "Дата", "Время", "Ответственный"]
    assert only(word([head, ["1", "СОШ № 1", "10.03.2027", "10:00", "Иванова"]])).kind == Kind.OTHER


def test_a_list_of_people_is_no_place_for_signatures():
    rows = [["№", "Ф.И.О.", "Должность"], ["1", "Белова Т.Т.", "директор"], ["2", "Громов Д.Д.", "методист"]]
    table = only(word(rows))
    assert (table.kind, table.header_rows, numbers(table)) == (Kind.OTHER, 1, ["1", "2"])
    assert only(word([["Начальник управления", "________", "Ю.Ю. Юрьев"]])).kind == Kind.LAYOUT


def test_a_signature_in_cells_of_its_own_is_words_under_the_table():
    table = only(book(Лист1=([HEAD, FIRST, SECOND, ["Начальник отдела", None, None, "О.О. Орлов"]], ())))
    assert cells(table) == [FIRST, SECOND]


def test_the_indicator_among_criteria_is_the_column_that_says_so():
    head = ["Критерий", "Показатель", "Ед. изм.", "2026", "2027"]
    told = as_json(word([head, ["Охват", "1. Доля школ", "%", "50", "100"]]))["tables"][0]
    assert (told["kind"], told["rows"][0]["name"], told["rows"][0]["unit"]) == (
        "indicators",
        "Доля школ",
        "%",
    )


def test_rows_without_headings_keep_their_numbers():
    table = only(word([["1", "Семинар", "май"], ["2", "Опрос", "июнь"], ["3", "Анализ", "июль"]]))
    assert (table.kind, numbers(table)) == (Kind.OTHER, ["1", "2", "3"])


def test_rows_say_where_they_stand_in_the_file():
    made = document([HEAD, FIRST])
    made.add_paragraph("Продолжение таблицы")
    add_table(made, [["1", "2", "3", "4"], SECOND])
    table = only(of(made))
    assert [(row.number, row.in_file) for row in table.rows] == [("1", 2), ("2", 2)]


@pytest.mark.parametrize(
    ("lines", "title", "caption"),
    [
        (["Паспорт муниципальной программы", "«Учитель»"], "Паспорт муниципальной программы «Учитель»", None),
        (["Программа развития", "Этапы реализации программы"], "Программа развития", "Этапы реализации программы"),
        (["Управление образования", "Дорожная карта", "2026-2027 учебный год"],
         "Дорожная карта 2026-2027 учебный год", None),
    ],
)  # fmt: skip
def test_lines_of_a_title_stand_together(lines, title, caption):
    made = document()
    for line in lines:
        paragraph = made.add_paragraph()
        paragraph.add_run(line).bold = True
        paragraph.alignment = 1
    add_table(made, [HEAD, FIRST])
    found = of(made)
    assert (found.title, only(found).caption) == (title, caption or title)


def test_titles_of_a_sheet_that_are_not_merged_stand_together():
    found = book(
        Карта=([["План мероприятий (дорожная карта)"], ["по развитию на 2026-2027 гг."], [], HEAD, FIRST], ())
    )
    title = "План мероприятий (дорожная карта) по развитию на 2026-2027 гг."
    assert (found.title, only(found).caption, found.period[0].year) == (title, title, 2026)


def test_sheets_that_are_called_by_years_make_one_period():
    found = book(**{"2026": ([HEAD, FIRST], ()), "2027": ([HEAD, SECOND], ())})
    assert [table.caption for table in found.tables] == ["2026", "2027"]
    assert (found.title, [day.year for day in found.period]) == ("", [2026, 2027])


def test_numbered_words_above_each_part_of_a_table_are_its_sections():
    made = document([HEAD, FIRST], before=["Комплекс мер", "I. Организация"])
    made.add_paragraph("II. Методика")
    add_table(made, [SECOND])
    found = of(made)
    table = only(found)
    assert (table.caption, sections(table)) == ("Комплекс мер", [("I", "Организация"), ("II", "Методика")])
    assert [(row.section, row.in_file) for row in table.rows] == [(1, 2), (2, 1)]
    assert [block["text"] for block in found.parts[0].blocks] == ["Комплекс мер"]
    assert [row["group"] for row in table.block["rows"]] == [True, False, True, False]


def test_years_in_a_column_of_their_own_are_times_and_letters_are_numbers():
    table = only(word([["№", "Мероприятие", "Год"], ["1)", "Семинар", "2026"], ["а)", "Опрос", "2027"]]))
    assert (table.kind, roles(table)[2], numbers(table)) == (Kind.ROADMAP, Role.DEADLINE, ["1)", "а)"])
    assert numbers(only(word([["Год", "Класс", "Результат"], ["2026", "5", "10"], ["2027", "6", "20"]]))) == [
        None,
        None,
    ]
