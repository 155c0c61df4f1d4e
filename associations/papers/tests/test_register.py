"""Files of all associations: the register, tasks, panels."""

from datetime import date

import pytest
from django.urls import reverse

from associations.models import Level
from associations.papers.folder import sources
from associations.papers.tasks_for import lacking_panel, panel_of_association, papers_to_put_in
from associations.papers.tests.conftest import TODAY
from methodservice.testing import factories as make

pytestmark = pytest.mark.django_db
URL = "/papers/"


@pytest.fixture
def kinds(district):
    """One overdue document, one not asked for yet, one that the portal finds."""
    return [
        make.PaperKindFactory(municipality=district, **fields)
        for fields in (
            {"title": "Положение", "due": "15.09"},
            {"title": "Публикации", "due": "31.05"},
            {"title": "Утверждённый состав", "short_title": "Состав", "source": "roster"},
        )
    ]


def put(association, kind):
    return association.papers.create(kind=kind, school_year=2026, title="Документ", link="https://e.ru/1")


def titles(answer):
    return [row.association.teachers_of for row in answer.context["page"]]


@pytest.fixture
def three(district, association, kinds):
    """Physicists lack two documents, chemists one; a school's association has all."""
    school = make.SchoolFactory(municipality=district, short_name="СОШ № 4")
    chemists = make.AssociationFactory(municipality=district, teachers_of="учителей химии")
    small = make.AssociationFactory(
        municipality=district, level=Level.SCHOOL, school=school, teachers_of="учителей музыки"
    )
    for row in (chemists, small):
        put(row, kinds[0])
    put(small, kinds[2])
    return association, chemists, small


@pytest.mark.parametrize("rows", [1, 20])
def test_the_register_costs_the_same_for_one_row_and_for_twenty(
    visit, district, methodist, kinds, rows, assert_query_count
):
    for _ in range(rows):
        put(make.AssociationFactory(municipality=district), kinds[0])
    assert_query_count(visit(methodist), URL, 9)


def test_a_row_says_where_each_document_stands(visit, methodist, three):
    page = visit(methodist).get(URL)
    assert titles(page) == ["учителей физики", "учителей химии", "учителей музыки"]
    words = [[(heading, line.word) for heading, line in row.cells] for row in page.context["page"]]
    assert words == [
        [("Положение", "просрочено"), ("Публикации", "пока не нужно"), ("Состав", "нет")],
        [("Положение", "есть"), ("Публикации", "пока не нужно"), ("Состав", "нет")],
        [("Положение", "есть"), ("Публикации", "пока не нужно"), ("Состав", "есть")],
    ]
    assert (page.context["lacking"], page.context["number"]) == (2, 3)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"lacking": "1"}, ["учителей физики", "учителей химии"]),
        ({"lacking": "1", "kind": 0}, ["учителей физики"]),
        ({"kind": 1}, ["учителей физики", "учителей химии", "учителей музыки"]),
        ({"level": "school"}, ["учителей музыки"]),
        ({"q": "ХИМ"}, ["учителей химии"]),
        ({"q": "сош 4"}, ["учителей музыки"]),
        ({"lacking": "1", "level": "school"}, []),
        ({"level": "магия", "kind": "x", "lacking": "2", "year": "вчера", "page": "9"}, None),
        ({"year": "2025", "lacking": "1"}, None),
    ],
)
def test_the_filter(visit, methodist, three, kinds, query, expected):
    if isinstance(query.get("kind"), int):
        query = query | {"kind": kinds[query["kind"]].pk}
    page = visit(methodist).get(URL, query)
    everybody = ["учителей физики", "учителей химии", "учителей музыки"]
    assert titles(page) == (everybody if expected is None else expected)


def test_nothing_found_says_what_to_do(visit, methodist, three):
    assert "Измените отбор" in visit(methodist).get(URL, {"q": "ничего"}).content.decode()


def test_an_empty_list_of_documents_is_told(visit, methodist, association):
    assert "ещё не составлен" in visit(methodist).get(URL).content.decode()


def test_closed_associations_are_not_asked(visit, methodist, three):
    three[0].closed_on = TODAY
    three[0].save()
    assert titles(visit(methodist).get(URL)) == ["учителей химии", "учителей музыки"]


