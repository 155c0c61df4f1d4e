"""The page of a programme: what each way of looking shows, and what it costs."""

import gzip
import random
import time
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from methodservice.testing import factories as make
from methodservice.testing.roadmaps import (
    ROWS,
    draft_roadmap,
    living_part,
    roadmap_content,
    roadmap_in_force,
)
from roadmap.content import content_of
from roadmap.models import Completion, EditionPart, Line, LineParty, Occurrence
from roadmap.services.coming import approve
from roadmap.services.writing import add_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("may")]
TODAY = date(2026, 5, 20)
VIEWS = ("sections", "months", "responsible", "timeline", "document", "editions")


@pytest.fixture
def may(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


def many(number: int) -> tuple:
    """Rows of a large roadmap: half of them in each of two sections."""
    words = ("март 2026", "до 15 мая 2026", "ежеквартально", "по отдельному графику", "октябрь 2026")
    who = ("методисты", "руководители РМО", "комитет по делам молодёжи")
    return tuple(
        (f"{place * 2 // number + 1}.{place}", f"Дело {place}", words[place % 5], who[place % 3], "")
        for place in range(number)
    )


def address(edition, view="", /, **query):
    asked = "&".join(f"{name}={value}" for name, value in ({"view": view} | query).items() if value)
    return f"/roadmaps/{edition.programme_id}/?{asked}"


def text_of(client, *args, **query):
    return client.get(address(*args, **query)).content.decode()


def next_edition(edition, by, content=None):
    with transaction.atomic():
        return add_edition(
            programme=edition.programme,
            content=content or content_of(edition),
            reason="Ежегодный пересмотр",
            by=by,
        )


def bring(edition, by, on=TODAY):
    return approve(
        edition=edition, order_number="77", approved_on=on, approved_act="приказом", in_force_from=on, by=by
    )


@pytest.mark.parametrize(
    ("view", "queries"),
    [
        ("sections", 11),
        ("months", 15),
        ("responsible", 15),
        ("timeline", 11),
        ("document", 15),
        ("editions", 11),
    ],
)
@pytest.mark.parametrize("rows", [1, 30])
def test_each_view_costs_the_same_for_one_row_and_for_thirty(
    client, district, methodist, view, queries, rows, assert_query_count
):
    edition = roadmap_in_force(district, methodist, roadmap_content(many(rows)))
    assert_query_count(client, address(edition, view), queries)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_draft_costs_the_same_for_one_row_and_for_thirty(
    client, district, methodist, rows, assert_query_count
):
    assert_query_count(client, address(draft_roadmap(district, methodist, roadmap_content(many(rows)))), 10)


def test_sections_show_their_progress_and_rows_their_state(client, edition, methodist):
    done = Occurrence.objects.order_by("ends").first()
    Completion.objects.create(item=done.item, occurrence=done, done_on=date(2026, 3, 30), marked_by=methodist)
    page = client.get(address(edition))
    ((_, groups),) = page.context["tables"]
    assert [
        (group.title, group.progress.done, group.progress.total, len(rows)) for group, rows in groups
    ] == [
        ("1. Организация", 1, 2, 2),
        ("2. Работа с педагогами", 0, 4, 3),
    ]
    assert [(row.line.number, row.life.verdict.word) for _, rows in groups for row in rows] == [
        ("1.1", "Выполнено"),
        ("1.2", "Просрочено"),
        ("2.1", "Просрочено"),
        ("2.2", "Нужен график"),
        ("2.3", "По необходимости"),
    ]
    assert [(choice.key, choice.count) for choice in page.context["choices"]] == [
        ("overdue", 2),
        ("month", 1),
        ("done", 1),
        ("unscheduled", 1),
        ("demand", 1),
    ]


def test_rows_are_narrowed_by_state_and_by_section(client, edition):
    def shown(**query):
        tables = client.get(address(edition, **query)).context["tables"]
        return [row.line.number for _, groups in tables for _, rows in groups for row in rows]

    section = Line.objects.get(number="1.1").section
    assert shown(state="overdue") == ["1.1", "1.2", "2.1"]
    assert shown(state="overdue", section=section.pk) == ["1.1", "1.2"]
    assert shown(state="nonsense") == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert "Таких пунктов здесь нет" in text_of(client, edition, state="cancelled")


def test_rows_without_a_section_sections_without_rows_and_several_tables_keep_their_places(
    client, district, methodist
):
    loose = living_part((("", "Вне разделов", "март 2026", "", ""), *ROWS[:1]))
    other = living_part(ROWS[2:3], sections=("2. Второй",))
    content = roadmap_content(parts=[loose, other])
    edition = roadmap_in_force(district, methodist, content)
    tables = client.get(address(edition)).context["tables"]
    assert [[(group.title, len(rows)) for group, rows in groups] for _, groups in tables] == [
        [("Мероприятия", 1), ("1. Организация", 1), ("2. Работа с педагогами", 0)],
        [("2. Второй", 1)],
    ]


@pytest.mark.parametrize(
    ("name", "role", "is_behind"),
    [
        ("Ожидаемый результат", "result", False),
        ("Вид документа", "document", False),
        ("Заметки", "other", True),
    ],
)
def test_results_stand_under_the_action_and_other_columns_behind_it(
    client, district, methodist, name, role, is_behind
):
    columns = [
        ("№", "number"),
        ("Мероприятие", "action"),
        ("Срок", "deadline"),
        ("Ответственный", "responsible"),
    ]
    part = living_part((("1.1", "Дело", "март 2026", "методисты", "Справка"),))
    described = [{"heading": name, "role": role, "group": ""} for name, role in columns]
    described.append({"heading": name, "role": role, "group": ""})
    edition = roadmap_in_force(
        district, methodist, roadmap_content(parts=[type(part)(**(vars(part) | {"columns": described}))])
    )
    text = text_of(client, edition)
    assert (f"<dt>{name}</dt>" in text, f"{name}: Справка" in text) == (is_behind, not is_behind)
    assert "<dt>Срок</dt>" not in text


def test_a_draft_tells_what_was_understood_and_what_to_check(client, district, methodist):
    rows = (
        ("1.1", "Дело", "когда-нибудь потом", "методисты", ""),
        ("1.2", "Другое", "ежеквартально", "", ""),
        ("1.3", "Третье", "май 2026", "ММС", ""),
        ("1.4", "Четвёртое", "май 2026", "совет старейшин", ""),
    )
    edition = draft_roadmap(district, methodist, roadmap_content(rows))
    text = text_of(client, edition).replace("\N{NO-BREAK SPACE}", " ")
    assert text.count("проверьте срок") == 1
    assert "4 срока, ближайший до 30 июня 2026" in text
    assert (text.count("на портале: "), text.count("на портале не указан")) == (1, 1)
    assert "Состояние" not in text


def test_a_month_tells_who_owes_what(client, edition):
    line = Line.objects.get(number="1.2")
    LineParty.objects.get_or_create(line=line, key="role:methodists", defaults={"by_hand": True})
    LineParty.objects.create(line=line, key="role:deputies", by_hand=True)
    context = client.get(address(edition, "months")).context
    assert context["month"].key == "2026-05"
    assert [(group.label, [due.row.line.number for due in group.things]) for group in context["groups"]] == [
        ("Заместители директоров по учебно-методической работе", ["1.2"]),
        ("Методисты", ["1.2"]),
    ]
    assert [due.row.line.number for due in context["overdue"]] == ["1.1", "2.1"]
    assert [due.row.line.number for due in context["ongoing"]] == ["2.1"]
    assert context["unscheduled"] == 1


def test_a_party_opens_into_its_items_and_words_stand_apart(client, district, methodist):
    rows = (
        ("1.1", "Дело", "март 2026", "методисты", ""),
        ("1.2", "Другое", "март 2026", "комитет по делам молодёжи", ""),
        ("1.3", "Третье", "март 2026", "", ""),
    )
    edition = roadmap_in_force(district, methodist, roadmap_content(rows))
    context = client.get(address(edition, "responsible")).context
    assert [(work.group.label, work.progress.overdue) for work in context["named"]] == [("Методисты", 1)]
    assert [work.group.label for work in context["spoken"]] == [
        "комитет по делам молодёжи",
        "Ответственный не указан",
    ]
    for work, number in zip((*context["named"], *context["spoken"]), ("1.1", "1.2", "1.3"), strict=True):
        opened = client.get(
            f"/roadmaps/{edition.programme_id}/", {"view": "responsible", "party": work.group.key}
        )
        assert [row.line.number for row in opened.context["paged"]] == [number]


def test_the_timeline_shows_the_period_or_one_year_of_it(client, district, methodist):
    content = roadmap_content(last=date(2027, 12, 31))
    edition = roadmap_in_force(district, methodist, content)

    def bars(**query):
        drawings = client.get(address(edition, "timeline", **query)).context["drawings"]
        return [len(track.bars) for drawing in drawings for track in drawing.tracks]

    assert bars() == [1, 1, 8, 0, 0]
    assert bars(year=2027) == [0, 0, 4, 0, 0]
    assert bars(year=1999) == bars(year="x") == bars()


def test_the_document_stands_as_it_was_written(client, edition):
    text = text_of(client, edition, "document")
    assert (
        text.index("Дорожная карта развития службы")
        < text.index("1. Организация")
        < text.index("ежеквартально")
    )
    assert [block["kind"] for block in client.get(address(edition, "document")).context["blocks"]] == [
        "heading",
        "table",
    ]


def test_a_superseded_edition_is_shown_with_a_note_and_without_states(client, edition, methodist):
    bring(next_edition(edition, methodist), methodist)
    for view in VIEWS:
        text = text_of(client, edition, view, edition=1)
        assert "Это прежняя редакция" in text
        assert "?view=months&amp;edition=1" in text
    assert "Просрочено" not in text_of(client, edition, edition=1)
    assert "Это прежняя редакция" not in text_of(client, edition)


def test_a_coming_edition_is_announced_and_opens_for_the_staff_only(client, visit, edition, methodist):
    draft = next_edition(edition, methodist)
    teacher = visit(make.UserFactory(municipality=edition.programme.municipality))
    assert "Готовится" in text_of(client, edition)
    assert "Готовится" not in text_of(teacher, edition)
    assert "черновик новой редакции: Ежегодный пересмотр" in text_of(client, edition, edition=2)
    assert teacher.get(address(edition, edition=2)).status_code == 404
    bring(draft, methodist, on=date(2026, 9, 1))
    assert "начнёт действовать 1" in text_of(teacher, edition, edition=2)


@pytest.mark.parametrize("view", [*VIEWS, "nonsense"])
def test_an_edition_without_rows_opens_in_every_view(client, district, methodist, view):
    content = roadmap_content(parts=[living_part(())])
    assert client.get(address(draft_roadmap(district, methodist, content), view)).status_code == 200


@pytest.mark.parametrize(
    "query", ["edition=9", "edition=x", "edition=", "page=x", "month=x", "party=x", "section=x"]
)
def test_nonsense_in_the_address_is_no_error(client, edition, query):
    for view in VIEWS:
        status = client.get(f"/roadmaps/{edition.programme_id}/?view={view}&{query}").status_code
        assert status == (404 if query == "edition=9" else 200)


def test_all_editions_are_listed_with_their_reasons(client, visit, edition, methodist):
    next_edition(edition, methodist)
    text = text_of(client, edition, "editions")
    assert "Ежегодный пересмотр" in text
    teacher = visit(make.UserFactory(municipality=edition.programme.municipality))
    assert "Ежегодный пересмотр" not in text_of(teacher, edition, "editions")


def test_five_hundred_items_stay_light(client, district, methodist):
    """KB as gzip sends them; words are as various as in a document."""
    words = [f"сло{number:03}во" for number in range(400)]
    chosen = random.Random(5)
    rows = tuple(
        (number, " ".join(chosen.choices(words, k=14)), when, " ".join(chosen.choices(words, k=4)), mark)
        for number, _, when, _, mark in many(500)
    )
    edition = roadmap_in_force(district, methodist, roadmap_content(rows))
    sizes, spent = {}, {}
    for view in VIEWS:
        started = time.process_time()
        content = client.get(address(edition, view)).content
        spent[view] = time.process_time() - started
        sizes[view] = len(gzip.compress(content)) // 1000
    print(sizes, {view: round(seconds, 2) for view, seconds in spent.items()})
    assert max(sizes.values()) < 110
    assert max(spent.values()) < 5


def test_the_parts_of_a_document_that_are_no_tables_cost_no_rows(client, draft):
    assert EditionPart.objects.filter(kind="text").exists()
    assert [part.kind for part in client.get(address(draft)).context["page"].parts] == ["roadmap"]
