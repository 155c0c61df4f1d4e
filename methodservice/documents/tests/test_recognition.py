"""Columns, sections and times of made-up districts, drawn as offices draw them: recognised by headings and shape."""

import pytest

from methodservice.documents.recognition import (
    Kind,
    Role,
    as_json,
    when_of,
)
from methodservice.documents.recognition.columns import role_of
from methodservice.documents.tests.recognised import (
    FIRST,
    HEAD,
    SECOND,
    across,
    cells,
    numbers,
    of,
    only,
    roles,
    sections,
    word,
)
from methodservice.lib.tests.test_grids import document


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("№", Role.NUMBER), ("№ п/п", Role.NUMBER), ("№ пп", Role.NUMBER), ("N п/п", Role.NUMBER), ("п/п",
        Role.NUMBER),
        ("Номер", Role.NUMBER), ("№ мероприятия", Role.NUMBER), ("", Role.NUMBER),
        ("Мероприятие", Role.ACTION), ("Мероприятия", Role.ACTION), ("Наименование мероприятия", Role.ACTION),
        ("Содержание деятельности", Role.ACTION), ("Содержание работы", Role.ACTION), ("Действия", Role.ACTION),
        ("Перечень мероприятий", Role.ACTION), ("Планируемые мероприятия", Role.ACTION), ("Тема", Role.ACTION),
        ("Основные мероприятия", Role.ACTION), ("Наименование", Role.ACTION), ("Вопросы для рассмотрения",
        Role.ACTION),
        ("Управленческие мероприятия", Role.ACTION),
        ("Сроки", Role.DEADLINE), ("Срок", Role.DEADLINE), ("Дата реализации", Role.DEADLINE),
        ("Срок исполнения", Role.DEADLINE), ("Сроки выполнения", Role.DEADLINE), ("Сроки реализации", Role.DEADLINE),
        ("Дата проведения", Role.DEADLINE), ("Период", Role.DEADLINE), ("Планируемый срок", Role.DEADLINE),
        ("Примерные сроки", Role.DEADLINE), ("Месяц", Role.DEADLINE), ("Время проведения", Role.DEADLINE),
        ("Дата начала", Role.START), ("Начало", Role.START), ("Срок начала реализации", Role.START),
        ("Окончание", Role.END), ("Дата окончания", Role.END), ("Срок окончания", Role.END), ("Завершение", Role.END),
        ("I квартал", Role.QUARTER), ("1 кв.", Role.QUARTER), ("IV кв. 2026 г.", Role.QUARTER), ("Сентябрь",
        Role.QUARTER),
        ("2 полугодие", Role.QUARTER), ("2025", Role.QUARTER), ("2025 год", Role.QUARTER),
        ("2025/2026 уч. год", Role.QUARTER),
        ("сент.", Role.QUARTER), ("3-й квартал", Role.QUARTER), ("Январь 2026", Role.QUARTER),
        ("Ответственные", Role.RESPONSIBLE), ("Ответственный исполнитель", Role.RESPONSIBLE),
        ("Исполнители", Role.RESPONSIBLE), ("Исполнитель", Role.RESPONSIBLE), ("ФИО ответственного",
        Role.RESPONSIBLE),
        ("Ответственные лица", Role.RESPONSIBLE), ("Должность ответственного", Role.RESPONSIBLE),
        ("Соисполнители", Role.PARTNERS), ("Партнёры", Role.PARTNERS),
        ("Ожидаемый результат", Role.RESULT), ("Ожидаемые результаты", Role.RESULT), ("Результат", Role.RESULT),
        ("Планируемый результат", Role.RESULT), ("Выход", Role.RESULT), ("Результаты деятельности", Role.RESULT),
        ("Показатели", Role.INDICATOR), ("Индикатор", Role.INDICATOR), ("Наименование показателя", Role.INDICATOR),
        ("Целевые показатели", Role.INDICATOR), ("Критерии", Role.INDICATOR),
        ("Вид документа", Role.DOCUMENT), ("Форма отчётности", Role.DOCUMENT), ("Подтверждающий документ",
        Role.DOCUMENT),
        ("Отметка о выполнении", Role.MARK), ("Отметка об исполнении", Role.MARK), ("Выполнение", Role.MARK),
        ("Исполнение", Role.MARK), ("Статус", Role.MARK), ("Фактический срок", Role.MARK),
        ("Место проведения", Role.OTHER), ("Примечание", Role.OTHER), ("Форма проведения", Role.OTHER),
        ("Участники", Role.OTHER), ("Объём финансирования", Role.OTHER), ("Направление", Role.OTHER),
        ("Начальник управления", Role.OTHER),
        ("______", Role.OTHER),
        ("Наименование ОО", Role.OTHER), ("Этап", Role.OTHER), ("Маркетинг", Role.OTHER), ("Декада", Role.OTHER),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_heading(heading, role):
    assert role_of(heading) == role


