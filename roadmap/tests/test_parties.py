"""Whom the words of «ответственные» name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.models import Level
from associations.rules.named import People, Person, Titled, Titles
from methodservice.documents.orders.people import find_party, party_choices
from methodservice.testing import factories as make
from roadmap.parties import Known, Resolved, known_to, resolve

IVANOVA = Person("teacher:1", "Иванова", "Мария", "Ивановна")
TWINS = [Person(f"teacher:{pk}", "Сидорова", name, "Львовна") for pk, name in ((4, "Ольга"), (5, "Оксана"))]
HEAD = Person("signatory:2", "Ковалёва", "Нина", "Петровна")
KNOWN = Known(
    People([IVANOVA, *TWINS, HEAD]),
    Titles(
        [
            Titled("association:3", ("РМО учителей математики", "РМО учителей математики и информатики")),
            Titled("association:4", ("ШМО учителей физики, СОШ № 3", "ШМО учителей физики")),
            Titled("association:5", ("ШМО учителей физики, СОШ № 4", "ШМО учителей физики")),
            Titled("school:7", ("МБОУ «СОШ № 3»", "СОШ № 3")),
            Titled("school:8", ("МБОУ «СОШ № 33»", "СОШ № 33")),
            Titled("role:service", ("Ресурсный центр педагога",)),
            Titled("role:authority", ("Отдел образования администрации Озёрного района",)),
            Titled("place", ("Озёрного района",)),
        ]
    ),
)


def read(text):
    return resolve(text, KNOWN)


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        (
            "role:methodists",
            "методисты|Методист|методистам МАУ ИМК|методисты МКУ ИМЦ|Методисты (ИМЦ)|методисты "
            "муниципальной методической службы|методисты Ресурсный центр педагога|методисты отдела "
            "образования|районные методисты|методисты "
            "Озёрного района|методисты Заречного района|Специалисты МКУ «ИМЦ»|специалистами "
            "информационно-методического центра|сотрудники методической службы|- методисты ИМЦ;|1) Методисты ИМЦ",
        ),
        (
            "role:heads",
            "руководители методических объединений|Руководителям РМО|руководитель ШМО|руководители МО|председатели ММО|"
            "руководители РМО учителей-предметников|руководители школьных методических объединений|руководители "
            "районных и школьных методических объединений|руководители школьных, муниципальных методических "
            "объединений|руководители ШМО и РМО|руководители ШМО, РМО|руководители методических объединений учителей|"
            "руководители ШМО ОО|РМО|ШМО и РМО|школьные методические объединения|руководители РМО района",
        ),
        ("association:3", "руководитель РМО учителей математики|Руководители «РМО учителей математики и информатики»"),
        (
            "role:schools",
            "руководители ОО|ОО|директора|директора школ|директорам общеобразовательных организаций|администрация ОО|"
            "администрации школ района|руководители общеобразовательных учреждений Озёрного района|образовательные "
            "организации|муниципальные общеобразовательные организации|школы|руководители ОО и ДОО|руководители "
            "подведомственных учреждений|Руководители образовательных\nучреждений",
        ),
        (
            "role:deputies",
            "заместители директоров|заместители директоров по УВР|зам. директора по УМР|зам. директоров (по УВР, УМР)|"
            "заместителям директоров школ по учебно-воспитательной работе|заместители руководителей ОО|завучи|"
            "заместители директоров по УВР и УМР|заместители директоров по УВР ОО",
        ),
        (
            "role:service",
            "ИМЦ|МАУ ИМК|МКУ МО Северский район «ИМЦ»|муниципальная методическая служба|методическую службу|"
            "Ресурсный центр педагога|информационно-методический центр|районный методический кабинет|"
            "руководитель ИМЦ|заведующий МАУ ИМК|ИМЦ отдела образования|муниципальная методическая служба района",
        ),
        (
            "role:authority",
            "отдел образования|Управление образования|управление системы образования|отделу образования администрации "
            "Озёрного района|специалисты управления образования|начальник отдела образования|УО|комитет по образованию|"
            "Управление образования администрации Заречного муниципального округа",
        ),
        ("school:7", "МБОУ «СОШ № 3»|СОШ №3|директор МБОУ СОШ № 3|администрация СОШ № 3|МАОУ СОШ № 3"),
        ("teacher:1", "Иванова М. И.|методист М.И. Иванова|Иванова Мария Ивановна, Иванова М.И."),
        ("signatory:2", "Ковалева Н. П.|начальник отдела образования Ковалёва Н.П."),
    ],
)  # fmt: skip
def test_usual_words_name_a_party(key, texts):
    found = {text: read(text) for text in texts.replace("образовательных\n", "образовательных ").split("|")}
    assert found == dict.fromkeys(found, Resolved((key,)))


@pytest.mark.parametrize(
    "text",
    [
        "Тьюторы",
        "педагоги",
        "педагоги ОО",
        "Молодые педагоги",
        "классные руководители",
        "руководители",
        "руководители творческих групп",
        "руководители РМО учителей химии",
        "ШМО учителей физики",
        "члены РМО учителей математики",
        "РМО учителей математики начальной школы",
        "заведующие ДОУ",
        "заместители директоров по воспитательной работе",
        "методист Петрова А. А.",
        "Сидорова О. Л.",
        "педагоги СОШ № 3",
        "СОШ № 333",
        "департамент образования Кировской области",
        "администрация Озёрного района",
        "школьники",
        "Озёрного района",
    ],
)
def test_what_is_not_sure_stays_words(text):
    assert read(text) == Resolved((), (text.removesuffix("."),))


@pytest.mark.parametrize(
    ("text", "keys", "unresolved"),
    [
        ("Руководители РМО, методисты ИМЦ", ("role:heads", "role:methodists"), ()),
        ("Специалисты МКУ «ИМЦ»\nРуководители РМО\nТьюторы", ("role:methodists", "role:heads"), ("Тьюторы",)),
        ("УО; ИМЦ; ОО", ("role:authority", "role:service", "role:schools"), ()),
        ("методист Иванова М.И. и руководители ШМО", ("teacher:1", "role:heads"), ()),
        ("Иванова М.И., Ковалёва Н.П.", ("teacher:1", "signatory:2"), ()),
        ("директора и заместители директоров ОО", ("role:schools", "role:deputies"), ()),
        ("руководители РМО учителей математики и физики", ("association:3",), ("физики",)),
        ("методисты и Творческая группа «Ёлка»", ("role:methodists",), ("Творческая группа «Ёлка",)),
        ("ИМЦ, ИМЦ", ("role:service",), ()),
        ("", (), ()),
        (" - \n;", (), ()),
    ],
)
def test_several_in_one_cell(text, keys, unresolved):
    assert read(text) == Resolved(keys, unresolved)


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["руководители", "РМО", "и", "школ", ",", "№", "3", "ИМЦ", "\x010\x01"])).map(
        " ".join
    )
)
def test_any_text_is_answered(text):
    answer = read(text)
    assert {key.partition(":")[0] for key in answer.keys} <= {
        *("teacher", "signatory", "role", "association", "school")
    }


@pytest.mark.parametrize("number", [1, 30])
def test_everybody_of_the_municipality_is_known_by_four_queries(number, db, django_assert_num_queries):
    municipality = make.MunicipalityFactory(
        authority="Управление образования и молодёжи администрации Озёрного района",
        service="Центр сопровождения педагогов",
        service_short="ЦСП",
        district_abbreviation="ММО",
    )
    make.SignatoryFactory(municipality=municipality, surname="Орлова", given_name="Яна", patronymic="Львовна")
    for place in range(number):
        school = make.SchoolFactory(municipality=municipality, short_name=f"МБОУ СОШ № {place}")
        teacher = make.TeacherFactory(school=school, surname=f"Лесн{'о' * (place + 1)}ва")
        make.TeacherFactory(school=school, surname=f"Ушл{'о' * (place + 1)}ва", left_on="2025-01-01")
        association = make.AssociationFactory(
            municipality=municipality, teachers_of=f"учителей курса {place}"
        )
        own = make.AssociationFactory(
            municipality=municipality, level=Level.SCHOOL, school=school, teachers_of="учителей музыки"
        )
    make.AssociationFactory(municipality=municipality, teachers_of="учителей права", closed_on="2025-01-01")
    with django_assert_num_queries(4):
        known = known_to(municipality)
    last = number - 1
    text = (
        f"Лесн{'о' * number}ва М. И., Ушлова М. И., Орлова Я. Л.; СОШ № {last}; "
        f"руководитель РМО учителей курса {last}; "
        f"руководителю муниципального методического объединения учителей курса {last}; "
        f"ШМО учителей музыки МБОУ СОШ № {last}; РМО учителей права; "
        "специалистам ЦСП; директор центра сопровождения педагогов; специалисты управления образования и молодёжи"
    )
    assert resolve(text, known) == Resolved(
        (
            f"teacher:{teacher.pk}",
            f"signatory:{municipality.signatories.get().pk}",
            f"school:{school.pk}",
            f"association:{association.pk}",
            f"association:{own.pk}",
            "role:methodists",
            "role:service",
            "role:authority",
        ),
        ("Ушлова М. И", "РМО учителей права"),
    )


def test_the_authority_is_a_party_of_orders(db):
    municipality = make.MunicipalityFactory(authority="Отдел образования администрации Озёрного района")
    roles = dict(dict(party_choices(municipality))["Роли"])
    assert roles["role:authority"] == f"Орган управления образованием: {municipality.authority}"
    words = find_party(municipality, "role:authority").words("dative")
    assert " ".join(words.text.split()) == "Отделу образования администрации Озёрного района"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "unsure"),
    [
        ("oktyabrsky-programme-2021", set()),
        ("seryshevo-programme-2024", set()),
        ("seversky-roadmap-2023", {"Тьюторы"}),
    ],
)
def test_parties_of_real_roadmaps_are_told_apart(name, unsure, shared_dir):
    tables = json.loads((shared_dir / "real" / "truth" / f"{name}.json").read_text())["tables"]
    rows = [row for table in tables for row in table["rows"] if row.get("responsible")]
    assert len(rows) >= 13
    for row in rows:
        parts = row["responsible_list"]
        expected = {part: ROLE_OF[next(word for word in ROLE_OF if word in part.lower())] for part in parts}
        found = read(row["responsible"])
        assert found.keys == tuple(key for key in expected.values() if key)
        assert set(found.unresolved) == {part for part, key in expected.items() if key is None} <= unsure


ROLE_OF = {
    "методист": "role:methodists",
    "специалист": "role:methodists",
    "руководители оо": "role:schools",
    "руководители": "role:heads",
    "управление": "role:authority",
    "тьютор": None,
}
