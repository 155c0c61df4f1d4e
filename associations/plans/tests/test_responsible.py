"""Who the words of «ответственный» name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.plans.responsible import Resolved, resolve
from associations.rules.named import Person, Titled

IVANOVA = Person(1, "Иванова", "Мария", "Ивановна")
PETROVA = Person(2, "Петрова-Водкина", "Алёна", "Петровна")
KIM = Person(3, "Ким", "Анна")
TWIN = Person(4, "Сидорова", "Ольга", "Львовна")
OTHER_TWIN = Person(5, "Сидорова", "Оксана", "Леонидовна")
PEOPLE = (IVANOVA, PETROVA, KIM, TWIN, OTHER_TWIN)
OWN = Titled(10, ("РМО учителей истории и обществознания", "районное методическое объединение историков"))
SCHOOL = Titled(11, ("ШМО учителей математики, СОШ № 4", "ШМО учителей математики"))
SAME = Titled(12, ("ШМО учителей математики, СОШ № 5", "ШМО учителей математики"))


def read(text, *, level="district", associations=(OWN, SCHOOL, SAME)):
    return resolve(text, level=level, own=OWN.key, people=PEOPLE, associations=associations)


@pytest.mark.parametrize(
    "text",
    [
        "Иванова М. И.",
        "М.И. Иванова",
        "ИВАНОВА М.И",
        "Иванова\N{NO-BREAK SPACE}М.\N{NO-BREAK SPACE}И.",
        "Иванова Мария Ивановна",
        "Мария Ивановна Иванова",
        "учитель СОШ № 4 Иванова М. И.",
        "руководитель РМО Иванова М. И.",
        "Иванова М. И. (секретарь)",
    ],
)
def test_a_member_is_known_however_the_name_is_written(text):
    assert read(text) == Resolved(people=(1,))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Иванова М.И., Петрова-Водкина А. П.", (1, 2)),
        ("Иванова М.И.; А.П. Петрова-Водкина", (1, 2)),
        ("Иванова М.И. / Ким А.", (1, 3)),
        ("Иванова М.И.\nКим Анна", (1, 3)),
        ("Иванова М.И. и Ким А.", (1, 3)),
        ("Иванова М.И. Петрова-Водкина А.П.", (1, 2)),
        ("М.И. Иванова А.П. Петрова-Водкина", (1, 2)),
        ("Иванова М.И., Иванова М.И.", (1,)),
    ],
)
def test_several_people_are_told_apart(text, people):
    assert read(text) == Resolved(people=people)


@pytest.mark.parametrize(
    "text",
    [
        "члены объединения",
        "учителя",
        "Сидорова О. Л.",
        "Иванова",
        "Иванова М. П.",
        "Ким А. П.",
        "Ким Анна Петровна",
        "руководители РМО",
        "классный руководитель",
        "руководитель школы",
        "руководитель ШМО",
        "руководитель ШМО учителей математики, СОШ № 4",
        "члены РМО учителей истории и обществознания",
        "ШМО учителей математики",
    ],
)
def test_what_is_not_sure_stays_words(text):
    answer = read(text)
    assert (answer.offices, answer.people, answer.associations) == ((), (), ())
    assert answer.unresolved


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("руководитель РМО", ("head",)),
        ("Руководитель", ("head",)),
        ("председатель МО", ("head",)),
        ("руководитель ММО, секретарь", ("head", "secretary")),
        ("руководитель и секретарь РМО", ("head", "secretary")),
        ("зам. руководителя", ("deputy",)),
        ("заместитель руководителя методического объединения", ("deputy",)),
        ("куратор РМО учителей истории и обществознания", ("curator",)),
    ],
)
def test_offices_of_the_own_association(text, offices):
    assert read(text) == Resolved(offices=offices)


def test_in_a_school_plan_the_district_head_is_somebody_else():
    assert read("руководитель РМО", level="school").offices == ()
    assert read("руководитель ШМО", level="school").offices == ("head",)


def test_titles_may_hold_commas_and_conjunctions():
    answer = read("«РМО учителей истории и обществознания», ШМО учителей математики, СОШ № 4 и члены РМО")
    assert answer == Resolved(associations=(10, 11), unresolved=("члены рмо",))


@given(st.text(max_size=80))
def test_any_text_is_answered(text):
    answer = read(text)
    assert set(answer.people) <= {person.key for person in PEOPLE}
    assert set(answer.associations) <= {10, 11, 12}


@given(
    st.lists(st.sampled_from([IVANOVA, PETROVA, KIM]), min_size=1, unique=True),
    st.sampled_from([", ", "; ", " и ", "\n", "/"]),
    st.booleans(),
)
def test_every_list_of_members_is_read_in_its_order(people, separator, short):
    def name(person):
        if short:
            return " ".join([person.surname, *(f"{part[0]}." for part in _names(person))])
        return " ".join([person.surname, *_names(person)])

    text = separator.join(map(name, people))
    assert read(text) == Resolved(people=tuple(person.key for person in people))


def _names(person):
    return [part for part in (person.given_name, person.patronymic) if part]
