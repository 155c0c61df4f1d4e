"""Proposals: a school association offers, the district one takes the question into an agenda or says why not."""

from datetime import date

import pytest
from django.urls import reverse

from associations.models import AgendaItem, Level, Proposal
from associations.services import proposals
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make.AssociationFactory(teachers_of="учителей физики")


@pytest.fixture
def small(district):
    school = make.SchoolFactory(municipality=district.municipality)
    return make.AssociationFactory(
        municipality=district.municipality, level=Level.SCHOOL, school=school, parent=district
    )


def leader(association, office="head"):
    school = association.school or make.SchoolFactory(municipality=association.municipality)
    person = make.TeacherFactory(school=school)
    make.TermFactory(association=association, teacher=person, office=office)
    return make.user_with_role("teacher", municipality=association.municipality, teacher=person)


@pytest.fixture
def offered(small):
    return proposals.offer(source=small, title="О пробном экзамене", rationale="", by=leader(small))


def url(name, row):
    return reverse(f"associations:{name}", args=[row.pk])


def test_the_leader_of_a_school_association_offers_a_question(visit, small, district):
    answer = visit(leader(small)).post(
        url("proposal_add", small), {"title": "О пробном экзамене", "rationale": "Готовимся"}
    )
    assert answer.url == small.get_absolute_url()
    assert list(Proposal.objects.values_list("association", "source", "title", "rationale", "state")) == [
        (district.pk, small.pk, "О пробном экзамене", "Готовимся", "new")
    ]


def test_the_same_question_is_offered_once_while_it_waits(small, offered):
    with pytest.raises(AlreadyDone, match="ждёт ответа"):
        proposals.offer(
            source=small, title="О пробном экзамене", rationale="ещё раз", by=leader(small, "deputy")
        )
    proposals.decline(proposal=offered, answer="Рассмотрели в августе", by=leader(small.parent))
    proposals.offer(source=small, title="О пробном экзамене", rationale="", by=None)


def test_without_a_district_association_there_is_nowhere_to_offer(visit, district):
    assert visit(leader(district)).get(url("proposal_add", district)).status_code == 404


def test_an_accepted_question_stands_last_in_the_agenda(visit, district, offered):
    meeting = make.MeetingFactory(association=district, date=date(2026, 12, 7))
    AgendaItem.objects.create(meeting=meeting, position=1, title="О плане")
    user = leader(district, "secretary")
    client = visit(user)
    assert client.post(url("proposal_accept", offered), {"meeting": meeting.pk}).status_code == 302
    offered.refresh_from_db()
    assert (offered.state, offered.item.position, offered.item.title) == ("accepted", 2, "О пробном экзамене")
    page = client.get(url("proposal", offered))
    assert [(event.actor, event.note) for event in page.context["events"]][1:] == [
        (user, "заседание 07.12.2026, вопрос 2")
    ]
    assert page.context["may_answer"] is False


def test_only_a_planned_meeting_of_the_same_association_takes_it(visit, district, offered):
    held = make.MeetingFactory(association=district, state="held")
    foreign = make.MeetingFactory()
    client = visit(leader(district))
    for meeting in (held, foreign):
        refused = client.post(url("proposal_accept", offered), {"meeting": meeting.pk})
        assert refused.status_code == 422
        assert refused.context["accept"].errors == {
            "meeting": ["Выберите запланированное заседание из списка."]
        }
        with pytest.raises(Refused, match="запланированного заседания"):
            proposals.accept(proposal=offered, meeting=meeting, by=None)
    assert AgendaItem.objects.count() == 0


def test_without_a_planned_meeting_the_page_leads_to_planning(visit, district, offered):
    page = visit(leader(district)).get(url("proposal", offered)).content.decode()
    assert f'href="{url("meeting_add", district)}"' in page


def test_a_declined_question_carries_its_answer_to_the_school(visit, district, small, offered):
    client = visit(leader(district))
    refused = client.post(url("proposal_decline", offered), {"answer": ""})
    assert refused.status_code == 422
    client.post(url("proposal_decline", offered), {"answer": "Рассмотрим весной"})
    page = visit(leader(small, "deputy")).get(url("proposal", offered)).content.decode()
    assert page.count("Рассмотрим весной") == 2


def test_an_answer_is_given_once(visit, district, offered):
    meeting = make.MeetingFactory(association=district)
    client = visit(leader(district))
    client.post(url("proposal_decline", offered), {"answer": "Рассмотрим весной"})
    again = client.post(url("proposal_accept", offered), {"meeting": meeting.pk}, follow=True)
    assert "Предложение уже рассмотрено: отклонено." in again.content.decode()
    assert AgendaItem.objects.count() == 0


def test_the_school_reads_its_proposal_but_does_not_answer_it(visit, small, offered):
    client = visit(leader(small, "deputy"))
    page = client.get(url("proposal", offered))
    assert (page.context["may_answer"], page.context["sees_district"]) == (False, False)
    assert client.post(url("proposal_decline", offered), {"answer": "нет"}).status_code == 403
