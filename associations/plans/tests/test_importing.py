"""A plan out of the tables of a file: columns by their words, sections, months, nothing lost."""

import io

import openpyxl
import pytest

from associations.plans.importing import ReadLine, read_plan, review
from associations.plans.importing.headings import Column, column_of, section_of
from associations.plans.importing.reading import NO_PLAN, TOO_LONG, TOO_MANY, plan_of
from associations.plans.lines import Known
from associations.plans.models import ActivityKind, Direction, PlanLine
from associations.rules.named import Person, Titled
from methodservice.documents.recognition import Column as TableColumn
from methodservice.documents.recognition import Kind, RecognisedTable, Role, Row
from methodservice.documents.recognition import Section as TableSection
from methodservice.documents.recognition.columns import role_of
from methodservice.lib.officefiles import FileRefused
from methodservice.lib.tests.test_grids import add_table, document, saved
from methodservice.testing.plans import PLAN_YEAR

Section = PlanLine.Section
COLUMNS = ("№", "Мероприятие", "Сроки", "Ответственный", "Ожидаемый результат")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("№ п/п", Column.NUMBER),
        ("№", Column.NUMBER),
        ("Мероприятия", Column.ACTION),
        ("Содержание деятельности", Column.ACTION),
        ("Тема заседания", Column.ACTION),
        ("Рассматриваемые вопросы", Column.ACTION),
        ("Наименование мероприятия", Column.ACTION),
        ("Срок исполнения", Column.DEADLINE),
        ("СРОКИ", Column.DEADLINE),
        ("Дата проведения", Column.DEADLINE),
        ("Дата\nреализации", Column.DEADLINE),
        ("Ответственные исполнители", Column.RESPONSIBLE),
        ("Исполнитель", Column.RESPONSIBLE),
        ("Кто проводит", Column.RESPONSIBLE),
        ("Ожидаемый результат", Column.EXPECTED),
        ("Выход", Column.EXPECTED),
        ("Форма отчётности", Column.EXPECTED),
        ("Показатели", Column.EXPECTED),
        ("Форма проведения", Column.KIND),
        ("Вид деятельности", Column.KIND),
        ("Направление работы", Column.DIRECTION),
        ("Отметка о выполнении", Column.OTHER),
        ("Место", Column.OTHER),
    ],
)
def test_a_column_is_known_by_the_words_of_its_heading(heading, column):
    assert column_of(heading, role_of(heading)) == column


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Заседания РМО", Section.MEETINGS),
        ("II. Работа между заседаниями", Section.BETWEEN),
        ("Работа с молодыми педагогами", Section.YOUNG),
        ("Повышение квалификации", Section.ATTESTATION),
        ("Аттестация педагогов", Section.ATTESTATION),
        ("Подготовка к конкурсам", None),
        ("Информационная поддержка", None),
    ],
)
def test_a_section_is_known_by_its_words(title, section):
    assert section_of(title) == section


def table(*rows, columns=COLUMNS, section="", **fields):
    return RecognisedTable(
        kind=Kind.ACTIVITIES,
        caption=fields.pop("title", ""),
        columns=tuple(TableColumn(heading, role_of(heading)) for heading in columns),
        sections=(TableSection(1, section, None, section),) if section else (),
        rows=tuple(
            Row(1 if section else None, None, row, number, number) for number, row in enumerate(rows, start=2)
        ),
        block={},
        **fields,
    )


def lines(*tables):
    return plan_of(tables, PLAN_YEAR).lines


def test_cells_go_to_their_fields_and_the_original_is_kept():
    (line,) = lines(table(("1", "Семинар", "октябрь", "секретарь", "памятка")))
    assert line == ReadLine(
        2,
        (
            ("№", "1"), ("Мероприятие", "Семинар"), ("Сроки", "октябрь"), ("Ответственный", "секретарь"),
            ("Ожидаемый результат", "памятка"),
        ),
        Section.BETWEEN, "Семинар", "октябрь", "секретарь", "памятка",
    )  # fmt: skip
    assert ReadLine.from_json(line.as_json()) == line


def test_unknown_columns_are_kept_with_their_heading():
    columns = ("Мероприятие", "Сроки", "Место", "Отметка", "")
    first, second = lines(
        table(("Семинар", "май", "СОШ № 1", "", "и ещё"), ("Опрос", "май", "", "+", "7"), columns=columns)
    )
    assert (first.expected, second.expected) == ("Место: СОШ № 1\nи ещё", "Отметка: +")
    assert first.original[2:] == (("Место", "СОШ № 1"), ("", "и ещё"))


