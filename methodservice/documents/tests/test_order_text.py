"""The printed order as an office expects it, from the picture at the top to the name of who prepared it."""

import pytest

from methodservice.documents.printing import pdf_of
from methodservice.documents.tests.orders import (
    NBSP,
    ORDER,
    VISAS,
    annex,
    order,
    people,
    point,
    points,
    roadmap,
    signed,
    text,
)
from methodservice.testing.printed import Printed

LONG_TEXT = [text("Объединение работает по плану, который утверждает методическая служба. " * 90)]
POST, NAME = "Начальник управления образования", "Т. А. Северцева"


def printed(**more) -> Printed:
    return Printed(pdf_of(ORDER, order(**more)))


def near(*values):
    return pytest.approx(values, abs=0.2)


# 1–5: the page


@pytest.mark.parametrize(("kept", "left", "right"), [(False, 20, 10), (True, 30, 15)])
def test_margins_are_those_of_the_term_of_keeping(kept, left, right):
    found = printed(points=points(9), annexes=[annex(*LONG_TEXT)], style={"kept": kept})
    spans = [span for page in range(len(found.pages)) for span in found.spans(page)]
    assert set(found.sizes_mm) == {(210, 297)}
    assert (min(span.left for span in spans), max(span.right for span in spans)) == near(left, 210 - right)
    body = [span.baseline for span in spans if span.size == 13]
    # letters rise 3.2 mm above the baseline and hang 1 mm below it
    assert (min(body) - 3.2 >= 20, max(body) + 1 <= 277) == (True, True)


def test_wide_sheet_of_a_kept_order_has_room_for_the_binding_on_either_side():
    found = printed(style={"kept": True}, annexes=[annex(roadmap(8), landscape=True)])
    spans = found.spans(1)
    assert found.sizes_mm == [(210, 297), (297, 210), (297, 210)]
    assert min(span.left for span in spans) >= 30
    assert min(span.baseline for span in spans if span.text != "2") - 3.2 >= 30


def test_text_is_one_family_of_thirteen_points_with_the_first_line_indented_and_justified():
    found = printed()
    assert found.fonts == {"Liberation-Serif": True, "Liberation-Serif-Bold": True}
    assert {span.size for span in found.spans(0)} == {13}
    first, second, third = found.spans(0)[7:10]
    assert (first.left, first.right) == near(32.5, 200)
    assert (second.left, second.right) == near(20, 200)
    assert third.left == pytest.approx(20, abs=0.2)
    spacing = (second.baseline - first.baseline) / (13 * 0.3528)
    assert spacing == pytest.approx(1.25, abs=0.01)


def test_pages_are_numbered_from_the_second_in_the_middle_through_annexes_and_sheets():
    found = printed(points=points(14), annexes=[annex(roadmap(9), landscape=True)], acquaintance=people(2))
    pages = len(found.pages)
    assert found.headers == [[], *([str(number)] for number in range(2, pages + 1))]
    for page, (width, _) in enumerate(found.sizes_mm[1:], 1):
        [number] = [span for span in found.spans(page) if span.baseline < 20]
        assert (number.left + number.right) / 2 == pytest.approx((20 + width - 10) / 2, abs=0.5)


