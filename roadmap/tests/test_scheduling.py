"""The schedule of an item whose words name no days."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import Refused
from methodservice.testing.forms import filled
from methodservice.testing.roadmap_life import item_of
from roadmap.models import Edition, Occurrence
from roadmap.services import marking
from roadmap.services.scheduling import CHANGED, MOST_TIMES, Time, schedule_of, set_schedule, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june")]
TODAY = date(2026, 6, 15)


@pytest.fixture
def item(edition):
    """«по отдельному графику»."""
    return item_of(edition, "2.2")


def url(item):
    return reverse("roadmap:schedule", args=[item.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


def times(item):
    return [(row.starts, row.ends, row.note, row.source) for row in item.occurrences.all()]


def send(client, item, *rows, **more):
    page = client.get(url(item))
    data = {key: value for key, value in filled(page).items() if not key.startswith(("words", "note"))}
    for place, (words, note) in enumerate(rows):
        data |= {f"words-{place}": words, f"note-{place}": note}
    return client.post(url(item), data | more, follow=True)


def test_the_page_of_the_item_asks_for_days(visit, item, methodist, head):
    page = visit(methodist).get(item.get_absolute_url())
    assert page.context["page"].life.verdict.word == "Нужен график"
    assert url(item) in page.content.decode()
    assert url(item) not in visit(head).get(item.get_absolute_url()).content.decode()


def test_dates_and_words_become_times(visit, item, methodist):
    client = visit(methodist)
    answer = send(client, item, ("12.10.2026", "СОШ № 1"), ("", ""), ("сентябрь", ""), ("до 1 июля", ""))
    assert said(answer) == ["График сохранён."]
    assert times(item) == [
        (None, date(2026, 7, 1), "", "schedule"),
        (date(2026, 9, 1), date(2026, 9, 30), "", "schedule"),
        (None, date(2026, 10, 12), "СОШ № 1", "schedule"),
    ]
    row = AuditEvent.objects.get(record_type="roadmap.item")
    assert row.changes == {"График": ["—", "01.07.2026, 01.09.2026 – 30.09.2026, 12.10.2026"]}
    assert "по графику" in answer.content.decode()


def test_the_page_opens_with_what_is_there_and_saves_it_unchanged(visit, item, methodist):
    client = visit(methodist)
    send(client, item, ("12.10.2026", "СОШ № 1"), ("сентябрь", ""))
    page = client.get(url(item))
    assert [(words.value(), note.value()) for words, note in page.context["form"].pairs][:3] == [
        ("01.09.2026 – 30.09.2026", ""),
        ("12.10.2026", "СОШ № 1"),
        ("", ""),
    ]
    before = times(item)
    again = client.post(url(item), filled(page), follow=True)
    assert said(again) == ["График такой и есть."]
    assert times(item) == before


def test_times_are_changed_and_removed(visit, item, methodist):
    client = visit(methodist)
    send(client, item, ("12.10.2026", ""), ("13.10.2026", ""))
    send(client, item, ("12.10.2026", "СОШ № 1"), ("14.10.2026", ""))
    assert [(row[1].day, row[2]) for row in times(item)] == [(12, "СОШ № 1"), (14, "")]
    send(client, item)
    assert times(item) == []


@pytest.mark.parametrize(
    ("words", "note", "sentence"),
    [
        ("когда-нибудь", "", "Из этих слов не ясно"),
        ("по графику", "", "Из этих слов не ясно"),
        ("12.10.2027", "", "Срок не попадает в период плана. Проверьте год."),
        ("31.02.2026", "", ""),
        ("", "СОШ № 1", "Есть пояснение, но нет срока."),
        ("ы" * 301, "", "Убедитесь"),
    ],
)
def test_what_names_no_days_is_said_at_its_row_and_kept(visit, item, methodist, words, note, sentence):
    answer = send(visit(methodist), item, ("12.10.2026", ""), (words, note))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors["words-1"][0].startswith(sentence)
    assert (form["words-0"].value(), form["words-1"].value(), form["note-1"].value()) == (
        "12.10.2026",
        words,
        note,
    )
    assert times(item) == []


def test_two_of_one_day_are_one_too_many(visit, item, methodist):
    answer = send(visit(methodist), item, ("12.10.2026", ""), ("12 октября", ""))
    assert answer.context["form"].non_field_errors() == [
        "В графике два срока с одним последним днём. Оставьте один."
    ]


def test_more_rows_are_a_click_away_and_lose_nothing(visit, item, methodist):
    answer = send(visit(methodist), item, ("12.10.2026", "СОШ № 1"), ("что-то", ""), more="1")
    pairs = answer.context["form"].pairs
    assert len(pairs) == 8
    assert pairs[0][1].value() == "СОШ № 1"
    assert times(item) == []


def test_rows_have_a_limit(visit, item, methodist):
    rows = [(f"{day}.{month:02}.2026", "") for month in (7, 8, 9) for day in range(1, 29)]
    answer = send(visit(methodist), item, *rows)
    assert len(answer.context["form"].pairs if answer.context.get("form") else times(item)) <= MOST_TIMES
    with pytest.raises(Refused, match="больше 60"):
        set_schedule(
            item=item,
            times=[Time(None, date(2026, month, day)) for month in (7, 8, 9) for day in range(1, 29)],
            seen=state_of(schedule_of(item)[0]),
            by=methodist,
        )


def test_what_is_marked_or_begun_stays(visit, item, methodist):
    client = visit(methodist)
    send(client, item, ("01.06.2026", ""), ("02.06.2026", ""), ("03.06.2026", ""))
    done, begun, _ = item.occurrences.order_by("ends")
    marking.mark_occurrence(occurrence=done, done_on=TODAY, by=methodist)
    marking.set_started(occurrence=begun, started=True, by=methodist)
    assert "здесь их не меняют" in client.get(url(item)).content.decode()
    send(client, item)
    assert [row[1].day for row in times(item)] == [1, 2]
    answer = send(client, item, ("01.06.2026", ""))
    assert answer.status_code == 422


def test_times_of_the_words_are_not_of_the_schedule(visit, edition, methodist):
    item = item_of(edition, "1.1")
    before = times(item)
    send(visit(methodist), item, ("31.03.2026", "ещё раз"))
    assert len(times(item)) == 2
    send(visit(methodist), item)
    assert times(item) == before


def test_nobody_overwrites_a_schedule_that_was_not_seen(visit, item, methodist):
    client = visit(methodist)
    page = client.get(url(item))
    send(client, item, ("12.10.2026", ""))
    data = filled(page) | {"words-0": "13.10.2026"}
    answer = client.post(url(item), data)
    assert answer.context["form"].non_field_errors() == [CHANGED]
    text = answer.content.decode()
    assert "Сейчас записано" in text
    assert "13.10.2026" in text
    client.post(url(item), filled(answer))
    assert [row[1].day for row in times(item)] == [13]


def test_a_schedule_needs_an_edition_in_force(visit, item, methodist, edition):
    Edition.objects.filter(pk=edition.pk).update(state="superseded")
    answer = visit(methodist).get(url(item), follow=True)
    assert said(answer) == ["Отмечать можно только пункты действующей редакции."]
    assert not Occurrence.objects.filter(source="schedule").exists()
