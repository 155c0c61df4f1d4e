from decimal import Decimal

import pytest

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.registries import Figure
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.monitoring import SHARE, SUM, YES, indicator_set, opened
from monitoring.models import Definition, Edition, IndicatorReading, IndicatorSet, Target
from monitoring.services.definitions import add_definition, save_targets
from monitoring.services.sets import revise, start_set
from monitoring.tests.indicators.files import indicators_file

pytestmark = pytest.mark.django_db
URL = "/monitoring/indicators/"


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


@pytest.fixture
def in_force(district):
    return indicator_set(district, SHARE, SUM)


@pytest.fixture
def draft(in_force, methodist):
    return revise(set=in_force.set, reason="Итоги года", by=methodist)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def targets_url(edition):
    return f"{URL}editions/{edition.pk}/targets/"


@pytest.mark.parametrize("rows", [1, 30])
def test_the_register_costs_the_same_for_one_set_and_for_thirty(client, district, rows, assert_query_count):
    for _ in range(rows):
        indicator_set(district, SHARE)
    assert_query_count(client, URL, 5)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_of_a_set_costs_the_same_for_one_indicator_and_for_thirty(
    client, district, rows, assert_query_count
):
    edition = indicator_set(district, *[SHARE] * rows)
    assert_query_count(client, f"{URL}{edition.set_id}/", 8)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_table_of_targets_costs_the_same_for_one_indicator_and_for_thirty(
    client, district, rows, assert_query_count
):
    edition = indicator_set(district, *[SHARE] * rows, state="draft")
    assert_query_count(client, targets_url(edition), 7)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_changes_cost_the_same_for_one_indicator_and_for_thirty(
    client, district, methodist, rows, assert_query_count
):
    edition = indicator_set(district, *[SHARE] * rows)
    draft = revise(set=edition.set, reason="Итоги", by=methodist)
    Definition.objects.filter(edition=draft).update(name="Иначе")
    assert_query_count(client, f"{URL}editions/{draft.pk}/changes/", 12)


def test_an_empty_register_says_what_to_do(client, visit, district):
    assert "Загрузите таблицу из Word" in text_of(client.get(URL))
    coordinator = make.user_with_role(
        RoleKind.COORDINATOR, municipality=district, school=district.schools.get()
    )
    assert "когда методист введёт их в действие" in text_of(visit(coordinator).get(URL))


def test_the_register_shows_what_counts_and_what_is_prepared(client, visit, draft, district):
    rows = client.get(URL).context["rows"]
    assert [(row.edition, word, row.draft, row.amount) for row, _, word in rows] == [(1, "Действует", 2, 2)]
    assert client.get(f"{URL}?state=draft").context["rows"] == []
    assert len(client.get(f"{URL}?q=ПОКАЗАТЕЛИ").context["rows"]) == 1
    coordinator = make.user_with_role(
        RoleKind.COORDINATOR, municipality=district, school=district.schools.get()
    )
    assert [row.draft for row, *_ in visit(coordinator).get(URL).context["rows"]] == [None]


def test_the_page_shows_the_edition_in_force_and_another_one_by_number(client, in_force, draft):
    assert client.get(f"{URL}{in_force.set_id}/").context["edition"] == in_force
    assert client.get(f"{URL}{in_force.set_id}/?edition=2").context["edition"] == draft
    for nonsense in ("7", "х", "9" * 40):
        answer = client.get(f"{URL}{in_force.set_id}/?edition={nonsense}")
        assert answer.status_code == (200 if nonsense in ("х", "9" * 40) else 404)


def test_a_target_that_is_not_set_is_a_dash_and_nought_is_nought(client, district):
    edition = indicator_set(district, SHARE, targets={0: {2026: None, 2027: 0}})
    (row,) = client.get(f"{URL}{edition.set_id}/").context["rows"]
    assert [words for _, words in row.targets] == ["", "0", ""]


