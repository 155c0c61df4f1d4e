"""The main job as a new user does it: a list of a school, an association, an account, a meeting, a signed protocol."""

import hashlib
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from associations.models import Association, Protocol
from methodservice.directory.models import RoleKind, User
from methodservice.testing import factories as make
from methodservice.testing.browser import click_through, follow, login_as, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = ("Алова Вера Петровна", "Белова Нина Ильинична", "Вишнёва Ольга Павловна", "Гурова Анна Сергеевна")
OWN_PASSWORD = "протокол-и-кворум-2026"


def enter(page, login, password):
    page.goto(reverse("account_login"))
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    press(page, "Войти")


def load_people(page, folder: Path):
    """A list as schools send it: one cell for the name, no column for the gender."""
    rows = ["ФИО;Должность;Организация;Предмет"]
    rows += [f"{name};учитель математики;МОУ «Лесная школа»;математика" for name in PEOPLE]
    file = folder / "Кадры.csv"
    file.write_text("\n".join(rows), encoding="cp1251")
    page.goto(reverse("imports:upload", args=["teachers"]))
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Проверить файл")
    press(page, "Загрузить", exact=True)
    page.get_by_role("link", name="Открыть список").wait_for()


def create_association(page) -> Association:
    page.goto(reverse("associations:add"))
    page.get_by_label("Уровень").select_option("district")
    page.get_by_label("Кого объединяет").fill("учителей математики")
    page.locator("select[name=subject]").select_option(label="математика", force=True)
    click_through(page.locator("main form button[type=submit]"))
    press(page, "Отметить всех")
    press(page, "Добавить отмеченных")
    page.get_by_text("Члены объединения").first.wait_for()
    return Association.objects.get()


def appoint(page, association, office, name):
    page.goto(reverse("associations:term_add", args=[association.pk]))
    page.get_by_label("Должность в объединении").select_option(office)
    option = page.locator("select[name=teacher] option", has_text=name).first
    page.locator("select[name=teacher]").select_option(option.get_attribute("value"), force=True)
    click_through(page.locator("main form button[type=submit]"))


def give_account(page, name) -> tuple[str, str]:
    """→ (login, password shown once)"""
    page.goto(reverse("directory:user_add"))
    page.fill("input[name=username]", "alova")
    page.fill("input[name=full_name]", name)
    option = page.locator("select[name=teacher] option", has_text=name).first
    page.locator("select[name=teacher]").select_option(option.get_attribute("value"), force=True)
    page.locator("select[name=kind]").select_option(RoleKind.TEACHER)
    click_through(page.locator("main form button[type=submit]"))
    return "alova", page.locator("main code").inner_text()


def test_from_a_list_of_a_school_to_a_signed_protocol(open_page, tmp_path):
    district = make.MunicipalityFactory()
    make.SubjectFactory(municipality=district, name="математика")
    make.SchoolFactory(municipality=district, short_name="МОУ «Лесная школа»")
    methodist = open_page()
    login_as(methodist, make.user_with_role(RoleKind.METHODIST, municipality=district))
    load_people(methodist, tmp_path)
    association = create_association(methodist)
    appoint(methodist, association, "head", PEOPLE[0])
    appoint(methodist, association, "secretary", PEOPLE[1])
    login, password = give_account(methodist, PEOPLE[0])

    head = open_page()
    enter(head, login, password)
    head.fill("input[name=password1]", OWN_PASSWORD)
    head.fill("input[name=password2]", OWN_PASSWORD)
    head.fill("input[name=oldpassword]", password)
    click_through(head.locator("main form button[type=submit]"))
    assert User.objects.get(username=login).check_password(OWN_PASSWORD)

    head.goto(association.get_absolute_url())
    follow(head, "Запланировать заседание")
    head.get_by_label("Тема").fill("План на год")
    head.get_by_label("Повестка").fill("О плане работы")
    press(head, "Уже прошло — начать протокол")
    head.get_by_role("button", name="Все присутствуют").click()
    expect(head.locator("#bar")).to_contain_text("Присутствует 4 из 4, нужно 3 — кворум есть")
    head.get_by_label("Решили").first.fill("Принять план.")
    expect(head.locator(".decision [data-autosave-status]").first).to_contain_text("Сохранено")
    head.get_by_role("button", name="Единогласно").click()
    expect(head.locator(".outcome").first).to_contain_text("решение принято единогласно")
    follow(head, "Подписать")
    press(head, "Подписать протокол")
    expect(head.get_by_role("heading", level=1)).to_contain_text("Протокол № 1")

    address = head.get_by_role("link", name="Открыть PDF").evaluate("link => link.href")
    document = Protocol.objects.get().document
    assert hashlib.sha256(head.request.get(address).body()).hexdigest() == document.sha256
    assert document.date == timezone.localdate()
    visitor = open_page()
    visitor.goto(document.get_absolute_url())
    expect(visitor.locator("main")).to_contain_text("Подлинный")
