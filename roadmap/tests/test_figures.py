"""Figures for monitoring agree with what pages show."""

from datetime import date, timedelta

import pytest

from methodservice import registries
from methodservice.testing import factories as make
from methodservice.testing.figures import assert_lists_agree, costs, count, listed
from methodservice.testing.roadmap_life import item_of
from methodservice.testing.roadmaps import FIRST, LAST, draft_roadmap, roadmap_in_force
from roadmap.life import life_of, progress_of
from roadmap.models import Completion, Line, Occurrence

pytestmark = pytest.mark.django_db
KEYS = ("roadmap.due", "roadmap.done", "roadmap.done_in_time")
YEAR = {"first": FIRST, "last": LAST}


def mark(occurrence, on):
    maker = make.UserFactory(municipality=occurrence.item.programme.municipality)
    Completion.objects.create(item=occurrence.item, occurrence=occurrence, done_on=on, marked_by=maker)


def numbers(municipality, **days):
    """(due, done, done in time) of the municipality."""
    return tuple(count(key, municipality, **days).get(None, 0) for key in KEYS)


@pytest.fixture
def lived(edition):
    """Two done, one of them late, one cancelled, the others open."""
    times = list(Occurrence.objects.order_by("ends", "pk"))
    mark(times[0], date(2026, 3, 20))
    mark(times[1], date(2026, 6, 1))
    times[3].cancelled_on, times[3].cancel_reason = date(2026, 6, 2), "Перенос"
    times[3].save()
    return edition


@pytest.mark.parametrize("cut_off", [date(2026, 6, 1), date(2026, 6, 30), date(2026, 9, 30), LAST])
def test_the_whole_period_is_what_the_page_shows_the_next_morning(lived, district, cut_off):
    morning = cut_off + timedelta(days=1)
    progress = progress_of(life_of(Line.objects.of(lived), morning).values(), morning)
    due, done, in_time = numbers(district, cut_off=cut_off, **YEAR)
    assert (due, done, done - in_time) == (progress.due, progress.due_done, progress.late)


def test_a_mark_counts_from_its_day_and_a_cancellation_too(lived, district):
    days = (date(2026, 3, 30), date(2026, 3, 31), date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30))
    assert [numbers(district, cut_off=day, **YEAR) for day in days] == [
        (0, 0, 0),
        (2, 1, 1),
        (3, 1, 1),
        (3, 2, 1),
        (3, 2, 1),
    ]


def test_only_what_ends_in_the_period_counts(lived, district):
    assert numbers(district, first=date(2026, 5, 1), last=date(2026, 5, 31), cut_off=LAST) == (1, 0, 0)


def test_nothing_is_known_of_a_school(lived, district, methodist):
    school = make.SchoolFactory(municipality=district)
    assert all(not registries.figures[key].by_school for key in KEYS)
    assert listed("roadmap.due", district, methodist, school.pk, **YEAR) == []


def test_other_municipalities_and_drafts_do_not_count(lived, district, methodist):
    before = numbers(district, **YEAR)
    other = make.SchoolFactory().municipality
    roadmap_in_force(other, make.UserFactory(municipality=other))
    draft_roadmap(district, methodist)
    assert numbers(district, **YEAR) == before
    assert numbers(make.MunicipalityFactory(), **YEAR) == (0, 0, 0)


def test_the_list_tells_what_each_item_says_and_whether_it_was_done(lived, district, methodist):
    days = {"first": FIRST, "last": date(2026, 3, 31), "cut_off": date(2026, 5, 31)}
    assert assert_lists_agree("roadmap.due", district, methodist, **days) == 2
    found = [(row.title, row.detail, row.day) for row in listed("roadmap.due", district, methodist, **days)]
    assert found == [
        ("1.1 Провести совещание руководителей объединений", f"выполнено 20.03.2026; {lived.programme.title}",
         date(2026, 3, 31)),
        ("2.1 Провести неделю открытых уроков", f"не выполнено; {lived.programme.title}", date(2026, 3, 31)),
    ]  # fmt: skip
    assert [row.title for row in listed("roadmap.done", district, methodist, **days)] == [found[0][0]]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_cost_does_not_grow_with_times(edition, district, methodist, rows):
    """The list reads the words of the items beside."""
    item = item_of(edition, "1.1")
    Occurrence.objects.all().delete()
    for place in range(rows):
        mark(Occurrence.objects.create(item=item, ends=date(2026, 9, 1 + place)), date(2026, 9, 1))
    assert [costs(key, district, methodist) for key in KEYS] == [(1, 1, 2)] * 3
    assert [assert_lists_agree(key, district, methodist) for key in KEYS] == [rows] * 3