def test_a_roadmap_is_known_by_its_times():
    table = only(word([HEAD, FIRST, SECOND], before=["Дорожная карта"]))
    assert (table.kind, table.caption, table.header_rows) == (Kind.ROADMAP, "Дорожная карта", 1)
    assert roles(table) == [Role.NUMBER, Role.ACTION, Role.DEADLINE, Role.RESPONSIBLE]
    assert (cells(table), numbers(table)) == ([FIRST, SECOND], ["1", "2"])


def test_work_without_times_is_activities_unless_it_calls_itself_a_roadmap():
    rows = [["Мероприятие", "Ожидаемый результат", "Ответственные"], ["Семинар", "Памятка", "Методист"]]
    assert only(word(rows)).kind == Kind.ACTIVITIES
    assert only(word(rows, before=["План мероприятий («дорожная карта»)"])).kind == Kind.ROADMAP


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["I. Кадры", "", "", ""], ("I", "Кадры")),
        (["1. Кадры (2026-2027 гг.)", "", "", ""], ("1", "Кадры")),
        (["Раздел 2. Кадры", "", "", ""], ("2", "Кадры")),
        (["Кадры", "", "", ""], (None, "Кадры")),
    ],
)
@pytest.mark.parametrize("merge", [True, False])
def test_a_row_across_or_of_its_first_cell_alone_is_a_section(row, told, merge):
    made = document([HEAD, row, FIRST, SECOND])
    if merge:
        across(made, 1)
    table = only(of(made))
    assert (sections(table), numbers(table)) == ([told], ["1", "2"])
    assert [line.section for line in table.rows] == [1, 1]
    assert table.sections[0].text == row[0]


@pytest.mark.parametrize("number", ["1", "1.", "I", "I."])
@pytest.mark.parametrize("merge", [True, False])
def test_a_number_with_its_title_is_a_section(number, merge):
    rows = [HEAD, [number, "Кадры", "", ""], ["1.1", *FIRST[1:]], ["1.2.", *SECOND[1:]]]
    made = document(rows)
    if merge:
        across(made, 1, first=1)
    table = only(of(made))
    assert sections(table) == [(number.rstrip("."), "Кадры")]
    assert numbers(table) == ["1.1", "1.2."]


def test_a_row_whose_time_is_not_filled_in_stays_a_row():
    table = only(word([HEAD, FIRST, ["2", "Опрос школ", "", ""], ["3", "Семинар", "май", ""]]))
    assert (numbers(table), table.sections) == (["1", "2", "3"], ())


def test_titles_among_actions_are_sections_when_numbers_go_on_below():
    table = only(word([HEAD, ["", "Работа с кадрами", "", ""], FIRST, ["", "Мониторинг", "", ""], SECOND]))
    assert [section.title for section in table.sections] == ["Работа с кадрами", "Мониторинг"]
    assert [row.section for row in table.rows] == [1, 2]


