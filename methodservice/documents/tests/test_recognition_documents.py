"""Passports, indicators, stages, the order before a document, its time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methodservice.documents.order_parts import words_of
from methodservice.documents.recognition import (
    Kind,
    Words,
    as_json,
    recognise,
)
from methodservice.documents.tests.recognised import FIRST, HEAD, ORDER, numbers, only, word
from methodservice.lib.officefiles import Cell, Flow, FlowTable, Grid, Paragraph

LABELS = [
    "Наименование программы",
    "Основания для разработки",
    "Цели",
    "Задачи",
    "Сроки реализации",
    "Ожидаемые результаты",
]


@pytest.mark.parametrize("before", [[], ["ПАСПОРТ ПРОГРАММЫ"]])
def test_a_passport_of_two_columns(before):
    recognised = word([[label, f"Слова: {label}"] for label in LABELS], before=before)
    table = only(recognised)
    assert (table.kind, table.columns, table.header_rows) == (Kind.PASSPORT, (), 0)
    assert table.block["head"] == []
    row = as_json(recognised)["tables"][0]["rows"][0]
    assert (row["label"], row["value"], row["number"]) == (LABELS[0], f"Слова: {LABELS[0]}", None)
    assert table.caption == (before[0] if before else "")


@pytest.mark.parametrize("head", [None, ["№", "Раздел", "Содержание"]])
def test_a_passport_of_three_columns(head):
    rows = [[str(number), label, f"Слова: {label}"] for number, label in enumerate(LABELS, start=1)]
    recognised = word([head, *rows] if head else rows, before=["Паспорт дорожной карты"])
    table = only(recognised)
    assert (table.kind, numbers(table), table.header_rows) == (Kind.PASSPORT, list("123456"), int(bool(head)))
    row = as_json(recognised)["tables"][0]["rows"][2]
    assert (row["label"], row["value"]) == ("Цели", "Слова: Цели")


def test_a_time_in_a_passport_is_no_heading():
    rows = [
        ["Сроки реализации", "2026 – 2027 годы"],
        ["Цель", "Рост"],
        ["Исполнители", "Школы"],
        ["Задачи", "Учить"],
    ]
    assert only(word(rows)).kind == Kind.PASSPORT


def test_indicators_with_units_and_years():
    head = ["№", "Показатель", "Ед. изм.", "Базовое значение", "2026 год", "2027 год"]
    recognised = word(
        [head, ["1", "Доля молодых педагогов с наставником", "%", "80", "85,5", ""], ["2",
        "Количество семинаров", "ед.", "3", "4", "5"]]
    )  # fmt: skip
    first, second = as_json(recognised)["tables"][0]["rows"]
    assert only(recognised).kind == Kind.INDICATORS
    assert (first["name"], first["unit"]) == ("Доля молодых педагогов с наставником", "%")
    assert first["targets"] == {"Базовое значение": 80, "2026": 85.5, "2027": None}
    assert (second["unit"], second["targets"]["2027"]) == ("ед.", 5)
    assert only(recognised).warnings == ("Показатель 1: нет значения — 2027.",)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Доля школ с планом, %", ("Доля школ с планом", "%", "%", False)),
        ("Доля школ с планом (%)", ("Доля школ с планом", "%", "%", False)),
        ("Доля школ, % (нарастающим итогом)", ("Доля школ", "%", "%", True)),
        ("Число наставников, чел., нарастающим итогом", ("Число наставников", "чел.", "чел.", True)),
        ("Число наставников, человек", ("Число наставников", "чел.", "человек", False)),
        ("Количество семинаров", ("Количество семинаров", "count", None, False)),
        ("Охват педагогов диагностикой", ("Охват педагогов диагностикой", "%", None, False)),
        ("Средний балл диагностики, балл", ("Средний балл диагностики", "балл", "балл", False)),
    ],
)
def test_the_unit_is_read_off_the_end_of_a_name(name, told):
    row = as_json(word([["№", "Наименование показателя", "2026", "2027"], ["1", name, "1", "2"]]))["tables"][
        0
    ]["rows"][0]
    assert (row["name"], row["unit"], row["unit_as_written"], row["cumulative"]) == told
    assert row["name_full"] == name


def test_targets_take_their_name_from_the_words_above():
    recognised = word(
        [["Тип показателя", "2026 год", "2027 год"], ["основной", "10", "12"]],
        before=["2) Число наставников, чел."],
    )
    (row,) = as_json(recognised)["tables"][0]["rows"]
    assert only(recognised).kind == Kind.TARGETS
    assert (row["indicator_number"], row["name"], row["unit"], row["type"]) == (
        "2",
        "Число наставников",
        "чел.",
        "основной",
    )
    assert row["targets"] == {"2026": 10, "2027": 12}


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (["Этап", "Содержание", "Результат"], ["Подготовительный\n2026 г.", "Опрос", "Справка"]),
        (["Этап", "Сроки", "Содержание", "Результат"], ["Подготовительный", "2026 г.", "Опрос", "Справка"]),
        (
            ["№", "Наименование этапа", "Содержание", "Результат"],
            ["1", "Подготовительный (2026 г.)", "Опрос", "Справка"],
        ),
    ],
)
def test_stages(head, line):
    recognised = word([head, line])
    (row,) = as_json(recognised)["tables"][0]["rows"]
    assert only(recognised).kind == Kind.STAGES
    assert (row["stage"], row["period"], row["content"], row["results"]) == (
        "Подготовительный", "2026 г.", "Опрос", "Справка",
    )  # fmt: skip


def test_rows_that_repeat_are_told():
    recognised = word([HEAD, FIRST, ["2", *FIRST[1:]], ["3", *FIRST[1:3], "Совет"]])
    (twins,) = as_json(recognised)["tables"][0]["duplicates"]
    assert twins == {"rows": ["1", "2", "3"], "same": ["Мероприятие", "Срок"], "differs": ["Ответственный"]}
    assert only(recognised).warnings == (
        "Строки 1, 2 и 3 совпадают: «Мероприятие», «Срок»; различаются: «Ответственный».",
    )


def test_a_document_without_tables():
    recognised = word(before=["ПОЛОЖЕНИЕ", "1. Общие положения", "1.1. Служба помогает школам."])
    assert (recognised.tables, recognised.order) == ((), None)
    assert [words_of(block) for block in recognised.parts[0].blocks][-1] == "1.1. Служба помогает школам."


def test_a_table_of_people_is_kept_and_nothing_is_read_from_it():
    recognised = word([["№", "ФИО", "Должность", "Школа"], ["1", "Иванова А.А.", "учитель", "СОШ № 1"]])
    assert only(recognised).kind == Kind.OTHER
    told = as_json(recognised)["tables"][0]
    assert (told["kind"], told["columns"]) == ("table", ["№", "ФИО", "Должность", "Школа"])


def test_order_mark_and_document_are_parted():
    recognised = word([HEAD, FIRST], before=ORDER)
    assert (recognised.order.number, recognised.heading) == ("15", "ПРИКАЗ")
    assert [words_of(block) for block in recognised.mark] == [ORDER[9]]
    assert words_of(recognised.order_blocks[-1]) == ORDER[8]
    words, table = recognised.parts
    assert [words_of(block) for block in words.blocks] == ["План мероприятий"]
    assert (table.kind, recognised.document, recognised.title) == (
        Kind.ROADMAP,
        "roadmap",
        "План мероприятий",
    )
    assert (recognised.period[0].year, recognised.period[1].year) == (2026, 2028)
    assert "Дата приказа 01.09.2026, а в отметке приложения 02.09.2026." in recognised.warnings


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("План мероприятий на 2026-2028 гг.", ("2026-01-01", "2028-12-31")),
        ("Программа (2026 – 2028 годы)", ("2026-01-01", "2028-12-31")),
        ("Программа с 2026 по 2028 год", ("2026-01-01", "2028-12-31")),
        ("План на 2026 год", ("2026-01-01", "2026-12-31")),
        ("План на 2026/2027 учебный год", ("2026-09-01", "2027-08-31")),
        ("План на 2026-2027 уч. год", ("2026-09-01", "2027-08-31")),
        ("План на 2026–2027, 2027–2028 учебные годы", ("2026-09-01", "2028-08-31")),
        ("План на сентябрь 2026 – май 2027 года", ("2026-09-01", "2027-05-31")),
        ("План работы на январь-март 2027 года", ("2027-01-01", "2027-03-31")),
        ("План работы на октябрь 2026 года", ("2026-10-01", "2026-10-31")),
        ("План к приказу от 01.02.2026", None),
        ("План работы службы", None),
    ],
)
def test_the_time_of_a_document(title, period):
    told = as_json(word([HEAD, FIRST], before=[title]))["period"]
    assert told == (list(period) if period else None)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co")) | st.sampled_from("№123IV.+-()"), max_size=12
).map(lambda text: " ".join(text.split())) | st.sampled_from(
    [*HEAD, "2026", "I кв.", "+", "Этап", "Показатель", "Цель", "Задачи", "Срок", "1.", "1.1", "начало",
    "ПРИКАЗ", "приказываю:"]
)  # fmt: skip


@st.composite
def flows(draw):
    """Tables of any words with merged cells, paragraphs between."""
    blocks = []
    for _ in range(draw(st.integers(1, 3))):
        blocks += [Paragraph(text) for text in draw(st.lists(TEXTS.filter(bool), max_size=2))]
        width, height = draw(st.integers(1, 5)), draw(st.integers(1, 6))
        places = {
            (row, column): Cell(draw(TEXTS), (row, column))
            for row in range(height)
            for column in range(width)
        }
        for _ in range(draw(st.integers(0, 2))):
            top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
            for row in range(top, draw(st.integers(top, height - 1)) + 1):
                for column in range(left, draw(st.integers(left, width - 1)) + 1):
                    places[row, column] = places[top, left]
        rows = tuple(tuple(places[row, column] for column in range(width)) for row in range(height))
        blocks.append(FlowTable(Grid("", rows, tuple(range(1, height + 1)))))
    return Flow(tuple(blocks))


@given(flows())
@settings(max_examples=150, deadline=None)
def test_any_tables_are_read_and_no_word_is_lost(flow):
    recognised = recognise(flow)
    as_json(recognised)
    kept = [*recognised.order_blocks, *recognised.mark]
    for part in (*recognised.parts, *recognised.tables):
        kept += part.blocks if isinstance(part, Words) else [part.block]
    said = " ".join(map(words_of, kept))
    for block in flow.blocks:
        if isinstance(block, FlowTable):
            for row in block.grid.rows:
                assert all(" ".join(cell.text.split()) in said for cell in row)
