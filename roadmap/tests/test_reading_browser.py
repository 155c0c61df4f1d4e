"""A roadmap from a file in a browser: dropped, looked at, written."""

import base64

import pytest
from django.urls import reverse

from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    click_through,
    login_as,
    press,
)
from roadmap.models import Line, Reading
from roadmap.tests.files import CLEAR, DOUBTFUL, roadmap_file, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
DROP = """([zone, data]) => {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "Карта.docx"));
    for (const name of ["dragenter", "dragover", "drop"])
        zone.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: transfer }));
}"""


def test_a_file_is_dropped_looked_at_and_written(page, methodist):
    login_as(page, methodist)
    page.goto(reverse("roadmap:upload"))
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    data = base64.b64encode(roadmap_file().read()).decode()
    page.evaluate(DROP, [page.locator("[data-drop]").element_handle(), data])
    press(page, "Прочитать файл")
    page.get_by_role("heading", name="Карта.docx").wait_for()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    click_through(page.get_by_role("button", name="Уточнить").nth(1))
    page.get_by_label("Сроки").fill("до 15 мая 2026")
    page.get_by_text("15 мая 2026 года").first.wait_for()
    assert_accessible(page)
    press(page, "Взять", exact=True)
    press(page, "Записать ясное и отмеченное")
    page.get_by_text("В черновик записано: 2 пункта.").wait_for()
    assert [line.deadline for line in Line.objects.order_by("position")] == ["март 2026", "до 15 мая 2026"]


def test_without_a_script_a_file_is_sent_ticked_and_written(open_page, visit, methodist):
    reading = sent(visit(methodist), roadmap_file(CLEAR, DOUBTFUL))
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 800})
    login_as(page, methodist)
    page.goto(reverse("roadmap:reading", args=[reading.pk]))
    page.get_by_label("Взять как есть: 2").check()
    click_through(page.get_by_role("button", name="Записать ясное и отмеченное").last)
    page.get_by_text("В черновик записано: 2 пункта.").wait_for()
    assert Reading.objects.get().accepted
