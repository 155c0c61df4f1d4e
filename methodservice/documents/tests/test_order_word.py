"""The editable twin of an order: the same words in the same order, real styles, numbering and sections."""

import json
from collections import Counter

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from methodservice.documents.printing import docx_of, pdf_of
from methodservice.documents.tests.orders import (
    ORDER,
    VISAS,
    annex,
    cell,
    heading,
    item,
    order,
    people,
    point,
    points,
    roadmap,
    row,
    signed,
    table,
    text,
)
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile


def word(**more) -> WordFile:
    return WordFile(docx_of(ORDER, order(**more)))


EVERYTHING = {
    "preamble": "В целях поддержки",
    "visas": VISAS,
    "contact": "Воронова Л. П., 8 (000) 00-00-00",
    "annexes": [
        annex(heading("1. Общее"), item("1.1.", "Слово."), text("Подпись", "right"), mark="Приложение № 1"),
        annex(table(row("а", "б\nв"), head=("Раз", "Два"), caption="Таблица 1"), title="ПАСПОРТ\nпрограммы"),
    ],
    "acquaintance": [{"name": "Ким Анна", "post": "учитель"}, {"name": "Цой Вера", "post": "методист"}],
}


@pytest.mark.parametrize("header", ["row", "stacked", "row_place"])
@pytest.mark.parametrize("more", [{}, {"is_draft": True, "number": "____"}, {"preamble": ""}, EVERYTHING])
def test_both_files_say_the_same(header, more):
    # numbers of points are drawn by Word itself
    snapshot = order(style={"header": header}, **{"points": [], **more})
    assert WordFile(docx_of(ORDER, snapshot)).text == Printed(pdf_of(ORDER, snapshot)).text


def test_signed_order_says_the_same_in_both_files():
    snapshot = signed(points=[], visas=VISAS)
    assert WordFile(docx_of(ORDER, snapshot)).text == Printed(pdf_of(ORDER, snapshot)).text


def test_parts_of_the_order_have_their_styles():
    assert word(
        is_draft=True, contact="Воронова Л. П.", points=[point("Первое.", point("Часть."))]
    ).lines() == [
        ("Проект", "Проект"),
        ("Организация", "АДМИНИСТРАЦИЯ ЗАРЕЧНОГО РАЙОНА"),
        ("Организация", "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"),
        ("Title", "ПРИКАЗ"),
        ("Заголовок к тексту", "О подготовке недели молодого педагога"),
        (
            "Body Text",
            "В соответствии с планом работы методической службы на 2026/27 учебный год, утверждённым приказом "
            "от 25.08.2026 № 61-ОД, и в целях поддержки педагогов первых трёх лет работы п р и к а з ы в а ю:",
        ),
        ("List Number", "Первое."),
        ("List Number", "Часть."),
        ("Исполнитель", "Воронова Л. П."),
    ]


def test_heading_of_the_text_is_in_the_outline_of_the_document():
    styles = word().document.styles
    levels = {
        name: styles[name].element.xpath("ancestor-or-self::w:style/w:pPr/w:outlineLvl/@w:val")
        for name in ("Заголовок к тексту", "heading 1")
    }
    assert styles["Заголовок к тексту"].base_style.base_style.name == "Heading 1"
    assert levels["heading 1"] == ["0"]


def test_points_are_numbered_by_word():
    tree = [
        point("Первое.", point("Часть.", point("Дробь.")), point("Другая.")),
        point("Второе.\nПояснение."),
    ]
    found = word(points=tree)
    marks = [
        (line.text, *(line._p.xpath(f".//w:numPr/w:{name}/@w:val") for name in ("numId", "ilvl")))
        for line in found.document.paragraphs
        if line.style.name == "List Number"
    ]
    assert marks == [
        ("Первое.", ["1"], ["0"]),
        ("Часть.", ["1"], ["1"]),
        ("Дробь.", ["1"], ["2"]),
        ("Другая.", ["1"], ["1"]),
        ("Второе.", ["1"], ["0"]),
        ("Пояснение.", [], []),
    ]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("row", [["30.09.2026", "п. Заречный", "№ 77-ОД"]]),
        ("row_place", [["30.09.2026", "№ 77-ОД"]]),
        ("stacked", None),
    ],
)
def test_requisites_stand_as_the_office_sets_them(header, rows):
    found = word(style={"header": header})
    texts = [found.texts(number) for number in range(len(found.tables()))]
    signature = [["Начальник управления образования", "", "Т. А. Северцева"]]
    assert texts == ([rows, signature] if rows else [signature])
    lines = [line for line in found.lines() if line[1] in ("30.09.2026", "№ 77-ОД", "п. Заречный")]
    assert (
        lines
        == {
            "row": [],
            "row_place": [("По центру", "п. Заречный")],
            "stacked": [("Без отступа", words) for words in ("30.09.2026", "№ 77-ОД", "п. Заречный")],
        }[header]
    )


