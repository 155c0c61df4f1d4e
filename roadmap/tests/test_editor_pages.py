"""The editor in pages: bad input is answered beside the field, nothing is lost, nothing is written over silently."""

import pytest
from django.urls import reverse

from methodservice.documents.recognition.answer import Role
from methodservice.testing.forms import filled
from methodservice.testing.roadmaps import draft_roadmap, living_part, roadmap_content
from roadmap.models import EditionPart, Line
from roadmap.services import columns, editing, lines
from roadmap.usual import passport_part, table_part

pytestmark = pytest.mark.django_db


def to(name, *args, query=""):
    return reverse(f"roadmap:{name}", args=args) + query


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


@pytest.fixture
def part(draft):
    return draft.parts.get(kind="roadmap")


@pytest.fixture
def passport(draft, methodist):
    return editing.add_part(edition=draft, words=passport_part("Карта"), place=0, by=methodist)


def numbers(part):
    return list(part.lines.values_list("number", flat=True))


def page_of(client, part):
    return client.get(to("edit", part.edition.programme_id, query=f"?part={part.pk}"))


# the page


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_any_number_of_lines(client, district, methodist, count):
    rows = [(f"1.{at}", "Дело", "май 2026", "методисты", "") for at in range(1, count + 1)]
    draft = draft_roadmap(district, methodist, roadmap_content(rows))
    for line in Line.objects.of(draft):
        line.parties.create(key="role:heads")
    answer = page_of(client, draft.parts.get(kind="roadmap"))
    assert answer.context["living"].count == count
    assert client.queries == 10, "\n".join(client.sql)


def test_a_long_table_is_shown_by_pages(client, district, methodist):
    rows = [(f"{1 + at // 150}.{at}", "Дело", "когда рак свистнет", "", "") for at in range(250)]
    content = roadmap_content(parts=[living_part(rows, sections=("1. А", "2. Б", "3. В"))])
    part = draft_roadmap(district, methodist, content).parts.get()
    url = to("edit", part.edition.programme_id, query=f"?part={part.pk}&page=")
    pages = [client.get(url + number).context["living"] for number in "123"]
    assert [
        [(group.section.number, len(group.rows), group.continued) for group in page.groups] for page in pages
    ] == [
        [("1", 100, False)],
        [("1", 50, True), ("2", 50, False)],
        [("2", 50, True), ("3", 0, False)],
    ]
    assert [number for _, number in pages[0].doubtful][::100] == [1, 2, 3]
    line = part.lines.get(position=200)
    answer = client.post(to("order", part.pk), {"down": line.pk})
    assert answer.url == f"{url}3&moved=line-{line.pk}#line-{line.pk}"
    section = part.sections.get(number="2")
    answer = client.post(to("order", part.pk), {"section_down": section.pk})
    assert answer.url == f"{url}2&moved=section-{section.pk}#section-{section.pk}"


def test_the_page_shows_meaning_doubt_and_who_is_meant(client, draft, part, methodist):
    cells = ["3", "Слёт", "когда рак свистнет", "Иванова", ""]
    line = lines.add_line(part=part, cells=cells, parties=["role:heads"], by=methodist)
    living = page_of(client, part).context["living"]
    ((row, number),) = living.doubtful
    assert (row.line, number) == (line, 1)
    assert row.parties == "Руководители методических объединений"
    assert "марте 2026" in living.groups[1].rows[0].deadline.explanation


def test_an_approved_document_leads_to_its_page(client, edition):
    part = edition.parts.get(kind="roadmap")
    line = part.lines.first()
    for address in (
        to("edit", edition.programme_id),
        to("words", edition.programme_id),
        to("part_add", edition.programme_id),
        to("discard", edition.programme_id),
        to("line", line.pk),
        to("line_add", part.pk),
        to("line_remove", line.pk),
        to("part", part.pk),
        to("part_remove", part.pk),
        to("renumber", part.pk),
        to("columns", part.pk),
        to("column_add", part.pk),
        to("column_remove", part.pk, 1),
        to("section", part.sections.first().pk),
        to("section_add", part.pk),
    ):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(edition.programme.get_absolute_url())
    client.post(to("line_remove", line.pk))
    assert part.lines.count() == 5


def test_an_empty_document_says_what_to_do(client, draft, methodist):
    for each in draft.parts.all():
        editing.remove_part(part=each, by=methodist)
    assert to("part_add", draft.programme_id) in client.get(to("edit", draft.programme_id)).content.decode()