def test_theme_and_questions_are_both_kept():
    columns = ("Тема", "Вопросы", "Дата")
    (line,) = lines(table(("Качество урока", "1. Анализ\n2. План", "октябрь"), columns=columns))
    assert line.action == "Качество урока\n1. Анализ\n2. План"


@pytest.mark.parametrize("month", ["Сентябрь", "СЕНТЯБРЬ 2026", "I полугодие", "II четверть"])
def test_a_section_that_says_when_gives_the_deadline_that_is_missing(month):
    first, second = lines(
        table(("1", "Семинар", "", "", ""), ("2", "Опрос", "10.09.2026", "", ""), section=month)
    )
    assert (first.deadline, second.deadline) == (month, "10.09.2026")
    assert (first.section, first.heading) == (Section.BETWEEN, "")


def test_known_sections_are_sections_of_the_plan_and_others_are_kept():
    first, second = (
        lines(table(("1", "Семинар", "май", "", ""), section=title))[0]
        for title in ("3. Работа с молодыми специалистами", "IV. Информационная поддержка")
    )
    assert (first.section, first.heading) == (Section.YOUNG, "")
    assert (second.section, second.heading) == (Section.OTHER, "Информационная поддержка")


def test_without_sections_the_words_of_a_line_say_where_it_belongs():
    found = lines(
        table(
            ("1", "Заседание: итоги года", "май", "", ""), ("2", "Организация конкурсов", "май", "", ""),
            ("3", "Школа молодого педагога", "май", "", ""),
        )
    )  # fmt: skip
    assert [line.section for line in found] == [Section.MEETINGS, Section.BETWEEN, Section.YOUNG]


def test_titles_of_several_tables_are_their_sections():
    found = lines(
        table(("1", "Семинар", "май", "", ""), title="Заседания"),
        table(("1", "Опрос", "май", "", ""), title="Повышение квалификации"),
    )
    assert [line.section for line in found] == [Section.MEETINGS, Section.ATTESTATION]


def test_a_row_without_an_action_goes_on_with_the_row_above():
    (line,) = lines(table(("1", "Семинар", "май", "секретарь", ""), ("", "", "", "куратор", "отчёт")))
    assert (line.responsible, line.expected) == ("секретарь\nкуратор", "отчёт")
    assert line.doubts == ("Строка 3 файла — без мероприятия: её слова добавлены сюда.",)
    assert ("Ответственный", "куратор") in line.original


def test_texts_longer_than_their_fields_go_on_elsewhere():
    long = "слово " * 80
    (line,) = lines(table(("1", "Семинар", long, "", "памятка")))
    assert len(line.deadline) <= 300
    assert line.expected.startswith("памятка\nСрок, продолжение: слово")
    assert (line.deadline + line.expected).count("слово") == 80
    assert "продолжение стоит в ожидаемом результате" in line.doubts[0]


def test_theme_goal_and_tasks_above_the_table_are_read():
    above = (
        "План работы РМО", "Методическая тема: «Качество урока»", "Цель: повышать качество", "Задачи:",
        "1. Изучить опыт", "- Обменяться опытом", "План мероприятий",
    )  # fmt: skip
    plan = plan_of([table(("1", "Семинар", "май", "", ""), above=above)], PLAN_YEAR)
    assert plan.words == {
        "theme": "«Качество урока»",
        "goals": "повышать качество",
        "tasks": "1. Изучить опыт\n- Обменяться опытом",
    }


@pytest.mark.parametrize(
    "tables",
    [
        [],
        [table(("а", "б"), columns=("Ответственный", "Сроки"))],
        [table(("а", "б"), columns=("Мероприятие", "Ожидаемый результат"))],
    ],
)
def test_a_file_without_a_plan_is_refused(tables):
    with pytest.raises(FileRefused, match=r"В файле не нашли таблицы плана") as caught:
        plan_of(tables, PLAN_YEAR)
    assert caught.value.sentence == NO_PLAN


