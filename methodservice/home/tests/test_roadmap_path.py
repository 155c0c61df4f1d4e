"""A real roadmap as people live with it: from a file to an order, through a month, to the next edition and on paper."""

import io
import json
import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from methodservice.directory.models import RoleKind
from methodservice.documents.orders.models import Order
from methodservice.jobs import services as jobs
from methodservice.lib.officefiles import read_flow
from methodservice.lib.officefiles.flow import FlowTable
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF
from methodservice.testing.browser import assert_accessible, follow, login_as, press
from roadmap.models import Completion, Edition, Line, Occurrence, Programme

pytestmark = [pytest.mark.browser, pytest.mark.shared, pytest.mark.django_db(transaction=True)]
REAL = {
    "oktyabrsky-programme-2021": (date(2022, 1, 1), date(2023, 12, 31)),
    "seversky-roadmap-2023": (date(2023, 1, 1), date(2023, 12, 31)),
    "seryshevo-programme-2024": (date(2024, 1, 1), date(2027, 12, 31)),
}
"""Name of the file → the period that it is for."""


@pytest.fixture
def district():
    municipality = make.MunicipalityFactory(authority="Отдел образования Озёрного района")
    make.SignatoryFactory(municipality=municipality)
    make.SchoolFactory(municipality=municipality)
    return municipality


@pytest.fixture
def methodist(open_page, district):
    page = open_page()
    login_as(page, make.user_with_role(RoleKind.METHODIST, municipality=district))
    return page


@pytest.fixture
def head(open_page, district):
    page = open_page()
    login_as(page, make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district))
    return page


def living_of(shared_dir, name) -> list[dict]:
    tables = json.loads((shared_dir / "real" / "truth" / f"{name}.json").read_text())["tables"]
    return [table for table in tables if table["kind"] in ("roadmap", "activities")]


def upload(page, file) -> Edition:
    """«Дорожные карты» → «Загрузить из Word или Excel» → a look → everything as it is in the file."""
    page.goto("/")
    follow(page, "Дорожные карты")
    follow(page, "Загрузить из Word или Excel")
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Прочитать файл")
    expect(page.locator("#reading")).to_contain_text("Действует")
    assert_accessible(page)
    everything = page.get_by_role("button", name="Записать всё, как в файле")
    press(page, "Записать всё, как в файле" if everything.count() else "Записать в черновик")
    return Edition.objects.get()


def approve_by_order(methodist, head, edition: Edition) -> Order:
    methodist.goto(edition.get_absolute_url())
    follow(methodist, "Утвердить", exact=True)
    follow(methodist, "Подготовить приказ в портале")
    press(methodist, "Подготовить приказ")
    order = Order.objects.latest("pk")
    methodist.goto(order.get_absolute_url())
    press(methodist, "Передать на подпись")
    head.goto("/")
    follow(head, "Подписать приказ")
    follow(head, "Подписать или вернуть")
    press(head, "Подписать", exact=True)
    jobs.run_waiting()
    head.goto(order.get_absolute_url())
    expect(head.get_by_role("heading", level=1)).to_contain_text("Приказ №")
    return order


def work_through(page, edition: Edition, tmp_path) -> int:
    """Mark what was due in the first month that has something due; → how many."""
    first = Occurrence.objects.filter(item__programme=edition.programme).order_by("ends", "pk").first().ends
    due = Occurrence.objects.filter(item__programme=edition.programme, ends=first)
    page.goto(f"{reverse('roadmap:programme', args=[edition.programme_id])}?view=months&month={first:%Y-%m}")
    assert_accessible(page)
    expect(page.locator("main")).to_contain_text(Line.objects.get(item=due[0].item_id).action.split("\n")[0])
    proof = tmp_path / "Справка.pdf"
    proof.write_bytes(PDF)
    keys = list(due.values_list("pk", "item"))
    for number, (key, item) in enumerate(keys):
        page.goto(reverse("roadmap:item", args=[item]))
        page.locator(f"a[href='{reverse('roadmap:mark', args=[key])}']").first.click()
        page.get_by_label("Когда выполнено").fill(f"{first:%Y-%m-%d}")
        page.get_by_label("Что сделано").fill("Проведено, справка приложена")
        if not number:
            page.get_by_label("Файл").set_input_files(proof)
        press(page, "Отметить выполнение")
        expect(page.locator("main")).to_contain_text("Проведено, справка приложена")
    return len(keys)


def revise(page, edition: Edition) -> Edition:
    page.goto(edition.get_absolute_url())
    follow(page, "Новая редакция")
    assert_accessible(page)
    for box in page.locator("input[name=items]").all():
        box.check()
    page.get_by_label("Основание").select_option("monitoring")
    page.get_by_label("Почему меняется документ").fill("Итоги мониторинга за прошлый год")
    press(page, "Создать новую редакцию")
    return Edition.objects.get(number=2)


def printed_rows(page, edition: Edition, fmt: str) -> list[list[str]]:
    """Rows of all tables of the downloaded file."""
    response = page.request.get(reverse("roadmap:file", args=[edition.pk, fmt]))
    assert response.ok
    flow = read_flow(io.BytesIO(response.body()), f"Карта.{fmt}")
    return [
        [cell.text for cell in row]
        for block in flow.blocks
        if isinstance(block, FlowTable)
        for row in block.grid.rows
    ]


@pytest.mark.parametrize("name", REAL)
def test_a_real_roadmap_lives_from_its_file_to_the_next_edition(
    name, methodist, head, district, shared_dir, tmp_path
):
    edition = upload(methodist, shared_dir / "real" / f"{name}.docx")
    truth = living_of(shared_dir, name)
    cells = [row["cells"] for table in truth for row in table["rows"]]
    assert [line.cells for line in Line.objects.of(edition)] == cells
    assert (edition.first, edition.last) == REAL[name]

    order = approve_by_order(methodist, head, edition)
    edition.refresh_from_db()
    order.refresh_from_db()
    assert (edition.state, edition.order_id, edition.order_number) == (
        "in_force",
        order.pk,
        order.entry.number,
    )

    marked = work_through(methodist, edition, tmp_path)
    assert Completion.objects.count() == marked > 0
    head.goto(reverse("roadmap:programme", args=[edition.programme_id]))
    expect(head.locator("main")).to_contain_text(re.compile("Выполнено|выполнено [1-9]"))
    assert_accessible(head)

    for fmt in ("docx", "xlsx"):
        rows = printed_rows(methodist, edition, fmt)
        assert [row for row in rows if row in cells] == cells

    following = revise(methodist, edition)
    assert following.first.year == edition.first.year + 1
    methodist.goto(f"{reverse('roadmap:changes', args=[edition.programme_id])}?edition=2")
    assert_accessible(methodist)
    expect(methodist.locator("main")).to_contain_text("По сравнению с редакцией 1")
    assert methodist.request.get(reverse("roadmap:changes_file", args=[following.pk, "pdf"])).ok
    approve_by_order(methodist, head, following)
    assert list(Programme.objects.get().editions.values_list("number", "state")) == [
        (2, "in_force"),
        (1, "superseded"),
    ]
