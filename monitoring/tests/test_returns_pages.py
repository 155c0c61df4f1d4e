import json
import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SUM, give
from methodservice.testing.monitoring_returns import collecting, figures_of, known_share
from monitoring.models import Campaign, Return
from monitoring.sheet import read_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make.SchoolFactory(short_name="Школа № 1")


@pytest.fixture
def coordinator(school):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=school.municipality, school=school)


@pytest.fixture
def methodist(school):
    return make.user_with_role(RoleKind.METHODIST, municipality=school.municipality)


@pytest.fixture
def figures(monkeypatch, school):
    for key, figure in figures_of([school]).items():
        monkeypatch.setitem(registries.figures, key, figure)


@pytest.fixture
def sheet(figures, school, methodist):
    """A return whose first indicator is pre-filled: 8 of 12."""
    return read_sheet(collecting(school.municipality, methodist).returns.get(school=school))


def address(sheet, name="return"):
    return reverse(f"monitoring:{name}", args=[sheet.given.pk])


def data_of(sheet, **changes):
    """The form as the page would send it; changes: {«place-field»: text}."""
    data = {"version": sheet.given.version, "base": json.dumps(sheet.base), "writer": "w"}
    for place, line in enumerate(sheet.lines):
        for name in (*line.parts, "word", "no_data"):
            text = changes.get(f"{name}{place}", line.texts[name])
            if text or name != "no_data":
                data[f"v{line.value.pk}-{name}"] = text
    return data


