"""How rows of staff lists are understood: names, schools, positions, people known before."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from methodservice.directory.importing import Scope
from methodservice.directory.models import FormerPost, Teacher
from methodservice.directory.resources import TeacherResource
from methodservice.lib.officefiles import FileRefused, Line, Table, read_table
from methodservice.lib.officefiles.tables import tidy
from methodservice.testing import factories as make


@pytest.fixture
def plan(methodist, district):
    """plan(file, user=…, target=…) → what the file would do."""

    def _plan(file, user=methodist, target=None):
        table = read_table(file, file.name, TeacherResource.columns)
        return TeacherResource(table=table, scope=Scope(user, district, target)).plan()

    return _plan


def errors(plan) -> list:
    return [row.errors for row in plan.rows]


def test_three_columns_and_one_make_the_same_person(plan, school, xlsx):
    three = xlsx(
        [["ВЕТРОВА", "анна", "Сергеевна", "учитель"]], header=["Фамилия", "Имя", "Отчество", "Должность"]
    )
    one = xlsx([["Ветрова анна Сергеевна", "учитель"]], header=["Педагог", "Должность"])
    for file in (three, one):
        details = plan(file, target=school).rows[0]
        assert (details.label, details.state) == ("Ветрова анна Сергеевна", "new")


@pytest.mark.parametrize(
    ("name", "gender", "notices"),
    [
        ("Черных Дарья Олеговна", "женский", []),
        ("Пак Пётр Ильич", "мужской", []),
        ("Алиев Рашид Гасан оглы", "мужской", []),
        ("Иванова Анна", None, ["Пол не указан: впишите его в карточке, он нужен для документов."]),
    ],
)
def test_gender_is_read_from_the_patronymic_and_never_from_the_surname(
    plan, school, xlsx, name, gender, notices
):
    row = plan(xlsx([[name, "учитель"]], header=["ФИО", "Должность"]), target=school).rows[0]
    assert (row.details.get("пол", ["", None])[1], row.notices) == (gender, notices)


@pytest.mark.parametrize(
    "written", ["МБОУ СОШ № 4", "мбоу сош №4", "СОШ № 4", "МАОУ СОШ 4", "школа № 4 района"]
)
def test_a_school_is_found_by_any_of_its_names(plan, school, xlsx, written):
    school.full_name = "Школа № 4 района"
    school.save()
    assert plan(xlsx([["Лис Ян Ильич", written, "учитель", "", ""]])).rows[0].state == "new"


def test_a_day_of_coming_before_the_former_post_ends_is_an_error(plan, school, xlsx):
    person = make.TeacherFactory(school=school, surname="Лис", given_name="Ян", patronymic="Ильич")
    other = make.SchoolFactory(municipality=school.municipality)
    FormerPost.objects.create(teacher=person, school=other, ends=date(2026, 8, 31))
    header = ["ФИО", "Должность", "Принят"]
    early, right = (
        plan(xlsx([["Лис Ян Ильич", "учитель", day]], header=header), target=school).rows[0]
        for day in (date(2026, 8, 31), date(2026, 9, 1))
    )
    assert early.errors == [["Принят", "31.08.2026: до 31.08.2026 место работы другое"]]
    assert (right.errors, right.state) == ([], "changed")


def test_an_unknown_school_and_a_missing_one_are_errors_of_their_cell(plan, school, xlsx):
    found = errors(
        plan(xlsx([["Лис Ян Ильич", "СОШ № 9", "учитель", "", ""], ["Волк Ян Ильич", "", "учитель", "", ""]]))
    )
    assert found == [
        [
            [
                "Организация",
                "организации «СОШ № 9» нет в списке. Исправьте название или сначала добавьте организацию",
            ]
        ],
        [["Организация", "не заполнено"]],
    ]


def test_a_file_without_a_school_is_refused_or_takes_it_from_its_title(plan, school, xlsx):
    with pytest.raises(FileRefused):
        plan(xlsx([["Лис Ян Ильич", "учитель"]], header=["ФИО", "Должность"]))
    titled = xlsx(
        [["ФИО", "Должность"], ["Лис Ян Ильич", "учитель"]], header=["Кадры МБОУ СОШ № 4 на 01.09.2026", ""]
    )
    found = plan(titled)
    assert (found.rows[0].state, found.notes) == (
        "new",
        ["Организация взята из заголовка файла: МБОУ СОШ № 4."],
    )


def test_a_position_split_over_two_columns_is_joined(plan, school, district, xlsx):
    make.SubjectFactory(municipality=district, name="математика", teachers_of="учителей математики")
    rows = [["Лис Ян Ильич", "учитель", "математики"], ["Волк Ян Ильич", "заместитель", "директора по УВР"],
            ["Енот Ян Ильич", "учитель", "Математика"], ["Барс Ян Ильич", "воспитатель", "лепка"]]  # fmt: skip
    found = plan(xlsx(rows, header=["ФИО", "Должность", "Предмет"]), target=school).rows
    assert [
        (row.details["должность"][1], row.details.get("предметы", ["", ""])[1], row.notices) for row in found
    ] == [
        ("учитель математики", "математика", ["Должность прочитана из двух столбцов: «учитель математики»."]),
        (
            "заместитель директора по УВР",
            "",
            ["Должность прочитана из двух столбцов: «заместитель директора по УВР»."],
        ),
        ("учитель", "математика", []),
        ("воспитатель", "", ["Предмета «лепка» нет в списке предметов — он не загружен."]),
    ]


def test_the_same_person_twice_in_a_file_is_an_error(plan, school, xlsx):
    rows = [
        ["Лис Ян Ильич", "СОШ № 4", "учитель", "01.02.1980", ""],
        ["Лис  Ян Ильич", "СОШ № 4", "учитель", "01.02.1980", ""],
        ["ЛИС ЯН ИЛЬИЧ", "СОШ № 4", "учитель", "", ""],
        ["Лис Ян Ильич", "СОШ № 4", "учитель", "01.02.1990", ""],
        ["Ёлкин Ян Ильич", "СОШ № 4", "учитель", "", ""],
        ["Елкин Ян Ильич", "СОШ № 4", "директор", "", ""],
    ]
    found = plan(xlsx(rows)).rows
    assert [(row.number, row.state) for row in found] == [
        (2, "new"), (3, "wrong"), (4, "wrong"), (5, "wrong"), (6, "new"), (7, "wrong"),
    ]  # fmt: skip
    assert found[1].errors == [["ФИО", "тот же педагог уже есть в строке 2, оставьте одну из строк"]]
    assert found[5].errors == [
        ["ФИО", "возможно, тот же человек, что в строке 6: укажите даты рождения или оставьте одну строку"]
    ]


def test_namesakes_are_told_apart_by_date_of_birth(plan, school, xlsx):
    person = {"school": school, "surname": "Лис", "given_name": "Ян", "patronymic": "Ильич", "gender": "male"}
    make.TeacherFactory(**person, born_on=date(1980, 2, 1), position="учитель")
    make.TeacherFactory(**person, born_on=date(1990, 2, 1), position="учитель")
    rows = [
        ["Лис Ян Ильич", "СОШ № 4", "учитель", "01.02.1980", ""],
        ["Лис Ян Ильич", "СОШ № 4", "учитель", "01.02.1970", ""],
    ]
    found = plan(xlsx(rows)).rows
    assert [(row.state, row.notices) for row in found] == [
        ("unchanged", []),
        ("new", ["В организации есть полный тёзка с другой датой рождения."]),
    ]
    unclear = plan(xlsx([["Лис Ян Ильич", "СОШ № 4", "учитель", "", ""]]))
    assert errors(unclear) == [[["ФИО", "в организации несколько таких педагогов: укажите дату рождения"]]]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (["Лис Ян Ильич", "СОШ № 4", "учитель", "1.1.85", ""], "Дата рождения"),
        (["Лис Ян Ильич", "СОШ № 4", "учитель", "завтра", ""], "Дата рождения"),
        (["Лис Ян Ильич", "СОШ № 4", "учитель", "01.01.2026", ""], "Дата рождения"),
        (["Лис Ян Ильич", "СОШ № 4", "учитель", 31412, ""], "Дата рождения"),
        (["Лис", "СОШ № 4", "учитель", "", ""], "ФИО"),
        (["Лис Я.И.", "СОШ № 4", "учитель", "", ""], "ФИО"),
        (["Лис" * 100 + " Ян Ильич", "СОШ № 4", "учитель", "", ""], "ФИО"),
        (["", "СОШ № 4", "учитель", "", ""], "ФИО"),
        (["Лис Ян Ильич", "СОШ № 4", "", "", ""], "Должность"),
        (["Лис Ян Ильич", "СОШ № 4", "учитель" * 40, "", ""], "Должность"),
        (["Лис Ян Ильич", "СОШ № 4", "учитель", "", "третья"], "Категория"),
    ],
)
def test_a_bad_cell_is_told_by_its_column(plan, school, xlsx, row, error):
    assert [column for column, _ in errors(plan(xlsx([row])))[0]] == [error]


def test_years_of_work_are_no_date_and_are_left_out_with_a_note(plan, school, xlsx):
    file = xlsx([["Лис Ян Ильич", "учитель", 23]], header=["ФИО", "Должность", "Пед. стаж"])
    found = plan(file, target=school)
    assert (found.rows[0].state, len(found.notes)) == ("new", 1)


@pytest.mark.shared
def test_lists_as_schools_send_them_are_understood(plan, district, shared_dir):
    for name in ("МБОУ СОШ № 4", "МАОУ «Гимназия № 2»", "МБДОУ детский сад № 7 «Ромашка»"):
        make.SchoolFactory(municipality=district, short_name=name)
    counts = {}
    for path in sorted((shared_dir / "examples").glob("staff-*")):
        with path.open("rb") as file:
            found = plan(file).rows
        wrong = {message for row in found for _, message in row.errors}
        twins = {message for message in wrong if message.startswith("возможно, тот же человек")}
        counts[path.name] = (len(found), sum(row.state == "new" for row in found), wrong - twins)
    assert counts == {
        "staff-gymnasium-2.xlsx": (30, 29, set()),
        "staff-kindergarten-7.csv": (40, 38, set()),
        "staff-school-4.xlsx": (34, 34, set()),
    }
    assert Teacher.objects.count() == 0


CELL = st.one_of(st.text(max_size=1200), st.integers(), st.floats(), st.dates(), st.booleans())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_cells_are_rows_with_errors_or_a_refusal(methodist, school, data):
    keys = [column.key for column in TeacherResource.columns]
    chosen = data.draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    lines = [
        Line(number, {key: tidy(data.draw(CELL)) for key in chosen})
        for number in range(2, 2 + data.draw(st.integers(1, 3)))
    ]
    table = Table({key: key for key in chosen}, lines, [])
    scope = Scope(methodist, methodist.municipality, school)
    try:
        rows = TeacherResource(table=table, scope=scope).plan().rows
    except FileRefused:
        return
    assert [row.number for row in rows] == [line.number for line in lines]
    assert all(bool(row.errors) == (row.state == "wrong") for row in rows)
