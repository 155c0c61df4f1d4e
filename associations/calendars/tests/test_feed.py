"""What a feed says, read back by the program that calendar programs are."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some
from icalendar import Calendar

from associations.calendars.entries import Entry, Kind
from associations.calendars.feed import feed_days, feed_text

CHANGED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
SINCE = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def entry(kind=Kind.MEETING, title="Итоги диагностики", starts=date(2026, 11, 12), **fields):
    fields = {"ends": starts, "organiser": "РМО учителей математики", "url": "/meetings/7/",
              "key": "meeting-7", "record": ("associations.meeting", 7)} | fields  # fmt: skip
    return Entry(kind, title, starts=starts, **fields)


def read_back(*entries, timezone="Europe/Moscow"):
    text = feed_text(
        entries, name="Методслужба", timezone=timezone, since=SINCE,
        changes={("associations.meeting", 7): CHANGED},
    )  # fmt: skip
    return Calendar.from_ical(text), text


def test_a_feed_says_what_it_is():
    calendar, _ = read_back()
    assert (str(calendar["version"]), str(calendar["x-wr-calname"])) == ("2.0", "Методслужба")
    assert calendar.events == []


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Europe/Moscow", datetime(2026, 11, 12, 12, 0, tzinfo=UTC)),
        ("Asia/Vladivostok", datetime(2026, 11, 12, 5, 0, tzinfo=UTC)),
        ("Asia/Kamchatka", datetime(2026, 11, 12, 3, 0, tzinfo=UTC)),
        ("Europe/Kaliningrad", datetime(2026, 11, 12, 13, 0, tzinfo=UTC)),
    ],
)
def test_a_meeting_begins_at_the_hour_of_its_municipality(zone, utc):
    (event,), _ = (calendar := read_back(entry(at=time(15)), timezone=zone))[0].events, calendar
    assert event.start == utc
    assert (event.end - event.start).seconds == 3600


@pytest.mark.parametrize("month", [1, 7])
def test_there_is_no_summer_time(month):
    calendar, _ = read_back(entry(starts=date(2027, month, 14), at=time(10)))
    assert calendar.events[0].start.hour == 7


def test_an_early_meeting_in_the_east_is_on_the_day_before_in_utc():
    calendar, _ = read_back(entry(at=time(9)), timezone="Asia/Vladivostok")
    assert calendar.events[0].start == datetime(2026, 11, 11, 23, 0, tzinfo=UTC)


def test_deadlines_and_what_has_no_hour_take_the_whole_day():
    calendar, _ = read_back(
        entry(Kind.PLAN, key="plan-1"),
        entry(Kind.EVENT, key="event-1", starts=date(2026, 11, 5), ends=date(2026, 11, 7), at=time(9)),
    )
    deadline, event = calendar.events
    assert (deadline.start, deadline.end) == (date(2026, 11, 12), date(2026, 11, 13))
    assert str(deadline["transp"]) == "TRANSPARENT"
    # the last day of RFC 5545 is the first one after
    assert (event.start, event.end) == (date(2026, 11, 5), date(2026, 11, 8))


def test_an_event_tells_kind_place_association_and_page():
    calendar, _ = read_back(entry(place="Школа № 1, каб. 12", revision=3))
    (event,) = calendar.events
    assert str(event["summary"]) == "Заседание: Итоги диагностики"
    assert str(event["location"]) == "Школа № 1, каб. 12"
    assert str(event["description"]) == "РМО учителей математики"
    assert str(event["url"]) == "https://portal.example/meetings/7/"
    assert (str(event["uid"]), event["sequence"]) == ("meeting-7@portal.example", 3)
    assert event.categories == ["Заседание"]


def test_stamps_are_those_of_the_record_so_the_text_stays_the_same():
    known, unknown = entry(), entry(key="meeting-8", record=("associations.meeting", 8))
    calendar, text = read_back(known, unknown)
    assert [(event.DTSTAMP, event.LAST_MODIFIED) for event in calendar.events] == [
        (CHANGED, CHANGED), (SINCE, SINCE),
    ]  # fmt: skip
    assert read_back(known, unknown)[1] == text


def test_what_is_cancelled_says_so_and_what_is_met_leaves():
    calendar, _ = read_back(
        entry(is_cancelled=True),
        entry(key="meeting-8", is_done=True),
        entry(Kind.PLAN, key="plan-1", is_done=True),
        entry(Kind.DECISION, key="decision-1", is_done=True),
    )
    assert [(str(event["uid"]), str(event["status"])) for event in calendar.events] == [
        ("meeting-7@portal.example", "CANCELLED"),
        ("meeting-8@portal.example", "CONFIRMED"),
    ]


def test_the_words_of_a_decision_may_name_people_and_stay_on_the_portal():
    calendar, text = read_back(
        entry(Kind.DECISION, "Ветровой А. С. подготовить доклад", feed_title="протокол от 12.10.2026")
    )
    assert str(calendar.events[0]["summary"]) == "Срок решения: протокол от 12.10.2026"
    assert "Ветровой" not in text.decode()


def test_long_russian_lines_are_folded_between_letters():
    _, text = read_back(entry(title="Формирование функциональной грамотности обучающихся " * 5))
    lines = text.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()


texts = some.text(
    some.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=300
).filter(str.strip)


@given(texts, texts)
def test_any_words_come_back_as_they_were(title, place):
    calendar, text = read_back(entry(title=title, place=place))
    (event,) = calendar.events
    assert str(event["summary"]) == f"Заседание: {title}"
    assert str(event["location"]) == place
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


@given(some.text(max_size=200))
def test_no_words_break_out_of_their_line(title):
    calendar, _ = read_back(entry(title=title), entry(key="meeting-8"))
    assert [str(event["uid"]) for event in calendar.events] == [
        "meeting-7@portal.example", "meeting-8@portal.example",
    ]  # fmt: skip


def test_a_feed_tells_half_a_year_back_and_a_year_ahead():
    assert feed_days(date(2026, 11, 20)) == (date(2026, 5, 21), date(2027, 11, 21))