def texts(response, css):
    html = response.content.decode()
    found = re.findall(rf'<p class="{css}">(.*?)</p>', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_for_any_number_of_indicators(
    visit, assert_query_count, figures, school, methodist, coordinator, rows
):
    campaign = collecting(school.municipality, methodist, *[known_share() for _ in range(rows)])
    given = campaign.returns.get(school=school)
    assert_query_count(visit(coordinator), given.get_absolute_url(), 8)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_any_number_of_returns(
    visit, assert_query_count, school, methodist, rows
):
    make.SchoolFactory.create_batch(rows - 1, municipality=school.municipality)
    collecting(school.municipality, methodist, SUM)
    assert_query_count(visit(methodist), reverse("monitoring:returns"), 7)


def test_a_pre_filled_page_shows_figures_with_the_way_to_their_records(visit, sheet, coordinator):
    response = visit(coordinator).get(address(sheet))
    line = sheet.lines[0]
    html = response.content.decode()
    assert (line.texts["numerator"], line.texts["denominator"]) == ("8", "12")
    assert texts(response, "value-result") == ["66,7 %"]
    assert texts(response, "value-wrong") == []
    records = reverse("monitoring:value_records", args=[line.value.pk, "numerator"])
    assert f'<a href="{records}">8<' in html
    assert "Заполнено 1 из 3" in html


def test_typed_numbers_are_saved_and_the_answer_says_what_the_next_saving_needs(visit, sheet, coordinator):
    client = visit(coordinator)
    response = client.post(
        address(sheet, "return_save"), data_of(sheet, numerator1="3,5"), headers={"X-Autosave": "1"}
    )
    fresh = read_sheet(Return.objects.get(pk=sheet.given.pk))
    assert response.json() == {"version": 2, "base": json.dumps(fresh.base, separators=(",", ":"))}
    assert fresh.lines[1].value.numerator == 3.5
    answer = client.get(address(sheet, "return_said"), headers={"hx-request": "true"})
    assert "Заполнено 2 из 3" in answer.content.decode()


def test_wrong_words_stay_in_the_field_with_a_sentence_beside(visit, sheet, coordinator):
    client = visit(coordinator)
    response = client.post(address(sheet, "return_save"), data_of(sheet, numerator1="три"), follow=True)
    assert texts(response, "value-wrong") == ["Нужно число цифрами: 12 или 12,5."]
    assert 'value="три"' in response.content.decode()


def test_another_s_change_is_shown_beside_the_own_text(visit, sheet, coordinator, methodist):
    visit(methodist).post(address(sheet, "return_save"), data_of(sheet, numerator1="7") | {"writer": "m"})
    for headers, title in (({}, True), ({"X-Autosave": "1"}, False)):
        response = visit(coordinator).post(
            address(sheet, "return_save"), data_of(sheet, numerator1="9", numerator2="1"), headers=headers
        )
        html = response.content.decode()
        assert (response.status_code, "<h1>" in html) == (409, title)
        assert ["2. число" in html, str(methodist) in html] == [True, True]
    lines = read_sheet(Return.objects.get(pk=sheet.given.pk)).lines
    assert [line.value.numerator for line in lines] == [8, 7, 1]


def test_an_answer_lost_on_the_way_makes_no_conflict_with_oneself(visit, sheet, coordinator):
    client = visit(coordinator)
    for typed in ("7", "75"):
        response = client.post(
            address(sheet, "return_save"), data_of(sheet, numerator1=typed), headers={"X-Autosave": "1"}
        )
        assert response.status_code == 200
    assert read_sheet(sheet.given).lines[1].value.numerator == 75


def test_sending_an_unfinished_one_leads_to_what_is_missing(visit, sheet, coordinator):
    client = visit(coordinator)
    response = client.post(address(sheet, "return_save"), data_of(sheet, numerator1="3") | {"do": "submit"})
    assert response.url == f"{address(sheet)}?check=1#value-{sheet.lines[2].value.pk}"
    page = client.get(response.url)
    assert texts(page, "value-wrong") == ["Выберите «да» или «нет»."]
    assert "показатели: 3" in page.content.decode()


def test_a_differing_number_asks_for_a_word_and_can_be_taken_from_the_portal(visit, sheet, coordinator):
    client = visit(coordinator)
    page = client.post(address(sheet, "return_save"), data_of(sheet, numerator0="9"), follow=True)
    assert texts(page, "value-doubt") == ["По данным портала — 8. Напишите, почему у вас иначе."]
    now = read_sheet(Return.objects.get(pk=sheet.given.pk))
    data = data_of(now, numerator1="3") | {"agree": str(now.lines[0].value.pk)}
    client.post(address(sheet, "return_save"), data)
    now = read_sheet(Return.objects.get(pk=sheet.given.pk))
    assert [line.value.numerator for line in now.lines] == [8, 3, None]
    assert now.lines[0].value.typed is False


def test_a_sent_one_is_read_and_taken_back(visit, sheet, coordinator):
    client = visit(coordinator)
    data = data_of(sheet, numerator1="3", numerator2="1") | {"do": "submit"}
    page = client.post(address(sheet, "return_save"), data, follow=True)
    html = page.content.decode()
    assert ["На проверке" in html, '<input type="text"' in html, "8 из 12 — 66,7" in html] == [
        True,
        False,
        True,
    ]
    client.post(address(sheet, "return_save"), data_of(sheet, numerator1="4"))
    assert read_sheet(sheet.given).lines[1].value.numerator == 3
    client.post(address(sheet, "return_withdraw"))
    assert Return.objects.get(pk=sheet.given.pk).state == "draft"


def test_remarks_stand_at_their_values(visit, sheet, coordinator):
    give(sheet.given, {1: 3}, state=Return.State.RETURNED)
    value = sheet.lines[1].value
    sheet.given.values.filter(pk=value.pk).update(remark="Проверьте число обученных")
    Return.objects.filter(pk=sheet.given.pk).update(comment="Почти всё верно")
    html = visit(coordinator).get(address(sheet)).content.decode()
    block = html.split(f'id="value-{value.pk}"')[1].split("</fieldset>")[0]
    assert ["Проверьте число обученных" in block, "Почти всё верно" in html] == [True, True]


def test_methodists_answer_for_the_municipality_itself(visit, school, methodist, coordinator):
    campaign = collecting(school.municipality, methodist, OWN, SUM)
    own = campaign.returns.get(school=None)
    client = visit(methodist)
    sheet = read_sheet(own)
    client.post(address(sheet, "return_save"), data_of(sheet, numerator0="5") | {"do": "submit"})
    own.refresh_from_db()
    assert own.state == "submitted"
    assert visit(coordinator).get(own.get_absolute_url()).status_code == 404


def test_records_behind_a_figure_are_listed(visit, sheet, coordinator):
    url = reverse("monitoring:value_records", args=[sheet.lines[0].value.pk, "denominator"])
    html = visit(coordinator).get(url).content.decode()
    assert [f"Все педагоги, {place}" in html for place in (0, 11, 12)] == [True, True, False]
    wrong = reverse("monitoring:value_records", args=[sheet.lines[1].value.pk, "numerator"])
    assert visit(coordinator).get(wrong).status_code == 404
    assert visit(coordinator).get(url.replace("denominator", "word")).status_code == 404


def test_home_leads_to_what_is_to_be_filled(visit, sheet, coordinator, methodist):
    html = visit(coordinator).get(reverse("home")).content.decode()
    assert ["Заполнить сведения" in html, "заполнено 1 из 3, осталось 2" in html] == [True, True]
    assert "Сведения для мониторинга" not in visit(methodist).get(reverse("home")).content.decode()
    Return.objects.update(state=Return.State.RETURNED, comment="Исправьте второе")
    html = visit(coordinator).get(reverse("home")).content.decode()
    assert ["Исправить сведения" in html, "Исправьте второе" in html] == [True, True]
    Campaign.objects.update(state=Campaign.State.CLOSED)
    html = visit(coordinator).get(reverse("home")).content.decode()
    assert ["Исправить сведения" in html, "Сведения для мониторинга" in html] == [False, False]


NONSENSE = st.text(max_size=40).filter(lambda text: "\0" not in text and text.isprintable())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=NONSENSE, word=NONSENSE, base=NONSENSE | st.just('{"1": 2}') | st.just("[]"), agree=NONSENSE)
def test_no_nonsense_breaks_the_form(visit, sheet, coordinator, number, word, base, agree):
    client = visit(coordinator)
    data = data_of(sheet, numerator0=number, numerator2=number, word1=word, no_data1=word)
    response = client.post(address(sheet, "return_save"), data | {"base": base, "agree": agree}, follow=True)
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        stands = read_sheet(Return.objects.get(pk=sheet.given.pk)).lines[0]
        assert (
            stands.texts["numerator"] == number.strip()
            or stands.value.numerator is not None
            or not number.strip()
        )
