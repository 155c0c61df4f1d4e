"""The register: what it shows to whom, finds, sorts and downloads, and what it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from associations.models import Level
from methodservice.testing import factories as make

LIST = reverse("events:list")
TODAY = date(2026, 11, 20)


def shown(client, query=""):
    return [event.title for event, _ in client.get(f"{LIST}?{query}").context["rows"]]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_register_costs_the_same_for_one_row_and_for_thirty(visit, district, rows, assert_query_count):
    for _ in range(rows):
        association = make.AssociationFactory(municipality=district.municipality)
        event = make.EventFactory(association=association)
        make.ParticipantFactory(event=event, teacher=district.people[0], attended=True)
    assert_query_count(visit(district.methodist), LIST, 8)


def test_filters_narrow_the_register(visit, district, event):
    district.head.teacher.user = district.head
    small = make.AssociationFactory(
        municipality=district.municipality, level=Level.SCHOOL, school=district.school
    )
    other = make.EventFactory(
        association=small, title="Конкурс чтецов", kind="contest", level="region", place="Дом культуры",
        starts=date(2026, 3, 1), state="held",
    )  # fmt: skip
    service = make.EventFactory(association=None, municipality=district.municipality, title="Совещание")
    service.starts = TODAY - timedelta(days=1)
    service.save()
    client = visit(district.methodist)
    assert shown(client) == [event.title, "Совещание", "Конкурс чтецов"]
    for query, expected in (
        ("q=ЧТЕЦОВ", [other.title]),
        ("q=культуры", [other.title]),
        ("kind=contest", [other.title]),
        ("level=region", [other.title]),
        ("state=held", [other.title]),
        ("year=2025", [other.title]),
        ("year=2026", [event.title, "Совещание"]),
        (f"association={district.association.pk}", [event.title]),
        ("association=service", ["Совещание"]),
        (f"school={district.school.pk}", [other.title]),
        ("q=шахматы", []),
    ):
        assert shown(client, query) == expected, query


def test_nonsense_in_the_address_is_a_sentence_and_not_an_error(visit, district, event):
    answer = visit(district.methodist).get(f"{LIST}?year=ноль&kind=x&association=999999&page=x&sort=x")
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"year", "kind", "association"}


def test_i_take_part(head, district, event):
    invited = make.EventFactory(association=None, municipality=district.municipality, title="Круглый стол")
    make.ParticipantFactory(event=invited, teacher=district.people[0])
    assert shown(head, "mine=on") == ["Круглый стол"]


def test_a_teacher_sees_events_of_the_service_own_associations_and_invitations(visit, district, event):
    foreign = make.AssociationFactory(municipality=district.municipality)
    hidden = make.EventFactory(association=foreign, title="Чужое", starts=TODAY)
    invited = make.EventFactory(association=foreign, title="Приглашена", starts=TODAY - timedelta(days=1))
    make.EventFactory(
        association=None, municipality=district.municipality, title="Совещание", starts=date(2026, 9, 1)
    )
    make.EventFactory(title="Другой район", starts=TODAY)
    make.ParticipantFactory(event=invited, teacher=district.people[1])
    teacher = make.user_with_role("teacher", municipality=district.municipality, teacher=district.people[1])
    client = visit(teacher)
    assert shown(client) == [event.title, "Приглашена", "Совещание"]
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "Запланировать мероприятие" not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("date", "бва"), ("-date", "авб"), ("title", "абв"), ("-people", "вба"), ("x", "авб")],
)
def test_columns_sort(visit, district, sort, expected):
    for number, (title, people) in enumerate((("а", 0), ("в", 2), ("б", 1))):
        row = make.EventFactory(
            association=None, municipality=district.municipality, title=title,
            starts=TODAY - timedelta(days=number),
        )  # fmt: skip
        for person in district.people[:people]:
            make.ParticipantFactory(event=row, teacher=person)
    assert "".join(shown(visit(district.methodist), f"sort={sort}")) == expected


def test_the_download_is_what_the_page_shows(visit, district, event):
    make.EventFactory(association=None, municipality=district.municipality, title="Другое", starts=TODAY)
    event.state, event.outsiders = "held", 7
    event.save()
    make.ParticipantFactory(event=event, teacher=district.people[0], attended=True)
    make.ParticipantFactory(event=event, teacher=district.people[1], attended=False)
    answer = visit(district.methodist).get(f"{LIST}?q=условие&export=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Дата;По;Мероприятие;Вид;Уровень;Проводит;Место;В списке участников;Пришли;Без имён;Состояние",
        "20.11.2026;;Читаем условие задачи;семинар;муниципальный;РМО учителей математики;;2;1;7;Проведено",
    ]


def test_an_empty_register_says_what_to_do(visit, district):
    page = visit(district.methodist).get(LIST).content.decode()
    assert "Мероприятий пока нет. Запланируйте первое" in page
    teacher = make.user_with_role("teacher", municipality=district.municipality)
    assert "Их планируют руководители и методисты" in visit(teacher).get(LIST).content.decode()
