"""Facts of the portal that close items by themselves: protocols, events, orders; undone, withdrawn, offered."""

from datetime import date
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.events.services import events
from associations.services import signing
from associations.services.signing import sign_protocol, start_correction
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.documents.orders.services import signing as orders
from methodservice.lib.deadlines import Kind
from methodservice.registries import Fact, panels_of
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.meetings import head_user, meeting_with
from methodservice.testing.monitoring import indicator_set, opened
from methodservice.testing.orders import draft_order
from methodservice.testing.roadmap_life import give, item_of
from methodservice.testing.roadmaps import roadmap_content, roadmap_in_force
from monitoring.services.closing import close_campaign, reopen_campaign
from roadmap.evidence import GROUNDS, PROOFS, find_records, record_choices
from roadmap.models import Completion, Line, Watch
from roadmap.services import marking, watching
from roadmap.watched import titles_of, took_place, watch_choices

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    monkeypatch.setattr(signing, "render_protocol", lambda snapshot: b"%PDF")


@pytest.fixture
def meeting():
    """A meeting of 12 October, its protocol to be signed."""
    return meeting_with(3)[0]


@pytest.fixture
def place(meeting):
    return meeting.association.municipality


@pytest.fixture
def methodist(place):
    return make.user_with_role(RoleKind.METHODIST, municipality=place)


@pytest.fixture
def edition(place, methodist):
    return roadmap_in_force(place, methodist)


