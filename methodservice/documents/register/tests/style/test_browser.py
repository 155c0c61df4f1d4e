"""«Оформление документов» in a browser."""

import pytest
from playwright.sync_api import expect

from methodservice.directory.models import RoleKind
from methodservice.documents.models import DocumentStyle
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    click_through,
    login_as,
    press,
)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_sample_follows_what_is_typed(open_page, person, url):
    page = open_page()
    login_as(page, person)
    page.goto(url)
    paper = page.locator("#style-preview .paper")
    page.check("[name=header][value=stacked]")
    page.fill("[name=word]", "П Р И К А З")
    page.fill("[name=preamble_blank]", "В целях порядка")
    page.select_option("[name=sample_kind]", "blank")
    expect(paper.locator(".doc-name")).to_have_text("П Р И К А З")
    expect(paper.locator(".doc-part > p").first).to_contain_text("В целях порядка")
    expect(paper.locator(".doc-requisites > p")).to_have_count(3)
    page.fill("[name=word]", "")
    expect(page.locator("#style-preview .notice")).to_contain_text(
        "В образце пока прежнее: Название документа."
    )
    press(page, "Сохранить оформление")
    expect(page.locator("#id_word_error")).to_contain_text("Напишите, как называется документ")
    open_page.complaints[:] = [line for line in open_page.complaints if "422" not in line]
    assert_accessible(page)
    assert_no_sideways_scroll(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_sample_is_shown_without_javascript(open_page, person, url):
    page = open_page(java_script_enabled=False)
    login_as(page, person)
    page.goto(url)
    page.fill("[name=word]", "П Р И К А З")
    click_through(page.locator("button[name=preview]"))
    expect(page.locator("#style-preview .doc-name")).to_have_text("П Р И К А З")
    expect(page.locator("[name=word]")).to_have_value("П Р И К А З")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_who_only_reads_finds_the_page_accessible(page, district, url):
    DocumentStyle.objects.create(municipality=district, preambles={"blank": "В целях порядка"})
    login_as(page, make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district))
    page.goto(url)
    assert_accessible(page)
    assert_no_sideways_scroll(page)
