"""A draft from an order that exists as a Word file, and an annex from a file that begins with the order."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from methodservice.directory.models import RoleKind
from methodservice.documents.order_reading import OrderPoint
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.usual.from_file import NO_ORDER, points_of
from methodservice.testing import factories as make
from methodservice.testing.orders import draft_order, staffed_municipality

pytestmark = pytest.mark.django_db

ORDER = """АДМИНИСТРАЦИЯ ОЗЁРНОГО РАЙОНА
ОТДЕЛ ОБРАЗОВАНИЯ
ПРИКАЗ
15.09.2026 с. Озёрное № 12-ОД
Об утверждении Положения о методическом совете
В целях развития методической службы п р и к а з ы в а ю:
1. Утвердить Положение о методическом совете (приложение).
2. Руководителям школ:
2.1. Ознакомить педагогов с Положением.
2.2. Направить предложения в состав совета.
3. Контроль за исполнением приказа оставляю за собой.
Начальник отдела образования Н.П. Ковалёва"""
MARK = """Приложение
к приказу отдела образования
от 15.09.2026 № 12-ОД"""
ANNEX = """1. Совет собирается раз в четверть.
2. Решения принимаются большинством."""


def word_file(*parts: str, title: str = "", table=()) -> SimpleUploadedFile:
    """A DOCX of the parts' lines, a centred title, and a table at the end."""
    document = Document()
    for part in parts:
        for line in part.splitlines():
            document.add_paragraph(line)
    if title:
        document.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
        for line in ANNEX.splitlines():
            document.add_paragraph(line)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    content = io.BytesIO()
    document.save(content)
    return SimpleUploadedFile("Приказ.docx", content.getvalue())


@pytest.fixture
def district():
    return staffed_municipality(
        authority="Отдел образования", authority_superior="Администрация Озёрного района"
    )


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


def send(client, upload):
    return client.post(reverse("orders:start", args=["file"]), {"file": upload, "issuer": "authority"})


def test_requisites_points_and_annex_become_a_draft(district, methodist, visit):
    answer = send(visit(methodist), word_file(ORDER, MARK, title="Положение о методическом совете"))
    order = Order.objects.get()
    assert answer.url == order.get_absolute_url()
    assert (order.title, order.preamble) == (
        "Об утверждении Положения о методическом совете",
        "В целях развития методической службы",
    )
    assert (order.date, order.wanted_number) == (date(2026, 9, 15), "12-ОД")
    assert (order.signature_post, order.signature_name) == ("Начальник отдела образования", "Н.П. Ковалёва")
    assert order.control == "Контроль за исполнением приказа оставляю за собой."
    top = order.points.filter(parent=None).order_by("position")
    assert [point.text for point in top] == [
        "Утвердить Положение о методическом совете (приложение).",
        "Руководителям школ:",
    ]
    assert [point.text for point in top[1].points.order_by("position")] == [
        "Ознакомить педагогов с Положением.",
        "Направить предложения в состав совета.",
    ]
    annex = order.annexes.get()
    assert annex.title == "Положение о методическом совете"
    assert annex.mark.splitlines() == MARK.splitlines()
    assert [block["text"] for block in annex.blocks] == [
        "Совет собирается раз в четверть.",
        "Решения принимаются большинством.",
    ]


def test_what_the_portal_would_print_itself_is_left_to_it(district, methodist, visit):
    send(visit(methodist), word_file(ORDER))
    order = Order.objects.get()
    assert (order.organisation, order.place) == ("", "")
    assert not order.annexes.exists()


