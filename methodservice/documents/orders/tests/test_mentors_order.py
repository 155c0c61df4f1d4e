"""Appointing mentors: pairs by typed names, warnings that are confirmed, what the law wants."""

from datetime import date

import pytest
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.documents.orders.people import Person
from methodservice.documents.orders.usual.mentors import appointing
from methodservice.documents.orders.usual.naming import NotFound, People
from methodservice.testing import factories as make
from methodservice.testing.drafts import acquainted, draft, facts_of, kind_form, lines_of, rows_of

BOTH = "{} записан в этом приказе и наставником, и наставляемым. Оставьте одно."


@pytest.fixture
def methodist(db):
    return make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())


@pytest.fixture
def school(methodist):
    return make.SchoolFactory(municipality=methodist.municipality, short_name="Школа № 1")


def young(school, surname: str, **fields):
    year = timezone.localdate().year
    dates = {"born_on": date(year - 25, 1, 1), "teaching_since": date(year - 1, 1, 2)}
    return make.TeacherFactory(school=school, surname=surname, **dates | fields)


def answers(*pairs, **changes) -> dict:
    typed = {}
    for number, (mentor, mentee) in enumerate(pairs, 1):
        for side, person in (("mentor", mentor), ("mentee", mentee)):
            typed[f"{side}_{number}"] = person if isinstance(person, str) else person.full_name
    dates = {"starts": "2026-09-01", "ends": "2027-05-31"}
    return {"form_of": "peer", "rows": len(pairs)} | dates | typed | changes


