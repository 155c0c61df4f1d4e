"""The page of rules: usual shares by name, other ones as a fraction, what they mean shown before saving."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.testing import factories as make
from methodservice.testing.browser import click_through, login_as
from methodservice.testing.forms import filled


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def person(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def methodist(person, visit):
    return visit(person)


@pytest.fixture
def url(district):
    return reverse("directory:rules_edit", args=[district.pk])


def rules_of(district):
    rules = type(district.rules).objects.get(municipality=district)
    return (rules.quorum_numerator, rules.quorum_denominator, rules.quorum_strict)


def table(response):
    return [list(row) for preview in response.context["previews"] for row in preview.rows]


def test_the_page_shows_what_the_rules_mean_for_15_16_and_17_members(methodist, district):
    page = methodist.get(reverse("directory:rules", args=[district.pk]))
    assert table(page) == [
        ["15", "не меньше 8", "8 из 15", "5 из 8", "не бывает, если голосуют все"],
        ["16", "не меньше 9", "9 из 16", "5 из 9", "8 и 8 — решает голос председателя"],
        ["17", "не меньше 9", "9 из 17", "5 из 9", "не бывает, если голосуют все"],
    ]
    (preview,) = page.context["previews"]
    assert preview.sentences == (
        ("Кворум", "больше половины членов объединения"),
        ("Решение принято", "больше половины присутствующих"),
        ("Заседания", "Не меньше 1 заседания в квартал"),
        (
            "Планы и отчёты",
            "В районных объединениях утверждает и принимает методист. "
            "План — до 15\N{NO-BREAK SPACE}сентября, отчёт — до 10\N{NO-BREAK SPACE}июня",
        ),
    )


def test_a_usual_share_is_chosen_by_name_and_journaled(methodist, district, url):
    answer = methodist.post(url, filled(methodist.get(url), quorum_share="least-2-3"))
    assert answer.status_code == 302
    assert rules_of(district) == (2, 3, False)
    assert AuditEvent.objects.about(district.rules).get().changes == {
        "кворум: доля, числитель": ["1", "2"],
        "кворум: доля, знаменатель": ["2", "3"],
        "кворум: больше этой доли (а не «не меньше»)": ["да", "нет"],
    }


def test_another_share_is_a_fraction(methodist, district, url):
    data = filled(
        methodist.get(url),
        quorum_share="own", quorum_strict="False", quorum_numerator="3", quorum_denominator="5",
    )  # fmt: skip
    assert methodist.post(url, data).status_code == 302
    assert rules_of(district) == (3, 5, False)
    assert methodist.get(url).context["form"]["quorum_share"].value() == "own"


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"quorum_numerator": "5", "quorum_denominator": "3"},
            {"quorum_numerator": ["Частей не может быть больше, чем всего: 3 из 5, а не 5 из 3."]},
        ),
        (
            {"quorum_numerator": "", "quorum_denominator": "3"},
            {"quorum_numerator": ["Для другой доли введите оба числа, например 3 из 5."]},
        ),
        (
            {"quorum_numerator": "2", "quorum_denominator": "2", "quorum_strict": "True"},
            {"quorum_strict": ["Больше всех не бывает. Выберите «не меньше этой доли»."]},
        ),
        (
            {"quorum_numerator": "0", "quorum_denominator": "3"},
            {"quorum_numerator": ["Убедитесь, что это значение больше либо равно 1."]},
        ),
        (
            {"quorum_numerator": "1", "quorum_denominator": "99999999999999999999"},
            {"quorum_denominator": ["Убедитесь, что это значение меньше либо равно 100."]},
        ),
    ],
)
def test_a_share_that_means_nothing_gets_its_sentence(methodist, district, url, typed, errors):
    data = filled(methodist.get(url), quorum_share="own", quorum_strict="False") | typed
    answer = methodist.post(url, data)
    assert answer.status_code == 422
    assert answer.context["form"].errors == errors
    assert rules_of(district) == (1, 2, True)


def test_years_of_teaching_are_whole_or_a_half(methodist, url):
    answer = methodist.post(url, filled(methodist.get(url), young_max_years="2.3", young_max_age="99"))
    assert answer.context["form"].errors == {
        "young_max_age": ["Введите возраст от 18 до 70 лет."],
        "young_max_years": ["Введите целое число лет или половину: 3 или 2,5."],
    }


def test_the_preview_computes_what_is_typed_and_saves_nothing(methodist, district, url):
    data = filled(methodist.get(url), quorum_share="least-2-3", majority_base="members", tie="fails")
    answer = methodist.post(reverse("directory:rules_preview", args=[district.pk]), data)
    assert table(answer) == [
        ["15", "не меньше 10", "8 из 15", "8 из 10", "не бывает, если голосуют все"],
        ["16", "не меньше 11", "9 из 16", "9 из 11", "8 и 8 — решение не принято"],
        ["17", "не меньше 12", "9 из 17", "9 из 12", "не бывает, если голосуют все"],
    ]
    shown = methodist.post(url, data | {"preview": "1"})
    assert (shown.status_code, table(shown)) == (200, table(answer))
    assert rules_of(district) == (1, 2, True)
    assert not AuditEvent.objects.about(district.rules).exists()


def test_the_preview_says_why_it_cannot_compute(methodist, district, url):
    data = filled(methodist.get(url), young_max_years="")
    answer = methodist.post(reverse("directory:rules_preview", args=[district.pk]), data)
    assert answer.context["problem"] == "Обязательное поле."
    assert table(answer) == []


def test_a_stale_form_of_rules_is_answered_with_both_texts(methodist, district, url):
    mine = filled(methodist.get(url), tie="fails")
    methodist.post(url, filled(methodist.get(url), tie="passes", meetings_minimum="2"))
    answer = methodist.post(url, mine)
    assert answer.status_code == 409
    assert [
        (clash.label, clash.before, clash.saved, clash.typed) for clash in answer.context["form"].clashes
    ] == [
        (
            "Если голоса разделились поровну",
            "решает голос председателя",
            "решение принято",
            "решение не принято",
        ),
        ("Заседаний не меньше", "1", "2", "1"),
    ]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_table_follows_the_choice_without_a_click(page, person, url):
    login_as(page, person)
    page.goto(url)
    page.select_option("[name=quorum_share]", "least-2-3")
    quorums = page.locator("#rules-preview td[data-label='Кворум: присутствуют']")
    expect(quorums).to_have_text(["не меньше 10", "не меньше 11", "не меньше 12"])
    expect(page.locator("[name=quorum_numerator]")).to_be_hidden()
    page.select_option("[name=quorum_share]", "own")
    page.fill("[name=quorum_numerator]", "4")
    page.fill("[name=quorum_denominator]", "5")
    page.select_option("[name=quorum_strict]", "False")
    expect(quorums).to_have_text(["не меньше 12", "не меньше 13", "не меньше 14"])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_table_is_shown_without_javascript(open_page, person, url):
    page = open_page(java_script_enabled=False)
    login_as(page, person)
    page.goto(url)
    page.select_option("[name=quorum_share]", "least-2-3")
    click_through(page.locator("button[name=preview]"))
    expect(page.locator("#rules-preview td", has_text="не меньше 11")).to_have_count(1)
    expect(page.locator("[name=quorum_share]")).to_have_value("least-2-3")


def test_a_day_that_no_school_year_has_is_refused_beside_its_field(methodist, district, url):
    data = filled(methodist.get(url))
    response = methodist.post(url, data | {"plan_due": "31.09"})
    assert response.context["form"].errors == {"plan_due": ["Введите день и месяц, например 15.09."]}
    assert methodist.post(url, data | {"plan_due": "01.10"}).status_code == 302
    district.rules.refresh_from_db()
    assert district.rules.plan_due == "01.10"
