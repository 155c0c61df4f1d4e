"""Courses as people live them: a school asks, the service plans, the course reaches the cards; a list from XLSX."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from development.models import Course
from methodservice.directory.models import RoleKind
from methodservice.lib.exports import xlsx_file
from methodservice.testing import development as have
from methodservice.testing import factories
from methodservice.testing.browser import follow, looked_at, page_of_role, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROGRAMME = "Обновлённые стандарты: от программы к уроку"
PEOPLE = "section[aria-labelledby=people] tbody tr"
HEADINGS = ("ФИО", "Тема курсов", "Кол-во часов", "Место обучения", "Форма обучения", "Дата окончания")


@pytest.fixture
def school(transactional_db):
    """Two teachers whose three years are over, and one who learned lately."""
    municipality = factories.MunicipalityFactory()
    school = factories.SchoolFactory(municipality=municipality)
    today = timezone.localdate()
    for surname, given, patronymic, days in (
        ("Ветрова", "Анна", "Сергеевна", 1300),
        ("Лугова", "Мария", "Ивановна", 1400),
        ("Свежева", "Ольга", "Павловна", 100),
    ):
        person = factories.TeacherFactory(
            school=school, surname=surname, given_name=given, patronymic=patronymic
        )
        have.course(person, today - timedelta(days=days), programme="Чтение")
    have.provider(municipality)
    return school


@pytest.fixture(autouse=True)
def _refusals_are_no_complaints(open_page):
    """Forms are sent with mistakes on purpose."""
    yield
    open_page.complaints[:] = [line for line in open_page.complaints if "422" not in line]


def asked(page, year: int) -> None:
    """The school asks for whom the portal proposes; who learned lately is not among them."""
    page.goto(f"{reverse('development:requests')}?year={year}")
    follow(page, "Заявить педагогов")
    expect(page.locator("main")).to_contain_text("предлагает портал: 2 человека")
    looked_at(page)
    page.get_by_label("Ветрова Анна Сергеевна").check()
    page.get_by_label("Лугова Мария Ивановна").check()
    press(page, "Заявить отмеченных")
    expect(page.locator("#error_1_id_programme, #id_programme_error").first).to_be_visible()
    expect(page.get_by_label("Ветрова Анна Сергеевна")).to_be_checked()
    looked_at(page)
    page.get_by_label("Программа или тема").fill(PROGRAMME)
    page.get_by_label("Часов").fill("36")
    press(page, "Заявить отмеченных")
    expect(page.locator("main")).to_contain_text("Педагоги")
    expect(page.locator("tbody tr", has_text="36 месяцев прошли")).to_have_count(2)


def planned(page, year: int) -> None:
    """The methodist sees the sum and gives it a date and a provider; the plan shows both people."""
    page.goto(f"{reverse('development:requests')}?year={year}")
    line = page.locator("tbody tr", has=page.get_by_role("link", name="Назначить дату"))
    expect(line).to_contain_text(PROGRAMME)
    follow(line, "2 —")
    expect(page.locator(PEOPLE)).to_have_count(2)
    looked_at(page)
    follow(page, "Назначить дату")
    looked_at(page)
    page.get_by_label("Начало").fill(f"{timezone.localdate():%Y-%m-%d}")
    page.select_option("select[name=provider]", label="Институт развития образования")
    press(page, "Поставить в план")
    expect(page.locator("main")).to_contain_text("В плане")
    follow(page.locator(".page-actions"), "План курсов")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody tr", has_text="Институт развития образования")).to_have_count(2)
    looked_at(page)


def finished(page, year: int) -> None:
    """The end of the programme asks for the numbers of certificates; the course stands in both cards."""
    page.goto(f"{reverse('development:requests')}?year={year}")
    follow(page, "Отметить пройденным")
    page.get_by_label("Окончание").fill(f"{timezone.localdate() + timedelta(days=9):%Y-%m-%d}")
    page.get_by_role("textbox", name="Ветрова Анна Сергеевна").fill("ПК № 101")
    page.get_by_role("textbox", name="Лугова Мария Ивановна").fill("ПК № 102")
    press(page, "Отметить пройденным")
    expect(page.get_by_text("Окончание: Этот день ещё не наступил")).to_be_visible()
    expect(page.get_by_role("textbox", name="Лугова Мария Ивановна")).to_have_value("ПК № 102")
    looked_at(page)
    page.get_by_label("Окончание").fill(f"{timezone.localdate():%Y-%m-%d}")
    press(page, "Отметить пройденным")
    expect(page.locator("tbody tr", has_text="Пройдено")).to_have_count(2)
    for name, certificate in (("Ветрова Анна Сергеевна", "ПК № 101"), ("Лугова Мария Ивановна", "ПК № 102")):
        page.goto(f"{reverse('development:requests')}?year={year}")
        follow(page, name)
        expect(page.locator("#courses")).to_contain_text(PROGRAMME)
        expect(page.locator("#courses")).to_contain_text(certificate)


def test_a_school_asks_for_courses_and_they_come_to_the_cards(open_page, school):
    coordinator = page_of_role(open_page, RoleKind.COORDINATOR, school.municipality, school=school)
    methodist = page_of_role(open_page, RoleKind.METHODIST, school.municipality)
    year = timezone.localdate().year
    methodist.goto(reverse("development:watch"))
    expect(methodist.locator(PEOPLE)).to_have_count(2)

    asked(coordinator, year)
    planned(methodist, year)
    finished(methodist, year)

    methodist.goto(reverse("development:watch"))
    expect(methodist.locator("main")).to_contain_text("Учиться пока никому не пора")
    looked_at(methodist)
    follow(methodist.locator("main p", has_text="в срок"), "3")
    expect(methodist.locator(PEOPLE)).to_have_count(3)
    looked_at(methodist)


def workbook(path, rows):
    with xlsx_file([("Курсы", ("Сведения об обучении", *[""] * 5), [HEADINGS, *rows], ())]) as made:
        path.write_bytes(made.read())
    return path


def test_a_list_of_courses_with_a_wrong_row_comes_in_and_says_what_was_left(open_page, school, tmp_path):
    page = page_of_role(open_page, RoleKind.COORDINATOR, school.municipality, school=school)
    rows = [
        (
            "Ветрова Анна Сергеевна",
            "«Оценивание»",
            "72 ч.",
            "ИРО",
            "очно-заочная с применением ДОТ",
            "15.09.2026",
        ),
        ("Лугова Мария Ивановна", "Оценивание", 72, "ИРО", "телепатия", "31.02.2026"),
        ("Свежева Ольга Павловна", "Оценивание", 72, "ИРО", "дистанционно", "15.09.2026"),
    ]
    page.goto(reverse("imports:index"))
    follow(page.locator("section", has_text="Обучение педагогов"), "Загрузить файл")
    looked_at(page)
    page.set_input_files("input[type=file]", workbook(tmp_path / "Курсы.xlsx", rows))
    press(page, "Проверить файл")
    wrong = page.locator("tbody tr", has_text="Лугова")
    expect(wrong).to_contain_text("«телепатия» — неизвестная форма")
    expect(wrong).to_contain_text("31.02.2026")
    looked_at(page)
    press(page, "Загрузить верные строки (2)")
    expect(page.locator("main")).to_contain_text("Эти строки не загружены")
    looked_at(page)
    assert sorted(Course.objects.filter(programme="Оценивание").values_list("mode", flat=True)) == [
        "mixed",
        "remote",
    ]

    rows[1] = (*rows[1][:4], "заочно", "20.09.2026")
    page.goto(reverse("imports:upload", args=["courses"]))
    page.set_input_files("input[type=file]", workbook(tmp_path / "Курсы исправленные.xlsx", rows))
    press(page, "Проверить файл")
    expect(page.locator("tbody tr", has_text="без изменений")).to_have_count(2)
    press(page, "Загрузить", exact=True)
    expect(page.locator("main")).to_contain_text("Открыть список")
    assert Course.objects.filter(programme="Оценивание").count() == 3