def test_bold_words_alone_in_a_row_are_a_section_and_plain_ones_are_not():
    made = document([HEAD[1:], ["Кадры", "", ""], FIRST[1:], ["Совет", "", ""], SECOND[1:]])
    made.tables[0].cell(1, 0).paragraphs[0].runs[0].bold = True
    table = only(of(made))
    assert (sections(table), len(table.rows)) == ([(None, "Кадры")], 3)


def test_cells_merged_downwards_are_told_in_every_row():
    made = document([HEAD, FIRST, ["", "", "май", "Совет"]])
    for column in (0, 1):
        made.tables[0].cell(1, column).merge(made.tables[0].cell(2, column)).text = FIRST[column]
    assert cells(only(of(made))) == [FIRST, [*FIRST[:2], "май", "Совет"]]


def test_a_total_has_no_number():
    made = document([[*HEAD, "Сумма, руб."], [*FIRST, "100"], ["Итого", "", "", "", "100"]])
    table = only(of(made))
    assert (numbers(table), table.rows[1].cells[0]) == (["1", None], "Итого")


def test_sections_stand_where_the_printed_table_has_them():
    made = document([HEAD, ["I. Кадры", "", "", ""], FIRST, ["II. Опросы", "", "", ""], SECOND])
    across(made, 1, 3)
    table = only(of(made))
    rows = table.block["rows"]
    assert [rows[section.at]["cells"][0]["text"] for section in table.sections] == ["I. Кадры", "II. Опросы"]
    assert [rows[row.at]["cells"][1]["text"] for row in table.rows] == [FIRST[1], SECOND[1]]
    assert [row["group"] for row in rows] == [True, False, True, False]


def test_headings_of_two_rows():
    rows = [
        ["№", "Мероприятие", "Срок реализации", "", "Исполнители"],
        ["", "", "начало", "окончание", ""],
        ["1", "Семинар", "01.09.2026", "31.05.2027", "Методист"],
    ]
    made = document(rows)
    table = made.tables[0]
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Срок реализации"
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column)).text = rows[0][column]
    merged, plain = only(of(made)), only(word(rows))
    for told in (merged, plain):
        assert (told.header_rows, told.kind) == (2, Kind.ROADMAP)
        assert roles(told) == [Role.NUMBER, Role.ACTION, Role.START, Role.END, Role.RESPONSIBLE]
        assert [column.group for column in told.columns] == ["", "", "Срок реализации", "Срок реализации", ""]
        assert cells(told) == [rows[2]]
        assert when_of(told, told.rows[0]) == "01.09.2026 – 31.05.2027"
    assert as_json(word(rows))["tables"][0]["column_groups"] == [
        {"title": "Срок реализации", "columns": ["начало", "окончание"]}
    ]


@pytest.mark.parametrize("mark", ["+", "х", "X", "V", "*", "✓"])
def test_marks_under_quarters_say_when(mark):
    head = ["№", "Мероприятие", "I кв.", "II кв.", "III кв.", "IV кв.", "Ответственный"]
    recognised = word([head, ["1", "Семинар", mark, "", mark, "-", "Методист"]])
    table = only(recognised)
    assert roles(table)[2:6] == [Role.QUARTER] * 4
    assert when_of(table, table.rows[0]) == "I кв., III кв."
    row = as_json(recognised)["tables"][0]["rows"][0]
    assert (row["deadline"], row["quarters"]["I кв."]) == ("I кв., III кв.", mark)
    assert table.warnings == ()


def test_quarters_of_several_years_and_a_mark_that_is_no_mark():
    rows = [
        ["Мероприятие", "2026", "", "2027", "", "Исполнитель"],
        ["", "I полугодие", "II полугодие", "I полугодие", "II полугодие", ""],
        ["Семинар", "", "+", "+", "", "Методист"],
        ["Опрос", "весной", "", "", "+", "Методист"],
        ["Совет", "постоянно", "постоянно", "постоянно", "постоянно", "Методист"],
    ]
    table = only(word(rows))
    assert table.kind == Kind.ROADMAP
    assert [when_of(table, row) for row in table.rows] == [
        "II полугодие 2026, I полугодие 2027", "весной, II полугодие 2027", "постоянно",
    ]  # fmt: skip
    assert table.warnings == ("Строка 2, столбец «I полугодие 2026»: непонятная отметка «весной».",)


