"""An order as people make it: drafted from facts, edited as one types, signed, read, cancelled by another."""

import hashlib
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from associations.models import Office, Roster
from methodservice.directory.models import RoleKind
from methodservice.documents.orders.models import Order
from methodservice.testing import factories as make
from methodservice.testing.browser import assert_accessible, follow, login_as, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def district():
    """A district association of three, a head in office, somebody who signs."""
    municipality = make.MunicipalityFactory(authority="Отдел образования Озёрного района")
    make.SignatoryFactory(municipality=municipality)
    association = make.AssociationFactory(municipality=municipality, teachers_of="учителей математики")
    school = make.SchoolFactory(municipality=municipality)
    people = [make.TeacherFactory(school=school, surname=name) for name in ("Алова", "Белова", "Вишнёва")]
    for person in people:
        make.MembershipFactory(association=association, teacher=person, starts=date(2020, 9, 1))
    make.TermFactory(association=association, teacher=people[0], office=Office.HEAD, starts=date(2020, 9, 1))
    return municipality, association, people


def page_of(open_page, kind, municipality, **who):
    page = open_page()
    login_as(page, make.user_with_role(kind, municipality=municipality, **who))
    return page


def draft_from_facts(page) -> Order:
    """«Новый приказ» → «Утвердить составы объединений»."""
    page.goto(reverse("orders:list"))
    follow(page, "Новый приказ")
    follow(page, "Утвердить составы объединений на учебный год")
    press(page, "Подготовить приказ")
    expect(page.get_by_role("heading", name="Пункты")).to_be_visible()
    return Order.objects.get()


def test_an_order_goes_from_facts_to_a_signature_and_is_cancelled(open_page, district):
    municipality, association, people = district
    methodist = page_of(open_page, RoleKind.METHODIST, municipality)
    head = page_of(open_page, RoleKind.DEPARTMENT_HEAD, municipality)
    teacher = page_of(open_page, RoleKind.TEACHER, municipality, teacher=people[1])

    order = draft_from_facts(methodist)
    assert_accessible(methodist)
    methodist.get_by_role("textbox", name="Преамбула").fill("В целях организации методической работы")
    methodist.get_by_role("textbox", name="Преамбула").blur()
    draft = methodist.locator("#draft")
    expect(draft).to_contain_text("В целях организации методической работы")
    press(methodist, "Добавить пункт")
    point = methodist.locator(".order-point").last
    point.get_by_label("Что сделать").fill("обеспечить участие педагогов.")
    point.get_by_label("Что сделать").blur()
    expect(draft).to_contain_text("обеспечить участие педагогов.")
    follow(point, "Выбрать")
    methodist.locator("select[name=party]").select_option("role:schools", force=True)
    press(methodist, "Подставить")
    expect(methodist.locator("#draft")).to_contain_text(
        "Руководителям образовательных организаций обеспечить участие педагогов."
    )
    press(methodist, "Передать на подпись")
    expect(methodist.locator("main")).to_contain_text("Передано на подпись")

    head.goto("/")
    follow(head, "Подписать приказ")
    follow(head, "Подписать или вернуть")
    assert_accessible(head)
    press(head, "Подписать", exact=True)
    expect(head.get_by_role("heading", level=1)).to_contain_text("Приказ № 1 от")
    order.refresh_from_db()
    pdf = head.request.get(reverse("orders:file", args=[order.pk, "pdf"])).body()
    assert hashlib.sha256(pdf).hexdigest() == order.document.sha256
    roster = Roster.objects.get(association=association)
    assert (roster.order_number, roster.approved_on) == ("1", order.date)

    teacher.goto("/")
    follow(teacher, "Приказ № 1 от")
    press(teacher, "Я ознакомлен")
    expect(teacher.locator("main")).to_contain_text("вы ознакомлены с приказом")

    methodist.goto(order.get_absolute_url())
    follow(methodist, "Изменить или отменить")
    methodist.get_by_label("отменить: приказ утратит силу").check()
    methodist.get_by_label("Почему").fill("В связи с изменением составов")
    press(methodist, "Начать приказ")
    press(methodist, "Передать на подпись")
    second = Order.objects.latest("pk")
    head.goto(reverse("orders:sign", args=[second.pk]))
    press(head, "Подписать", exact=True)
    head.goto(order.get_absolute_url())
    expect(head.locator("main")).to_contain_text("Отменён приказом № 2 от")
    visitor = open_page()
    visitor.goto(order.document.get_absolute_url())
    expect(visitor.locator("main")).to_contain_text("Не действует. Отменён приказом № 2 от")


def test_an_order_is_written_without_javascript(open_page, district):
    municipality, *_ = district
    page = open_page(java_script_enabled=False)
    login_as(page, make.user_with_role(RoleKind.METHODIST, municipality=municipality))
    page.goto(reverse("orders:start", args=["blank"]))
    page.get_by_label("Заголовок").fill("О семинаре")
    press(page, "Начать приказ")
    press(page, "Добавить пункт")
    page.get_by_label("Что сделать").fill("Провести семинар.")
    press(page.locator(".order-point"), "Сохранить")
    expect(page.locator("#draft")).to_contain_text("Провести семинар.")
    follow(page, "Добавить пункт о контроле")
    page.get_by_label("Кто контролирует исполнение").select_option("self")
    press(page, "Подставить")
    press(page, "Передать на подпись")
    expect(page.locator("main")).to_contain_text("Передано на подпись")
