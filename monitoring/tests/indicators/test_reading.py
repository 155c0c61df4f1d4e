"""Indicators out of office files, and back onto paper cell by cell."""

import io
import json
from decimal import Decimal

import pytest

from methodservice.documents.printing import docx_of, pdf_of
from methodservice.documents.recognition import as_json, recognise_file
from methodservice.documents.workbook import workbook_of
from methodservice.lib.refusals import Refused
from methodservice.testing.printed import Printed
from monitoring.content import Content, said_by, sections_without_others
from monitoring.difference import difference_of
from monitoring.models import Definition, Edition
from monitoring.printed import TEMPLATE, sheets_of, snapshot
from monitoring.reading.recognised import read_indicators
from monitoring.services.definitions import (
    add_definition,
    change_definition,
    move_definition,
    remove_definition,
    save_targets,
)
from monitoring.services.sets import add_edition, put_in_force, revise, start_set
from monitoring.tests.indicators.files import CLEAR, EMPTY, PARTED, SCHOOLS, indicators_file, sectioned_file

pytestmark = pytest.mark.django_db
REAL = ["seryshevo-programme-2024.docx", "seryshevo-indicators.xlsx"]
KINDS = ("indicators", "targets")


def read(upload) -> Content:
    found = recognise_file(upload, upload.name)
    return read_indicators(found.tables, title=found.title)


def kept(content, municipality, by):
    edition = start_set(
        municipality=municipality,
        title=content.title or "Показатели",
        first_year=content.first_year,
        last_year=content.last_year,
        content=content,
        by=by,
    )
    return Edition.objects.select_related("set__municipality").get(pk=edition.pk)


def tables(content: bytes, name: str) -> list[dict]:
    found = as_json(recognise_file(io.BytesIO(content), name))["tables"]
    return [table for table in found if table["kind"] in KINDS]


def cells(found) -> list:
    return [(table["kind"], table["columns"], [row["cells"] for row in table["rows"]]) for table in found]


@pytest.fixture
def edition(district, methodist):
    return kept(read(indicators_file()), district, methodist)


def test_each_row_becomes_an_indicator_with_unit_parts_and_targets(edition):
    said = said_by(edition)
    assert [
        (one.definition.number, one.definition.unit, one.definition.cumulative, len(one.parts))
        for one in said
    ] == [
        ("1", "%", True, 0),
        ("2", "%", False, 0),
        ("3", "", False, 2),
        ("4", "%", False, 0),
        ("1", "%", False, 0),
    ]
    assert [one.value(2026) for one in said] == [Decimal(80), None, Decimal(235), Decimal(50), Decimal(80)]
    assert [part.definition.name for part in said[2].parts] == ["очные", "заочные"]
    assert [(one.definition.formula, one.definition.over_periods) for one in said[:4]] == [
        ("share", "last"),
        ("share", "last"),
        ("sum", "sum"),
        ("yes_share", "last"),
    ]
    assert (edition.set.first_year, edition.set.last_year) == (2026, 2027)


def test_doubts_name_what_a_person_should_look_at():
    doubts = [
        line.doubts for line in read(indicators_file(CLEAR, EMPTY, PARTED, SCHOOLS, targets=False)).lines
    ]
    assert doubts == [
        (),
        ("2026: цели нет, ячейка пуста.",),
        (
            "Единица не указана.",
            "В ячейке несколько строк, а цель одна. Строки стали частями показателя.",
        ),
        ("Каждая организация ответит «да» или «нет». Если она сообщает числа, выберите другую формулу.",),
    ]


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (("1", "Доля педагогов, % нарастающим итогом", "80", "75"), "2027: цель меньше прежней"),
        (("1", "Доля педагогов, %", "не менее 80", "90"), "взято число 80"),
        (("1", "Доля педагогов, %", "по плану", "90"), "а не число"),
        (("1", "Доля педагогов, %", "80", "900"), "больше 100"),
        (("1", "Доля педагогов", "80", "90"), "взят %"),
        (("1", "Аттестация педагогов", "80", "90"), "непонятно, доля это или количество"),
    ],
)
def test_odd_cells_are_told(row, doubt):
    (line,) = read(indicators_file(row, targets=False)).lines
    assert any(doubt in said for said in line.doubts), line.doubts


