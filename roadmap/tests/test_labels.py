"""What parties are called on pages."""

import pytest

from methodservice.testing import factories as make
from roadmap.labels import beside, labels_of

pytestmark = pytest.mark.django_db


def test_every_kind_of_party_has_its_words_in_four_queries(district, django_assert_num_queries):
    school = make.SchoolFactory(municipality=district, short_name="СОШ № 7")
    teacher = make.TeacherFactory(
        school=school, surname="Иванова", given_name="Мария", patronymic="Петровна", gender="female"
    )
    association = make.AssociationFactory(municipality=district, teachers_of="учителей химии")
    signatory = make.SignatoryFactory(municipality=district)
    keys = [
        f"school:{school.pk}",
        f"teacher:{teacher.pk}",
        f"association:{association.pk}",
        f"signatory:{signatory.pk}",
        "role:heads",
    ]
    with django_assert_num_queries(4):
        labels = labels_of(district, keys)
    assert {key: label.replace("\N{NO-BREAK SPACE}", " ") for key, label in labels.items()} == {
        f"school:{school.pk}": "СОШ № 7",
        f"teacher:{teacher.pk}": "Иванова М. П., СОШ № 7",
        f"association:{association.pk}": "РМО учителей химии",
        f"signatory:{signatory.pk}": f"{signatory}, начальник отдела образования".replace(
            "\N{NO-BREAK SPACE}", " "
        ),
        "role:heads": "Руководители методических объединений",
    }


def test_what_is_no_more_or_foreign_or_nonsense_has_none(district):
    foreign = make.SchoolFactory()
    assert (
        labels_of(district, [f"school:{foreign.pk}", "teacher:0", "school:x", "role:x", "words:кто", "x"])
        == {}
    )


def test_roles_cost_nothing(district, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(labels_of(district, ["role:methodists"])) == ["role:methodists"]


@pytest.mark.parametrize(
    ("labels", "words", "told"),
    [
        (["Методисты"], "методисты", ""),
        (["Методисты", "Школы"], "Школы;\nметодисты", ""),
        (["Методисты"], "методисты, тьюторы", "Методисты"),
        (["Методисты", "Школы"], "методисты ИМЦ, ОО", "Методисты, Школы"),
        ([], "тьюторы", ""),
    ],
)
def test_labels_stand_beside_the_words_only_when_they_add_something(labels, words, told):
    assert beside(labels, words) == told
