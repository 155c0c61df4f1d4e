import pytest

from methodservice.lib.declension import (
    GenderUnknown,
    inflect_person,
    inflect_short,
    inflected_parts,
    short_name,
    signature_name,
)

NBSP = "\N{NO-BREAK SPACE}"
OBLIQUE = ("genitive", "dative", "accusative", "instrumental", "prepositional")


def surname_forms(surname, gender):
    return [inflect_person(surname, "", "", gender, case) for case in OBLIQUE]


def test_whole_name_in_all_cases():
    person = ("Иванова", "Мария", "Ильинична", "female")
    assert [inflect_person(*person, case) for case in ("nominative", *OBLIQUE)] == [
        "Иванова Мария Ильинична",
        "Ивановой Марии Ильиничны",
        "Ивановой Марии Ильиничне",
        "Иванову Марию Ильиничну",
        "Ивановой Марией Ильиничной",
        "Ивановой Марии Ильиничне",
    ]


@pytest.mark.parametrize(
    ("surname", "gender", "forms"),
    [
        ("Кравец", "male", "Кравца Кравцу Кравца Кравцом Кравце"),
        ("Воробей", "male", "Воробья Воробью Воробья Воробьём Воробье"),
        ("Коваль", "male", "Коваля Ковалю Коваля Ковалем Ковале"),
        ("Сковорода", "male", "Сковороды Сковороде Сковороду Сковородой Сковороде"),
        ("Ким", "male", "Кима Киму Кима Кимом Киме"),
        ("Цой", "male", "Цоя Цою Цоя Цоем Цое"),
        ("Ельцин", "male", "Ельцина Ельцину Ельцина Ельциным Ельцине"),
        ("Чаплин", "male", "Чаплина Чаплину Чаплина Чаплиным Чаплине"),
        ("Мицкевич", "male", "Мицкевича Мицкевичу Мицкевича Мицкевичем Мицкевиче"),
        ("Палий", "male", "Палия Палию Палия Палием Палии"),
        ("Бережная", "female", "Бережной Бережной Бережную Бережной Бережной"),
        ("Лоза", "female", "Лозы Лозе Лозу Лозой Лозе"),
        ("Берия", "female", "Берии Берии Берию Берией Берии"),
    ],
)
def test_surname_declines(surname, gender, forms):
    assert surname_forms(surname, gender) == forms.split()


@pytest.mark.parametrize("gender", ["female", "male"])
@pytest.mark.parametrize(
    "surname",
    [
        "Шевченко",
        "Бойко",
        "Черных",
        "Долгих",
        "Седых",
        "Дюма",
        "Живаго",
        "Дурново",
        "Гёте",
        "Гарсиа",
        "Ли",
        "Шило",
    ],
)
def test_surname_that_never_declines(surname, gender):
    assert surname_forms(surname, gender) == [surname] * 5


@pytest.mark.parametrize(
    "surname", ["Кравец", "Ким", "Цой", "Коваль", "Грищук", "Мицкевич", "Саакян", "Бондарь"]
)
def test_womans_surname_on_a_consonant_does_not_decline(surname):
    assert surname_forms(surname, "female") == [surname] * 5


@pytest.mark.parametrize(
    ("surname", "gender", "dative"),
    [
        ("Петров-Водкин", "male", "Петрову-Водкину"),
        ("Иванова-Сидорова", "female", "Ивановой-Сидоровой"),
        ("Бонч-Бруевич", "male", "Бонч-Бруевичу"),
        ("Тер-Петросян", "male", "Тер-Петросяну"),
        ("Тер-Петросян", "female", "Тер-Петросян"),
        ("Черненко-Бойко", "female", "Черненко-Бойко"),
        ("Ким-Орлова", "female", "Ким-Орловой"),
        ("Мельник-Лоза", "female", "Мельник-Лозе"),
    ],
)
def test_double_surname(surname, gender, dative):
    assert inflect_person(surname, "", "", gender, "dative") == dative