def to(name, record):
    return reverse(f"roadmap:{name}", args=[record.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


def watching_item(edition, methodist, key, number="2.1"):
    item = item_of(edition, number)
    watching.watch(item=item, key=key, by=methodist)
    return item


def done_times(item):
    return [(mark.occurrence.ends, mark.done_on) for mark in item.completions.exclude(occurrence=None)]


def event_on(place, day, **fields):
    fields.setdefault("association", None)
    return make.EventFactory(municipality=place, starts=day, state="planned", **fields)


def hold(event, by):
    return events.hold_event(event=event, came=[], outsiders=0, outcome="", by=by, listed=[])


def test_a_signed_protocol_closes_the_time_that_holds_its_day(meeting, edition, methodist):
    item = watching_item(edition, methodist, f"protocols:{meeting.association_id}")
    protocol = sign_protocol(meeting=meeting, by=head_user(meeting))
    mark = Completion.objects.get()
    assert done_times(item) == [(date(2026, 12, 31), date(2026, 10, 12))]
    assert (mark.automatic, mark.marked_by, mark.record) == (True, None, f"protocol:{protocol.pk}")
    assert mark.comment == f"Закрыто само: Протокол № 1 от 12.10.2026, {meeting.association.title}"
    assert AuditEvent.objects.filter(record_type="roadmap.item").count() == 2


def test_a_corrected_protocol_closes_nothing_more(meeting, edition, methodist):
    item = watching_item(edition, methodist, f"protocols:{meeting.association_id}")
    item.occurrences.filter(ends=date(2026, 9, 30)).delete()
    head = head_user(meeting)
    sign_protocol(meeting=meeting, by=head)
    start_correction(meeting=meeting, reason="Опечатка", by=head)
    sign_protocol(meeting=meeting, by=head)
    assert item.completions.count() == 1


def test_the_meeting_itself_is_watched(meeting, edition, methodist):
    item = watching_item(edition, methodist, f"meeting:{meeting.pk}", "1.2")
    sign_protocol(meeting=meeting, by=head_user(meeting))
    assert done_times(item) == [(date(2026, 5, 15), date(2026, 10, 12))]


def test_a_held_event_closes_and_an_unheld_one_opens_again(place, edition, methodist):
    event = event_on(place, date(2026, 3, 5))
    item = watching_item(edition, methodist, f"event:{event.pk}", "1.1")
    hold(event, methodist)
    assert done_times(item) == [(date(2026, 3, 31), date(2026, 3, 5))]
    events.plan_again(event=event, by=methodist)
    assert item.completions.count() == 0
    assert AuditEvent.objects.filter(record_type="roadmap.item", note="запись отменена").count() == 1
    hold(event, methodist)
    assert item.completions.count() == 1


def test_a_cancelled_event_planned_again_withdraws_nothing(place, edition, methodist):
    event = event_on(place, date(2026, 3, 5))
    events.cancel_event(event=event, reason="Карантин", by=methodist)
    events.plan_again(event=event, by=methodist)
    assert not Completion.objects.exists()


def test_a_mark_that_a_person_changed_is_the_persons(visit, place, edition, methodist):
    event = event_on(place, date(2026, 3, 5))
    item = watching_item(edition, methodist, f"event:{event.pk}", "1.1")
    hold(event, methodist)
    client = visit(methodist)
    mark = item.completions.get()
    client.post(
        to("mark_change", mark), filled(client.get(to("mark_change", mark)), comment="Было 40 человек")
    )
    events.plan_again(event=event, by=methodist)
    mark.refresh_from_db()
    assert (mark.automatic, mark.marked_by, mark.comment) == (False, methodist, "Было 40 человек")
    page = client.get(to("item", item)).content.decode()
    assert "(запланировано)" in page


def sign_order(place, by, order=None):
    order = orders.submit(order=order or draft_order(municipality=place, by=by), by=by)
    with mock.patch.object(orders, "render_order", return_value=b"%PDF"):
        return orders.sign(order=order, on=date(2026, 11, 19), by=by)


def test_a_signed_order_closes_and_a_cancelled_one_opens_again(place, edition, methodist):
    make.SignatoryFactory(municipality=place)
    order = draft_order(municipality=place, by=methodist)
    item = watching_item(edition, methodist, f"order:{order.pk}", "2.3")
    sign_order(place, methodist, order)
    (fact,) = item.completions.all()
    assert (fact.occurrence, fact.done_on) == (None, date(2026, 11, 19))
    assert fact.comment.startswith("Записано само: Приказ № ")
    other = draft_order(municipality=place, by=methodist, title="Об отмене приказа")
    other.changes.create(target=order, kind="cancels")
    sign_order(place, methodist, other)
    assert item.completions.count() == 0


def test_an_order_of_a_day_to_come_is_marked_today(place, edition, methodist):
    item = watching_item(edition, methodist, "order:7")
    watching.close_by_fact(Fact("order:7", place.pk, date(2026, 12, 30), "Приказ"), methodist)
    assert item.completions.get().done_on == TODAY


def test_undone_stays_undone(visit, place, edition, methodist):
    event = event_on(place, date(2026, 3, 5))
    item = watching_item(edition, methodist, f"event:{event.pk}", "1.1")
    hold(event, methodist)
    client = visit(methodist)
    page = client.get(to("item", item)).content.decode()
    assert "Закрыто само: " in page
    answer = client.post(to("mark_take_back", item.completions.get()), follow=True)
    assert said(answer) == ["Отменено. Сама эта запись пункт больше не закроет."]
    events.plan_again(event=event, by=methodist)
    hold(event, methodist)
    assert item.completions.count() == 0
    assert client.get(to("item", item)).context["page"].offered == ()


def test_the_second_of_a_quarter_changes_nothing(place, edition, methodist):
    item = watching_item(edition, methodist, "events:service")
    for day in (5, 6):
        hold(event_on(place, date(2026, 3, day), title=f"Семинар {day}"), methodist)
    assert done_times(item) == [(date(2026, 3, 31), date(2026, 3, 5))]


def test_a_stream_is_collected_where_the_work_never_ends(place, methodist):
    rows = (
        ("1", "Вести сайт", "в течение года", "", ""),
        ("2", "Консультировать", "по мере необходимости", "", ""),
        ("3", "Посетить уроки", "по отдельному графику", "", ""),
    )
    edition = roadmap_in_force(place, methodist, roadmap_content(rows))
    assert list(Line.objects.of(edition).values_list("deadline_kind", flat=True)) == [
        Kind.CONTINUOUS,
        Kind.ON_DEMAND,
        Kind.BY_SCHEDULE,
    ]
    items = [watching_item(edition, methodist, "events:service", number) for number in "123"]
    for day in (5, 6):
        hold(event_on(place, date(2026, 3, day), title=f"Семинар {day}"), methodist)
    assert [item.completions.filter(occurrence=None).count() for item in items] == [2, 2, 2]
    single = event_on(place, date(2026, 4, 1), association=make.AssociationFactory(municipality=place))
    watching.watch(item=items[0], key=f"event:{single.pk}", by=methodist)
    hold(single, methodist)
    assert done_times(items[0]) == [(date(2026, 12, 31), date(2026, 4, 1))]


def test_one_fact_closes_an_item_once_however_it_is_watched(place, edition, methodist):
    event = event_on(place, date(2026, 4, 20))
    item = watching_item(edition, methodist, "events:service")
    watching.watch(item=item, key=f"event:{event.pk}", by=methodist)
    hold(event, methodist)
    assert item.completions.count() == 1


def test_a_fact_of_another_district_or_a_superseded_edition_closes_nothing(place, edition, methodist):
    item = watching_item(edition, methodist, "events:service")
    elsewhere = make.MunicipalityFactory()
    hold(event_on(elsewhere, date(2026, 3, 5)), make.UserFactory(municipality=elsewhere))
    edition.state = "superseded"
    edition.save()
    hold(event_on(place, date(2026, 3, 5)), methodist)
    assert item.completions.count() == 0


def test_nobody_who_watches_costs_one_query(place, edition, methodist, django_assert_num_queries):
    with django_assert_num_queries(1):
        watching.close_by_fact(Fact("event:1", place.pk, TODAY, "Семинар", ("events:service",)), methodist)
    with django_assert_num_queries(1):
        watching.reopen("event:1", methodist)


def test_what_took_place_before_is_offered_not_closed(visit, place, edition, methodist):
    for day in (5, 6):
        hold(event_on(place, date(2026, 3, day), title=f"Семинар {day}"), methodist)
    hold(event_on(place, date(2025, 3, 5), title="Прошлый год"), methodist)
    item = item_of(edition, "2.1")
    client = visit(methodist)
    answer = client.post(to("watch", item), {"key": "events:service"}, follow=True)
    assert "Кое-что уже состоялось" in " ".join(said(answer))
    assert item.completions.count() == 0
    offers = answer.context["page"].offered
    assert [offer.fact.day.day for offer in offers] == [6, 5]
    page = client.get(offers[0].url)
    client.post(offers[0].url, filled(page))
    assert done_times(item) == [(date(2026, 3, 31), date(2026, 3, 6))]
    assert client.get(to("item", item)).context["page"].offered == ()


def test_what_is_watched_already_is_told_and_left(visit, edition, methodist):
    item = item_of(edition, "2.1")
    client = visit(methodist)
    for _ in range(2):
        answer = client.post(to("watch", item), {"key": "events:service"}, follow=True)
    assert said(answer) == ["Пункт уже следит за этим."]
    watch = Watch.objects.get()
    answer = client.post(to("unwatch", watch), follow=True)
    assert said(answer) == ["Пункт больше не следит за этим."]
    assert not Watch.objects.exists()


def test_only_what_a_person_sees_may_be_watched(visit, meeting, edition, place):
    head = head_user(meeting)
    item = item_of(edition, "2.1")
    give(item, f"association:{meeting.association_id}")
    other = make.AssociationFactory(municipality=place)
    client = visit(head)
    for key in (f"protocols:{other.pk}", "order:1", "nonsense", ""):
        answer = client.post(to("watch", item), {"key": key})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["key"])
    client.post(to("watch", item), {"key": f"protocols:{meeting.association_id}"})
    assert Watch.objects.get().made_by == head


@pytest.mark.parametrize("number", [1, 30])
def test_what_is_watched_costs_the_same(visit, place, edition, methodist, number, assert_query_count):
    item = item_of(edition, "2.3")
    for count in range(number):
        association = make.AssociationFactory(municipality=place)
        event = event_on(place, date(2026, 3, 5), title=f"Семинар {count}", association=association)
        hold(event, methodist)
        other = event_on(place, date(2026, 12, 5), title=f"Семинар {count}")
        meeting = make.MeetingFactory(association=association, date=TODAY)
        for key in (f"events:{association.pk}", f"event:{other.pk}", f"meeting:{meeting.pk}", "order:99"):
            Watch.objects.get_or_create(item=item, key=key, defaults={"made_by": methodist})
    assert_query_count(visit(methodist), to("item", item), 17)


def test_the_record_says_what_it_closed(place, edition, methodist, meeting):
    event = event_on(place, date(2026, 3, 5))
    assert panels_of(event, methodist, TODAY) == []
    watching_item(edition, methodist, f"event:{event.pk}", "1.1")
    watching_item(edition, methodist, f"meeting:{meeting.pk}", "1.2")
    hold(event, methodist)
    sign_protocol(meeting=meeting, by=head_user(meeting))
    meeting.refresh_from_db()
    for record in (event, meeting):
        panels = [each for each in panels_of(record, methodist, TODAY) if "roadmap" in each.template]
        assert [len(panel.context["rows"]) for panel in panels] == [1]


def test_a_watched_record_that_is_gone_breaks_nothing(visit, place, edition, methodist):
    meeting = make.MeetingFactory(association__municipality=place)
    watching_item(edition, methodist, f"meeting:{meeting.pk}")
    watching_item(edition, methodist, "event:99999")
    meeting.delete()
    watched = visit(methodist).get(to("item", item_of(edition, "2.1"))).context["page"].watched
    assert [each.title for each in watched] == ["Запись портала недоступна"] * 2


def test_a_mark_by_hand_with_the_same_record_is_not_doubled(place, edition, methodist):
    event = event_on(place, date(2026, 3, 5))
    item = item_of(edition, "2.1")
    marking.mark_occurrence(
        occurrence=item.occurrences.latest("ends"), done_on=TODAY, by=methodist, record=f"event:{event.pk}"
    )
    watching.watch(item=item, key=f"event:{event.pk}", by=methodist)
    hold(event, methodist)
    assert item.completions.count() == 1


class TestCampaigns:
    """A monitoring that is closed is a fact; opened again it is none."""

    @pytest.fixture
    def campaign(self, place, methodist):
        return opened(indicator_set(place), methodist)

    def close(self, campaign, methodist):
        return close_campaign(campaign=campaign, reason="Школы на карантине", by=methodist)

    def test_closing_completes_what_waits_for_it_and_reopening_takes_that_back(
        self, edition, methodist, campaign
    ):
        one = watching_item(edition, methodist, f"campaign:{campaign.pk}", "2.3")
        each = watching_item(edition, methodist, f"campaigns:{campaign.set_id}", "2.1")
        self.close(campaign, methodist)
        keys = [mark.record for item in (one, each) for mark in item.completions.all()]
        assert keys == [f"campaign:{campaign.pk}"] * 2
        reopen_campaign(campaign=campaign, reason="Ошибка в сведениях", by=methodist)
        assert not Completion.objects.exists()

    def test_it_is_offered_while_it_goes_on_and_proves_and_grounds_once_it_is_closed(
        self, visit, edition, methodist, campaign
    ):
        keys = {key for _, options in watch_choices(methodist) for key, _ in options}
        assert {f"campaign:{campaign.pk}", f"campaigns:{campaign.set_id}"} <= keys
        assert not {key for _, options in record_choices(methodist) for key, _ in options}
        self.close(campaign, methodist)
        for prefixes in (PROOFS, GROUNDS):
            (group,) = record_choices(methodist, prefixes)
            assert group == (
                "Мониторинг",
                [
                    (
                        f"campaign:{campaign.pk}",
                        "Проведён мониторинг «Мониторинг развития» за I полугодие 2026 года",
                    )
                ],
            )
        record = find_records(methodist, [f"campaign:{campaign.pk}"])[f"campaign:{campaign.pk}"]
        assert record.url == reverse("monitoring:campaign", args=[campaign.pk])

    def test_what_is_watched_is_named(self, place, edition, methodist, campaign):
        keys = [f"campaign:{campaign.pk}", f"campaigns:{campaign.set_id}"]
        assert list(titles_of(keys, place.pk).values()) == [
            "Мониторинг развития, I полугодие 2026 года",
            "Мониторинг: Показатели развития",
        ]

    def test_one_that_was_closed_already_is_found(self, place, edition, methodist, campaign):
        self.close(campaign, methodist)
        key = f"campaigns:{campaign.set_id}"
        found = took_place([key], place.pk, date(2026, 1, 1), date(2027, 12, 31))
        assert [fact.key for fact in found[key]] == [f"campaign:{campaign.pk}"]
