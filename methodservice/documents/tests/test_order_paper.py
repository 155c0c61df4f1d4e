"""The order on a screen, as it will print."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from methodservice.documents.tests.orders import (
    VISAS,
    annex,
    cell,
    heading,
    item,
    order,
    people,
    roadmap,
    row,
    signed,
    table,
    text,
)
from methodservice.lib.pdf import qr_svg
from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll

LONG = ["АДМИНИСТРАЦИЯ МУНИЦИПАЛЬНОГО ОБРАЗОВАНИЯ «ЗАРЕЧНЫЙ РАЙОН»", "КОМИТЕТ ПО ОБРАЗОВАНИЮ"] * 2


def paper(snapshot, qr="") -> str:
    return render_to_string("documents/_order_paper.html", {"snapshot": snapshot, "qr": qr})


def test_picture_is_the_file_of_the_portal():
    html = paper(order(logo={"file": 5, "sha256": "0" * 64, "media_type": "image/png"}))
    assert f'src="{reverse("files:file", args=[5])}"' in html
    assert "<img" not in paper(order())


def test_paper_has_no_heading_of_the_page_and_says_what_it_is():
    html = paper(order(is_draft=True))
    assert "<h1" not in html
    assert 'aria-label="Проект приказа"' in html
    assert 'aria-label="Приказ"' in paper(order())


@pytest.mark.parametrize("landscape", [True, False])
def test_table_can_be_scrolled_by_keyboard(landscape):
    html = paper(order(annexes=[annex(roadmap(2), landscape=landscape)], acquaintance=people(1)))
    assert html.count('tabindex="0"') == 2


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("header", ["row", "stacked", "row_place"])
def test_paper_fits_every_width(page, header):
    head = ((cell("№", 1, 2), cell("Показатель", 1, 2), cell("Годы", 2)), (cell("2026"), cell("2027")))
    snapshot = signed(
        style={"header": header},
        organisation=LONG,
        title="Об утверждении положения и плана мероприятий («дорожной карты») " * 2,
        visas=VISAS,
        contact="Воронова Л. П.",
        annexes=[
            annex(heading("1. Общее"), item("-", "слово"), text("Ж" * 300), title="ПОЛОЖЕНИЕ"),
            annex(
                table(row("1", "Доля", "5", "6"), head=head, caption="Таблица 1"), roadmap(3), landscape=True
            ),
            annex(table(row("Название", "длинноеслово" * 30))),
        ],
        acquaintance=people(3),
    )
    page.goto(reverse("account_login"))
    page.evaluate(
        """async ([styles, html]) => {
            document.head.insertAdjacentHTML("beforeend", styles);
            const sheets = [...document.head.querySelectorAll("link")].slice(-2);
            await Promise.all(sheets.map(sheet => new Promise(done => { sheet.onload = done; })));
            document.querySelector("main").innerHTML = `<h1>Приказ</h1>${html}`;
        }""",
        [
            render_to_string("documents/_paper_styles.html"),
            paper(snapshot, qr_svg("https://portal.example/check/A/", title="QR-код")),
        ],
    )
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    point = page.locator(".paper li").first
    assert (
        point.evaluate("e => getComputedStyle(e, '::before').content")
        == 'counters(point, ".") ".\N{NO-BREAK SPACE}"'
    )