def test_an_indicator_is_built_in_the_browser_without_a_programmer(client, district, monkeypatch):
    figure = Figure("t.people", "Люди", "Кадры", "чел.", "Все люди.", lambda span: {}, lambda *args: [])
    monkeypatch.setitem(registries.figures, figure.key, figure)
    page = client.get(f"{URL}add/")
    client.post(f"{URL}add/", filled(page, title="Программа", first_year="2026", last_year="2027"))
    edition = Edition.objects.get()
    add = f"{URL}editions/{edition.pk}/add/"
    page = client.get(add)
    assert "Все люди." in text_of(page)
    answer = client.post(
        add,
        filled(
            page,
            name="Доля  обученных",
            more_is_better="True",
            unit="%",
            cumulative="on",
            formula="share",
            over_periods="sum",
            numerator_figure="t.people",
            numerator_words="обученные",
        ),
    )
    assert answer.status_code == 302, answer.context["form"].errors
    made = Definition.objects.get()
    assert (made.number, made.name, made.over_periods, made.numerator_window) == (
        "1",
        "Доля обученных",
        "last",
        "programme",
    )


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({"name": ""}, "name", "Напишите, что измеряет показатель."),
        ({"unit": "чел."}, "unit", "Доля считается в процентах: единица — %."),
        (
            {"formula": "yes_share", "over_periods": "sum"},
            "over_periods",
            "Ответы «да» и «нет» за полугодия не складываются: одна организация посчиталась бы дважды.",
        ),
        (
            {"respondent": "schools", "numerator_figure": "roadmap.done"},
            "numerator_figure",
            "Эти данные известны только по муниципалитету. Выберите другие или укажите, что отвечает муниципалитет.",
        ),
    ],
)
def test_a_wrong_indicator_is_told_beside_the_field(client, draft, words, field, sentence):
    add = f"{URL}editions/{draft.pk}/add/"
    typed = {"name": "Доля", "unit": "%", "formula": "share", "over_periods": "last"}
    answer = client.post(add, filled(client.get(add), **(typed | words)))
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [sentence])


def test_a_part_begins_as_its_indicator(client, draft):
    parent = Definition.objects.of(draft)[0]
    add = f"{URL}editions/{draft.pk}/add/?parent={parent.pk}"
    page = client.get(add)
    assert page.context["form"]["cumulative"].value() is True
    answer = client.post(add, filled(page, name="сельские", more_is_better="True"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert parent.parts.get().name == "сельские"
    assert client.get(f"{URL}editions/{draft.pk}/add/?parent=0").status_code == 404


def test_an_indicator_that_was_changed_meanwhile_is_compared_first(client, draft):
    definition = Definition.objects.of(draft)[0]
    url = f"{URL}definitions/{definition.pk}/"
    page = client.get(url)
    Definition.objects.filter(pk=definition.pk).update(name="Чужое название")
    answer = client.post(url, filled(page, name="Моё название"))
    assert (answer.status_code, [clash.saved for clash in answer.context["form"].clashes]) == (
        409,
        ["Чужое название"],
    )
    definition.refresh_from_db()
    assert definition.name == "Чужое название"


def test_targets_are_saved_whole(client, draft):
    first, second = Definition.objects.of(draft)
    page = client.get(targets_url(draft))
    changes = {f"t{first.pk}-2026": "", f"t{second.pk}-2027": "12,5"}
    answer = client.post(targets_url(draft), filled(page, **changes))
    assert answer.status_code == 302
    assert Target.objects.get(definition=first, year=2026).value is None
    assert Target.objects.get(definition=second, year=2027).value == Decimal("12.5")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("много", "Введите число, например 80 или 12,5. Пусто — цель не установлена."),
        ("-5", "Цель не бывает меньше нуля."),
        ("9" * 12, "Число слишком велико."),
        ("1,23456", "Не больше четырёх знаков после запятой."),
        ("1e5", "Введите число, например 80 или 12,5. Пусто — цель не установлена."),
    ],
)
def test_a_wrong_target_is_told_beside_its_cell_and_nothing_is_lost(client, draft, typed, sentence):
    first, second = Definition.objects.of(draft)
    wrong, right = f"t{first.pk}-2026", f"t{second.pk}-2027"
    page = client.get(targets_url(draft))
    answer = client.post(targets_url(draft), filled(page, **{wrong: typed, right: "15"}))
    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (422, {wrong: [sentence]})
    assert (form[wrong].value(), form[right].value()) == (typed, "15")
    assert Target.objects.get(definition=second, year=2027).value == 60


def test_a_year_of_forecast_is_added_and_marked(client, draft):
    first = Definition.objects.of(draft)[0]
    answer = client.post(targets_url(draft), filled(client.get(targets_url(draft)), more_year="2030"))
    assert answer.url == f"{targets_url(draft)}?year=2030"
    page = client.get(answer.url)
    assert page.context["years"][-1] == (2030, True)
    client.post(answer.url, filled(page, **{f"t{first.pk}-2030": "90"}))
    assert Target.objects.get(definition=first, year=2030).value == 90
    wrong = client.post(targets_url(draft), filled(client.get(targets_url(draft)), more_year="3030"))
    assert wrong.context["form"].errors == {"more_year": ["Год — четыре цифры: 2027."]}