def test_the_order_appoints_and_says_what_the_law_wants(methodist, school):
    mentor, mentee = make.TeacherFactory(school=school, surname="Светлова"), young(school, "Белова")
    order = draft("mentors", methodist, answers((mentor, mentee), programmes_by="2026-09-15"))
    assert lines_of(order) == [
        "О назначении наставников",
        "В соответствии со статьёй 351.8 Трудового кодекса Российской Федерации, в целях методической поддержки и "
        "профессионального развития педагогических работников",
        "1. Назначить наставников и закрепить за ними наставляемых (приложение) на срок с 1 сентября 2026 г. по "
        "31 мая 2027 г.",
        "2. Руководителям образовательных организаций обеспечить условия наставничества:",
        "2.1. Получить письменное согласие наставников на выполнение работы по наставничеству. Срок: до "
        "1 сентября 2026 г.",
        "2.2. Указать в трудовых договорах с наставниками или дополнительных соглашениях к ним содержание, сроки и "
        "форму выполнения этой работы.",
        "2.3. Установить размеры и условия выплат за наставничество в соответствии со статьёй 351.8 Трудового "
        "кодекса Российской Федерации.",
        "2.4. Создать условия для совместной работы наставников и наставляемых.",
        "3. Наставникам разработать персонализированные программы наставничества и представить их в методическую "
        "службу. Срок: до 15 сентября 2026 г.",
        "4. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]
    assert rows_of(order.annexes.get()) == [
        [
            "1",
            "Светлова Мария Ивановна, учитель математики Школы № 1",
            "Белова Мария Ивановна, учитель математики Школы № 1",
            "педагог — педагог",
            "01.09.2026 — 31.05.2027",
        ]
    ]
    assert acquainted(order) == [mentee.full_name, mentor.full_name]
    assert order.facts["pairs"] == [[mentor.pk, mentee.pk]]


def test_the_same_person_cannot_be_mentor_and_mentee(methodist, school):
    first, second, third = (young(school, name) for name in ("Светлова", "Белова", "Котова"))
    form = kind_form("mentors", methodist, answers((first, second), (second, third)))
    assert form.errors == {"mentee_1": [BOTH.format(second.full_name)]}
    alone = kind_form("mentors", methodist, answers((first, first)))
    assert alone.errors == {"mentee_1": [BOTH.format(first.full_name)]}


def test_a_pair_is_not_written_twice(methodist, school):
    pair = young(school, "Светлова"), young(school, "Белова")
    form = kind_form("mentors", methodist, answers(pair, pair))
    assert form.errors == {"mentee_2": ["Эта пара уже записана выше."]}


def test_a_mentee_who_is_not_young_is_asked_about_once(methodist, school):
    mentor = make.TeacherFactory(school=school, surname="Светлова")
    old = young(school, "Белова", born_on=date(1960, 1, 1))
    form = kind_form("mentors", methodist, answers((mentor, old)))
    assert set(form.errors) == {"mentee_1", "__all__"}
    assert form.errors["mentee_1"][0].startswith("По правилу муниципалитета это не молодой педагог. Возраст ")
    assert "sure" in form.blocks()
    assert facts_of("mentors", methodist, answers((mentor, old), sure="on")).kept["pairs"] == [
        [mentor.pk, old.pk]
    ]


def test_a_fourth_mentee_of_one_mentor_is_asked_about(methodist, school):
    mentor = make.TeacherFactory(school=school, surname="Светлова")
    pairs = [(mentor, young(school, name)) for name in ("Белова", "Котова", "Лисина", "Зимина")]
    assert kind_form("mentors", methodist, answers(*pairs[:3])).is_valid()
    form = kind_form("mentors", methodist, answers(*pairs))
    assert form.errors["mentor_4"] == ["У этого наставника больше 3 наставляемых."]
    assert kind_form("mentors", methodist, answers(*pairs, sure="on")).is_valid()


def test_a_refusal_is_no_warning_that_could_be_confirmed(methodist, school):
    person = young(school, "Светлова")
    form = kind_form("mentors", methodist, answers((person, person), sure="on"))
    assert not form.is_valid()
    assert "sure" not in form.blocks()


@pytest.mark.parametrize(
    ("pair", "errors"),
    [
        (("", ""), {"mentor_1": ["Укажите хотя бы одну пару."]}),
        (("Светлова", ""), {"mentee_1": ["В паре нужны двое: укажите второго."]}),
        (("", "Светлова"), {"mentor_1": ["В паре нужны двое: укажите второго."]}),
        (
            ("Никто", "Светлова"),
            {"mentor_1": ["Такого педагога в списке нет. Начните вводить фамилию и выберите из подсказок."]},
        ),
    ],
)
def test_an_unfinished_pair_is_told(methodist, school, pair, errors):
    young(school, "Светлова")
    assert kind_form("mentors", methodist, answers(pair)).errors == errors


def test_dates_out_of_order_are_told(methodist, school):
    pair = young(school, "Светлова"), young(school, "Белова")
    form = kind_form("mentors", methodist, answers(pair, ends="2026-08-31"))
    assert form.errors == {"ends": ["Дата «по» раньше даты «с»."]}


def test_more_rows_keep_what_was_typed(methodist, school):
    form = kind_form("mentors", methodist, answers(("Свет", "Бел"), again="1", ends="нет"))
    assert not form.is_bound
    assert [form[f"mentor_{number}"].value() for number in (1, 2, 6)] == ["Свет", None, None]
    assert (form["ends"].value(), form["rows"].value()) == ("нет", 6)
    assert "mentor_7" not in form.fields


@pytest.mark.parametrize(("rows", "shown"), [("", 5), ("28", 30), ("999999", 10), ("-3", 10), ("٣", 10)])
def test_rows_are_never_more_than_thirty(methodist, rows, shown):
    form = kind_form("mentors", methodist, {"rows": rows, "again": "1"})
    assert len(form.numbers) == (shown if rows else 10)


def test_foreign_people_and_those_who_left_are_not_found(methodist, school):
    make.TeacherFactory(surname="Чужова")
    make.TeacherFactory(school=school, surname="Ушедшева", left_on=date(2020, 1, 1))
    assert kind_form("mentors", methodist).people.labels == []


def test_names_are_found_by_their_beginnings(methodist, school):
    peter = make.TeacherFactory(school=school, surname="Семёнов", given_name="Пётр", patronymic="Ильич")
    make.TeacherFactory(school=school, surname="Семёнова")
    people = kind_form("mentors", methodist).people
    for text in ("Семёнов Пётр Ильич, Школа № 1", "семенов петр", "Семёнов П. И.".replace(".", "")):
        assert people.find(text) == peter
    assert people.find("семенов") == peter
    assert people.find("семенова мария ивановна").surname == "Семёнова"
    with pytest.raises(NotFound, match="Подходят несколько: Семёнов Пётр Ильич, Школа № 1; Семёнова"):
        people.find("Семено")
    with pytest.raises(NotFound, match="нет"):
        people.find("Пётр Семёнов")


def test_namesakes_are_told_apart(methodist, school):
    one = make.TeacherFactory(school=school, surname="Светлова", position="учитель химии")
    other = make.TeacherFactory(
        school=school, surname="Светлова", born_on=date(1990, 1, 1), position="методист"
    )
    twin = make.TeacherFactory(
        school=school, surname="Светлова", born_on=date(1991, 1, 1), position="методист"
    )
    people = People([one, other, twin])
    assert people.labels == [
        "Светлова Мария Ивановна, учитель химии, Школа № 1",
        f"Светлова Мария Ивановна, методист, Школа № 1 (карточка {other.pk})",
        f"Светлова Мария Ивановна, методист, Школа № 1 (карточка {twin.pk})",
    ]
    assert [people.find(label) for label in people.labels] == [one, other, twin]


def test_facts_cost_the_same_for_one_pair_and_thirty(methodist, school, django_assert_num_queries):
    pairs = [(make.TeacherFactory(school=school), young(school, f"Белова{n}")) for n in range(30)]
    for chosen in (pairs[:1], pairs):
        sent = answers(*chosen)
        with django_assert_num_queries(2):
            facts = facts_of("mentors", methodist, sent)
        assert len(facts.kept["pairs"]) == len(chosen)


def test_pairs_of_different_terms_have_them_in_the_annex_alone():
    person, form, last = Person("Иванова Мария Ивановна", "учитель"), "педагог — педагог", date(2027, 5, 31)
    lines = [(person, person, form, first, last) for first in (date(2026, 9, 1), date(2026, 10, 1))]
    facts = appointing("mentors", lines, programmes_by=None, kept={})
    assert facts.context["period"] == "на указанные в нём сроки"
    assert facts.context["starts"] == date(2026, 9, 1)
