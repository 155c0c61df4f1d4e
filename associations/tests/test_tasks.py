"""«Мои дела»: each provider tells the right people the right things at the same cost for one row and for thirty."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from associations import tasks_for
from associations.models import (
    AgendaItem,
    Association,
    Decision,
    DecisionDone,
    Level,
    Membership,
    Roster,
    Term,
)
from methodservice.testing import factories as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
HOME = reverse("home")


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def municipality():
    return make.MunicipalityFactory()


@pytest.fixture
def school(municipality):
    return make.SchoolFactory(municipality=municipality)


@pytest.fixture
def person(school):
    return make.TeacherFactory(school=school)


@pytest.fixture
def user(municipality, person):
    return make.user_with_role("teacher", municipality=municipality, teacher=person)


@pytest.fixture
def methodist(municipality):
    return make.user_with_role("methodist", municipality=municipality)


def led(municipality, person, office="head"):
    row = make.AssociationFactory(municipality=municipality)
    make.TermFactory(association=row, teacher=person, office=office)
    make.MembershipFactory(association=row, teacher=person)
    return row


def told(provider, user):
    return [(task.title, task.due) for task in provider(user, TODAY)]


def meeting_with_decision(association, person, due, state="signed"):
    meeting = make.MeetingFactory(association=association, date=date(2026, 10, 1), state=state)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="О плане")
    return Decision.objects.create(
        item=item, position=1, text="Подготовить справку.", responsible=person, due=due,
        adopted_on=meeting.date if state == "signed" else None,
    )  # fmt: skip


class TestLeaders:
    def test_the_next_meeting_and_what_was_left_undone(self, municipality, person, user):
        row = led(municipality, person)
        for day, state in [
            (TODAY + 30 * DAY, "planned"),
            (TODAY + 5 * DAY, "planned"),
            (TODAY - DAY, "planned"),
            (TODAY - 10 * DAY, "held"),
            (TODAY - 20 * DAY, "correcting"),
            (TODAY - 30 * DAY, "signed"),
            (TODAY - 40 * DAY, "not_held"),
        ]:
            make.MeetingFactory(association=row, date=day, state=state, theme=f"{state} {day:%d.%m}")
        assert told(tasks_for.meetings_to_lead, user) == [
            ("Подписать исправленный протокол 31.10.2026", None),
            ("Подписать протокол заседания 10.11.2026", None),
            ("Начать протокол: planned 19.11", None),
            ("Провести заседание: planned 25.11", TODAY + 5 * DAY),
        ]

    def test_a_meeting_that_the_rule_requires_is_due_by_the_end_of_the_period(
        self, municipality, person, user
    ):
        row = led(municipality, person)
        expected = [(f"Запланировать заседание: {row.title}", date(2026, 12, 31))]
        assert told(tasks_for.meetings_to_plan, user) == expected
        make.MeetingFactory(association=row, date=date(2027, 1, 12))
        assert told(tasks_for.meetings_to_plan, user) == expected
        make.MeetingFactory(association=row, date=date(2026, 12, 12))
        assert told(tasks_for.meetings_to_plan, user) == []

    def test_a_held_meeting_settles_the_period(self, municipality, person, user):
        row = led(municipality, person)
        make.MeetingFactory(association=row, date=date(2026, 10, 12), state="held")
        assert told(tasks_for.meetings_to_plan, user) == []

    def test_new_proposals_wait_for_the_leaders_of_the_district_one(self, municipality, person, user, school):
        row = led(municipality, person, "secretary")
        small = make.AssociationFactory(
            municipality=municipality, level=Level.SCHOOL, school=school, parent=row
        )
        for state in ("new", "declined"):
            small.proposals_made.create(association=row, title=f"О конкурсе {state}", state=state)
        assert told(tasks_for.proposals_to_answer, user) == [("О конкурсе new", None)]

    @pytest.mark.parametrize("change", ["ended", "void", "curator", "closed"])
    def test_whoever_does_not_lead_today_is_told_nothing(self, municipality, person, user, change):
        row = led(municipality, person)
        make.MeetingFactory(association=row, date=TODAY)
        assert len(told(tasks_for.meetings_to_lead, user)) == 1
        if change == "closed":
            Association.objects.update(closed_on=TODAY)
        elif change == "curator":
            Term.objects.update(office="curator")
        else:
            void = change == "void"
            Term.objects.update(ends=date(2020, 8, 31) if void else TODAY - DAY, void=void)
        for provider in (
            tasks_for.meetings_to_lead,
            tasks_for.meetings_to_plan,
            tasks_for.proposals_to_answer,
        ):
            assert told(provider, user) == []


class TestEverybody:
    def test_decisions_of_signed_protocols_are_due(self, municipality, person, user):
        row = led(municipality, person)
        meeting_with_decision(row, person, TODAY + 3 * DAY)
        meeting_with_decision(row, person, TODAY - DAY)
        meeting_with_decision(row, person, date(2026, 8, 31))
        meeting_with_decision(row, person, None)
        meeting_with_decision(row, person, TODAY, state="held")
        assert told(tasks_for.decisions_due, user) == [
            ("Подготовить справку.", date(2026, 8, 31)),
            ("Подготовить справку.", TODAY - DAY),
            ("Подготовить справку.", TODAY + 3 * DAY),
        ]
        assert [task.detail for task in tasks_for.decisions_overdue(user, TODAY)] == [
            "2\N{NO-BREAK SPACE}решения"
        ]

    def test_a_decision_that_is_done_waits_for_nobody(self, municipality, person, user):
        meeting_with_decision(led(municipality, person), person, TODAY - DAY)
        DecisionDone.objects.create(decision=Decision.objects.get(), done_on=TODAY, marked_by=user)
        assert told(tasks_for.decisions_due, user) == told(tasks_for.decisions_overdue, user) == []

    def test_a_member_sees_the_next_meeting_a_leader_only_once(self, municipality, person, user):
        mine, own = make.AssociationFactory(municipality=municipality), led(municipality, person)
        make.MembershipFactory(association=mine, teacher=person)
        for row in (mine, own):
            for days in (3, 6):
                make.MeetingFactory(association=row, date=TODAY + days * DAY, theme=f"через {days}")
        assert told(tasks_for.meetings_to_attend, user) == [("Прийти на заседание: через 3", TODAY + 3 * DAY)]
        Membership.objects.update(ends=TODAY - DAY)
        assert told(tasks_for.meetings_to_attend, user) == []


class TestMethodists:
    def test_gaps_are_counted_and_lead_to_the_register(self, municipality, methodist, person):
        whole = led(municipality, person)
        Roster.objects.create(association=whole, school_year=2026, approved_on=TODAY)
        make.AssociationFactory.create_batch(2, municipality=municipality)
        make.AssociationFactory()
        assert [
            (task.title, task.detail, task.url) for task in tasks_for.gaps_to_close(methodist, TODAY)
        ] == [
            (title, "2\N{NO-BREAK SPACE}объединения", f"{reverse('associations:list')}?lacks={lack}")
            for title, lack in (
                ("Назначить руководителя", "head"),
                ("Утвердить состав на 2026/2027", "roster"),
            )
        ]

    def test_a_coordinator_is_told_of_the_own_school_only(self, municipality, school):
        coordinator = make.user_with_role("coordinator", municipality=municipality, school=school)
        make.AssociationFactory(municipality=municipality)
        assert list(tasks_for.gaps_to_close(coordinator, TODAY)) == []
        make.AssociationFactory(municipality=municipality, level=Level.SCHOOL, school=school)
        details = [task.detail for task in tasks_for.gaps_to_close(coordinator, TODAY)]
        assert details == ["1\N{NO-BREAK SPACE}объединение"] * 2

    def test_the_panel_names_associations_without_a_meeting(self, visit, municipality, methodist, person):
        met, lacking = led(municipality, person), make.AssociationFactory(municipality=municipality)
        make.AssociationFactory()
        make.MeetingFactory(association=met, date=date(2026, 10, 12), state="signed")
        (panel,) = tasks_for.cadence_panel(methodist, TODAY)
        assert [row.association for row in panel.context["lacking"]] == [lacking]
        assert (panel.context["number"], panel.context["total"], panel.context["missed"]) == (1, 2, 2)
        assert lacking.title in visit(methodist).get(HOME).content.decode()
        head = make.user_with_role("department_head", municipality=municipality)
        assert len(list(tasks_for.cadence_panel(head, TODAY))) == 1

    def test_without_a_rule_there_is_no_panel(self, municipality, methodist):
        make.AssociationFactory(municipality=municipality)
        municipality.rules.meetings_minimum = 0
        municipality.rules.save()
        assert list(tasks_for.cadence_panel(methodist, TODAY)) == []


def test_a_curator_sees_the_associations_in_care(visit, municipality, person, user):
    row = led(municipality, person, "curator")
    (panel,) = tasks_for.care_panel(user, TODAY)
    assert panel.context["associations"] == [row]
    assert row.title in visit(user).get(HOME).content.decode()


COSTS = {
    tasks_for.meetings_to_lead: ("user", 1),
    tasks_for.meetings_to_plan: ("user", 4),
    tasks_for.proposals_to_answer: ("user", 1),
    tasks_for.decisions_due: ("user", 1),
    tasks_for.decisions_overdue: ("user", 1),
    tasks_for.meetings_to_attend: ("user", 1),
    tasks_for.gaps_to_close: ("methodist", 2),
    tasks_for.cadence_panel: ("methodist", 3),
    tasks_for.care_panel: ("user", 1),
}


def test_every_provider_has_a_measured_cost():
    assert set(COSTS) == {*tasks_for.TASKS, *tasks_for.PANELS}


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("provider", COSTS, ids=lambda provider: provider.__name__)
def test_a_provider_costs_the_same_for_one_row_and_for_thirty(
    municipality, person, user, methodist, school, provider, rows, django_assert_num_queries
):
    for _ in range(rows):
        row = led(municipality, person)
        make.TermFactory(association=row, teacher=person, office="curator")
        make.MeetingFactory(association=row, date=TODAY + 60 * DAY)
        meeting_with_decision(led(municipality, person), person, TODAY - DAY)
        small = make.AssociationFactory(
            municipality=municipality, level=Level.SCHOOL, school=school, parent=row
        )
        small.proposals_made.create(association=row, title="О конкурсе")
        joined = make.AssociationFactory(municipality=municipality)
        make.MembershipFactory(association=joined, teacher=person)
        make.MeetingFactory(association=joined, date=TODAY + DAY)
    who, cost = COSTS[provider]
    who = {"user": user, "methodist": methodist}[who]
    who.access  # noqa: B018 — the rights are read once a request
    with django_assert_num_queries(cost):
        assert list(provider(who, TODAY))


def test_those_without_a_person_and_a_role_cost_nothing(municipality, django_assert_num_queries):
    nobody = make.UserFactory(municipality=municipality)
    nobody.access  # noqa: B018 — the rights are read once a request
    with django_assert_num_queries(0):
        assert [list(provider(nobody, TODAY)) for provider in COSTS] == [[]] * len(COSTS)
