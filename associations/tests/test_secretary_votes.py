"""Votes on the secretary's screen: unanimous, counted, by name; candidates; who was there for the question."""

import pytest

from associations.models import AgendaItem, NamedVote
from associations.picture import read_meeting
from associations.tests.pages import HTMX, place, to
from methodservice.testing import factories as make
from methodservice.testing.meetings import election_in

pytestmark = pytest.mark.django_db


def test_unanimous_in_one_click(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    AgendaItem.objects.update(voting="none")
    answer = client.post(to("votes", item), {"voting": "unanimous"}, headers=HTMX)
    assert "За — 5 из 5 присутствующих, нужно 3 — решение принято единогласно" in answer.content.decode()


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"votes_for": 9}, "Подано голосов: 9, а присутствует 5 человек. Проверьте подсчёт."),
        ({"votes_for": -1}, "Число голосов не бывает отрицательным."),
        ({"votes_for": "три"}, "Введите целое число."),
        ({}, "Запишите, сколько человек голосовали."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_wrong_counts_get_a_sentence_and_are_not_recorded(filed, counts, sentence, headers):
    meeting, _, client = filed
    item = meeting.items.get()
    answer = client.post(to("votes", item), {"voting": "counted", **counts}, headers=headers)
    item.refresh_from_db()
    assert (answer.status_code, item.voting) == (422, "unanimous")
    assert sentence in answer.content.decode()


def test_votes_of_somebody_else_are_not_written_over_unseen(filed):
    meeting, _, client = filed
    item = meeting.items.get()
    seen = client.get(meeting.get_absolute_url()).context["screen"].block(item).seen
    client.post(to("votes", item), {"voting": "counted", "votes_for": 4, "seen": seen})
    answer = client.post(to("votes", item), {"voting": "counted", "votes_for": 3, "seen": seen}, headers=HTMX)
    item.refresh_from_db()
    assert (answer.status_code, item.votes_for) == (422, 4)
    assert "записал кто-то другой" in answer.content.decode()


def test_votes_by_name(filed):
    meeting, people, client = filed
    item = meeting.items.get()
    choices = ["for", "for", "against", "abstained", ""]
    data = {f"vote-{person.pk}": choice for person, choice in zip(people, choices, strict=True)}
    answer = client.post(to("named_votes", item), data)
    assert answer.url == place(meeting, f"item-{item.pk}")
    assert sorted(NamedVote.objects.values_list("choice", flat=True)) == [
        "abstained",
        "against",
        "for",
        "for",
    ]
    assert client.post(to("named_votes", item), {}).status_code == 422


def test_who_left_early_does_not_count_for_the_question(filed):
    meeting, people, client = filed
    item = meeting.items.get()
    here = [person.pk for person in people[:4]]
    client.post(to("presence", item), {"here": here, "known": ""})
    assert read_meeting(meeting).items[0].present == 4
    client.post(to("presence", item), {"here": [*here, people[4].pk], "known": str(people[4].pk)})
    assert read_meeting(meeting).items[0].present == 5
    assert client.post(to("presence", item), {"here": [make.TeacherFactory().pk]}).status_code == 422


def test_candidates_are_members_and_their_votes_are_counted(filed):
    meeting, people, client = filed
    item = election_in(meeting, people[2])
    client.post(to("candidate_add", item), {"teacher": people[3].pk})
    client.post(to("candidate_add", item), {"teacher": make.TeacherFactory().pk})
    first, second = item.candidates.order_by("pk")
    client.post(
        to("votes", item), {"voting": "counted", f"candidate-{first.pk}": 1, f"candidate-{second.pk}": 4}
    )
    assert read_meeting(meeting).items[1].winner == people[3]
    client.post(to("candidate_remove", first))
    item.refresh_from_db()
    assert (item.candidates.get().teacher, item.voting) == (people[3], "none")