@pytest.mark.parametrize(
    ("given", "patronymic", "gender", "forms"),
    [
        ("Любовь", "Саввична", "female", ("Любови Саввичны", "Любовью Саввичной")),
        ("Лев", "Ильич", "male", ("Льва Ильича", "Львом Ильичом")),
        ("Павел", "Львович", "male", ("Павла Львовича", "Павлом Львовичем")),
        ("Илья", "Кузьмич", "male", ("Ильи Кузьмича", "Ильёй Кузьмичом")),
        ("Анна-Мария", "Петровна", "female", ("Анны-Марии Петровны", "Анной-Марией Петровной")),
        ("Айгуль", "Маратовна", "female", ("Айгуль Маратовны", "Айгуль Маратовной")),
        ("Пётр", "", "male", ("Петра", "Петром")),
    ],
)
def test_given_name_and_patronymic(given, patronymic, gender, forms):
    person = ("", given, patronymic, gender)
    assert (inflect_person(*person, "genitive"), inflect_person(*person, "instrumental")) == forms


def test_name_in_capitals_stays_in_capitals():
    assert inflect_person("ИВАНОВА", "Мария", "", "female", "dative") == "ИВАНОВОЙ Марии"


def test_card_overrides_one_part_of_one_case():
    own = {"genitive": {"surname": "Заяца"}}
    person = ("Заяц", "Олег", "Ильич", "male")
    assert inflect_person(*person, "genitive", own) == "Заяца Олега Ильича"
    assert inflect_person(*person, "dative", own) == "Зайцу Олегу Ильичу"


def test_empty_override_is_no_override():
    assert (
        inflect_person("Орлова", "Анна", "", "female", "dative", {"dative": {"surname": ""}})
        == "Орловой Анне"
    )


@pytest.mark.parametrize("gender", ["", None, "неизвестен"])
def test_gender_is_never_guessed(gender):
    with pytest.raises(GenderUnknown) as refusal:
        inflect_person("Иванова", "Мария", "Ильинична", gender, "dative")
    assert str(refusal.value) == (
        "У педагога «Иванова Мария Ильинична» не указан пол — без него имя нельзя просклонять. "
        "Укажите пол в карточке."
    )
    assert isinstance(refusal.value, ValueError)


def test_nominative_needs_no_gender():
    assert inflect_person("Иванова", " Мария ", "", "", "nominative") == "Иванова Мария"


def test_complete_override_needs_no_gender():
    own = {"dative": {"surname": "Шевченко", "given": "Саше"}}
    assert inflect_person("Шевченко", "Саша", "", "", "dative", own) == "Шевченко Саше"


def test_unknown_case_is_an_error():
    with pytest.raises(KeyError):
        inflected_parts("Иванова", "Мария", "", "female", "vocative")


def test_short_name_puts_the_surname_first_and_never_breaks():
    assert short_name("Иванова", "Мария", "Ильинична") == f"Иванова{NBSP}М.{NBSP}И."
    assert short_name("Цой", "Виктор") == f"Цой{NBSP}В."
    assert short_name("Орлова", "Анна-Мария", "Петровна") == f"Орлова{NBSP}А.-М.{NBSP}П."


def test_signature_puts_the_initials_first():
    assert signature_name("Иванова", "Мария", "Ильинична") == f"М.{NBSP}И.{NBSP}Иванова"
    assert signature_name("Цой", "Виктор") == f"В.{NBSP}Цой"


def test_short_name_in_a_case():
    assert inflect_short("Иванова", "Мария", "Ильинична", "female", "dative") == f"Ивановой{NBSP}М.{NBSP}И."
    own = {"accusative": {"surname": "Зайца", "given": "Олега"}}
    assert inflect_short("Заяц", "Олег", "", "male", "accusative", own) == f"Зайца{NBSP}О."
    with pytest.raises(GenderUnknown):
        inflect_short("Иванова", "Мария", "", "", "dative")
