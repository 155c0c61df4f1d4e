"""The card of a municipality, signatories, the administrator's list."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice import registries
from methodservice.directory.models import AuditEvent, Municipality, MunicipalityRules, RoleKind, Signatory
from methodservice.testing import factories as make
from methodservice.testing.forms import filled


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district, visit):
    return visit(make.user_with_role(RoleKind.METHODIST, municipality=district))


@pytest.fixture
def admin(district, visit):
    return visit(make.user_with_role(RoleKind.PORTAL_ADMIN, municipality=district))


def edit(client, url, **changes):
    return client.post(url, filled(client.get(url), **changes))


def test_a_change_of_the_card_is_in_the_journal_from_to(methodist, district):
    url = reverse("directory:municipality_edit", args=[district.pk])
    old = district.place
    assert edit(methodist, url, place="п. Заречный").status_code == 302
    district.refresh_from_db()
    assert district.place == "п. Заречный"
    row = AuditEvent.objects.about(district).get()
    assert (row.verb, row.changes) == ("changed", {"место составления документов": [old, "п. Заречный"]})


def test_two_methodists_do_not_overwrite_each_other(methodist, district, visit):
    url = reverse("directory:municipality_edit", args=[district.pk])
    mine = filled(methodist.get(url), place="п. Мой", service_short="ИМЦ-1")
    colleague = make.user_with_role(RoleKind.METHODIST, municipality=district, full_name="Лебедева Анна")
    edit(visit(colleague), url, place="п. Коллеги", district_abbreviation="ММО")

    answer = methodist.post(url, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "запись изменил(а) Лебедева Анна" in page
    assert [(clash.label, clash.saved, clash.typed) for clash in answer.context["form"].clashes] == [
        ("Место составления документов", "п. Коллеги", "п. Мой"),
        ("Сокращённо", "ММО", "РМО"),
    ]
    district.refresh_from_db()
    assert (district.place, district.service_short) == ("п. Коллеги", "ИМЦ")

    assert methodist.post(url, filled(answer)).status_code == 302
    district.refresh_from_db()
    assert (district.place, district.service_short, district.district_abbreviation) == (
        "п. Мой",
        "ИМЦ-1",
        "ММО",
    )


def test_a_name_of_300_characters_gets_its_sentence(methodist, district):
    url = reverse("directory:municipality_edit", args=[district.pk])
    answer = edit(methodist, url, place="п" * 300)
    assert answer.status_code == 422
    assert answer.context["form"]["place"].value() == "п" * 300
    assert answer.context["form"].errors["place"] == [
        "Убедитесь, что это значение содержит не более 100 символов (сейчас 300)."
    ]


def test_a_signatory_is_added_once_by_two_clicks(methodist, district):
    url = reverse("directory:signatory_add", args=[district.pk])
    data = filled(
        methodist.get(url),
        surname="Гончар", given_name="Олег", gender="male", position="директор ИМЦ", starts="2026-09-01",
    )  # fmt: skip
    card = reverse("directory:municipality", args=[district.pk])
    for _ in range(2):
        answer = methodist.post(url, data)
        assert (answer.status_code, answer.url) == (302, card)
    assert Signatory.objects.get(municipality=district).starts == date(2026, 9, 1)


def test_31_february_gets_its_sentence(methodist, district):
    url = reverse("directory:signatory_add", args=[district.pk])
    data = filled(
        methodist.get(url),
        surname="Гончар", given_name="Олег", gender="male", position="директор ИМЦ", starts="2026-02-31",
    )  # fmt: skip
    answer = methodist.post(url, data)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "starts": ["Такой даты нет. Введите день, месяц и год, например 12.10.2026."]
    }
    assert not Signatory.objects.exists()


def test_a_signatory_is_ended_not_before_the_first_day(methodist, district):
    signatory = make.SignatoryFactory(municipality=district, starts=date(2026, 1, 10))
    url = reverse("directory:signatory_end", args=[signatory.pk])
    answer = edit(methodist, url, ends="2026-01-09")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"ends": ["Подписывает с 10.01.2026: раньше завершить нельзя."]}
    assert edit(methodist, url, ends="2026-01-10").status_code == 302
    signatory.refresh_from_db()
    assert signatory.ends == date(2026, 1, 10)


def test_the_administrator_adds_a_municipality_with_rules_and_goes_to_work_there(admin, district):
    url = reverse("directory:municipality_add")
    data = filled(
        admin.get(url),
        name="Лесной район", name_genitive="Лесного района", authority="Отдел образования",
        service="Методический кабинет", service_short="РМК", place="с. Лесное",
    )  # fmt: skip
    assert admin.post(url, data).status_code == 302
    new = Municipality.objects.get(name="Лесной район")
    assert MunicipalityRules.objects.filter(municipality=new).count() == 1
    again = admin.post(url, data)
    assert again.status_code == 422
    assert again.context["form"].errors == {"name": ["Муниципалитет с таким названием уже есть."]}

    admin.post(reverse("directory:municipality_enter", args=[new.pk]))
    page = admin.get(reverse("directory:index"))
    assert page.context["municipality"] == new


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_of_municipalities_costs_the_same_for_any_number(
    admin, district, number, assert_query_count
):
    for _ in range(number - 1):
        make.MunicipalityFactory()
    assert_query_count(admin, reverse("directory:municipality_list"), 5)


@pytest.mark.parametrize("number", [1, 30])
def test_the_card_costs_the_same_for_any_number_of_signatories(
    methodist, district, number, assert_query_count
):
    for day in range(1, number + 1):
        make.SignatoryFactory(municipality=district, starts=date(2026, 1, day))
    assert_query_count(methodist, reverse("directory:municipality", args=[district.pk]), 5)


def test_the_index_shows_only_what_the_role_may_open(world, visit, monkeypatch):
    monkeypatch.setattr(registries, "directory_cards", [])

    def titles(role):
        return [
            card.title for card in visit(world.users[role]).get(reverse("directory:index")).context["cards"]
        ]

    first = ["Муниципалитет", "Правила", "Организации"]
    last = ["Предметы и направления", "Сроки словами"]
    assert titles("teacher") == [*first, "Сведения обо мне", *last]
    assert titles("coordinator") == [*first, "Педагоги", *last, "Загрузка списков"]
    kept = [*first, "Педагоги", *last, "Учётные записи", "Журнал действий", "Загрузка списков"]
    assert titles("methodist") == kept
    assert titles("admin") == [*kept, "Муниципалитеты"]


def test_the_list_of_municipalities_downloads_for_the_administrator(admin, district):
    answer = admin.get(reverse("directory:municipality_list"), {"export": "csv"})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[1:] == [f"{district.name};{district.authority};{district.service};0"]