def test_rows_numbered_beneath_another_are_its_parts(district, methodist):
    rows = [("8", "Количество педагогов, чел.", "10", "20"), ("8.1", "сельских, чел.", "4", "8")]
    edition = kept(read(indicators_file(*rows, targets=False)), district, methodist)
    (one,) = said_by(edition)
    assert [part.definition.number for part in one.parts] == ["8.1"]
    assert cells(tables(docx_of(TEMPLATE, snapshot(edition)), "п.docx"))[0][2] == [list(row) for row in rows]


SECTIONS = [
    "Подпрограмма 1. Кадры\nЗадача 1.1. Повышение квалификации",
    "Подпрограмма 1. Кадры\nЗадача 1.1. Повышение квалификации",
    "Задача 1.2. Наставничество",
]
IN_PLACE = [
    "Подпрограмма 1. Кадры",
    "Задача 1.1. Повышение квалификации",
    "1",
    "2",
    "Задача 1.2. Наставничество",
    "4",
]


@pytest.fixture
def sectioned(district, methodist):
    return kept(read(sectioned_file()), district, methodist)


def sections(edition) -> list[str]:
    return list(Definition.objects.of(edition).values_list("section", flat=True))


def first_cells(block) -> list[str]:
    return [row["cells"][0]["text"] for row in block["rows"]]


def test_rows_between_indicators_are_kept_with_them(sectioned):
    content = read(sectioned_file())
    assert [line.section for line in content.lines] == SECTIONS
    assert Content.from_json(json.loads(json.dumps(content.as_json()))) == content
    assert sections(sectioned) == SECTIONS


def test_a_row_without_indicators_under_it_is_told():
    rows = [CLEAR, EMPTY, ("Задача 2. Пустая", "", "", "")]
    upload = indicators_file(*rows, targets=False)
    content = read(upload)
    told = [note for note in content.notes if "Задача 2" in note]
    assert len(content.lines) + len(told) == 3


def test_rows_between_indicators_print_back_in_place(sectioned):
    (block,) = snapshot(sectioned)["blocks"]
    assert first_cells(block) == IN_PLACE
    assert [row["group"] for row in block["rows"]] == [True, True, False, False, True, False]
    assert {row["cells"][0]["colspan"] for row in block["rows"] if row["group"]} == {4}
    for made, name in (
        (docx_of(TEMPLATE, snapshot(sectioned)), "п.docx"),
        (workbook_of(sheets_of(sectioned)), "п.xlsx"),
    ):
        again = read_indicators(recognise_file(io.BytesIO(made), name).tables)
        assert [line.section for line in again.lines] == SECTIONS, name
    text = " ".join(Printed(pdf_of(TEMPLATE, snapshot(sectioned))).text.split())
    places = [text.index(words) for words in ("Подпрограмма 1", "Задача 1.1", "диагностику", "Задача 1.2")]
    assert places == sorted(places)


def test_a_row_above_left_out_indicators_stands_above_those_that_are_taken(district, methodist):
    content = read(sectioned_file()).only([1, 2])
    (block,) = snapshot(kept(content, district, methodist))["blocks"]
    assert first_cells(block) == [*IN_PLACE[:2], "2", *IN_PLACE[4:]]


def test_a_row_that_names_what_is_left_stays_when_its_first_task_is_left_out(district, methodist):
    content = read(sectioned_file()).only([2])
    (block,) = snapshot(kept(content, district, methodist))["blocks"]
    assert first_cells(block) == ["Подпрограмма 1. Кадры", "Задача 1.2. Наставничество", "4"]


def test_it_stays_when_the_indicators_of_the_first_task_are_removed_one_by_one(sectioned, methodist):
    first, second, _ = Definition.objects.of(sectioned)
    remove_definition(definition=first, by=methodist)
    assert sections(sectioned) == SECTIONS[1:]
    remove_definition(definition=second, by=methodist)
    assert sections(sectioned) == ["Подпрограмма 1. Кадры\nЗадача 1.2. Наставничество"]


