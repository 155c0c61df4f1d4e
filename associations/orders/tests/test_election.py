"""The order after an election: drafted once from the protocol, signed into the term, offered where it is wanted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import Meeting, Office, Term
from associations.orders.election import elected_terms
from associations.orders.offers import elections_to_order
from associations.services import signing as protocols
from associations.services.signing import start_correction
from methodservice.documents.models import DocumentStyle
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.people import find_party, party_choices
from methodservice.lib.dates import long_date
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.drafts import acquainted, lines_of, plain
from methodservice.testing.meetings import election_in, meeting_with

DAY = timedelta(days=1)
POST = "учителя математики МОУ «Школа № 1»"


@pytest.fixture(autouse=True)
def _no_print(monkeypatch):
    monkeypatch.setattr(protocols, "render_protocol", lambda snapshot: b"%PDF")


def held(district, *elections):
    """A signed meeting of the district's association of today; elections: (office, winner). → questions."""
    meeting = make.MeetingFactory(
        association=district.association, state="held", chair=district.people[0], secretary=district.people[2]
    )
    for person in district.people:
        meeting.attendance.create(teacher=person, status="present")
    items = [election_in(meeting, winner, office=office) for office, winner in elections]
    protocols.sign_protocol(meeting=meeting, by=district.methodist)
    return items


def order_of(district, item, visit):
    """The order that the button makes."""
    response = visit(district.methodist).post(reverse("associations:order_after_election", args=[item.pk]))
    order = Order.objects.get(source=f"election:{item.pk}")
    assert (response.status_code, response.url) == (302, order.get_absolute_url())
    return order


