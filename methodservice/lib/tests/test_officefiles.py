"""Tables from files: what is read, what is named, what is refused before a parser sees it."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.officefiles import Column, FileRefused, limits, read_table, workbook
from methodservice.lib.officefiles.archive import DOCTYPE, MACROS
from methodservice.lib.officefiles.archive import LOCKED as LOCKED_ZIP
from methodservice.lib.officefiles.sniff import LOCKED, MISNAMED_TABLE, MISNAMED_TEXT, OLD_EXCEL

COLUMNS = (
    Column("name", "ФИО", ("ф и о",), required=True),
    Column("position", "Должность", required=True),
    Column("born_on", "Дата рождения"),
)


def read(data: bytes, name="Список.xlsx"):
    return read_table(io.BytesIO(data), name, COLUMNS)


def book(rows, *, sheets=None) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "Кадры"
    for row in rows:
        made.active.append(row)
    for title, more in (sheets or {}).items():
        sheet = made.create_sheet(title)
        for row in more:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def repacked(data: bytes, **members) -> bytes:
    """The archive with members replaced or added (name → bytes)."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return file.getvalue()


def refusal(data: bytes, name="Список.xlsx") -> str:
    with pytest.raises(FileRefused) as caught:
        read(data, name)
    return caught.value.sentence


def outcome(data: bytes, name="Список.xlsx") -> str:
    """«read», or the sentence of the refusal; any other exception comes through."""
    try:
        read(data, name)
    except FileRefused as refused:
        return refused.sentence
    return "read"


HEADER = ["ФИО", "Должность"]
ROW = ["Ветрова Анна", "учитель"]
SHEET = "xl/worksheets/sheet1.xml"


def test_titles_numbering_blank_rows_and_totals_are_no_records():
    table = read(
        book(
            [
                ["Сведения о работниках", None, "на", date(2026, 9, 1)],
                [None, None, None],
                ["МБОУ СОШ № 4"],
                ["№ п/п", "Ф.И.О. (полностью)", "Должность, предмет"],
                [1, 2, 3],
                [1, "Ветрова\u00a0 Анна ", "учитель"],
                [None, None, None],
                [2, "Лугов Пётр", "директор"],
                [None, "Итого:", 2],
            ]
        )
    )
    assert [(line.number, line.values) for line in table.lines] == [
        (6, {"name": "Ветрова Анна", "position": "учитель"}),
        (8, {"name": "Лугов Пётр", "position": "директор"}),
    ]
    assert table.above == "Сведения о работниках на 2026-09-01\nМБОУ СОШ № 4"
    assert table.written == ("Ф.И.О. (полностью)", "Должность, предмет")
    assert table.notes == ["Строка 9 («Итого:…») пропущена: это итог, а не запись."]


def test_unknown_columns_and_other_sheets_are_named():
    table = read(book([[*HEADER, "E-mail"], [*ROW, "a@b"]], sheets={"Заметки": [["что-то"]]}))
    assert table.notes == [
        "Прочитан лист «Кадры», остальные листы не загружаются.",
        "Столбец «E-mail» не загружается: такого нет в этом списке.",
    ]


def test_the_sheet_with_the_headings_is_found():
    table = read(book([["Титульный лист"]], sheets={"Данные": [HEADER, ROW]}))
    assert [line.values["name"] for line in table.lines] == ["Ветрова Анна"]


def test_dates_stay_dates():
    table = read(book([[*HEADER, "Дата рождения"], [*ROW, date(1985, 3, 14)]]))
    assert table.lines[0].values["born_on"] == date(1985, 3, 14)


def test_duplicate_headings_are_refused_by_letter():
    assert refusal(book([["ФИО", "Должность", "Ф.И.О."], [*ROW, "x"]])) == (
        "Столбец «ФИО» встречается дважды: A («ФИО») и C («Ф.И.О.»). Оставьте один из них."
    )


def test_a_file_without_the_headings_says_which_are_needed():
    assert refusal(book([["a", "b"], ["c", "d"]])) == (
        "Не нашли в файле строку с заголовками столбцов. Нужны: «ФИО», «Должность». "
        "Возьмите шаблон и перенесите в него данные."
    )


def test_formulas_without_a_value_and_errors_are_named_by_cell():
    made = openpyxl.Workbook()
    made.active.append(HEADER)
    made.active.append(["=A1&B1", "учитель"])
    made.active.append(["Лугов Пётр", "#REF!"])
    made.active["B3"].data_type = "e"
    file = io.BytesIO()
    made.save(file)
    table = read(file.getvalue())
    assert [line.problems for line in table.lines] == [
        {"name": workbook.NO_VALUE},
        {"position": workbook.ERROR_VALUE},
    ]