def test_it_stays_when_the_only_indicator_of_the_first_task_is_moved_to_the_next(sectioned, methodist):
    first, second, _ = Definition.objects.of(sectioned)
    remove_definition(definition=first, by=methodist)
    move_definition(definition=second, up=False, by=methodist)
    assert sections(sectioned) == ["Подпрограмма 1. Кадры\nЗадача 1.2. Наставничество"] * 2


P1, P2, Z1, Z2 = "Подпрограмма 1", "Подпрограмма 2", "Задача 1", "Задача 2"


@pytest.mark.parametrize(
    ("said", "kept_rows", "expected"),
    [
        ([f"{P1}\n{Z1}", Z2, Z2], [1, 2], [f"{P1}\n{Z2}"] * 2),
        ([f"{P1}\n{Z1}", Z2, f"{P2}\n{Z1}"], [0, 1, 2], [f"{P1}\n{Z1}", Z2, f"{P2}\n{Z1}"]),
        ([f"{P1}\n{Z1}", Z2, f"{P2}\n{Z1}", Z2], [1, 3], [f"{P1}\n{Z2}", f"{P2}\n{Z2}"]),
        ([f"{P1}\n{Z1}", P2, Z1], [1, 2], [P2, Z1]),
        ([f"{P1}\n{Z1}", f"{P1}\n{Z2}"], [0, 1], [f"{P1}\n{Z1}", f"{P1}\n{Z2}"]),
        ([f"{P1}\n{Z1}", "Наставники"], [1], [f"{P1}\nНаставники"]),
        ([P1, Z1], [1], [f"{P1}\n{Z1}"]),
        ([P1, Z1, P2, Z1], [1, 3], [f"{P1}\n{Z1}", f"{P2}\n{Z1}"]),
        (["Кадры", "Наставники"], [1], ["Наставники"]),
        (["", P1, ""], [2], [""]),
        ([f"{P1}\n{Z1}"], [], []),
    ],
)
def test_what_stands_above_is_carried_on_only_where_it_names_what_is_left(said, kept_rows, expected):
    assert list(sections_without_others(dict(enumerate(said)), kept_rows).values()) == expected


def test_a_section_is_renamed_whole_or_left_by_one(sectioned, methodist):
    first, second, third = Definition.objects.of(sectioned)
    change_definition(definition=first, section="Задача А", whole_section=True, by=methodist)
    assert sections(sectioned) == ["Задача А", "Задача А", SECTIONS[2]]
    change_definition(definition=third, section="", by=methodist)
    change_definition(definition=second, section="Задача Б", by=methodist)
    assert sections(sectioned) == ["Задача А", "Задача Б", ""]


def test_a_step_over_a_heading_changes_the_section_first(sectioned, methodist):
    *_, second, third = Definition.objects.of(sectioned)
    move_definition(definition=third, up=True, by=methodist)
    assert sections(sectioned) == [SECTIONS[0]] * 3
    move_definition(definition=third, up=True, by=methodist)
    assert list(Definition.objects.of(sectioned))[1:] == [third, second]


def test_a_new_edition_keeps_the_sections_and_tells_what_changed(sectioned, methodist):
    put_in_force(edition=sectioned, by=methodist)
    fresh = revise(set=sectioned.set, reason="Проверка", by=methodist)
    assert sections(fresh) == SECTIONS
    change_definition(definition=Definition.objects.of(fresh)[2], section="Задача 3", by=methodist)
    (line,) = difference_of(fresh).lines
    assert [field.name for field in line.fields] == ["Раздел"]


def test_it_prints_back_cell_by_cell(edition):
    file = indicators_file()
    truth = cells(tables(file.read(), file.name))
    assert cells(tables(docx_of(TEMPLATE, snapshot(edition)), "п.docx")) == truth
    assert cells(tables(workbook_of(sheets_of(edition)), "п.xlsx")) == truth


def test_a_content_survives_being_kept():
    content = read(indicators_file())
    assert Content.from_json(json.loads(json.dumps(content.as_json()))) == content


