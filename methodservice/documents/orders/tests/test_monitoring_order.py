"""Holding a monitoring: dates, schools with their coordinators, who collects, who sums up."""

import pytest

from methodservice.directory.models import RoleKind
from methodservice.documents.models import DocumentStyle
from methodservice.documents.orders.services.making import AlreadyDrafted
from methodservice.testing import factories as make
from methodservice.testing.drafts import acquainted, draft, facts_of, kind_form, lines_of, rows_of


@pytest.fixture
def methodist(db):
    return make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())


def school(user, name: str, **fields):
    return make.SchoolFactory(municipality=user.municipality, short_name=name, **fields)


def coordinator(at, surname: str, **role):
    person = make.TeacherFactory(school=at, surname=surname, position="заместитель директора")
    user = make.UserFactory(municipality=at.municipality, teacher=person)
    make.RoleFactory(user=user, kind=RoleKind.COORDINATOR, school=at, **role)
    return person


def answers(*schools, **changes) -> dict:
    return {
        "theme": "деятельности школьных методических объединений",
        "starts": "2026-01-01",
        "ends": "2026-06-30",
        "collect_from": "2026-10-01",
        "collect_to": "2026-10-15",
        "schools": [row.pk for row in schools],
        "responsible": "role:methodists",
        "collected": "доля педагогов, прошедших диагностику;\n\nчисло заседаний.",
        "note_by": "2026-11-01",
    } | changes


def test_the_order_says_what_when_and_who(methodist):
    order = draft("monitoring", methodist, answers(school(methodist, "Школа № 1")))
    assert lines_of(order) == [
        "О проведении мониторинга деятельности школьных методических объединений",
        "В целях получения достоверных сведений и анализа деятельности школьных методических объединений",
        "1. Провести в образовательных организациях (приложение) мониторинг деятельности школьных методических "
        "объединений за период с 1 января 2026 г. по 30 июня 2026 г.",
        "2. Установить, что в ходе мониторинга собираются сведения по следующим показателям:",
        "2.1. доля педагогов, прошедших диагностику;",
        "2.2. число заседаний.",
        "3. Методистам организовать сбор и обработку сведений. Срок: с 1 октября 2026 г. по 15 октября 2026 г.",
        "4. Руководителям образовательных организаций назначить ответственных за мониторинг и обеспечить полноту и "
        "достоверность представляемых сведений. Срок: до 15 октября 2026 г.",
        "5. Методистам подготовить аналитическую справку по итогам мониторинга. Срок: до 1 ноября 2026 г.",
        "6. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]


def test_the_municipality_s_own_preamble_wins(methodist):
    DocumentStyle.objects.create(
        municipality=methodist.municipality,
        preambles={"monitoring": "В соответствии с Положением о мониторинге"},
    )
    order = draft("monitoring", methodist, answers(school(methodist, "Школа № 1")))
    assert order.preamble == "В соответствии с Положением о мониторинге"


def test_what_is_left_out_leaves_its_points_out(methodist):
    order = draft("monitoring", methodist, answers(school(methodist, "Школа № 1"), collected="", note_by=""))
    assert [point.text.split()[0] for point in order.points.all()] == [
        "Провести",
        "организовать",
        "назначить",
    ]


def test_the_annex_lists_schools_with_their_coordinators(methodist):
    second, first = school(methodist, "Школа № 2"), school(methodist, "Школа № 1")
    person = coordinator(first, "Светлова")
    order = draft("monitoring", methodist, answers(second, first))
    (annex,) = order.annexes.all()
    assert annex.title == (
        "Организации, участвующие в мониторинге деятельности школьных методических объединений"
    )
    assert rows_of(annex) == [
        ["1", "Школа № 1", "Светлова Мария Ивановна, заместитель директора", "до 15.10.2026"],
        ["2", "Школа № 2", "", "до 15.10.2026"],
    ]
    assert acquainted(order) == [person.full_name]
    assert order.points.first().doubt == "«(приложение)» — в нём нет ответственных от организаций: Школа № 2"


def test_only_coordinators_of_today_are_named(methodist):
    one = school(methodist, "Школа № 1")
    coordinator(one, "Светлова", ends="2021-01-01")
    first, second = coordinator(one, "Яблокова"), coordinator(one, "Белова")
    first.user.full_name, second.user.full_name = "Яблокова", "Белова"
    first.user.save()
    second.user.save()
    (row,) = rows_of(draft("monitoring", methodist, answers(one)).annexes.get())
    assert row[2].split("\n") == [
        "Белова Мария Ивановна, заместитель директора",
        "Яблокова Мария Ивановна, заместитель директора",
    ]


def test_all_open_schools_are_offered_by_kind(methodist):
    garden = school(methodist, "Ромашка", kind="kindergarten")
    one = school(methodist, "Школа № 1")
    school(methodist, "Школа № 9", closed_on="2020-01-01")
    make.SchoolFactory()
    form = kind_form("monitoring", methodist)
    assert form.fields["schools"].choices == [
        ("Школа", [(one.pk, "Школа № 1")]),
        ("Детский сад", [(garden.pk, "Ромашка")]),
    ]
    assert set(form["schools"].value()) == {garden.pk, one.pk}


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends": "2025-12-31"}, "ends", "Дата «по» раньше даты «с»."),
        ({"collect_to": "2026-09-30"}, "collect_to", "Дата «по» раньше даты «с»."),
        (
            {"note_by": "2026-10-14"},
            "note_by",
            "Справка готовится после сбора сведений: дата не может быть раньше его окончания.",
        ),
        ({"schools": []}, "schools", "Отметьте хотя бы одну организацию."),
        ({"collected": "показатель\n" * 51}, "collected", "Показателей не больше 50, а здесь 51."),
        (
            {"collected": "п" * 501},
            "collected",
            f"Показатель длиннее 500 знаков: «{'п' * 60}…». Сократите его или разделите.",
        ),
        (
            {"starts": "31.31.2026"},
            "starts",
            "Такой даты нет. Введите день, месяц и год, например 12.10.2026.",
        ),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(methodist, changes, field, sentence):
    form = kind_form("monitoring", methodist, answers(school(methodist, "Школа № 1"), **changes))
    assert form.errors == {field: [sentence]}


def test_a_foreign_school_is_refused(methodist):
    form = kind_form("monitoring", methodist, answers(make.SchoolFactory()))
    assert form.errors["schools"] == ["Одной из отмеченных организаций больше нет в списке. Отметьте заново."]


def test_a_link_among_the_figures_stays_in_its_point(methodist):
    lines = "сведения с https://example.ru/opros//1"
    order = draft("monitoring", methodist, answers(school(methodist, "Школа № 1"), collected=lines))
    (point,) = [point for point in order.points.all() if point.parent_id]
    assert (point.text, point.deadline) == (f"{lines}.", "")


def test_the_same_answers_make_one_order(methodist):
    one = school(methodist, "Школа № 1")
    first = draft("monitoring", methodist, answers(one))
    with pytest.raises(AlreadyDrafted) as repeat:
        draft("monitoring", methodist, answers(one))
    assert repeat.value.order == first


def test_facts_cost_the_same_for_one_school_and_thirty(methodist, django_assert_num_queries):
    schools = [school(methodist, f"Школа № {number}") for number in range(1, 31)]
    for one in schools:
        coordinator(one, f"Светлова{one.pk}")
    for chosen in (schools[:1], schools):
        sent = answers(*chosen)
        with django_assert_num_queries(6):
            facts = facts_of("monitoring", methodist, sent)
        assert len(facts.people) == len(chosen)