def test_targets_that_were_changed_meanwhile_are_compared_first(client, draft):
    first = Definition.objects.of(draft)[0]
    page = client.get(targets_url(draft))
    Target.objects.filter(definition=first, year=2026).update(value=44)
    answer = client.post(targets_url(draft), filled(page, **{f"t{first.pk}-2026": "55"}))
    assert answer.status_code == 409
    assert [(clash.label, clash.saved, clash.typed) for clash in answer.context["form"].clashes] == [
        ("1, 2026", "44", "55")
    ]


def test_changes_get_a_ground_and_the_edition_comes_into_force(client, in_force, draft, methodist):
    opened(in_force, methodist)
    definition = Definition.objects.of(draft)[0]
    save_targets(edition=draft, values={(definition.pk, 2026): Decimal(40)}, by=methodist)
    force, reasons = (f"{URL}editions/{draft.pk}/{name}/" for name in ("force", "reasons"))
    assert "Указать основания" in text_of(client.get(force))
    assert client.post(force).status_code == 422
    empty = client.post(reasons, {"targets": [f"{definition.indicator_id}-2026"]})
    assert empty.context["form"].errors == {
        "ground": ["Выберите основание."],
        "reason": ["Напишите, почему меняется цель."],
    }
    for nonsense in ([], ["х"], ["1-2-3"], ["-"], [f"{'9' * 40}-1"]):
        answer = client.post(reasons, {"targets": nonsense, "ground": "order", "reason": "№ 5"})
        assert answer.status_code == 422
    client.post(
        reasons, {"targets": [f"{definition.indicator_id}-2026"], "ground": "order", "reason": "Приказ № 5"}
    )
    page = client.get(f"{URL}editions/{draft.pk}/changes/")
    assert (page.context["left"], page.context["rows"][0][2]) == (0, ["2026: приказ — Приказ № 5"])
    assert "Идёт сбор" in text_of(client.get(force))
    client.post(force)
    draft.refresh_from_db()
    assert draft.state == "in_force"
    assert client.post(force).status_code == 302


def test_the_difference_prints(client, draft, methodist):
    definition = Definition.objects.of(draft)[0]
    save_targets(edition=draft, values={(definition.pk, 2026): Decimal(40)}, by=methodist)
    for fmt, kind in (("pdf", "application/pdf"), ("docx", "application/vnd.openxmlformats")):
        answer = client.get(f"{URL}editions/{draft.pk}/changes/{fmt}/")
        assert answer["Content-Type"].startswith(kind)
    assert client.get(f"{URL}editions/{draft.pk}/changes/txt/").status_code == 404
    first = Edition.objects.get(number=1)
    assert client.get(f"{URL}editions/{first.pk}/changes/pdf/").status_code == 404


@pytest.mark.parametrize("fmt", ["pdf", "docx", "xlsx"])
def test_an_edition_prints(client, in_force, fmt):
    assert client.get(f"{URL}editions/{in_force.pk}/file/{fmt}/").status_code == 200


def test_a_second_draft_leads_to_the_first(client, draft):
    assert client.get(f"{URL}{draft.set_id}/revise/").url == draft.get_absolute_url()


def test_a_draft_is_thrown_away_after_a_question(client, draft, in_force):
    url = f"{URL}editions/{draft.pk}/discard/"
    assert "Удалить черновик редакции 2?" in text_of(client.get(url))
    assert client.post(url).url == in_force.set.get_absolute_url()
    assert not Edition.objects.filter(pk=draft.pk).exists()


def test_pages_of_a_draft_lead_back_once_it_is_none(client, in_force):
    definition = in_force.definitions.first()
    for url in (
        targets_url(in_force),
        f"{URL}editions/{in_force.pk}/add/",
        f"{URL}editions/{in_force.pk}/force/",
        f"{URL}editions/{in_force.pk}/discard/",
        f"{URL}definitions/{definition.pk}/",
        f"{URL}definitions/{definition.pk}/remove/",
    ):
        assert client.get(url).url == in_force.get_absolute_url()


def test_name_and_years_change(client, in_force):
    url = f"{URL}{in_force.set_id}/edit/"
    answer = client.post(url, filled(client.get(url), first_year="2030"))
    assert answer.context["form"].errors == {"last_year": ["Последний год раньше первого."]}
    client.post(url, filled(client.get(url), title="Иначе"))
    assert IndicatorSet.objects.get().title == "Иначе"


