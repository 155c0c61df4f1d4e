"""The register of programmes and roadmaps."""

import io
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from openpyxl import load_workbook

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.roadmaps import draft_roadmap, roadmap_content, roadmap_in_force
from roadmap.content import content_of
from roadmap.life import life_of, progress_of
from roadmap.models import Completion, Edition, Line, Occurrence
from roadmap.services.writing import add_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("may")]
URL = "/roadmaps/"
TODAY = date(2026, 5, 20)


@pytest.fixture
def may(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


def next_edition(edition, by):
    with transaction.atomic():
        return add_edition(
            programme=edition.programme, content=content_of(edition), reason="Пересмотр", by=by
        )


def shown(client, query=""):
    return [row.title for row, *_ in client.get(f"{URL}?{query}").context["rows"]]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_register_costs_the_same_for_one_row_and_for_thirty(
    client, district, methodist, rows, assert_query_count
):
    for number in range(rows):
        roadmap_in_force(district, methodist, roadmap_content(title=f"Дорожная карта {number}"))
    assert_query_count(client, URL, 6)


def test_a_row_tells_what_the_page_tells(client, edition, methodist):
    first, second, *_ = Occurrence.objects.order_by("ends", "pk")
    Completion.objects.create(item=first.item, occurrence=first, done_on=TODAY, marked_by=methodist)
    second.cancelled_on, second.cancel_reason = TODAY, "Перенос"
    second.save()
    ((row, kind, word, coming),) = client.get(URL).context["rows"]
    progress = progress_of(life_of(Line.objects.of(edition), TODAY).values(), TODAY)
    assert (
        (row.total, row.done, row.overdue) == (progress.total, progress.done, progress.overdue) == (5, 1, 1)
    )
    assert (kind, word, coming) == ("done", "Действует", "")
    assert (row.order_number, row.share) == ("12-ОД", 20)


def test_a_coming_edition_is_told_to_the_staff_only(client, visit, edition, methodist, district):
    next_edition(edition, methodist)
    assert client.get(URL).context["rows"][0][2:] == ("Действует", "готовится редакция 2")
    teacher = make.UserFactory(municipality=district)
    assert visit(teacher).get(URL).context["rows"][0][2:] == ("Действует", "")


def test_drafts_and_other_districts_are_not_there_for_a_teacher(visit, edition, draft, methodist):
    teacher = make.UserFactory(municipality=edition.programme.municipality)
    other = make.SchoolFactory().municipality
    roadmap_in_force(other, make.UserFactory(municipality=other), roadmap_content(title="Чужая"))
    assert len(shown(visit(methodist))) == 2
    assert [row.pk for row, *_ in visit(teacher).get(URL).context["rows"]] == [edition.programme_id]


def test_filters_find_by_words_state_year_and_overdue(client, district, methodist):
    roadmap_in_force(district, methodist, roadmap_content(title="Карта в силе"))
    later = {"first": date(2027, 1, 1), "last": date(2028, 12, 31)}
    draft_roadmap(district, methodist, roadmap_content(title="Программа-черновик", **later))
    assert shown(client, "q=КАРТА") == ["Карта в силе"]
    assert shown(client, "state=draft") == ["Программа-черновик"]
    assert shown(client, "state=coming") == []
    assert [shown(client, f"year={year}") for year in (2026, 2028)] == [
        ["Карта в силе"],
        ["Программа-черновик"],
    ]
    assert shown(client, "overdue=on") == ["Карта в силе"]
    assert "ничего не найдено" in client.get(f"{URL}?q=нет").content.decode()


def test_it_sorts_by_each_column_and_by_nonsense(client, district, methodist):
    for title in ("Б", "А"):
        roadmap_in_force(district, methodist, roadmap_content(title=title))
    assert (shown(client, "sort=title"), shown(client, "sort=-title")) == (["А", "Б"], ["Б", "А"])
    for key in ("period", "order", "done", "overdue", "-overdue", "nonsense"):
        assert len(shown(client, f"sort={key}")) == 2


def test_the_download_is_what_the_page_shows(client, edition, draft):
    answer = client.get(f"{URL}?state=in_force&export=xlsx")
    rows = list(load_workbook(io.BytesIO(answer.getvalue())).active.values)
    assert [row[0] for row in rows] == ["Название", edition.title]
    assert rows[1][6:] == ("12-ОД", rows[1][7], 6, 0, 0, 3)


def test_an_empty_register_says_what_to_do(client, visit, district):
    assert "Загрузите готовый документ" in client.get(URL).content.decode()
    teacher = make.UserFactory(municipality=district)
    text = visit(teacher).get(URL).content.decode()
    assert "Загрузите" not in text
    assert "пока нет" in text


def test_the_head_of_the_department_sees_drafts(visit, district, draft):
    head = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)
    assert shown(visit(head)) == [draft.title]
    assert Edition.objects.get().state == "draft"