def test_the_order_dismisses_and_appoints(district, visit):
    (item,) = held(district, (Office.HEAD, district.people[1]))
    order = order_of(district, item, visit)
    today = plain(long_date(timezone.localdate()))
    year = SchoolYear.containing(timezone.localdate())
    place = "районного методического объединения учителей математики"
    assert lines_of(order) == [
        f"О назначении руководителя {place}",
        f"На основании протокола заседания {place} от {today} № 1",
        f"1. Освободить {POST} Светлову М. И. от обязанностей руководителя {place} с {today}",
        f"2. Назначить {POST} Белову М. И. руководителем {place} с {today}",
        "3. Руководителю РМО учителей математики Беловой М. И. обеспечить работу методического объединения в "
        f"соответствии с планом на {year} учебный год.",
        "4. Директору МОУ «Школа № 1» создать условия для исполнения этих обязанностей.",
        "5. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]
    assert [name.split()[0] for name in acquainted(order)] == ["Белова", "Светлова"]


def test_the_municipality_words_the_preamble_around_the_protocol(district, visit):
    DocumentStyle.objects.create(
        municipality=district.association.municipality,
        preambles={"election": "В соответствии с Положением и {протоколом}"},
    )
    (item,) = held(district, (Office.HEAD, district.people[1]))
    _, preamble, *_ = lines_of(order_of(district, item, visit))
    today = plain(long_date(timezone.localdate()))
    place = "районного методического объединения учителей математики"
    assert preamble == f"В соответствии с Положением и протоколом заседания {place} от {today} № 1"


def test_whoever_comes_to_an_empty_office_displaces_nobody(district, visit):
    Term.objects.filter(office=Office.DEPUTY).delete()
    (item,) = held(district, (Office.DEPUTY, district.people[1]))
    first, second, *_ = lines_of(order_of(district, item, visit))[2:]
    today = plain(long_date(timezone.localdate()))
    place = "районного методического объединения учителей математики"
    assert first == f"1. Назначить {POST} Белову М. И. заместителем руководителя {place} с {today}"
    assert second == (
        "2. Учителю математики МОУ «Школа № 1» Беловой М. И. приступить к исполнению обязанностей с " + today
    )


def test_whoever_is_elected_again_is_not_dismissed(district, visit):
    (item,) = held(district, (Office.HEAD, district.people[0]))
    assert [point.text.split()[0] for point in order_of(district, item, visit).points.all()] == [
        "Назначить", "обеспечить", "создать",
    ]  # fmt: skip


def test_a_second_click_finds_the_same_order(district, visit):
    (item,) = held(district, (Office.HEAD, district.people[1]))
    order = order_of(district, item, visit)
    assert order_of(district, item, visit) == order


def test_signing_adds_the_order_to_the_ground_of_the_term(district, signed, visit):
    (item,) = held(district, (Office.HEAD, district.people[1]))
    order = signed(order_of(district, item, visit), number="1")
    term = Term.objects.get(teacher=district.people[1], office=Office.HEAD)
    day = f"{order.date:%d.%m.%Y}"
    assert term.ground_text == f"протокол от {day} № 1; приказ от {day} № 1"


def test_only_what_an_election_opened_has_an_order(district, visit):
    meeting = make.MeetingFactory(association=district.association, state="held")
    unsigned = election_in(meeting, district.people[1])
    response = visit(district.methodist).post(
        reverse("associations:order_after_election", args=[unsigned.pk])
    )
    assert (response.status_code, Order.objects.count()) == (404, 0)


def test_a_school_orders_for_itself(district, visit):
    meeting, people = meeting_with(5)
    meeting.association.level, meeting.association.school = "school", people[0].school
    meeting.association.save()
    item = election_in(meeting, people[1])
    methodist = make.user_with_role("methodist", municipality=meeting.association.municipality)
    protocols.sign_protocol(meeting=meeting, by=methodist)
    assert not elected_terms().exists()
    assert (
        visit(methodist).post(reverse("associations:order_after_election", args=[item.pk])).status_code == 404
    )


def test_methodists_are_reminded_until_the_order_is_drafted(district, visit):
    head, _ = held(district, (Office.HEAD, district.people[1]), (Office.DEPUTY, district.people[2]))
    today = timezone.localdate()
    tasks = list(elections_to_order(district.methodist, today))
    protocol = f"протокол от {today:%d.%m.%Y} № 1"
    assert [(task.title, task.detail) for task in tasks] == [
        (
            "Подготовить приказ: избран руководитель РМО учителей математики",
            f"Белова Мария Ивановна, {protocol}",
        ),
        (
            "Подготовить приказ: избран заместитель руководителя РМО учителей математики",
            f"Котова Мария Ивановна, {protocol}",
        ),
    ]
    assert {task.url for task in tasks} == {head.meeting.get_absolute_url()}
    order = order_of(district, head, visit)
    assert [task.title for task in elections_to_order(district.methodist, today)] == [tasks[1].title]
    order.delete()
    assert len(list(elections_to_order(district.methodist, today))) == 2


def test_nobody_else_is_reminded_and_old_elections_are_left_alone(district):
    held(district, (Office.HEAD, district.people[1]))
    today = timezone.localdate()
    stranger = make.user_with_role("methodist", municipality=make.MunicipalityFactory())
    assert [list(elections_to_order(user, today)) for user in (district.department, stranger)] == [[], []]
    later = SchoolYear.containing(today).following.starts
    assert list(elections_to_order(district.methodist, later)) == []


def test_reminders_cost_the_same_for_one_election_and_many(district, django_assert_num_queries):
    offices = (Office.HEAD, Office.DEPUTY, Office.SECRETARY)
    assert district.methodist.access.is_methodist
    for number, office in enumerate(offices, 1):
        held(district, (office, district.people[1]))
        with django_assert_num_queries(1):
            tasks = list(elections_to_order(district.methodist, timezone.localdate()))
        assert len(tasks) == number


def test_the_protocol_offers_the_order_and_then_leads_to_it(district, visit):
    (item,) = held(district, (Office.HEAD, district.people[1]))
    client = visit(district.methodist)
    action = reverse("associations:order_after_election", args=[item.pk])
    for page in (item.meeting.get_absolute_url(), district.association.get_absolute_url()):
        assert f'action="{action}"' in client.get(page).content.decode()
    order = order_of(district, item, visit)
    for page in (item.meeting.get_absolute_url(), district.association.get_absolute_url()):
        html = client.get(page).content.decode()
        assert f'<a href="{order.get_absolute_url()}">Приказ (черновик)</a>' in html
        assert action not in html


def test_whoever_keeps_no_orders_sees_no_button(district, visit):
    (item,) = held(district, (Office.HEAD, district.people[1]))
    head = make.user_with_role("teacher", municipality=district.municipality, teacher=district.people[1])
    for user in (district.department, head):
        html = visit(user).get(item.meeting.get_absolute_url()).content.decode()
        assert "Приказы о назначении" not in html


def test_a_protocol_that_is_being_corrected_still_grounds_the_order(district, visit):
    (item,) = held(district, (Office.HEAD, district.people[1]))
    start_correction(
        meeting=Meeting.objects.get(pk=item.meeting_id), reason="опечатка", by=district.methodist
    )
    assert order_of(district, item, visit).points.count() == 4


def test_heads_of_associations_are_parties_of_orders(district):
    groups = dict(party_choices(district.municipality))
    key = f"association:{district.association.pk}"
    assert groups["Руководители объединений"] == [
        (key, "Руководитель РМО учителей математики: Светлова Мария Ивановна")
    ]
    party = find_party(district.municipality, key)
    assert plain(party.words("accusative").text) == "руководителя РМО учителей математики Светлову М. И."
    assert [person.teacher_id for person in party.people] == [district.people[0].pk]


def test_parties_are_heads_in_office_of_the_own_district(district):
    other = make.MunicipalityFactory()
    key = f"association:{district.association.pk}"
    assert find_party(other, key) is None
    Term.objects.filter(office=Office.HEAD).update(ends=timezone.localdate() - DAY)
    assert find_party(district.municipality, key) is None
    assert "Руководители объединений" not in dict(party_choices(district.municipality))
    for wrong in ("association:", "association:x", "association:²", f"association:{'9' * 30}"):
        assert find_party(district.municipality, wrong) is None
