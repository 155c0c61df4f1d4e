"""Addresses of calendars: made, shown once, replaced, revoked; who gets an answer, and what the reading costs."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from associations.calendars.models import Feed
from associations.calendars.services.feeds import hash_of, open_feed, revoke_feed
from associations.models import Membership, Term
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone
from methodservice.testing import factories as make
from methodservice.testing.plugin import StrictClient

pytestmark = pytest.mark.django_db

PAGE = reverse("calendars:feeds")
ADDRESS = re.compile(r"https://portal\.example(/calendar/feed/([\w-]{43})\.ics)")
TOMORROW = timezone.localdate() + timedelta(days=1)


def path_of(secret):
    return reverse("calendars:feed", args=[secret])


def titles(response):
    return [str(event["summary"]) for event in Calendar.from_ical(response.content).events]


@pytest.fixture
def anyone():
    """A calendar program: nobody is logged in."""
    return StrictClient()


@pytest.fixture
def meeting(maths):
    return make.MeetingFactory(association=maths, date=TOMORROW, time=time(15), theme="Итоги")


def test_an_address_is_shown_once_and_only_its_hash_is_kept(visit, head, anyone, meeting):
    client = visit(head)
    page = client.post(PAGE, {"association": ""})
    path, secret = ADDRESS.search(page.text).groups()
    feed = Feed.objects.get()
    assert (feed.owner, feed.association, feed.municipality) == (head, None, head.municipality)
    assert feed.secret_sha256 == hash_of(secret)
    assert f"webcal://portal.example{path}" in page.text
    assert secret not in client.get(PAGE).text
    assert titles(anyone.get(path)) == ["Заседание: Итоги"]
    assert not AuditEvent.objects.filter(note__contains=secret).exists()
    assert AuditEvent.objects.about(feed).get().verb == AuditEvent.Verb.CREATED


def test_an_association_has_an_address_of_its_own(visit, district, head, maths, meeting, anyone):
    other = make.AssociationFactory(municipality=district, teachers_of="учителей физики")
    make.MembershipFactory(association=other, teacher=head.teacher)
    make.MeetingFactory(association=other, date=TOMORROW, theme="Физика")
    page = visit(head).post(PAGE, {"association": maths.pk})
    path = ADDRESS.search(page.text)[1]
    assert "Адрес календаря: РМО учителей математики" in page.text
    assert titles(anyone.get(path)) == ["Заседание: Итоги"]
    own = path_of(open_feed(by=head))
    assert sorted(titles(anyone.get(own))) == ["Заседание: Итоги", "Заседание: Физика"]


def test_a_second_address_of_the_same_calendar_is_refused(visit, head, maths):
    open_feed(by=head, association=maths)
    page = visit(head).post(PAGE, {"association": maths.pk})
    assert "Такой адрес уже есть" in page.text
    assert not ADDRESS.search(page.text)
    assert Feed.objects.count() == 1


@pytest.mark.parametrize("value", ["0", "abc", "99999999999999999999"])
def test_an_association_one_does_not_see_gets_no_address(visit, head, value):
    foreign = make.AssociationFactory()
    for each in (value, foreign.pk):
        page = visit(head).post(PAGE, {"association": each})
        assert list(page.context["form"].errors) == ["association"]
    assert not Feed.objects.exists()


def test_a_replaced_address_dies(visit, head, meeting, anyone):
    old = path_of(open_feed(by=head))
    feed = Feed.objects.get()
    client = visit(head)
    assert (
        "Прежний адрес перестанет работать"
        in client.get(reverse("calendars:feed_replace", args=[feed.pk])).text
    )
    page = client.post(reverse("calendars:feed_replace", args=[feed.pk]))
    new = ADDRESS.search(page.text)[1]
    assert anyone.get(old).status_code == 404
    assert titles(anyone.get(new)) == ["Заседание: Итоги"]


def test_a_revoked_address_answers_nobody_and_a_second_click_is_a_message(visit, head, meeting, anyone):
    path = path_of(open_feed(by=head))
    feed = Feed.objects.get()
    client, url = visit(head), reverse("calendars:feed_revoke", args=[feed.pk])
    assert "Отозвать адрес календаря «Мой календарь»?" in client.get(url).text
    assert client.post(url).status_code == 302
    assert anyone.get(path).status_code == 404
    assert "Этот адрес уже отозван." in client.post(url, follow=True).text
    replace = reverse("calendars:feed_replace", args=[feed.pk])
    assert "Этот адрес уже отозван." in client.post(replace, follow=True).text
    with pytest.raises(AlreadyDone):
        revoke_feed(feed=feed, by=head)


def test_one_revokes_only_the_own_addresses(visit, head, methodist):
    open_feed(by=head)
    url = reverse("calendars:feed_revoke", args=[Feed.objects.get().pk])
    assert visit(methodist).post(url).status_code == 404
    assert Feed.objects.live().exists()


def test_the_page_lists_addresses_in_use_and_their_last_reading(visit, head, maths, anyone):
    secret = open_feed(by=head, association=maths)
    client = visit(head)
    assert "ещё не читали" in client.get(PAGE).text
    anyone.get(path_of(secret))
    assert "ещё не читали" not in client.get(PAGE).text


def test_the_last_reading_is_noted_once_an_hour_and_never_by_a_head_request(head, anyone, monkeypatch):
    path = path_of(open_feed(by=head))
    begin = timezone.make_aware(datetime(2026, 11, 20, 9, 0))
    noted = []
    for minutes, method in ((0, "head"), (1, "get"), (30, "get"), (60, "get"), (61, "get")):
        now = begin + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        getattr(anyone, method)(path)
        read_at = Feed.objects.get().read_at
        noted.append(read_at and (read_at - begin).seconds // 60)
    assert noted == [None, 1, 1, 1, 61]


def test_the_owner_s_rights_of_today_decide(head, maths, meeting, anyone):
    own, shared = path_of(open_feed(by=head)), path_of(open_feed(by=head, association=maths))
    assert [titles(anyone.get(path)) for path in (own, shared)] == [["Заседание: Итоги"]] * 2
    yesterday = timezone.localdate() - timedelta(days=1)
    Term.objects.update(ends=yesterday)
    Membership.objects.update(ends=yesterday)
    assert titles(anyone.get(own)) == []
    assert anyone.get(shared).status_code == 404


def test_every_refusal_looks_the_same(head, methodist, meeting, anyone):
    unknown = anyone.get(path_of("x" * 43))
    paths = []
    guest = make.user_with_role("methodist", municipality=head.municipality)
    for owner in (head, methodist, guest):
        paths.append(path_of(open_feed(by=owner)))
    assert [anyone.get(path).status_code for path in paths] == [200, 200, 200]
    head.is_active = False
    head.save()
    # an account of the demo on a portal that is no demo
    guest.is_demo = True
    guest.save()
    methodist.municipality = make.MunicipalityFactory()
    methodist.save()
    for path in paths:
        refused = anyone.get(path)
        assert (refused.status_code, refused.text) == (404, unknown.text)
        assert dict(refused.headers) == dict(unknown.headers)


def test_a_feed_is_not_stored_and_answers_not_modified(head, meeting, anyone):
    path = path_of(open_feed(by=head))
    full = anyone.get(path)
    assert full["Content-Type"] == "text/calendar; charset=utf-8"
    assert full["Cache-Control"] == "private, no-store"
    again = anyone.get(path, headers={"If-None-Match": full["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    meeting.theme, meeting.version = "Другое", 2
    meeting.save()
    changed = anyone.get(path, headers={"If-None-Match": full["ETag"]})
    assert titles(changed) == ["Заседание: Другое"]
    assert anyone.head(path)["ETag"] == changed["ETag"]
    assert anyone.post(path).status_code == 405


def test_a_change_told_by_the_journal_moves_the_stamp(head, meeting, anyone):
    path = path_of(open_feed(by=head))
    event = AuditEvent.objects.create(
        verb="changed", record_type="associations.meeting", record_id=meeting.pk
    )
    AuditEvent.objects.create(verb="read", record_type="associations.meeting", record_id=meeting.pk)
    (told,) = Calendar.from_ical(anyone.get(path).content).events
    assert event.at.replace(microsecond=0) == told.DTSTAMP


def test_hours_hold_in_the_municipality_whatever_the_server_thinks(anyone):
    far = make.MunicipalityFactory(timezone="Asia/Vladivostok")
    association = make.AssociationFactory(municipality=far)
    make.MeetingFactory(association=association, date=TOMORROW, time=time(15))
    secret = open_feed(by=make.user_with_role("methodist", municipality=far))
    (event,) = Calendar.from_ical(anyone.get(path_of(secret)).content).events
    assert event.start.hour == 5


@pytest.mark.parametrize("number", [1, 30])
def test_a_feed_costs_the_same_for_one_entry_and_for_thirty(head, maths, in_force, number, anyone):
    for _ in range(number):
        make.MeetingFactory(association=maths, date=TOMORROW)
    in_force(maths, *[{"action": "Диагностика", "deadline": "до 20 мая"}] * number)
    path = path_of(open_feed(by=head))
    Feed.objects.update(read_at=timezone.now())
    anyone.get(path)
    assert anyone.queries == 10


def test_a_flood_is_refused(settings, head, anyone, monkeypatch):
    settings.FEEDS_PER_MINUTE = 2
    monkeypatch.setattr("methodservice.lib.throttle.time.time", lambda: 1_800_000_000)
    path = path_of(open_feed(by=head))
    answers = [anyone.get(path) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


def test_the_page_costs_the_same_for_one_address_and_for_thirty(
    visit, district, methodist, assert_query_count
):
    for number in range(30):
        open_feed(by=methodist, association=make.AssociationFactory(municipality=district))
        if number in (0, 29):
            assert_query_count(visit(methodist), PAGE, 5)


def test_a_feed_of_a_past_year_tells_nothing_old(head, maths, anyone):
    make.MeetingFactory(association=maths, date=date(2020, 1, 1))
    assert titles(anyone.get(path_of(open_feed(by=head)))) == []