# lines


def test_a_new_line_begins_with_the_next_number(client, part):
    for query, number in (
        (f"?section={part.sections.get(number='2').pk}", "2.4"),
        (f"?after={part.lines.get(number='1.1').pk}", "1.2"),
        ("", "2.4"),
        ("?section=abc&after=999", "6"),
    ):
        form = client.get(to("line_add", part.pk, query=query)).context["form"]
        assert form["cell0"].value() == number or query.startswith("?section=abc")


def test_a_line_is_added_where_it_was_asked_for(client, part):
    url = to("line_add", part.pk, query=f"?after={part.lines.get(number='1.1').pk}")
    data = filled(client.get(url), cell1="Первая\r\nвторая\tчасть", cell2="май 2026", parties=["role:heads"])
    answer = client.post(url, data)
    line = part.lines.get(position=2)
    assert answer.url == to("edit", part.edition.programme_id, query=f"?part={part.pk}#line-{line.pk}")
    assert line.cells == ["1.2", "Первая\nвторая часть", "май 2026", "", ""]
    assert list(line.parties.values_list("key", "by_hand")) == [("role:heads", True)]
    assert client.post(url, data).status_code == 302
    assert part.lines.count() == 6


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cell0": "", "cell1": " "}, "cell1"),
        ({"cell1": "а" * 20_001}, "cell1"),
        ({"parties": ["teacher:999999"]}, "parties"),
    ],
)
def test_a_bad_line_is_answered_beside_the_field(client, part, changes, field):
    url = to("line_add", part.pk)
    answer = client.post(url, filled(client.get(url), **{"cell1": "Дело"} | changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_line_is_changed(client, part):
    line = part.lines.get(number="1.1")
    url = to("line", line.pk)
    answer = client.post(
        url, filled(client.get(url), cell2="ежемесячно", section=str(part.sections.last().pk))
    )
    assert answer.url.endswith(f"#line-{line.pk}")
    line.refresh_from_db()
    assert (line.deadline_kind, line.section.number, line.position) == ("recurring", "2", 5)


def test_a_stale_line_is_answered_and_not_written_over(client, part, methodist):
    line = part.lines.get(number="1.1")
    url = to("line", line.pk)
    old = filled(client.get(url), cell1="Моё", parties=["role:heads"])
    lines.change_line(
        line=line, cells=["1.1", "Чужое", "май 2026", "все", ""], section=line.section_id,
        parties=["role:schools"], by=methodist,
    )  # fmt: skip
    answer = client.post(url, old)
    assert answer.status_code == 409
    clashes = {clash.label: (clash.saved, clash.typed) for clash in answer.context["form"].clashes}
    assert clashes == {
        "Мероприятие": ("Чужое", "Моё"),
        "Срок": ("май 2026", "март 2026"),
        "Ответственный": ("все", "методисты"),
        "Кто отвечает, по спискам портала": (
            "Руководители образовательных организаций",
            "Руководители методических объединений",
        ),
    }
    line.refresh_from_db()
    assert line.action == "Чужое"
    assert client.post(url, filled(answer)).status_code == 302
    line.refresh_from_db()
    assert (line.action, line.responsible) == ("Моё", "все")


def test_a_line_opened_before_its_table_got_a_column_is_stale(client, part, methodist):
    line = part.lines.get(number="1.1")
    old = filled(client.get(to("line", line.pk)), cell1="Моё")
    columns.add_column(part=part, heading="Примечание", by=methodist)
    answer = client.post(to("line", line.pk), old)
    assert answer.status_code == 409
    assert answer.context["form"]["cell1"].value() == "Моё"


def test_a_line_is_taken_out_after_a_question(client, part):
    url = to("line_remove", part.lines.get(number="1.1").pk)
    assert "Провести совещание" in client.get(url).content.decode()
    client.post(url)
    assert numbers(part) == ["1.2", "2.1", "2.2", "2.3"]
    assert client.post(url).status_code == 404


def test_numbers_are_made_anew_after_a_question(client, part):
    url = to("renumber", part.pk)
    assert client.get(url).status_code == 302
    client.post(to("order", part.pk), {"up": part.lines.get(number="2.1").pk})
    assert "2.1 → 1.3" in client.get(url).content.decode()
    client.post(url)
    assert numbers(part) == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert client.post(url).status_code == 302


def test_places_change_by_buttons_and_by_dragging(client, part):
    pk = {line.number: line.pk for line in part.lines.all()}
    answer = client.post(to("order", part.pk), {"down": pk["1.1"]})
    assert answer.url.endswith(f"#line-{pk['1.1']}")
    assert numbers(part) == ["1.2", "1.1", "2.1", "2.2", "2.3"]
    client.post(to("order", part.pk), {"move": pk["2.3"], "before": pk["1.2"], "section": ""})
    assert numbers(part) == ["2.3", "1.2", "1.1", "2.1", "2.2"]
    section = part.sections.get(number="2").pk
    client.post(to("order", part.pk), {"move": pk["2.3"], "before": "", "section": section})
    assert numbers(part) == ["1.2", "1.1", "2.1", "2.2", "2.3"]
    client.post(to("order", part.pk), {"section_up": section})
    assert numbers(part) == ["2.1", "2.2", "2.3", "1.2", "1.1"]
    answer = client.post(to("order", part.pk), {"down": pk["2.1"]}, follow=True)
    assert answer.context["told"] == "Пункт 2.1 теперь 2-й в таблице."


@pytest.mark.parametrize(
    "data", [{"up": "999999"}, {"up": "x"}, {"move": "", "before": "1"}, {"section_up": "9" * 30}]
)
def test_a_place_of_what_is_gone_is_answered_in_words(client, part, data):
    answer = client.post(to("order", part.pk), data, follow=True)
    assert "кто-то убрал" in answer.content.decode()
    answer = client.post(to("order", part.pk), data, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == to("edit", part.edition.programme_id, query=f"?part={part.pk}")


def test_an_order_without_a_row_is_no_page(client, part):
    assert client.post(to("order", part.pk)).status_code == 404


def test_a_line_of_another_table_does_not_move_here(client, part, district, methodist):
    other = draft_roadmap(district, methodist).parts.get(kind="roadmap").lines.first()
    client.post(to("order", part.pk), {"move": part.lines.first().pk, "before": other.pk})
    assert numbers(part) == ["1.1", "1.2", "2.1", "2.2", "2.3"]


# sections, columns


def test_a_section_is_added_changed_and_taken_out(client, part):
    url = to("section_add", part.pk)
    data = filled(client.get(url), text="3.  Итоги", number="3", period="декабрь 2026")
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    section = part.sections.get(number="3")
    assert (part.sections.count(), section.text) == (3, "3. Итоги")
    url = to("section", section.pk)
    client.post(url, filled(client.get(url), text="3. Выводы"))
    section.refresh_from_db()
    assert section.text == "3. Выводы"
    answer = client.post(url, filled(client.get(url), text=" "))
    assert list(answer.context["form"].errors) == ["text"]
    assert (
        "есть пункты"
        in client.post(to("section_remove", part.sections.first().pk), follow=True).content.decode()
    )
    client.post(to("section_remove", section.pk))
    assert part.sections.count() == 2


def test_a_stale_section_is_answered(client, part):
    section = part.sections.first()
    url = to("section", section.pk)
    old = filled(client.get(url), text="Моё")
    client.post(url, filled(client.get(url), text="Чужое"))
    assert client.post(url, old).status_code == 409


def test_columns_are_renamed_and_get_other_roles(client, part):
    url = to("columns", part.pk)
    answer = client.post(url, filled(client.get(url), heading2="Когда", role4="other"))
    assert answer.status_code == 302, answer.context["form"].errors
    part.refresh_from_db()
    assert [(column["heading"], column["role"]) for column in part.columns][2::2] == [
        ("Когда", "deadline"),
        ("Отметка о выполнении", "other"),
    ]
    answer = client.post(url, filled(client.get(url), role1="other"))
    assert list(answer.context["form"].errors) == ["role0"]


def test_stale_columns_are_answered(client, part):
    url = to("columns", part.pk)
    old = filled(client.get(url), heading2="Моё")
    client.post(url, filled(client.get(url), heading2="Чужое"))
    assert client.post(url, old).status_code == 409


def test_a_column_is_added_and_taken_out_once(client, part):
    url = to("column_add", part.pk)
    data = filled(client.get(url), heading="Примечание")
    client.post(url, data)
    client.post(url, data)
    part.refresh_from_db()
    assert len(part.columns) == 6
    url = to("column_remove", part.pk, 5, query="?was=Отметка о выполнении")
    client.post(url)
    assert "другое число" in client.post(url, follow=True).content.decode()
    part.refresh_from_db()
    assert part.columns[-1]["heading"] == "Примечание"
    assert client.get(to("column_remove", part.pk, 9)).status_code == 404


# parts


def test_a_text_is_added_and_written(client, draft):
    url = to("part_add", draft.programme_id)
    answer = client.post(url, filled(client.get(url), what="text", place="0"))
    part = draft.parts.first()
    assert answer.url == to("part", part.pk)
    text = "ОБЩИЕ ПОЛОЖЕНИЯ\r\n1. Первое\r\nАбзац"
    client.post(answer.url, filled(client.get(answer.url), caption="Введение", text=text))
    part.refresh_from_db()
    assert ([block["kind"] for block in part.blocks], str(part)) == (["heading", "item", "text"], "Введение")
    wrong = client.post(answer.url, filled(client.get(answer.url), text="[таблица 7]"))
    assert list(wrong.context["form"].errors) == ["text"]


@pytest.mark.parametrize(
    ("what", "kind"), [("passport", "passport"), ("six", "roadmap"), ("stages", "roadmap")]
)
def test_a_usual_part_is_added_at_the_end(client, draft, what, kind):
    url = to("part_add", draft.programme_id)
    answer = client.post(url, filled(client.get(url), what=what))
    assert draft.parts.last().kind == kind
    assert client.get(answer.url).status_code == 200


def test_a_part_moves_and_is_taken_out_after_a_question(client, draft, part):
    client.post(to("part_move", part.pk), {"way": "up"})
    assert draft.parts.first() == part
    assert "5\N{NO-BREAK SPACE}пунктов" in client.get(to("part_remove", part.pk)).content.decode()
    client.post(to("part_remove", part.pk))
    assert not EditionPart.objects.filter(pk=part.pk).exists()


def test_rows_of_a_passport_are_edited_in_their_order(client, passport):
    answer = page_of(client, passport)
    assert answer.context["table"].columns == ["Строка паспорта", "Содержание"]
    url = to("row", passport.pk, 3)
    client.post(url, filled(client.get(url), cell1="Рост мастерства"))
    _, _, change = page_of(client, passport).context["rows"][2]
    client.post(change, {"way": "up"})
    assert client.post(change, {"way": "up"}).status_code == 302
    added = client.post(to("row_change", passport.pk, 2), {"way": "add"})
    assert added.url == to("row", passport.pk, 3)
    passport.refresh_from_db()
    words = [row["cells"][0]["text"] for row in passport.table["rows"]]
    assert words[:4] == ["Наименование", "Цель", "", "Основания для разработки"]
    assert passport.table["rows"][1]["cells"][1]["text"] == "Рост мастерства"
    client.post(to("row_change", passport.pk, 3), {"way": "remove"})
    passport.refresh_from_db()
    assert len(passport.table["rows"]) == 7


def test_a_stale_row_is_answered(client, passport):
    url = to("row", passport.pk, 1)
    old = filled(client.get(url), cell1="Моё")
    client.post(url, filled(client.get(url), cell1="Чужое"))
    assert client.post(url, old).status_code == 409


def test_what_is_not_there_is_no_page(client, part, passport):
    for address in (
        to("row", passport.pk, 99),
        to("row", part.pk, 1),
        to("line_add", passport.pk),
        to("columns", passport.pk),
        to("renumber", passport.pk),
    ):
        assert client.get(address).status_code == 404
    for place, way in ((99, "up"), (1, "nonsense"), (1, "")):
        assert client.post(to("row_change", passport.pk, place), {"way": way}).status_code == 404


def test_a_table_without_numbers_has_nothing_to_number(client, district, methodist):
    content = roadmap_content(
        parts=[living_part([("Дело",)], columns=[("Мероприятие", Role.ACTION)], sections=())]
    )
    part = draft_roadmap(district, methodist, content).parts.get()
    assert client.get(to("renumber", part.pk)).status_code == 404
    assert not page_of(client, part).context["living"].may_renumber
    assert client.get(to("line_add", part.pk)).context["form"]["cell0"].value() == ""


def test_an_empty_table_says_what_to_do(client, draft, methodist):
    part = editing.add_part(edition=draft, words=table_part("four"), place=None, by=methodist)
    assert "Пунктов пока нет" in page_of(client, part).content.decode()
