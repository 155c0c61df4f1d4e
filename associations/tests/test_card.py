"""The card of an association: who leads it, members on a date, meetings by year, its file, links by right."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import Association, Level, Office, Protocol, Roster, Term
from methodservice import registries
from methodservice.documents.models import FrozenDocument
from methodservice.testing import factories as make
from methodservice.testing.forms import filled

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def district():
    return make.AssociationFactory(teachers_of="учителей физики")


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district.municipality)


@pytest.fixture
def school(district):
    return make.SchoolFactory(municipality=district.municipality)


def person(school, district=None, **term):
    teacher = make.TeacherFactory(school=school)
    if term:
        make.TermFactory(association=district, teacher=teacher, **term)
    return teacher


def account(district, teacher):
    return make.user_with_role("teacher", municipality=district.municipality, teacher=teacher)


def opened(client, association, query=""):
    return client.get(f"{association.get_absolute_url()}{query}")


def signed(meeting, number, by, edition=1):
    document = FrozenDocument.objects.create(
        municipality=meeting.association.municipality, kind="protocol", number=str(number), date=meeting.date,
        title="Протокол", snapshot={}, pdf=b"%PDF", sha256="0" * 64, check_code=f"CODE{number}{edition}",
        signed_by=by,
    )  # fmt: skip
    return Protocol.objects.create(
        meeting=meeting,
        association=meeting.association,
        school_year=2026,
        number=number,
        edition=edition,
        document=document,
    )


@pytest.mark.parametrize("rows", [1, 30])
def test_the_card_costs_the_same_for_one_row_and_for_thirty(
    visit, district, methodist, school, rows, assert_query_count, monkeypatch
):
    # panels of other apps state and test their own costs
    monkeypatch.setitem(registries.record_panels, "associations.association", [])
    for number in range(rows):
        make.MembershipFactory(association=district, teacher=person(school))
        person(school, district, office=Office.CURATOR)
        meeting = make.MeetingFactory(association=district, date=date(2026, 10, 1), state="signed")
        signed(meeting, number + 1, methodist)
        Roster.objects.create(
            association=district, school_year=2026, approved_on=TODAY, order_number=str(number)
        )
        small = make.AssociationFactory(
            municipality=district.municipality, level=Level.SCHOOL, school=school, parent=district
        )
        small.proposals_made.create(association=district, title="О конкурсе")
    assert_query_count(visit(methodist), district.get_absolute_url(), 15)


def test_members_and_officers_are_those_of_the_day_asked_for(visit, district, methodist, school):
    old, new = (person(school) for _ in range(2))
    make.TermFactory(association=district, teacher=old, starts=date(2024, 9, 1), ends=date(2026, 9, 30))
    make.TermFactory(association=district, teacher=new, starts=date(2026, 10, 1))
    make.MembershipFactory(association=district, teacher=old, ends=date(2026, 9, 30))
    make.MembershipFactory(association=district, teacher=new, starts=date(2026, 10, 1))
    client = visit(methodist)
    for query, expected in (("", new), ("?on=2026-09-30", old), ("?on=2026-10-01", new)):
        card = opened(client, district, query).context["card"]
        assert ([row.teacher for row in card.members], card.head.teacher) == ([expected], expected), query


def test_a_day_that_does_not_exist_is_told_and_today_is_shown(visit, district, methodist):
    for text in ("2026-02-31", "вчера", "0001-01-01"):
        answer = opened(visit(methodist), district, f"?on={text}")
        assert answer.context["card"].on == TODAY
        assert "Такой даты нет" in answer.content.decode()


def test_meetings_are_shown_by_school_year_with_the_number_of_the_protocol(visit, district, methodist):
    old = make.MeetingFactory(association=district, date=date(2025, 10, 1), state="not_held")
    meeting = make.MeetingFactory(association=district, date=date(2026, 10, 1), state="signed")
    signed(meeting, 3, methodist)
    latest = signed(meeting, 3, methodist, edition=2)
    client = visit(methodist)
    ((row, kind),) = opened(client, district).context["meetings"]
    assert (row, row.number, row.protocol_id, kind) == (meeting, 3, latest.pk, "done")
    past = opened(client, district, "?year=2025").context
    assert past["meetings"] == [(old, "refused")]
    assert [str(year) for year in past["card"].years] == ["2026/2027", "2025/2026"]


def test_the_one_primary_action_is_what_the_association_needs_first(visit, district, methodist, school):
    client = visit(methodist)

    def primary(client=client):
        found = opened(client, district).context["primary"]
        return found and found[1]

    assert primary() == "Заполнить состав"
    teacher = person(school)
    make.MembershipFactory(association=district, teacher=teacher)
    assert primary() == "Назначить руководителя"
    make.TermFactory(association=district, teacher=teacher)
    assert primary() == "Запланировать заседание"
    assert primary(visit(account(district, teacher))) == "Запланировать заседание"
    member = person(school)
    make.MembershipFactory(association=district, teacher=member)
    assert primary(visit(account(district, member))) is None
    Association.objects.update(closed_on=date(2027, 8, 31))
    assert primary() is None


def test_a_coordinator_reads_the_district_association_and_keeps_the_own_one(visit, district, school):
    user = make.user_with_role("coordinator", municipality=district.municipality, school=school)
    own = make.AssociationFactory(
        municipality=district.municipality, level=Level.SCHOOL, school=school, parent=district
    )
    edits = [opened(visit(user), row).context["may_edit"] for row in (district, own)]
    assert edits == [False, True]
    assert opened(visit(user), own).context["sees_parent"] is True


def test_a_member_of_a_school_association_reads_the_district_name_without_a_link(visit, district, school):
    teacher = person(school)
    own = make.AssociationFactory(
        municipality=district.municipality, level=Level.SCHOOL, school=school, parent=district
    )
    make.MembershipFactory(association=own, teacher=teacher)
    text = opened(visit(account(district, teacher)), own).content.decode()
    assert district.title in text
    assert f'href="{district.get_absolute_url()}"' not in text


class TestOffices:
    def test_the_form_replaces_a_head_only_when_asked_to(self, visit, district, methodist, school):
        old, new = person(school, district, office="head"), person(school)
        client, url = visit(methodist), reverse("associations:term_add", args=[district.pk])
        page = client.get(url)
        assert page.context["intro"] == f"Сейчас: руководитель — {old.full_name}."
        data = filled(page, teacher=new.pk, ground_text="приказ № 9")
        refused = client.post(url, data)
        assert refused.status_code == 422
        assert (
            "Отметьте, что прежний срок завершается накануне"
            in refused.context["form"].errors["close_previous"][0]
        )
        client.post(url, data | {"close_previous": "on"})
        assert list(
            Term.objects.order_by("starts").values_list("teacher", "starts", "ends", "ground_text")
        ) == [
            (old.pk, date(2020, 9, 1), date(2026, 11, 19), ""),
            (new.pk, TODAY, None, "приказ № 9"),
        ]

    def test_people_of_another_municipality_cannot_be_chosen(self, visit, district, methodist):
        foreign = make.TeacherFactory()
        client, url = visit(methodist), reverse("associations:term_add", args=[district.pk])
        refused = client.post(url, filled(client.get(url), teacher=foreign.pk))
        assert refused.context["form"].errors == {"teacher": ["Выберите педагога из списка."]}

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ({"how": "ended", "ends": "2026-11-30"}, (date(2026, 11, 30), False)),
            ({"how": "void", "note": "ошибка"}, (date(2020, 8, 31), True)),
            ({"how": "void", "note": ""}, (None, False)),
            ({"how": "ended", "ends": "2019-01-01"}, (None, False)),
        ],
    )
    def test_a_term_is_ended_or_called_off_with_a_reason(
        self, visit, district, methodist, school, data, expected
    ):
        person(school, district, office="deputy")
        term = Term.objects.get()
        visit(methodist).post(
            reverse("associations:term_end", args=[term.pk]), {"ends": "", "note": ""} | data
        )
        term.refresh_from_db()
        assert (term.ends, term.void) == expected

    def test_past_and_void_terms_stay_on_the_card(self, visit, district, methodist, school):
        person(school, district, office="head", ends=date(2024, 8, 31))
        person(school, district, office="deputy", starts=TODAY, ends=date(2026, 11, 19), void=True)
        text = opened(visit(methodist), district).content.decode()
        assert "Прежние сроки (2)" in text
        assert "не вступил в силу" in text