def test_a_head_sees_the_own_file_alone(visit, head, three):
    assert titles(visit(head).get(URL)) == ["учителей физики"]


def test_the_download_says_the_same_with_reasons(visit, methodist, three):
    answer = visit(methodist).get(URL, {"export": "csv", "lacking": "1"})
    lines = answer.getvalue().decode("utf-8-sig").replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert lines[0].split(";") == [
        "Объединение", "Уровень", "Положение", "Публикации", "Утверждённый состав", "Не хватает",
    ]  # fmt: skip
    assert [line.split(";")[2] for line in lines[1:]] == [
        "просрочено: срок был 15 сентября 2026 г.",
        "есть: вложено: 1 документ",
    ]
    assert [line.rsplit(";", 1)[1] for line in lines[1:]] == ["2", "1"]


class TestTasks:
    def test_a_head_has_one_task_for_a_file_and_only_for_what_is_uploaded(self, head, association, three):
        (task,) = papers_to_put_in(head, TODAY)
        assert (task.group, task.title, task.detail, task.due, task.url) == (
            "Папка документов",
            f"Дополнить папку: {association.title}",
            "нет: Положение",
            date(2026, 9, 15),
            f"/papers/{association.pk}/?year=2026",
        )

    def test_nothing_lacks_nothing_is_asked(self, head, association, kinds):
        put(association, kinds[0])
        assert list(papers_to_put_in(head, TODAY)) == []

    def test_members_are_never_asked(self, member, three):
        assert list(papers_to_put_in(member, TODAY)) == []

    @pytest.mark.parametrize("rows", [1, 30])
    def test_tasks_cost_the_same_for_one_association_and_for_thirty(
        self, head, district, kinds, rows, django_assert_num_queries
    ):
        for _ in range(rows):
            association = make.AssociationFactory(municipality=district)
            make.TermFactory(association=association, teacher=head.teacher)
        with django_assert_num_queries(3):
            assert len(list(papers_to_put_in(head, TODAY))) == rows + 1

    def test_a_person_who_leads_nothing_costs_one_query(self, member, kinds, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert list(papers_to_put_in(member, TODAY)) == []


class TestPanels:
    def test_the_worst_files_come_first(self, methodist, three):
        (panel,) = lacking_panel(methodist, TODAY)
        physicists, chemists, _ = three
        assert [(row, lacking, overdue) for row, _, _, lacking, overdue in panel.context["rows"]] == [
            (physicists, 2, 1),
            (chemists, 1, 0),
        ]
        assert (panel.context["number"], panel.context["total"], panel.context["url"]) == (
            2, 3, "/papers/?lacking=1",
        )  # fmt: skip

    def test_the_home_page_shows_five_and_counts_the_rest(self, visit, methodist, district, kinds):
        make.AssociationFactory.create_batch(12, municipality=district)
        text = " ".join(visit(methodist).get("/").content.decode().split())
        assert 'Не хватает документов <span class="count">у 12 из 12</span>' in text
        assert "Все папки — ещё 7" in text

    def test_without_a_list_there_is_no_panel(self, methodist, association):
        assert list(lacking_panel(methodist, TODAY)) == []

    def test_only_district_staff_sees_the_panel(self, head, three, django_assert_num_queries):
        assert head.access.kinds
        with django_assert_num_queries(0):
            assert list(lacking_panel(head, TODAY)) == []

    def test_the_card_of_an_association_names_what_lacks(self, visit, head, association, three):
        text = visit(head).get(association.get_absolute_url()).content.decode()
        place = reverse("papers:folder", args=[association.pk])
        assert "Папка документов, 2026/2027 учебный год" in text
        assert f'href="{place}?year=2026#kind-' in text

    def test_the_card_shows_the_file_of_its_year(self, methodist, association, three):
        (panel,) = panel_of_association(association, methodist, date(2025, 12, 1))
        assert (str(panel.context["folder"].year), panel.context["url"]) == (
            "2025/2026", f"/papers/{association.pk}/?year=2025",
        )  # fmt: skip

    def test_sources_above_are_in_use(self):
        assert {"roster", "protocols"} <= set(sources)