def test_a_formula_with_its_value_is_the_value():
    data = book([HEADER, ["=A1", "учитель"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(SHEET).decode()
    changed = xml.replace('<c r="A2"><f>A1</f><v /></c>', '<c r="A2" t="str"><f>A1</f><v>Ветрова</v></c>')
    changed = changed.replace(
        '<c r="A2"><f>A1</f><v></v></c>', '<c r="A2" t="str"><f>A1</f><v>Ветрова</v></c>'
    )
    assert changed != xml
    table = read(repacked(data, **{SHEET: changed.encode()}))
    assert (table.lines[0].values["name"], table.lines[0].problems) == ("Ветрова", {})


def test_long_and_broken_cells_are_problems_of_their_row():
    table = read("ФИО;Должность\nВетрова;{}\n".format("у" * 1001).encode(), "к.csv")
    assert table.lines[0].problems == {"position": "в ячейке больше 1000 знаков"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_any_usual_encoding_and_delimiter(encoding, delimiter):
    text = f'ФИО{delimiter}Должность\r\n"Ветрова; Анна, ё"{delimiter}учитель\r\n'
    table = read(text.encode(encoding), "к.csv")
    assert table.lines[0].values == {"name": "Ветрова; Анна, ё", "position": "учитель"}


def test_a_downloaded_list_can_be_sent_back():
    assert read("ФИО;Должность\n'=Ветрова;учитель\n".encode(), "к.csv").lines[0].values["name"] == "=Ветрова"


def test_extra_cells_of_a_csv_row_are_a_problem_of_the_row():
    table = read("ФИО;Должность\nВетрова;учитель;лишнее\n".encode(), "к.csv")
    assert table.lines[0].problems == {
        "name": "в строке больше ячеек, чем заголовков: проверьте кавычки и разделители"
    }


def far_cell() -> bytes:
    data = book([HEADER, ROW])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(SHEET).decode()
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return repacked(data, **{SHEET: xml.replace("</sheetData>", row).encode()})


def encrypted_flag() -> bytes:
    """The flag «encrypted» set on every member, in both headers."""
    data = bytearray(book([HEADER, ROW]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


GOOD = book([HEADER, ROW])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        pytest.param(b"", "к.xlsx", limits.EMPTY, id="empty"),
        pytest.param(b"%PDF-1.7", "к.pdf", limits.ONLY_TABLES, id="another type"),
        pytest.param(GOOD, "к.docx", limits.ONLY_TABLES, id="another name"),
        pytest.param(GOOD, "к.csv", MISNAMED_TABLE, id="workbook named csv"),
        pytest.param(b"a;b", "к.xlsx", MISNAMED_TEXT, id="text named xlsx"),
        pytest.param(OLE, "к.xls", OLD_EXCEL, id="old Excel"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "к.xlsx", LOCKED, id="password"),
        pytest.param(encrypted_flag(), "к.xlsx", LOCKED_ZIP, id="password of the archive"),
        pytest.param(GOOD[: len(GOOD) // 2], "к.xlsx", limits.BROKEN, id="cut off"),
        pytest.param(b"PK\x03\x04" + bytes(2000), "к.xlsx", limits.BROKEN, id="no archive"),
        pytest.param(repacked(GOOD, **{SHEET: b"<worksheet"}), "к.xlsx", limits.BROKEN, id="broken sheet"),
        pytest.param(repacked(GOOD, **{"xl/vbaProject.bin": b"x"}), "к.xlsx", MACROS, id="macros"),
        pytest.param(
            repacked(GOOD, **{SHEET: b'<!DOCTYPE x [<!ENTITY a "a">]><worksheet/>'}),
            "к.xlsx", DOCTYPE, id="entities",
        ),
        pytest.param(
            repacked(GOOD, **{SHEET: '<?xml version="1.0"?><!DOCTYPE x><w/>'.encode("utf-16")}),
            "к.xlsx", DOCTYPE, id="entities in another encoding",
        ),
        pytest.param(repacked(GOOD, **{"bomb.bin": bytes(30_000_000)}), "к.xlsx", limits.BOMB, id="bomb"),
        pytest.param(repacked(GOOD, **{"../x.xml": b"<a/>"}), "к.xlsx", limits.BROKEN, id="path"),
        pytest.param(
            repacked(GOOD, **{f"m{n}": b"" for n in range(1001)}), "к.xlsx", limits.BOMB, id="members"
        ),
        pytest.param(far_cell(), "к.xlsx", limits.TOO_MANY_COLUMNS, id="a cell far away"),
        pytest.param(book([[*HEADER, *range(60)], ROW]), "к.xlsx", limits.TOO_MANY_COLUMNS, id="columns"),
        pytest.param(bytes(range(256)), "к.csv", None, id="bytes named csv"),
        pytest.param("ФИО;Должность\n".encode() + b"a;b\n" * 20_001, "к.csv", limits.TOO_MANY_ROWS, id="rows"),
        pytest.param(b"\n" * 9_000_000, "к.csv", limits.TOO_MANY_ROWS, id="blank rows"),
        pytest.param(b"x" * (10 * 1024 * 1024 + 1), "к.csv", limits.TOO_LARGE, id="large"),
        pytest.param("ФИО;Должность\n".encode(), "к.csv", None, id="headings only"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_gets_its_sentence(data, name, sentence):
    said = refusal(data, name)
    assert said == sentence if sentence else said.endswith(".")


@given(st.binary(max_size=400), st.sampled_from(["к.xlsx", "к.csv", "к.txt", "к"]))
def test_any_bytes_are_a_table_or_a_refusal(data, name):
    assert outcome(data, name)


@given(st.data())
def test_a_damaged_workbook_is_a_table_or_a_refusal(data):
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(damaged))


@given(st.binary(max_size=300))
def test_any_sheet_inside_a_workbook_is_a_table_or_a_refusal(xml):
    assert outcome(repacked(GOOD, **{SHEET: b"<worksheet><sheetData>" + xml + b"</sheetData></worksheet>"}))