def send(client, upload, query=""):
    answer = client.post(f"{URL}upload/{query}", {"file": upload})
    assert answer.status_code == 302, answer.context["form"].errors
    return IndicatorReading.objects.latest("pk")


def test_a_file_is_looked_at_then_written_once(client):
    reading = send(client, indicators_file())
    url = f"{URL}readings/{reading.pk}/"
    page = client.get(url)
    ticks = [row[-1] for _, _, rows in page.context["parts"] for row in rows]
    assert ticks == [True, False, False, False, True]
    head = {"title": "Программа", "first_year": "2026", "last_year": "2027"}
    answer = client.post(url, head | {"take": ["0", "2"]})
    edition = Edition.objects.get()
    assert answer.url == edition.get_absolute_url()
    assert [row.number for row in Definition.objects.of(edition).filter(parent=None)] == ["1", "3"]
    again = client.post(url, head | {"take": ["0"]})
    assert (again.url, Edition.objects.count()) == (edition.get_absolute_url(), 1)


def test_everything_is_taken_as_it_stands(client):
    reading = send(client, indicators_file())
    head = {"title": "Программа", "first_year": "2026", "last_year": "2027", "do": "all"}
    client.post(f"{URL}readings/{reading.pk}/", head)
    assert Definition.objects.filter(parent=None).count() == 5


def test_nothing_ticked_or_no_title_is_told_and_ticks_stay(client):
    reading = send(client, indicators_file())
    url = f"{URL}readings/{reading.pk}/"
    head = {"title": "Программа", "first_year": "2026", "last_year": "2027"}
    assert "Ничего не отмечено" in client.post(url, head | {"take": ["99"]}).context["error"]
    answer = client.post(url, head | {"title": "", "take": ["1"]})
    assert (answer.status_code, [row[-1] for row in answer.context["parts"][0][2]]) == (
        422,
        [False, True, False, False],
    )


def test_a_file_becomes_the_next_edition(client, in_force):
    reading = send(client, indicators_file(), f"?set={in_force.set_id}")
    client.post(f"{URL}readings/{reading.pk}/", {"take": ["0"]})
    draft = in_force.set.editions.get(number=2)
    assert (draft.reason, draft.definitions.count()) == ("По файлу «Показатели.docx»", 1)
    assert client.get(f"{URL}upload/?set={in_force.set_id}").url == in_force.set.get_absolute_url()


def test_a_file_without_indicators_is_refused_with_a_sentence(client):
    upload = indicators_file(("1", "Урок", "да", "нет"), head=("№", "Тема", "Ответ", "Итог"), targets=False)
    answer = client.post(f"{URL}upload/", {"file": upload})
    assert answer.status_code == 422
    assert "не нашли таблицы показателей" in answer.context["form"].errors["file"][0]


def test_a_file_is_forgotten(client):
    reading = send(client, indicators_file())
    client.post(f"{URL}readings/{reading.pk}/discard/")
    assert not IndicatorReading.objects.exists()


def test_common_sets_are_begun_by_the_administrator_alone(client, visit, district):
    admin = make.user_with_role(RoleKind.PORTAL_ADMIN, municipality=district)
    words = {"title": "Общие", "first_year": "2026", "last_year": "2027", "common": "on"}
    client.post(f"{URL}add/", words)
    visit(admin).post(f"{URL}add/", words)
    assert list(IndicatorSet.objects.order_by("pk").values_list("municipality", flat=True)) == [
        district.pk,
        None,
    ]
    common = start_set(municipality=None, title="О", first_year=2026, last_year=2026, by=admin).set
    assert client.get(f"{URL}{common.pk}/").status_code == 200
    assert client.get(f"{URL}{common.pk}/edit/").status_code == 403


def test_moving_keeps_to_the_row(client, draft):
    first, second = Definition.objects.of(draft)
    answer = client.post(f"{URL}definitions/{second.pk}/move/", {"way": "up"})
    assert answer.url.endswith(f"#indicator-{second.pk}")
    assert list(Definition.objects.of(draft)) == [second, first]


def test_an_indicator_is_taken_out_after_a_question(client, draft, methodist):
    made = add_definition(edition=draft, by=methodist, **YES)
    url = f"{URL}definitions/{made.pk}/remove/"
    assert "Убрать из редакции" in text_of(client.get(url))
    client.post(url)
    assert not Definition.objects.filter(pk=made.pk).exists()