@pytest.mark.parametrize(
    "rows",
    [
        [("1", "Семинар", "май", "", "")] * 201,
        [("1", "Семинар", "май", "", ""), *[("", "", "", "куратор", "")] * 1000],
    ],
)
def test_a_table_of_more_rows_than_a_year_has_is_refused(rows):
    with pytest.raises(FileRefused) as caught:
        lines(table(*rows))
    assert caught.value.sentence == TOO_MANY


def test_a_table_with_more_text_than_a_plan_has_is_refused():
    with pytest.raises(FileRefused) as caught:
        lines(table(("1", "Семинар" * 80_000, "май", "", "")))
    assert caught.value.sentence == TOO_LONG


def test_only_some_notes_are_shown():
    notes = tuple(f"Ячейка {number}." for number in range(25))
    plan = plan_of([table(("1", "Семинар", "май", "", ""))], PLAN_YEAR, notes)
    assert (len(plan.notes), plan.notes[-1]) == (21, "Таких ячеек ещё 5.")


def test_headings_without_rows_are_refused():
    with pytest.raises(FileRefused, match="нет ни одной строки"):
        lines(table())


def test_a_document_becomes_a_plan():
    made = document([["Цель", "Качество"]], before=["Тема: Чтение"])
    made.add_paragraph("Заседания")
    add_table(made, [list(COLUMNS), ["1", "Семинар", "май", "", ""]])
    plan = read_plan(io.BytesIO(saved(made)), "План.docx", PLAN_YEAR)
    assert [line.action for line in plan.lines] == ["Семинар"]


def read(*tables, before=(), between=()):
    made = document(tables[0], before=before)
    for rows, words in zip(tables[1:], between, strict=True):
        made.add_paragraph(words)
        add_table(made, rows)
    return read_plan(io.BytesIO(saved(made)), "План.docx", PLAN_YEAR)


def test_marks_under_quarters_say_when():
    head = ["№", "Мероприятие", "I кв.", "II кв.", "Ответственный"]
    first, second, third = read([
        head, ["1", "Семинар", "+", "", "методист"], ["2", "Опрос", "+", "+", ""], ["3", "Беседа", "", "июнь", ""],
    ]).lines  # fmt: skip
    assert [line.deadline for line in (first, second, third)] == ["I кв.", "I кв., II кв.", "июнь"]
    assert (second.original, second.expected) == (
        (("№", "2"), ("Мероприятие", "Опрос"), ("I кв.", "+"), ("II кв.", "+")), "",
    )  # fmt: skip


def test_two_columns_of_time_make_one_deadline_and_a_third_is_kept_in_words():
    head = ["Мероприятие", "Начало", "Окончание", "Срок отчёта"]
    first, second = read([head, ["Семинар", "май", "июнь", ""], ["Опрос", "май", "", "10.06.2027"]]).lines
    assert (first.deadline, first.expected) == ("май – июнь", "")
    assert (second.deadline, second.expected) == ("10.06.2027", "Начало: май")


def test_work_under_an_unusual_heading_is_the_action():
    (line,) = read([["Направление работы", "Сроки", "Исполнители"], ["Семинар", "май", "методист"]]).lines
    assert (line.action, line.direction) == ("Семинар", "")


def test_theme_and_questions_of_a_file_are_both_kept():
    (line,) = read([["Тема", "Вопросы", "Дата"], ["Качество урока", "Анализ", "октябрь"]]).lines
    assert line.action == "Качество урока\nАнализ"


def test_a_plan_cut_in_two_and_parts_under_their_own_words():
    head = ["№", "Мероприятие", "Сроки"]
    plan = read(
        [head, ["1", "Семинар", "май"]],
        [["2", "Беседа", "июнь"]],
        [head, ["1", "Опрос", "май"], ["2", "Урок", ""]],
        before=["Цель: качество", "Задачи:", "- изучить опыт"],
        between=["Продолжение таблицы", "Работа с молодыми педагогами"],
    )
    assert [(line.action, line.number, line.section) for line in plan.lines] == [
        ("Семинар", 2, Section.BETWEEN), ("Беседа", 1, Section.BETWEEN), ("Опрос", 2, Section.YOUNG),
        ("Урок", 3, Section.YOUNG),
    ]  # fmt: skip
    assert plan.words == {"goals": "качество", "tasks": "- изучить опыт"}


