import pytest

from methodservice.lib.declension import (
    Form,
    official,
    organisation_form,
    person_form,
    position_at,
    position_form,
)
from methodservice.lib.declension.phrases import (
    DOUBT_AFTER_ABBREVIATION,
    DOUBT_RARE,
    DOUBT_TWO,
    DOUBT_UNKNOWN,
    DOUBT_WOMAN,
)
from methodservice.lib.declension.surnames import (
    DOUBT_FIRST,
    DOUBT_FOREIGN,
    DOUBT_GENDER,
    DOUBT_KIND,
    DOUBT_LATIN,
    DOUBT_NOUN,
    DOUBT_STRESS,
    DOUBT_VOWEL,
    DOUBT_WORD,
)

NBSP = "\N{NO-BREAK SPACE}"


def surname(word, gender, case="dative"):
    return person_form(word, "", "", gender, case)


@pytest.mark.parametrize(
    ("word", "gender", "why"),
    [
        ("Заяц", "male", DOUBT_VOWEL),
        ("Лев", "male", DOUBT_VOWEL),
        ("Камень", "male", DOUBT_VOWEL),
        ("Волчок", "male", DOUBT_VOWEL),
        ("Перец", "male", DOUBT_VOWEL),
        ("Топчий", "male", DOUBT_KIND),
        ("Бережний", "male", DOUBT_KIND),
        ("Сова", "female", DOUBT_NOUN),
        ("Калина", "female", DOUBT_NOUN),
        ("Рябина", "female", DOUBT_NOUN),
        ("Гарсия", "female", DOUBT_FOREIGN),
        ("Smith", "male", DOUBT_LATIN),
        ("Ппп", "male", DOUBT_WORD),
        ("Иванов", "female", DOUBT_GENDER),
        ("Белый", "female", DOUBT_GENDER),
        ("Иванова", "male", DOUBT_GENDER),
        ("Толстая", "male", DOUBT_GENDER),
        ("Дрюк-Иванов", "male", DOUBT_FIRST),
    ],
)
def test_surname_is_for_a_look(word, gender, why):
    form = surname(word, gender)
    assert (form.sure, form.why) == (False, why)


@pytest.mark.parametrize("word", ["Ткач", "Деркач", "Чернявец", "Лукаш"])
def test_only_the_instrumental_depends_on_the_stress(word):
    assert surname(word, "male").sure
    assert surname(word, "male", "instrumental").why == DOUBT_STRESS


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("Иванова", "female"),
        ("Кравец", "male"),
        ("Кравец", "female"),
        ("Шевченко", "male"),
        ("Черных", "female"),
        ("Дюма", "male"),
        ("Мицкевич", "male"),
        ("Сова", "male"),
        ("Окуджава", "male"),
        ("Воробей", "male"),
        ("Соловьёв-Седой", "male"),
        ("Бонч-Бруевич", "male"),
        ("фон Мекк", "female"),
    ],
)
def test_usual_surname_is_sure_in_every_case(word, gender):
    cases = ("genitive", "dative", "accusative", "instrumental", "prepositional")
    assert [surname(word, gender, case).why for case in cases] == [""] * 5


def test_patronymic_of_the_other_gender_is_for_a_look():
    form = person_form("Черных", "Женя", "Петрович", "female", "dative")
    assert form == Form("Черных Жене Петровичу", False, "Отчество не похоже на пол, указанный в карточке.")


def test_form_of_the_card_is_sure():
    assert person_form("Заяц", "", "", "male", "genitive", {"genitive": {"surname": "Заяца"}}) == Form(
        "Заяца"
    )


@pytest.mark.parametrize(
    ("position", "why"),
    [
        ("тестировщик сайтов", DOUBT_RARE.format(word="тестировщик")),
        ("заместителя директора", DOUBT_UNKNOWN),
        ("учителя математики", DOUBT_UNKNOWN),
        ("дрвжщ", DOUBT_UNKNOWN),
        ("главный", DOUBT_UNKNOWN),
        ("учитель логопед", DOUBT_TWO),
        ("и. о. директора", ""),
        ("зав. кафедрой", ""),
        ("ПДО", ""),
        ("исполняющий обязанности директора", ""),
        ("начальник отдела воспитания, дополнительного образования", ""),
    ],
)
def test_position_is_for_a_look_where_no_table_knows_it(position, why):
    form = position_form(position, "dative")
    assert (form.sure, form.why) == (not why, why)


def test_word_of_the_dictionary_is_declined_with_its_adjectives():
    assert position_form("ведущий тестировщик сайтов", "dative").text == "ведущему тестировщику сайтов"


@pytest.mark.parametrize(("gender", "why"), [("male", DOUBT_WOMAN), ("female", ""), ("", "")])
def test_feminine_position_of_a_man_is_for_a_look(gender, why):
    form = position_form("исполняющая обязанности директора", "dative", gender)
    assert (form.text, form.why) == ("исполняющей обязанности директора", why)


def test_masculine_position_of_a_woman_is_usual():
    assert position_form("заведующий отделом", "dative", "female") == Form("заведующему отделом")
    assert position_form("глава администрации", "dative", "male") == Form("главе администрации")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("МБОУ «СОШ № 3»", ""),
        ("«Ромашка»", ""),
        ("управление образования", ""),
        ("МБОУ лицей № 4", DOUBT_AFTER_ABBREVIATION.format(word="лицей")),
        ("учреждение средняя школа № 5", DOUBT_TWO),
        ("дрвжщ", DOUBT_UNKNOWN),
    ],
)
def test_organisation_is_for_a_look(name, why):
    form = organisation_form(name, "genitive")
    assert (form.sure, form.why) == (not why, why)


def test_person_as_a_document_names_them():
    person = ("Иванова", "Мария", "Ильинична", "female", "dative")
    assert official("заведующий отделом", *person) == Form(f"заведующему отделом Ивановой{NBSP}М.{NBSP}И.")
    assert official("методист", *person, style="full").text == "методисту Ивановой Марии Ильиничне"
    assert official("методист", *person, style="signature").text == f"методисту М.{NBSP}И.{NBSP}Ивановой"
    assert official("", *person).text == f"Ивановой{NBSP}М.{NBSP}И."
    assert official("методист", "", "", "", "", "dative").text == "методисту"


def test_doubts_of_position_and_name_are_told_together():
    form = official("няня", "Заяц", "Олег", "", "male", "dative")
    assert (form.text, form.sure, form.why) == (f"няне Зайцу{NBSP}О.", False, f"{DOUBT_WOMAN} {DOUBT_VOWEL}")


def test_a_position_with_its_organisation():
    assert position_at("учитель физики", "Гимназия № 2") == "учитель физики Гимназии № 2"
    assert position_at("воспитатель", "МБДОУ «Родничок»") == "воспитатель МБДОУ «Родничок»"