@pytest.mark.parametrize("kind", ["long points", "short points", "points of points", "with visas"])
def test_signature_never_stands_alone(kind):
    broke = False
    for count in range(1, 44, 3):
        last = {
            "long points": {"points": points(count // 2 + 2)},
            "short points": {"points": [point(f"Пункт {n}.") for n in range(count)], "contact": "Воронова"},
            "points of points": {
                "points": [
                    *points(count // 3 + 2)[:-1],
                    point("Отделу:", *(point("часть.") for _ in range(count % 3 + 1))),
                ]
            },
            "with visas": {"points": points(count // 3 + 2), "visas": VISAS},
        }[kind]
        found = printed(**last)
        [lines] = [page for page in found.pages if f"{POST} {NAME}" in page]
        assert lines.index(f"{POST} {NAME}") >= 3, (count, lines)
        broke |= len(found.pages) > 1
    assert broke


def test_visas_do_not_pull_the_text_to_their_page():
    found = printed(points=points(7), visas=VISAS * 3)
    assert [(page.count("СОГЛАСОВАНО"), f"{POST} {NAME}" in page) for page in found.pages] == [
        (0, True),
        (1, False),
    ]


# 6–9: what identifies the order


def test_organisation_stands_in_the_middle_with_the_superior_body_above_it():
    found = printed()
    above, below, word = (
        found.span(0, words) for words in ("АДМИНИСТРАЦИЯ ЗАРЕЧНОГО", "УПРАВЛЕНИЕ", "ПРИКАЗ")
    )
    assert above.baseline < below.baseline < word.baseline
    assert [(span.left + span.right) / 2 for span in (above, below, word)] == near(110, 110, 110)
    assert word.font == "Liberation-Serif-Bold"


def test_word_may_have_its_letters_apart():
    assert "П Р И К А З" in printed(word="П Р И К А З").pages[0]


def placed(header, **more):
    found = printed(style={"header": header}, **more)
    return [
        found.span(0, words) for words in (more.get("date", "30.09.2026"), more.get("number", "№"), "п. З")
    ]


def test_date_place_and_number_stand_in_one_row():
    date, number, place = placed("row")
    assert date.baseline == number.baseline == place.baseline
    assert (date.left, number.right) == near(20, 200)
    assert (place.left + place.right) / 2 == pytest.approx(110, abs=0.2)


def test_date_stands_above_the_number_and_the_number_above_the_place():
    date, number, place = placed("stacked")
    assert (date.left, number.left, place.left) == near(20, 20, 20)
    steps = (number.baseline - date.baseline, place.baseline - number.baseline)
    assert steps == near(5.73, 5.73)


def test_date_and_number_stand_in_a_row_with_the_place_below():
    date, number, place = placed("row_place")
    assert date.baseline == number.baseline < place.baseline
    assert (date.left, number.right) == near(20, 200)
    assert (place.left + place.right) / 2 == pytest.approx(110, abs=0.2)


@pytest.mark.parametrize("date", ["30.09.2026", f"30 сентября 2026{NBSP}г.", "от 30.09.2026"])
@pytest.mark.parametrize("number", ["495", "77-ОД", "01-12/358"])
def test_date_and_number_are_printed_as_the_register_has_them(date, number):
    found = printed(date=date, number=number)
    words = [date.replace(NBSP, " "), "п. Заречный", f"№ {number}"]
    assert [span.text for span in found.spans(0)][3:6] == words
    assert found.title == (
        f"Приказ от {date.removeprefix('от ').replace(NBSP, ' ')} № {number} «О подготовке недели молодого педагога»"
    )


def test_draft_says_so_at_the_top_right_and_has_room_for_the_number():
    found = printed(is_draft=True, number="____")
    mark = found.spans(0)[0]
    assert (mark.text, mark.right) == ("Проект", pytest.approx(200, abs=0.1))
    assert "30.09.2026 п. Заречный № ____" in found.pages[0]
    assert found.title == "Проект приказа «О подготовке недели молодого педагога»"


# 10–14: the text


def test_heading_has_no_period_and_stands_between_requisites_and_text():
    found = printed()
    heading = found.span(0, "О подготовке")
    assert heading.text == "О подготовке недели молодого педагога"
    assert found.span(0, "№").baseline < heading.baseline < found.span(0, "В соответствии").baseline
    assert (heading.left + heading.right) / 2 == pytest.approx(110, abs=0.2)


def test_heading_stands_at_the_left_under_stacked_requisites():
    title = "Об утверждении положения о районных методических объединениях педагогов и плана их работы"
    found = printed(style={"header": "stacked"}, title=title)
    lines = [span for span in found.spans(0) if span.font.endswith("Bold")][1:]
    assert " ".join(line.text for line in lines) == title
    assert {round(line.left) for line in lines} == {20}
    assert max(line.right for line in lines) <= 115


def test_preamble_ends_with_the_word_of_command():
    lines = printed().pages[0]
    assert lines[7] == "трёх лет работы п р и к а з ы в а ю:"
    assert lines[8].startswith("1. Провести")


def test_preamble_of_two_paragraphs_ends_with_the_word_of_command_once():
    lines = printed(preamble="В целях поддержки.\nНа основании плана").pages[0]
    assert lines[5:7] == ["В целях поддержки.", "На основании плана п р и к а з ы в а ю:"]


def test_word_of_command_may_have_a_line_of_its_own():
    lines = printed(style={"verb_on_own_line": True}).pages[0]
    assert lines[7:9] == ["трёх лет работы", "п р и к а з ы в а ю:"]


def test_order_without_a_preamble_begins_with_the_word_of_command():
    found = printed(preamble="", verb="ПРИКАЗЫВАЮ:")
    command = found.span(0, "ПРИКАЗЫВАЮ:")
    assert found.span(0, "О подготовке").baseline < command.baseline < found.span(0, "1.").baseline


def test_word_of_command_is_never_broken():
    for words in range(60, 90):
        lines = printed(preamble="к " * words).pages[0]
        assert [line for line in lines if line.endswith("п р и к а з ы в а ю:")], words


def test_points_are_numbered_in_sequence_to_the_third_level():
    tree = [
        point("Первое.", point("Часть.", point("Дробь."), point("Ещё.")), point("Другая.")),
        point("Второе."),
    ]
    lines = printed(points=tree).pages[0]
    start = lines.index("1. Первое.")
    assert lines[start : start + 6] == [
        "1. Первое.",
        "1.1. Часть.",
        "1.1.1. Дробь.",
        "1.1.2. Ещё.",
        "1.2. Другая.",
        "2. Второе.",
    ]


def test_point_of_two_paragraphs_has_one_number():
    lines = printed(points=[point("Первое.\nПояснение.")]).pages[0]
    start = lines.index("1. Первое.")
    assert lines[start + 1] == "Пояснение."


def test_each_point_begins_with_the_indent_and_runs_from_the_margin():
    found = printed()
    number = found.span(0, "2.")
    line, following = (found.span(0, words) for words in ("Заведующему", "руководителей"))
    assert (number.left, line.right) == near(32.5, 200)
    assert (following.left, following.right) == near(20, 200)


def test_words_are_printed_as_they_were_written():
    words = (
        f"Заведующему кабинетом Ивановой А.{NBSP}Б. (приложение №{NBSP}1) возложить контроль на Ким Анну Сергеевну, "
        f"5 человек, до 20 ноября 2026{NBSP}г., МБОУ «Школа №{NBSP}2» п.{NBSP}Заречный"
    )
    spans = printed(points=[point(words)]).spans(0)
    start = next(place for place, span in enumerate(spans) if span.text.startswith("Заведующему"))
    set_lines = " ".join(span.text for span in spans[start : start + 3])
    assert set_lines.startswith(words.replace(NBSP, " "))


@pytest.mark.parametrize("shift", range(12))
def test_line_never_ends_between_a_sign_and_what_it_belongs_to(shift):
    bound = f"И.{NBSP}О.{NBSP}Северцева и №{NBSP}495 в п.{NBSP}Заречный "
    spans = printed(points=[point("я" * (shift + 1) + " " + bound * 12)]).spans(0)
    ends = [span.text.rsplit(" ", 1)[-1] for span in spans if span.right > 195]
    assert [end for end in ends if end in ("И.", "О.", "№", "п.")] == []


# 15: the signature and what follows it


@pytest.mark.parametrize(("kept", "left", "right"), [(False, 20, 200), (True, 30, 195)])
def test_post_stands_at_the_left_and_the_name_at_the_right_in_one_line(kept, left, right):
    found = printed(style={"kept": kept})
    post, name = found.span(0, POST), found.span(0, NAME)
    assert post.baseline == name.baseline
    assert (post.left, name.right) == near(left, right)
    assert name.text == "Т. А. Северцева"
    assert name.left - post.right > 20


def test_name_stands_beside_the_last_line_of_a_long_post():
    long = "Исполняющий обязанности начальника управления образования администрации района"
    found = printed(signature={"post": long, "name": NAME})
    lines = [span for span in found.spans(0) if span.text and span.text in long]
    assert " ".join(line.text for line in lines) == long
    assert found.span(0, NAME).baseline == lines[-1].baseline
    assert max(line.right for line in lines) <= 105


def test_visas_have_post_room_for_the_hand_name_and_day():
    found = printed(visas=VISAS)
    lines = found.pages[0][found.pages[0].index("СОГЛАСОВАНО") :]
    assert lines[:3] == [
        "СОГЛАСОВАНО",
        "Заместитель начальника",
        "управления П. С. Громов «__» ______ 20__ г.",
    ]
    [post, name, day, *_] = [
        span for span in found.spans(0) if span.baseline == found.span(0, "П. С. Громов").baseline
    ]
    assert (post.left, day.right < 200) == (pytest.approx(20, abs=0.1), True)
    assert name.left - post.right > 20


@pytest.mark.parametrize("kept", [False, True])
def test_a_long_name_of_a_visa_does_not_touch_its_day(kept):
    visa = {"post": "Главный бухгалтер", "name": f"П.{NBSP}П.{NBSP}Константинопольский"}
    found = printed(visas=[visa], style={"kept": kept})
    name, day = found.span(0, "П. П. Константинопольский"), found.span(0, "«__» ______ 20__ г.")
    assert (name.baseline, day.left - name.right > 2) == (day.baseline, True)


def test_who_prepared_the_order_stands_in_small_print_below_everything():
    found = printed(visas=VISAS, contact="Воронова Л. П., 8 (000) 00-00-00")
    contact = found.spans(0)[-1]
    assert (contact.text, contact.size, contact.left) == (
        "Воронова Л. П., 8 (000) 00-00-00",
        10,
        pytest.approx(20, abs=0.1),
    )


def test_signed_order_says_how_to_check_it_and_a_draft_does_not():
    found = Printed(pdf_of(ORDER, signed()))
    where = found.pages[0].index(f"{POST} {NAME}")
    assert found.pages[0][where + 1 :] == [
        "Подлинность приказа проверяется по адресу",
        "https://portal.example/check/ABCDEFGHJKLMNPQR/",
        "Код проверки: ABCDEFGHJKLMNPQR",
    ]
    figures = [element["/Alt"] for element in found.elements() if element["/S"] == "/Figure"]
    assert figures == ["QR-код: адрес проверки документа"]
    assert printed().tags()["/Figure"] == 0


def test_order_is_a_tagged_document_in_russian():
    found = printed(points=[point("Первое.", point("Часть.")), point("Второе.")])
    assert (found.root["/Lang"], found.root["/MarkInfo"]["/Marked"]) == ("ru", True)
    assert b'pdfuaid:part="1"' in found.root["/Metadata"].get_data()
    assert (found.tags()["/H1"], found.tags()["/H2"], found.tags()["/LI"]) == (1, 1, 3)


def test_same_snapshot_prints_the_same_bytes():
    snapshot = order(points=points(4))
    assert pdf_of(ORDER, snapshot) == pdf_of(ORDER, dict(reversed(snapshot.items())))


def test_what_was_typed_is_printed_and_never_obeyed():
    typed = 'О <img src="http://127.0.0.1/a.png"> & <b>плане</b>'
    found = printed(title=typed, points=[point(typed + ".")])
    assert found.text.count(typed) == 2