def test_rows_of_a_sheet_keep_their_numbers_and_cells_without_a_value_are_told():
    made = openpyxl.Workbook()
    for row in (
        ["План работы"], [], ["№", "Мероприятие", "Сроки"], ["Сентябрь", None, None],
        [1, "Семинар", None], [], [2, "Беседа", "=A1"], [3, "Опрос", "май"],
    ):  # fmt: skip
        made.active.append(row)
    made.active.merge_cells("A4:C4")
    plan = read_plan(io.BytesIO(saved(made)), "План.xlsx", PLAN_YEAR)
    assert [(line.number, line.action, line.deadline) for line in plan.lines] == [
        (5, "Семинар", "Сентябрь"), (7, "Беседа", "Сентябрь"), (8, "Опрос", "май"),
    ]  # fmt: skip
    assert plan.notes == (
        "Лист «Sheet», ячейка C7: формула без значения: откройте файл в Excel, дождитесь расчёта и сохраните.",
    )


KNOWN = Known(
    "district", 10, (Person(1, "Иванова", "Мария", "Ивановна"),), (Titled(10, ("РМО математики",)),)
)


def reviewed(*read, **options):
    return review(
        [ReadLine(number, (), Section.BETWEEN, **words) for number, words in enumerate(read, start=2)],
        known=KNOWN,
        year=PLAN_YEAR,
        directions=[Direction(pk=1, title="Сети и проекты")],
        kinds=[ActivityKind(pk=1, title="Семинар")],
        **options,
    )


def test_a_review_tells_when_and_who():
    (line,) = reviewed(
        {"action": "Опрос", "deadline": "октябрь", "responsible": "руководитель, Иванова М. И., все педагоги"}
    )
    assert (line.who, line.unknown, line.doubts) == (
        ("руководитель", "Иванова Мария Ивановна"),
        ("все педагоги",),
        (),
    )
    assert "октябр" in line.when


@pytest.mark.parametrize(
    ("deadline", "doubt"),
    [("", "Срок не указан: без него план не представить."), ("как-нибудь потом", "Срок не")],
)
def test_a_deadline_without_a_meaning_is_a_doubt(deadline, doubt):
    (line,) = reviewed({"action": "Опрос", "deadline": deadline})
    assert line.when == ""
    assert line.doubts[0].lower().startswith(doubt.lower())


def test_directions_and_kinds_of_the_lists_are_taken_and_others_stay_words():
    first, second = reviewed(
        {"action": "Опрос", "deadline": "май", "kind": "семинар", "direction": "Сети и проекты"},
        {"action": "Беседа", "deadline": "май", "kind": "Чаепитие", "heading": "Сети и проекты"},
    )
    assert (first.draft.kind.pk, first.draft.direction.pk, first.draft.action) == (1, 1, "Опрос")
    assert (second.draft.kind, second.draft.direction.pk) == (None, 1)
    assert second.draft.action == "Беседа\nФорма: Чаепитие"


def test_a_section_that_the_plan_does_not_have_stands_before_the_words_and_is_told_once():
    found = reviewed(*({"action": f"Дело {n}", "deadline": "май", "heading": "Поддержка"} for n in (1, 2)))
    assert [line.draft.action for line in found] == ["Поддержка. Дело 1", "Поддержка. Дело 2"]
    assert [len(line.doubts) for line in found] == [1, 0]


def test_repeated_lines_are_shown_and_not_joined():
    same = {"action": "Опрос", "deadline": "май", "responsible": "секретарь"}
    found = reviewed(same, same, same | {"responsible": "куратор"}, existing=[("опрос", "Май", "куратор")])
    assert [line.doubts for line in found] == [
        (), ("Повторяет строку 2 слово в слово.",), ("Такая строка в плане уже есть.",),
    ]  # fmt: skip
    assert [line.twin for line in found] == [False, False, True]


REAL = {
    "oktyabrsky-programme-2021.docx": 20,
    "oktyabrsky-roadmap.xlsx": 20,
    "seversky-roadmap-2023.docx": 20,
    "seversky-roadmap.xlsx": 20,
    "seryshevo-programme-2024.docx": 13,
}
"""Lines of each."""


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_tables_are_read_without_losing_a_word(shared_dir, name):
    with (shared_dir / "real" / name).open("rb") as file:
        plan = read_plan(file, name, PLAN_YEAR)
    assert len(plan.lines) == REAL[name]
    for line in plan.lines:
        words = " ".join((line.action, line.deadline, line.responsible, line.expected))
        for heading, text in line.original:
            assert role_of(heading) is Role.NUMBER or text in words