def test_word_of_command_is_never_broken():
    line = next(line for line in word().document.paragraphs if line.text.endswith("ю:"))
    assert line.text.endswith("работы п\xa0р\xa0и\xa0к\xa0а\xa0з\xa0ы\xa0в\xa0а\xa0ю:")


def test_three_last_points_go_with_the_signature():
    found = word(points=points(9))
    kept = [bool(line.paragraph_format.keep_with_next) for line in found.document.paragraphs if line.text]
    assert (kept[-3:], kept[-4]) == ([True] * 3, False)


def test_visas_are_a_row_each_with_a_rule_to_sign_on():
    found = word(visas=VISAS)
    day = "«__» ______ 20__ г."
    assert found.texts(-1) == [[visa["post"], "", " ".join(visa["name"].split()), day] for visa in VISAS]
    rules = [row.xpath("w:tc/w:tcPr/w:tcBorders") for row in found.document.tables[-1]._tbl.tr_lst]
    assert [len(found_in_row) for found_in_row in rules] == [1, 1, 1]


def test_wide_annex_is_a_section_of_its_own_and_no_page_is_empty():
    found = word(
        annexes=[annex(text("Раз.")), annex(roadmap(3), landscape=True), annex(text("Три."))],
        acquaintance=people(1),
    )
    assert [section.orientation for section in found.document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    opened = [line.text for line in found.document.paragraphs if line.paragraph_format.page_break_before]
    # the wide annex and the one after it open with their sections
    assert opened == ["Приложение", "ЛИСТ ОЗНАКОМЛЕНИЯ\nс приказом от\xa030.09.2026 №\xa077-ОД"]


def test_margins_are_those_of_the_term_of_keeping():
    found = word(style={"kept": True}, annexes=[annex(roadmap(3), landscape=True)])
    assert [
        tuple(round(side.mm) for side in (section.left_margin, section.right_margin, section.top_margin))
        for section in found.document.sections
    ] == [(30, 15, 20), (30, 10, 30)]


def test_head_of_a_table_repeats_and_only_a_row_higher_than_a_page_is_split():
    rows = [row("1", "коротко"), row("2", "строка\n" * 150)]
    head = ((cell("№", 1, 2), cell("Дело")), (cell("Что"),))
    found = word(annexes=[annex(table(*rows, head=head, widths=(8, 92)))])
    lines = found.document.tables[-1]._tbl.tr_lst
    assert [bool(line.xpath("w:trPr/w:tblHeader")) for line in lines] == [True, True, False, False]
    assert [bool(line.xpath("w:trPr/w:cantSplit")) for line in lines] == [True, True, True, False]
    assert [column.width.mm for column in found.document.tables[-1].columns] == pytest.approx(
        [14.4, 165.6], abs=0.1
    )


def test_acquaintance_sheet_has_rows_to_sign_in_under_a_head_that_repeats():
    found = word(acquaintance=people(40))
    assert found.texts(-1)[0] == ["№", "Фамилия, имя, отчество", "Должность", "Подпись", "Дата"]
    assert [line[0] for line in found.texts(-1)[1:]] == [str(number) for number in range(1, 41)]
    lines = found.document.tables[-1]._tbl.tr_lst
    heights = {height for line in lines[1:] for height in line.xpath("w:trPr/w:trHeight/@w:val")}
    assert (heights, lines[0].xpath("w:trPr/w:tblHeader") != []) == ({"567"}, True)


def test_copy_and_draft_say_what_they_are_at_the_foot():
    [section] = WordFile(docx_of(ORDER, signed(), note="Копия.")).document.sections
    feet = (section.footer, section.first_page_footer)
    assert [foot.paragraphs[0].text for foot in feet] == ["Копия.", "Копия."]


def test_file_is_named_and_in_russian():
    properties = word().document.core_properties
    assert properties.title == "Приказ от\xa030.09.2026 №\xa077-ОД «О подготовке недели молодого педагога»"
    assert word().document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "ru-RU"


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["oktyabrsky-programme-2021", "seversky-roadmap-2023", "seryshevo-programme-2024"]
)
def test_tables_of_real_programmes_lose_no_word_in_either_file(shared_dir, name):
    read = json.loads((shared_dir / "real" / "truth" / f"{name}.json").read_text())
    annexes = [
        annex(table(*(row(*line["cells"]) for line in each["rows"]), head=tuple(each["columns"] or ())))
        for each in read["tables"]
    ]
    snapshot = order(points=[], annexes=annexes)
    typed = signs_of(each for block in read["tables"] for line in block["rows"] for each in line["cells"])
    for found in (Printed(pdf_of(ORDER, snapshot)).text, WordFile(docx_of(ORDER, snapshot)).text):
        assert typed - signs_of([found]) == Counter()


def signs_of(texts) -> Counter:
    """How often each letter and figure stands in the texts: words may be divided."""
    return Counter(sign for text in texts for sign in text if sign.isalnum())