def test_another_heading_and_place_are_kept_as_they_are_written(methodist, visit):
    text = ORDER.replace("ОТДЕЛ ОБРАЗОВАНИЯ\n", "КОМИТЕТ ПО ОБРАЗОВАНИЮ\n").replace("с. Озёрное", "п. Лесной")
    send(visit(methodist), word_file(text))
    order = Order.objects.get()
    assert "КОМИТЕТ ПО ОБРАЗОВАНИЮ" in order.organisation
    assert order.place == "п. Лесной"


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (word_file("Просто текст без приказа."), NO_ORDER),
        (word_file(ORDER.replace("ПРИКАЗ\n", "")), NO_ORDER),
        (SimpleUploadedFile("Приказ.docx", b"PK\x03\x04 broken"), None),
        (SimpleUploadedFile("Приказ.pdf", b"%PDF-1.4 text"), None),
    ],
    ids=["no order", "no word", "broken", "another kind"],
)
def test_a_file_without_an_order_is_told_beside_the_field(upload, sentence, methodist, visit):
    upload.seek(0)
    answer = send(visit(methodist), upload)
    errors = answer.context["form"].errors["file"]
    assert (answer.status_code, len(errors), Order.objects.count()) == (422, 1, 0)
    if sentence:
        assert errors == [sentence]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (ORDER.replace("о методическом совете\n", "о методическом совете" * 25 + "\n", 1), "заголовок"),
        (ORDER.replace("Ознакомить педагогов", "Ознакомить педагогов" * 260), "пункт 2.1"),
        (ORDER.replace("развития", "развития " * 400), "преамбула"),
        (ORDER.replace("2. Рук", "\n".join(f"{place}. Рук" for place in range(2, 201))), "В приказе 203"),
    ],
)
def test_an_order_that_does_not_fit_is_told_and_nothing_of_it_is_cut_off(text, sentence, methodist, visit):
    answer = send(visit(methodist), word_file(text))
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors["file"][0]
    assert Order.objects.count() == 0


def test_a_point_written_twice_stays_twice(methodist, visit):
    control = "Контроль за исполнением приказа оставляю за собой."
    send(visit(methodist), word_file(ORDER.replace("1. Утв", f"1. {control}\n2. Утв")))
    order = Order.objects.get()
    assert order.points.earliest("pk").text == control
    assert order.control == control


def test_two_clicks_on_one_file_make_one_draft(methodist, visit):
    client = visit(methodist)
    first, second = (send(client, word_file(ORDER)) for _ in range(2))
    assert first.url == second.url == Order.objects.get().get_absolute_url()


def test_points_that_fit_nowhere_stay_points():
    read = [OrderPoint(number, number) for number in ("1", "1.1", "1.1.1", "3.2.1", "", "2", "2.1")]
    drafts = points_of(read)

    def shape(level):
        return [(draft.text, shape(draft.points)) for draft in level]

    assert shape(drafts) == [
        ("1", [("1.1", [("1.1.1", []), ("3.2.1", [])])]),
        ("", []),
        ("2", [("2.1", [])]),
    ]


def test_an_annex_from_a_file_leaves_the_order_out_and_keeps_the_mark(district, methodist, visit):
    order = draft_order(municipality=district, by=methodist)
    table = (("№", "Мероприятие", "Срок"), ("1", "Заседание совета", "октябрь"))
    upload = word_file(ORDER, MARK, title="Положение о методическом совете", table=table)
    answer = visit(methodist).post(
        reverse("orders:annex_add", args=[order.pk]), {"file": upload}, follow=True
    )
    annex = order.annexes.get()
    assert annex.mark.splitlines() == MARK.splitlines()
    assert [block["kind"] for block in annex.blocks] == ["text", "item", "item", "table"]
    told = [str(message) for message in answer.context["messages"]]
    assert told[0].startswith("Начало файла — приказ")
    assert told[-1] == "Приложение добавлено."


def test_an_annex_takes_a_file_or_a_text(district, methodist, visit):
    order = draft_order(municipality=district, by=methodist)
    data = {"file": word_file(ANNEX), "text": "И текст."}
    answer = visit(methodist).post(reverse("orders:annex_add", args=[order.pk]), data)
    assert answer.status_code == 422
    assert answer.context["form"].errors["text"] == ["Выберите одно: файл или текст."]
    assert "И текст." in answer.content.decode()