def test_a_year_of_forecast_and_a_new_indicator_stand_in_the_table_of_the_document(edition, methodist):
    made = add_definition(edition=edition, by=methodist, name="Новый", unit="ед.", number="5", formula="sum")
    first = Definition.objects.of(edition)[0]
    values = {(first.pk, 2028): Decimal(90), (made.pk, 2027): Decimal("1.5")}
    save_targets(edition=edition, values=values, by=methodist)
    change_definition(definition=first, name="Доля всех", by=methodist)
    edition.refresh_from_db()
    rows = tables(workbook_of(sheets_of(edition)), "п.xlsx")[0]
    assert rows["columns"] == ["№ п/п", "Наименование показателя", "2026", "2027", "2028 (прогноз)"]
    assert [rows["rows"][0]["cells"], rows["rows"][-1]["cells"]] == [
        ["1", "Доля всех, % нарастающим итогом", "80", "85", "90"],
        ["5", "Новый, ед.", "", "1,5", ""],
    ]


def test_a_file_for_the_next_edition_is_about_the_same_indicators(edition, methodist):
    put_in_force(edition=edition, by=methodist)
    content = read(indicators_file(CLEAR, ("2", "Другой показатель, ед.", "1", "2"), targets=False))
    following = add_edition(set=edition.set, content=content, reason="Файл", by=methodist)
    same, other = Definition.objects.of(following)
    assert same.indicator == Definition.objects.of(edition)[0].indicator
    assert not other.indicator.definitions.exclude(pk=other.pk).exists()
    with pytest.raises(Refused, match="уже готовится"):
        add_edition(set=edition.set, content=content, reason="Файл", by=methodist)


def test_an_edition_made_here_prints_its_own_table(district, methodist):
    edition = start_set(
        municipality=district, title="Показатели", first_year=2026, last_year=2027, by=methodist
    )
    one = add_definition(edition=edition, by=methodist, name="Доля", unit="%", number="1")
    save_targets(edition=edition, values={(one.pk, 2026): Decimal(5)}, by=methodist)
    (block,) = snapshot(edition)["blocks"]
    assert [[cell["text"] for cell in row] for row in block["head"]] == [
        ["№ п/п", "Наименование показателя", "Целевые значения по годам"],
        ["2026", "2027"],
    ]
    assert [cell["text"] for cell in block["rows"][0]["cells"]] == ["1", "Доля, %", "5", ""]


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_the_real_tables_arrive_equal_and_print_back_equal(name, shared_dir, district, methodist):
    path = shared_dir / "real" / name
    truth_name = name if name.endswith("xlsx") else name.removesuffix(".docx")
    truth = json.loads((shared_dir / "real" / "truth" / f"{truth_name}.json").read_text())["tables"]
    truth = [table for table in truth if table["kind"] in KINDS]
    with path.open("rb") as file:
        found = recognise_file(file, name)
    content = read_indicators(found.tables, title=found.title, years=(2024, 2027))
    edition = kept(content, district, methodist)
    said = said_by(edition)
    arrived = [
        {
            "number": one.definition.number,
            "name": one.definition.name,
            "unit": one.definition.unit or "count",
            "cumulative": one.definition.cumulative,
            "parts": [part.definition.written for part in one.parts],
            "targets": {str(year): target.value for year, target in one.targets.items()},
        }
        for one in said
    ]
    assert arrived == [
        {
            "number": row.get("indicator_number") or row["number"],
            "name": row["name"],
            "unit": row["unit"],
            "cumulative": row["cumulative"],
            "parts": row.get("parts", []),
            "targets": row["targets"],
        }
        for table in truth
        for row in table["rows"]
    ]
    printed = snapshot(edition)
    for made, as_name in (
        (docx_of(TEMPLATE, printed), "п.docx"),
        (workbook_of(sheets_of(edition)), "п.xlsx"),
    ):
        assert cells(tables(made, as_name)) == cells(truth)
        captions = [table["caption"] for table in tables(made, as_name)]
        assert captions == [table["caption"] for table in truth]
        groups = [table.get("column_groups") for table in tables(made, as_name)]
        assert groups == [table.get("column_groups") for table in truth]
    assert Printed(pdf_of(TEMPLATE, printed)).text
