"""The requisites of an order read out of its blocks."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.documents.annex_content import (
    content_from_file,
    content_from_text,
    split_order,
    table_block,
)
from methodservice.documents.annex_shape import text_block
from methodservice.documents.order_reading import AnnexMark, OrderPoint, OrderText, read_order

TEXT = """РОССИЙСКАЯ ФЕДЕРАЦИЯ
АДМИНИСТРАЦИЯ ЛЕСНОГО РАЙОНА
УПРАВЛЕНИЕ ОБРАЗОВАНИЯ
123456, г. Лесной, ул. Мира, 1, тел. 2-12-12
П Р И К А З
от «3» сентября 2026 г. № 01-12/358
г. Лесной
О методическом совете
и его составе
В целях единства методической работы п р и к а з ы в а ю:
1. Утвердить состав совета (приложение № 2):
- по школам;
1.1 Считать прежний состав утратившим силу.
2. Контроль исполнения приказа возложить на Петрову А.А.
Исполняющий обязанности начальника управления
И.И. Иванов
Приложение № 2
к приказу управления образования
от 04.09.2026 № 359
"""


def test_every_requisite_is_read_as_it_is_written():
    assert read_order(content_from_text(TEXT)) == OrderText(
        organisation="АДМИНИСТРАЦИЯ ЛЕСНОГО РАЙОНА УПРАВЛЕНИЕ ОБРАЗОВАНИЯ",
        above="РОССИЙСКАЯ ФЕДЕРАЦИЯ",
        word="ПРИКАЗ",
        date_text="от «3» сентября 2026 г.",
        date=date(2026, 9, 3),
        number="01-12/358",
        place="г. Лесной",
        title="О методическом совете и его составе",
        preamble="В целях единства методической работы",
        verb="п р и к а з ы в а ю:",
        points=(
            OrderPoint("1", "Утвердить состав совета (приложение № 2):\n- по школам;"),
            OrderPoint("1.1", "Считать прежний состав утратившим силу."),
            OrderPoint("2", "Контроль исполнения приказа возложить на Петрову А.А."),
        ),
        control="Контроль исполнения приказа возложить на Петрову А.А.",
        signature_post="Исполняющий обязанности начальника управления",
        signature_name="И.И. Иванов",
        annex=AnnexMark(
            "Приложение № 2 к приказу управления образования от 04.09.2026 № 359",
            "2",
            "359",
            date(2026, 9, 4),
        ),
        warnings=(
            "Дата приказа 03.09.2026, а в отметке приложения 04.09.2026.",
            "Номер приказа 01-12/358, а в отметке приложения 359.",
        ),
    )


def order(*requisites, verb="приказываю:"):
    head = [text_block("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"), text_block("ПРИКАЗ")]
    body = [text_block("О плане"), text_block(verb), text_block("1. Утвердить план.")]
    blocks = [each if isinstance(each, dict) else text_block(each) for each in requisites]
    return read_order([*head, *blocks, *body])


@pytest.mark.parametrize(
    "requisites",
    [
        ["01.09.2026 с. Ключи № 77-ОД"],
        ["01.09.2026 № 77-ОД", "с. Ключи"],
        ["№ 77-ОД", "01.09.2026", "с. Ключи"],
        [table_block(["01.09.2026", "№", "77-ОД"], [["", "с. Ключи", ""]])],
    ],
    ids=["row", "place below", "column", "table"],
)
def test_date_number_and_place_are_found_in_every_layout(requisites):
    found = order(*requisites)
    assert (found.date, found.date_text, found.number, found.place) == (
        date(2026, 9, 1), "01.09.2026", "77-ОД", "с. Ключи",
    )  # fmt: skip


def test_requisites_in_the_row_of_the_word_are_read():
    blocks = content_from_text("Приказ № 5 от 01.09.2026\nО плане\nПриказываю: утвердить план.")
    found = read_order(blocks)
    assert (found.word, found.number, found.date) == ("Приказ", "5", date(2026, 9, 1))
    assert found.points == (OrderPoint("", "утвердить план."),)


def test_a_place_that_begins_after_the_date_keeps_its_letter():
    found = order(table_block(["01.09.2026", "г. Ключи", "№ 7"], []))
    assert (found.date_text, found.place, found.number) == ("01.09.2026", "г. Ключи", "7")


def test_organisation_word_and_requisites_in_one_cell_are_read():
    letterhead = table_block(
        ["Управление образования\nПРИКАЗ\n01.09.2026 № 7\nг. Ключи", "Директорам школ"], []
    )
    body = content_from_text("«О плане»\nприказываю:\n1. Утвердить план.")
    found = read_order([letterhead, *body])
    assert (found.organisation, found.word, found.number, found.date, found.place, found.title) == (
        "Управление образования", "ПРИКАЗ", "7", date(2026, 9, 1), "г. Ключи", "«О плане»",
    )  # fmt: skip


def test_what_is_not_there_is_none_and_told():
    found = order("№ ____", "31.02.2026")
    assert (found.number, found.date_text, found.date, found.place) == (None, "31.02.2026", None, None)
    assert found.warnings == ("Не нашли в приказе: номер, дату, место, пункт о контроле, подпись.",)


def test_a_text_without_an_order_says_so():
    assert read_order(content_from_text("План работы")) == OrderText(
        warnings=("Не нашли слово «ПРИКАЗ»: в начале файла нет приказа.",)
    )


LINES = st.sampled_from(
    [*TEXT.splitlines(), "№", "1.", "от", "Приложение", "«", "приказываю", "Начальник", "И.И. Иванов"]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=20))
def test_any_text_is_read_without_an_error(lines):
    blocks = content_from_text("\n".join(lines).replace("[", "("))
    before, after = split_order(blocks)
    assert before + after == blocks
    found = read_order(blocks)
    assert isinstance(found.points, tuple)


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["oktyabrsky-programme-2021", "seryshevo-programme-2024", "seversky-roadmap-2023"]
)
def test_real_orders_are_read_to_the_letter(shared_dir, name):
    truth = json.loads((shared_dir / "real" / "truth" / f"{name}.json").read_text())
    expected = truth["order"]
    content = content_from_file((shared_dir / "real" / f"{name}.docx").read_bytes(), f"{name}.docx")
    found = read_order(split_order(content.blocks)[0])
    same = ("organisation", "date_text", "number", "place", "title", "preamble", "verb")
    assert {key: getattr(found, key) for key in same} == {key: expected[key] for key in same}
    assert (found.above, found.date) == (expected.get("above"), date.fromisoformat(expected["date"]))
    assert [(int(point.number), point.text) for point in found.points] == [
        (point["number"], point["text"]) for point in expected["points"]
    ]
    assert {"position": found.signature_post, "name": found.signature_name} == expected["signatory"]
    mark = expected.get("appendix", truth.get("appendix"))
    assert (found.annex is None) == (mark is None)
    if mark:
        assert {key: getattr(found.annex, key) for key in ("text", "number", "order_number")} == {
            key: mark[key] for key in ("text", "number", "order_number")
        }
        assert found.annex.order_date == date.fromisoformat(mark["order_date"])
