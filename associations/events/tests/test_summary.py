"""The year of events: each association once, people once, only what the user sees."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice.testing import factories as make

SUMMARY = reverse("events:summary")
TODAY = date(2026, 11, 20)


def held(association, people, *, part="listener", starts=TODAY, **fields):
    event = make.EventFactory(association=association, starts=starts, state="held", **fields)
    for person in people:
        make.ParticipantFactory(event=event, teacher=person, attended=True, part=part)
    return event


def told(client, query=""):
    return [
        (line.association.title, line.held, line.came.distinct, line.came.attendances, line.speakers.distinct,
         line.winners.distinct, line.outsiders)
        for line in client.get(f"{SUMMARY}?{query}").context["lines"]
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_for_one_association_and_for_thirty(
    visit, district, rows, assert_query_count
):
    for _ in range(rows):
        held(make.AssociationFactory(municipality=district.municipality), district.people)
    assert_query_count(visit(district.methodist), SUMMARY, 10)


def test_a_line_counts_people_once_and_visits_each_time(visit, district):
    held(district.association, district.people, outsiders=5)
    held(district.association, district.people[:2], part="speaker", outsiders=4)
    held(district.association, district.people[:1], part="winner")
    make.EventFactory(association=district.association, starts=TODAY)
    make.AssociationFactory(municipality=district.municipality)
    assert told(visit(district.methodist)) == [("РМО учителей математики", 3, 3, 6, 2, 1, 9)]


def test_another_year_and_nonsense(visit, district):
    held(district.association, district.people, starts=date(2026, 5, 15))
    client = visit(district.methodist)
    assert told(client) == []
    assert [line[1] for line in told(client, "year=2025")] == [1]
    assert told(client, "year=ноль") == []
    assert "ещё не провели" in client.get(SUMMARY).content.decode()


def test_a_member_sees_own_associations_only(visit, district):
    held(district.association, district.people)
    held(make.AssociationFactory(municipality=district.municipality), district.people)
    held(make.AssociationFactory(), [])
    member = make.user_with_role("teacher", municipality=district.municipality, teacher=district.people[1])
    assert [line[0] for line in told(visit(member))] == ["РМО учителей математики"]
    assert told(visit(make.user_with_role("teacher", municipality=district.municipality))) == []


def test_the_link_opens_the_events_that_were_counted(visit, district):
    held(district.association, district.people)
    held(None, [], municipality=district.municipality)
    client = visit(district.methodist)
    url = f"{client.get(SUMMARY).context['register']}&association={district.association.pk}"
    assert [event.association for event, _ in client.get(url).context["rows"]] == [district.association]


def test_the_download_is_what_the_page_shows(visit, district):
    held(district.association, district.people, outsiders=2)
    answer = visit(district.methodist).get(f"{SUMMARY}?export=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Объединение;Проведено;Участников;Посещений;Выступили;Победителей и призёров;Без имён",
        "РМО учителей математики;1;3;3;0;0;2",
    ]
