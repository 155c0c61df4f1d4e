"""The pages of loading lists in a real browser: readable by everyone, at every width."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from methodservice.directory.models import RoleKind
from methodservice.jobs import services as jobs
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    click_through,
    follow,
    login_as,
    press,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = [
    ["Ветрова Анна Сергеевна", "МБОУ СОШ № 4", "учитель математики", "14.03.1985", "высшая"],
    ["Лугов Пётр Ильич", "МБОУ СОШ № 4", "директор", "31.02.1980", "третья"],
    ["Полева Ольга Ильинична", "МБОУ СОШ № 9", "учитель физики", "", ""],
    ["Рощина Инна Петровна", "МБОУ СОШ № 4", "учитель химии", "", ""],
]


def check(page) -> None:
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_a_list_is_sent_looked_at_and_loaded(page, xlsx, tmp_path):
    district = make.MunicipalityFactory()
    school = make.SchoolFactory(municipality=district, short_name="МБОУ СОШ № 4")
    make.TeacherFactory(
        school=school, surname="Рощина", given_name="Инна", patronymic="Петровна", position="учитель"
    )
    login_as(page, make.user_with_role(RoleKind.METHODIST, municipality=district))
    file = Path(tmp_path) / "Кадры СОШ № 4.xlsx"
    file.write_bytes(xlsx(ROWS).read())
    page.goto(reverse("imports:index"))
    check(page)
    click_through(page.locator(f"a[href='{reverse('imports:upload', args=['teachers'])}']"))
    check(page)
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Проверить файл")
    check(page)
    expect(page.get_by_role("link", name="Отправить исправленный файл")).to_be_visible()
    expect(page.get_by_role("button", name="Загрузить", exact=True)).to_have_count(0)
    press(page, "Загрузить верные строки (2)")
    page.get_by_role("link", name="Открыть список").wait_for()
    check(page)
    names = school.teachers.order_by("surname").values_list("surname", "position")
    assert list(names) == [("Ветрова", "учитель математики"), ("Рощина", "учитель химии")]


def test_a_long_list_shows_how_far_it_is_and_leads_to_its_page(page, xlsx, tmp_path):
    district = make.MunicipalityFactory()
    make.SchoolFactory(municipality=district, short_name="МБОУ СОШ № 4")
    login_as(page, make.user_with_role(RoleKind.METHODIST, municipality=district))
    file = Path(tmp_path) / "Кадры.xlsx"
    file.write_bytes(xlsx([[f"Ветров{'а' * n} Анна", *ROWS[0][1:]] for n in range(90)] * 6).read())
    page.goto(reverse("imports:upload", args=["teachers"]))
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Проверить файл")
    page.get_by_text("Ждёт очереди").wait_for()
    check(page)
    jobs.run_waiting()
    follow(page, "Открыть результат")
    follow(page, "С ошибками 450")
    page.get_by_text("тот же педагог уже есть в строке 2").first.wait_for()
    check(page)
