"""Marks in a printed edition; its files as they are asked for."""

import io
import re
from datetime import date
from urllib.parse import unquote

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.documents.annex_shape import cell_of
from methodservice.documents.models import Rendering
from methodservice.documents.recognition.answer import Role
from methodservice.lib.officefiles import read_flow
from methodservice.testing import factories as make
from methodservice.testing.roadmaps import (
    COLUMNS,
    ROWS,
    living_part,
    roadmap_content,
    roadmap_in_force,
)
from roadmap.content import content_of
from roadmap.models import Completion, Edition, Item, Occurrence
from roadmap.printed import content_with_marks
from roadmap.tests.printed import (
    DOCX,
    MANY,
    TITLE,
    TODAY,
    XLSX,
    tables_of,
    wide_roadmap,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(edition, methodist):
    """The edition of the day TODAY with marks of every kind."""
    items = list(Item.objects.order_by("pk"))
    by_item = {item.pk: list(item.occurrences.order_by("ends")) for item in items}
    march = by_item[items[0].pk][0]
    may = by_item[items[1].pk][0]
    first, second, third, _ = by_item[items[2].pk]
    done = {"marked_by": methodist}
    Completion.objects.create(
        item_id=march.item_id, occurrence=march, done_on="2026-03-15", comment="Протокол № 3", **done
    )
    Completion.objects.create(item_id=first.item_id, occurrence=first, done_on="2026-04-02", **done)
    Occurrence.objects.filter(pk=second.pk).update(started_on="2026-05-01")
    Occurrence.objects.filter(pk=third.pk).update(cancelled_on="2026-05-02", cancel_reason="Ремонт\nшколы")
    for day in ("2026-02-01", "2026-03-01"):
        Completion.objects.create(item=items[4], done_on=day, comment="Две школы", **done)
    assert may.ends == date(2026, 5, 15)
    return edition


EXPECTED = [
    "Выполнено 15.03.2026. Протокол № 3",
    "Не выполнено, срок 15.05.2026",
    "Выполнено 02.04.2026 (срок 31.03.2026)\nВ работе с 01.05.2026\nОтменено 02.05.2026. Ремонт школы",
    "",
    "Выполнено 01.02.2026. Две школы\nВыполнено 01.03.2026. Две школы",
]


def test_marks_fill_their_column_by_the_day(lived, methodist):
    cells = [line.cells for line in content_with_marks(lived, methodist, TODAY).lines]
    assert [row[:4] for row in cells] == [list(row[:4]) for row in ROWS]
    assert [row[4] for row in cells] == EXPECTED


def test_a_record_of_the_portal_is_named(edition, methodist):
    event = make.EventFactory(
        municipality=edition.programme.municipality, title="Неделя уроков", state="held"
    )
    foreign = make.EventFactory(title="Чужое дело", state="held")
    march, may = Occurrence.objects.filter(item__lines__number__in=["1.1", "1.2"]).order_by("ends")
    Completion.objects.create(
        item_id=march.item_id, occurrence=march, done_on="2026-03-10", automatic=True, record=f"event:{event.pk}",
        comment="Закрыто само: Неделя уроков",
    )  # fmt: skip
    Completion.objects.create(
        item_id=may.item_id, occurrence=may, done_on="2026-05-11", record=f"event:{foreign.pk}", comment="Готово.",
        marked_by=methodist,
    )  # fmt: skip
    first, second, *_ = content_with_marks(edition, methodist, TODAY).lines
    assert first.cells[4].startswith("Выполнено 10.03.2026. ")
    assert (first.cells[4].count("Неделя уроков"), "само" in first.cells[4]) == (1, False)
    assert second.cells[4] == "Выполнено 11.05.2026. Готово."


def test_marks_of_other_years_are_left_to_other_editions(edition, methodist):
    item = Item.objects.order_by("pk").last()
    Completion.objects.create(item=item, done_on="2025-12-31", marked_by=methodist)
    Occurrence.objects.create(item=item, ends="2027-01-01", started_on="2026-01-01", source="schedule")
    assert content_with_marks(edition, methodist, TODAY).lines[-1].cells[4] == ""


def test_what_the_document_says_in_the_column_stays(district, methodist):
    row = (*ROWS[0][:4], "по протоколу")
    edition = roadmap_in_force(district, methodist, roadmap_content([row]))
    [line] = content_with_marks(edition, methodist, TODAY).lines
    assert line.cells[4] == "по протоколу\nНе выполнено, срок 31.03.2026"


def test_a_table_without_the_column_gets_one(district, methodist):
    part = living_part([row[:4] for row in ROWS], columns=COLUMNS[:4])
    table = part.blocks[0]
    table["widths"] = [10, 40, 20, 30]
    table["head"] = [
        [cell_of("№", rowspan=2), cell_of("Мероприятие", rowspan=2), cell_of("Исполнение", colspan=2)],
        [cell_of("Срок"), cell_of("Ответственный")],
    ]
    part.sections[0] = type(part.sections[0])(
        "Организация", "1", "", [cell_of("1."), cell_of("Организация", colspan=3)]
    )
    edition = roadmap_in_force(district, methodist, roadmap_content(parts=[part]))
    before = content_of(edition).printed()
    [marked] = content_with_marks(edition, methodist, TODAY).parts
    [block] = marked.printed()
    assert [[cell["text"] for cell in cells] for cells in block["head"]] == [
        ["№", "Мероприятие", "Исполнение", "Отметка о выполнении"],
        ["Срок", "Ответственный"],
    ]
    assert block["head"][0][3]["rowspan"] == 2
    assert (len(block["widths"]), sum(block["widths"]), block["widths"][-1]) == (5, 100, 15)
    assert marked.columns[-1]["role"] == Role.MARK
    groups = [row["cells"] for row in block["rows"] if row["group"]]
    assert [sum(cell["colspan"] for cell in cells) for cells in groups] == [5, 5]
    rows = [row["cells"] for row in block["rows"] if not row["group"]]
    assert rows[0][-1]["text"] == "Не выполнено, срок 31.03.2026"
    assert content_of(edition).printed() == before


def test_other_tables_are_not_marked(district, methodist):
    edition = wide_roadmap(district, methodist)
    plain_parts, marked = content_of(edition).parts, content_with_marks(edition, methodist, TODAY).parts
    assert marked[:3] == plain_parts[:3]


# The way to a file


def address(edition, fmt):
    return reverse("roadmap:file", args=[edition.pk, fmt])


@pytest.mark.parametrize(("fmt", "media_type"), [("pdf", "application/pdf"), ("docx", DOCX), ("xlsx", XLSX)])
def test_a_file_is_named_after_the_edition(fmt, media_type, edition, methodist, visit):
    answer = visit(methodist).get(address(edition, fmt))
    assert answer["Content-Type"] == media_type
    assert name_in(answer) == f"{TITLE}.{fmt}"


def name_in(answer):
    return unquote(answer["Content-Disposition"]).partition("''")[2]


def test_a_file_with_marks_says_so(lived, methodist, visit, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    answer = visit(methodist).get(address(lived, "docx"), {"marks": "1"})
    assert name_in(answer) == f"{TITLE}, по состоянию на 20.05.2026.docx"
    [table] = tables_of(answer.content, "карта.docx")
    assert [row[4] for row in table if len(row) == 5][1:] == EXPECTED
    said = [
        block.text
        for block in read_flow(io.BytesIO(answer.content), "карта.docx").blocks
        if hasattr(block, "text")
    ]
    assert "по состоянию на 20.05.2026" in said
    sheet = openpyxl.load_workbook(
        io.BytesIO(visit(methodist).get(address(lived, "xlsx"), {"marks": "1"}).content)
    ).active
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        TITLE,
        "Мероприятия",
        "по состоянию на 20.05.2026",
    ]
    assert sheet["E6"].value == EXPECTED[0]


def test_a_draft_and_a_later_edition_say_so_in_their_names(draft, methodist, visit):
    assert name_in(visit(methodist).get(address(draft, "docx"))) == f"Проект. {TITLE}.docx"
    Edition.objects.filter(pk=draft.pk).update(number=2)
    assert name_in(visit(methodist).get(address(draft, "docx"))) == f"Проект. {TITLE}, редакция 2.docx"


def test_other_kinds_of_files_do_not_exist(edition, methodist, client):
    client.force_login(methodist)
    assert client.get(address(edition, "odt")).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("fmt", "marks", "cost"), [("docx", "", 10), ("docx", "1", 13), ("xlsx", "", 9), ("xlsx", "1", 12)]
)
def test_a_file_costs_the_same_for_one_line_and_for_thirty(
    number, fmt, marks, cost, district, methodist, visit, django_assert_num_queries
):
    edition = roadmap_in_force(district, methodist, roadmap_content(MANY[:number]))
    reader = visit(methodist)
    with django_assert_num_queries(cost):
        reader.get(address(edition, fmt), {"marks": marks})


def test_a_long_pdf_is_laid_out_by_a_job(district, methodist, client, settings):
    rows = [(f"1.{n}", "Провести дело " * 8, "март 2026", "методисты", "") for n in range(400)]
    edition = roadmap_in_force(district, methodist, roadmap_content(rows))
    client.force_login(methodist)
    answer = client.get(address(edition, "pdf"))
    assert answer.status_code == 302
    assert Rendering.objects.count() == 1


def test_the_page_offers_the_files(edition, draft, methodist, visit):
    links = re.findall(
        r'href="([^"]+/(?:pdf|docx|xlsx)/[^"]*)"',
        visit(methodist).get(edition.programme.get_absolute_url()).content.decode(),
    )
    assert links == [
        f"{address(edition, fmt)}{query}" for query in ("", "?marks=1") for fmt in ("pdf", "docx", "xlsx")
    ]