def test_numbers_of_quarters_under_their_word():
    rows = [
        ["№", "Мероприятия", "Кварталы 2026 года", "", "", "", "Ответственные"],
        ["", "", "I", "II", "III", "IV", ""],
        ["1", "Семинар", "", "+", "", "+", "Методист"],
    ]
    made = document(rows)
    made.tables[0].cell(0, 2).merge(made.tables[0].cell(0, 5)).text = rows[0][2]
    table = only(of(made))
    assert when_of(table, table.rows[0]) == "II квартал 2026, IV квартал 2026"


def test_columns_of_months():
    head = ["№", "Мероприятия", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь", "Ответственные"]
    table = only(word([head, ["1", "Семинар", "", "+", "", "+", "Методист"]]))
    assert (table.kind, when_of(table, table.rows[0])) == (Kind.ROADMAP, "Октябрь, Декабрь")


def test_years_of_money_are_no_times():
    rows = [
        ["№", "Мероприятие", "Срок", "Объём финансирования, тыс. руб.", "", "Исполнитель"],
        ["", "", "", "2026", "2027", ""],
        ["1", "Курсы", "май", "120", "130", "Методист"],
    ]
    made = document(rows)
    made.tables[0].cell(0, 3).merge(made.tables[0].cell(0, 4))
    table = only(of(made))
    assert (table.kind, roles(table)[3:5]) == (Kind.ROADMAP, [Role.OTHER, Role.OTHER])
    assert [column.heading for column in table.columns][3:5] == ["2026", "2027"]


def test_executors_and_co_executors_documents_and_unknown_columns():
    head = ["№", "Наименование мероприятия", "Срок исполнения", "Ответственный исполнитель", "Соисполнители",
            "Вид документа", "Место проведения", "Ожидаемый результат", "Отметка об исполнении"]  # fmt: skip
    line = [
        "1",
        "Семинар",
        "май",
        "Методист; директор (Иванов И.И., Петров П.П.)",
        "Школы",
        "Приказ",
        "СОШ № 1",
        "Памятка",
        "",
    ]
    recognised = word([head, line])
    row = as_json(recognised)["tables"][0]["rows"][0]
    assert cells(only(recognised)) == [line]
    assert row["responsible_list"] == ["Методист", "директор (Иванов И.И., Петров П.П.)"]
    assert (row["partners"], row["document"], row["result"], row["done"]) == (
        "Школы",
        "Приказ",
        "Памятка",
        "",
    )
    assert row["other"] == {"Место проведения": "СОШ № 1"}


def test_executor_beside_responsible_is_a_partner():
    table = only(
        word([["Мероприятие", "Исполнители", "Ответственный", "Срок"], ["Совет", "Школы", "Методист", "май"]])
    )
    assert roles(table) == [Role.ACTION, Role.PARTNERS, Role.RESPONSIBLE, Role.DEADLINE]


def test_actions_under_an_unusual_heading_are_found_by_their_place():
    table = only(
        word([["№", "Шаг", "Срок", "Ответственный"], ["1", "Провести опрос школ", "май", "Методист"]])
    )
    assert (table.kind, roles(table)[1]) == (Kind.ROADMAP, Role.ACTION)


def test_lists_and_empty_numbers_in_cells_stay_as_they_are():
    made = document([HEAD, ["", "", "май", "Методист"], SECOND])
    place = made.tables[0].cell(1, 1)
    place.text = "Провести:"
    place.add_paragraph("- опрос;")
    place.add_paragraph("- семинар.")
    table = only(of(made))
    assert numbers(table) == [None, "2"]
    assert cells(table)[0][1] == "Провести:\n- опрос;\n- семинар."
