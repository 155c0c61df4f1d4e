"""Indicators of a programme: begun from its tables, linked, shown with targets and what monitoring has counted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.documents.annex_shape import cell_of
from methodservice.testing import factories as make
from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, login_as, press
from methodservice.testing.monitoring import SHARE, indicator_set, opened
from methodservice.testing.roadmaps import draft_roadmap, living_part, roadmap_content
from monitoring.models import Definition, IndicatorSet, MunicipalAggregate, Target
from roadmap.content import PartWords
from roadmap.indicator_tables import recognised_tables
from roadmap.models import Edition, EditionPart, ProgrammeIndicators
from roadmap.services import linking
from roadmap.tests.files import head_of, sent

pytestmark = pytest.mark.django_db
HEAD = (
    ("№", "number", ""),
    ("Показатель", "indicator", ""),
    ("2026", "other", "Значение"),
    ("2027", "other", "Значение"),
)
ROWS = (
    ("1", "Доля педагогов, прошедших диагностику, %", "80", "85"),
    ("2", "Количество конкурсов, ед.", "", "4"),
)


def indicators_part(*rows):
    drawn = [{"group": False, "cells": [cell_of(text) for text in row]} for row in rows or ROWS]
    head = [[cell_of(heading) for heading, _, _ in HEAD]]
    block = {"kind": "table", "caption": "", "widths": [], "head": head, "rows": drawn}
    columns = [{"heading": heading, "role": role, "group": group} for heading, role, group in HEAD]
    return PartWords("indicators", [block], "Показатели", columns)


@pytest.fixture
def programme_draft(district, methodist):
    """A draft with a table of indicators."""
    return draft_roadmap(district, methodist, roadmap_content(parts=[indicators_part(), living_part()]))


def tab(edition):
    return f"{reverse('roadmap:programme', args=[edition.programme_id])}?view=indicators"


def said(response):
    return [str(message) for message in response.context["messages"]]


def begin(client, edition):
    return client.post(reverse("roadmap:indicators_begin", args=[edition.pk]), follow=True)


def test_one_click_makes_a_draft_of_the_indicators_and_links_it(visit, methodist, programme_draft):
    client = visit(methodist)
    assert "Завести показатели" in client.get(tab(programme_draft)).content.decode()
    response = begin(client, programme_draft)
    link = ProgrammeIndicators.objects.get()
    assert response.redirect_chain[0][0] == link.set.editions.get().get_absolute_url()
    made = [(row.number, row.name, row.unit) for row in Definition.objects.order_by("position")]
    assert made == [
        ("1", "Доля педагогов, прошедших диагностику", "%"), ("2", "Количество конкурсов", "ед."),
    ]  # fmt: skip
    targets = Target.objects.order_by("definition__position", "year").values_list("year", "value")
    assert [(year, value and int(value)) for year, value in targets] == [
        (2026, 80), (2027, 85), (2026, None), (2027, 4),
    ]  # fmt: skip
    assert said(begin(client, programme_draft)) == [linking.BEGUN]
    assert IndicatorSet.objects.count() == 1


def test_a_document_without_such_a_table_says_so(visit, methodist, draft):
    client = visit(methodist)
    assert "Завести показатели" not in client.get(tab(draft)).content.decode()
    assert said(begin(client, draft)) == [linking.NOTHING]
    assert not IndicatorSet.objects.exists()


def test_cells_that_are_merged_stand_in_each_of_their_places():
    cells = [
        [cell_of("1", rowspan=2), cell_of("А", colspan=2), cell_of("5")],
        [cell_of("Б"), cell_of("В"), cell_of("6")],
    ]
    part = indicators_part()
    block = part.blocks[0] | {"rows": [{"group": False, "cells": row} for row in cells]}
    stored = EditionPart(kind="indicators", blocks=[block], columns=part.columns)
    (table,) = recognised_tables([stored])
    assert [row.cells for row in table.rows] == [("1", "А", "А", "5"), ("1", "Б", "В", "6")]


def test_a_set_is_linked_and_unlinked(visit, methodist, district, edition):
    made, client = indicator_set(district, SHARE).set, visit(methodist)
    url = reverse("roadmap:indicators_link", args=[edition.programme_id])
    assert said(client.post(url, {"set": made.pk}, follow=True)) == ["Показатели связаны с документом."]
    link = ProgrammeIndicators.objects.get()
    assert said(client.post(url, {"set": made.pk}, follow=True)) == [
        "Таких показателей нет. Выберите из списка."
    ]
    remove = reverse("roadmap:indicators_unlink", args=[link.pk])
    assert said(client.post(remove, follow=True)) == ["Показатели больше не связаны с документом."]
    assert (ProgrammeIndicators.objects.count(), IndicatorSet.objects.count()) == (0, 1)


@pytest.mark.parametrize("chosen", ["", "нет", "999999"])
def test_nonsense_links_nothing(visit, methodist, edition, chosen):
    url = reverse("roadmap:indicators_link", args=[edition.programme_id])
    assert visit(methodist).post(url, {"set": chosen}, follow=True).status_code == 200
    assert not ProgrammeIndicators.objects.exists()


def test_a_set_of_another_district_is_not_linked(visit, methodist, edition):
    foreign = indicator_set(make.MunicipalityFactory(), SHARE).set
    url = reverse("roadmap:indicators_link", args=[edition.programme_id])
    visit(methodist).post(url, {"set": foreign.pk})
    assert not ProgrammeIndicators.objects.exists()


@pytest.fixture
def measured(district, methodist, edition):
    """A linked set, one indicator of which was counted for the first half of 2026."""
    made = indicator_set(district, SHARE)
    linking.link(programme=edition.programme, set=made.set, by=methodist)
    MunicipalAggregate.objects.create(
        campaign=opened(made, methodist), indicator=made.definitions.get().indicator, to_date="66.6667", target=50,
        verdict="reached", computed_at=timezone.now(), edition_number=1, result_version=1,
    )  # fmt: skip
    return made


def test_results_stand_beside_targets_for_the_staff(visit, methodist, edition, measured):
    page = visit(methodist).get(tab(edition)).content.decode()
    for words in (
        "Доля педагогов, прошедших диагностику, %",
        ">50<",
        "66,7",
        "I\N{NO-BREAK SPACE}полугодие 2026 года",
        "Достигнуто",
    ):
        assert words in page


def test_a_coordinator_sees_targets_alone_and_a_teacher_no_such_page(visit, district, edition, measured):
    school = district.schools.first()
    coordinator = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
    page = visit(coordinator).get(tab(edition)).content.decode()
    assert (">50<" in page, "66,7" in page, "Завести" in page) == (True, False, False)
    teacher = make.user_with_role(RoleKind.TEACHER, municipality=district)
    assert "Показатели" not in visit(teacher).get(tab(edition)).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_the_same_for_one_indicator_and_thirty(
    visit, district, methodist, edition, number, assert_query_count
):
    rows = [SHARE | {"name": f"Доля {place}"} for place in range(number)]
    linking.link(programme=edition.programme, set=indicator_set(district, *rows).set, by=methodist)
    assert_query_count(visit(methodist), tab(edition), 18)


@pytest.mark.shared
def test_the_real_programme_gives_its_indicators_and_targets(visit, methodist, shared_dir):
    name = "seryshevo-programme-2024.docx"
    client = visit(methodist)
    reading = sent(client, SimpleUploadedFile(name, (shared_dir / "real" / name).read_bytes()))
    client.post(reverse("roadmap:reading", args=[reading.pk]), head_of(reading) | {"do": "all"})
    made = linking.begin_indicators(edition=Edition.objects.get(), by=methodist)
    top = made.definitions.filter(parent=None)
    assert top.count() == 14
    third = top.get(
        number="3", position__lt=30, name__startswith="Доля педагогических работников общеобразовательных"
    )
    assert [target.value for target in third.targets.order_by("year")] == [None, 100, 100, 100]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_the_browser_indicators_are_begun_and_shown(page, methodist, programme_draft):
    login_as(page, methodist)
    page.goto(tab(programme_draft))
    assert_accessible(page)
    press(page, "Завести показатели")
    page.goto(tab(programme_draft))
    assert_no_sideways_scroll(page)
    assert_accessible(page)
