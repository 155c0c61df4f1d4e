"""Staffing: many at once, refusals with a sentence, last year's roster, approval by order; few clicks."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import Attendance, Level, Membership, Roster
from associations.services import staffing
from methodservice.directory.models import AuditEvent
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make

pytestmark = pytest.mark.django_db

SEPTEMBER, MAY, AUGUST = date(2026, 9, 1), date(2026, 5, 31), date(2026, 8, 31)
YEAR = SchoolYear(2026)


@pytest.fixture(autouse=True)
def _september(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 9, 14))


@pytest.fixture
def subject():
    return make.SubjectFactory()


@pytest.fixture
def district(subject):
    return make.AssociationFactory(municipality=subject.municipality, subject=subject)


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district.municipality)


@pytest.fixture
def school(district):
    return make.SchoolFactory(municipality=district.municipality)


@pytest.fixture
def people(school, subject):
    rows = make.TeacherFactory.create_batch(4, school=school)
    for row in rows:
        row.subjects.add(subject)
    return rows


def member(district, person, starts=date(2025, 9, 1), ends=None):
    return make.MembershipFactory(association=district, teacher=person, starts=starts, ends=ends)


def members_on(district, day):
    return sorted(
        Membership.objects.on(day).filter(association=district).values_list("teacher_id", flat=True)
    )


def page(name, district, query=""):
    return f"{reverse(f'associations:{name}', args=[district.pk])}{query}"


class TestAdding:
    def add(self, district, people, by, starts=SEPTEMBER, **more):
        ids = [person.pk for person in people]
        return staffing.add_members(association=district, teacher_ids=ids, starts=starts, by=by, **more)

    def test_many_are_added_at_once_each_with_a_row_of_the_journal(self, district, people, methodist):
        rows = self.add(district, people, methodist)
        assert members_on(district, SEPTEMBER) == sorted(person.pk for person in people)
        assert members_on(district, AUGUST) == []
        told = AuditEvent.objects.filter(
            verb="created", record_type="associations.membership", actor=methodist
        )
        assert sorted(told.values_list("record_id", flat=True)) == sorted(row.pk for row in rows)

    def test_the_cost_does_not_grow_with_the_number(
        self, district, school, methodist, django_assert_num_queries
    ):
        for number in (1, 30):
            batch = make.TeacherFactory.create_batch(number, school=school)
            methodist.access  # noqa: B018 — the rights are read once a request
            with django_assert_num_queries(7):
                self.add(district, batch, methodist)

    def test_overlapping_membership_is_refused_by_name_and_nobody_is_added(self, district, people, methodist):
        member(district, people[0])
        with pytest.raises(Refused) as refusal:
            self.add(district, people, methodist)
        assert str(refusal.value) == (
            f"Уже состоят в объединении в эти дни: {people[0].short_name} (с 01.09.2025). Снимите с них отметку."
        )
        assert members_on(district, SEPTEMBER) == [people[0].pk]

    def test_membership_before_and_after_another_is_fine(self, district, people, methodist):
        member(district, people[0], SEPTEMBER, date(2026, 12, 31))
        self.add(district, people[:1], methodist, starts=date(2027, 1, 1))
        self.add(district, people[:1], methodist, starts=date(2026, 1, 1), ends=AUGUST)
        with pytest.raises(Refused):
            self.add(district, people[:1], methodist, starts=AUGUST, ends=AUGUST)

    def test_a_person_of_another_municipality_is_refused(self, district, people, methodist):
        with pytest.raises(Refused, match="нет в вашем списке"):
            self.add(district, [*people, make.TeacherFactory()], methodist)
        assert members_on(district, SEPTEMBER) == []

    def test_a_coordinator_takes_only_people_of_the_own_school(self, district, people, school):
        own = make.AssociationFactory(municipality=district.municipality, level=Level.SCHOOL, school=school)
        by = make.user_with_role("coordinator", municipality=district.municipality, school=school)
        self.add(own, people, by)
        other = make.TeacherFactory(school=make.SchoolFactory(municipality=district.municipality))
        with pytest.raises(Refused, match="нет в вашем списке"):
            self.add(own, [other], by)

    def test_nobody_chosen_dates_crossed_and_people_gone_are_refused(self, district, people, methodist):
        with pytest.raises(Refused, match="хотя бы одного"):
            self.add(district, [], methodist)
        with pytest.raises(Refused, match="раньше даты"):
            self.add(district, people, methodist, ends=AUGUST)
        people[0].left_on = AUGUST
        people[0].save()
        with pytest.raises(Refused, match=f"уже не работают: {people[0].short_name}"):
            self.add(district, people, methodist)


class TestEnding:
    def test_a_membership_ends_on_the_day_given(self, district, people, methodist):
        row = member(district, people[0])
        staffing.end_membership(membership=row, ends=date(2026, 9, 10), by=methodist)
        assert members_on(district, date(2026, 9, 10)) == [people[0].pk]
        assert members_on(district, date(2026, 9, 11)) == []
        with pytest.raises(AlreadyDone):
            staffing.end_membership(membership=row, ends=date(2026, 9, 10), by=methodist)

    def test_it_does_not_end_before_it_began(self, district, people, methodist):
        with pytest.raises(Refused, match="раньше первого"):
            staffing.end_membership(
                membership=member(district, people[0]), ends=date(2025, 8, 31), by=methodist
            )

    def test_a_mistake_is_taken_out_but_not_from_under_attendance(self, district, people, methodist):
        row, marked = member(district, people[0]), member(district, people[1])
        meeting = make.MeetingFactory(association=district, date=date(2026, 9, 10))
        Attendance.objects.create(meeting=meeting, teacher=people[1], status="present")
        staffing.remove_membership(membership=row, by=methodist)
        with pytest.raises(AlreadyDone):
            staffing.remove_membership(membership=row, by=methodist)
        with pytest.raises(Refused, match=r"на заседании 10\.09\.2026 отмечена явка"):
            staffing.remove_membership(membership=marked, by=methodist)
        assert members_on(district, SEPTEMBER) == [people[1].pk]

    def test_the_page_ends_or_removes(self, visit, district, people, methodist):
        ended, wrong = member(district, people[0]), member(district, people[1])
        client = visit(methodist)
        url = reverse("associations:member_end", args=[ended.pk])
        assert client.post(url, {"how": "ended", "ends": ""}).context["form"].errors == {
            "ends": ["Укажите последний день."]
        }
        client.post(url, {"how": "ended", "ends": "2026-09-10"})
        client.post(reverse("associations:member_end", args=[wrong.pk]), {"how": "mistake", "ends": ""})
        assert list(Membership.objects.values_list("teacher", "ends")) == [(people[0].pk, date(2026, 9, 10))]


class TestLastYear:
    def carry(self, district, methodist):
        return staffing.carry_over(association=district, year=YEAR, by=methodist)

    def test_the_preview_sorts_people_by_what_became_of_them(
        self, district, people, methodist, school, subject
    ):
        stays = member(district, people[0])
        returns, early = (
            member(district, people[1], ends=MAY),
            member(district, people[2], ends=date(2025, 11, 1)),
        )
        left = make.TeacherFactory(school=school, left_on=date(2026, 7, 1))
        leaves = member(district, left)
        gone = make.TeacherFactory(school=school, left_on=date(2026, 7, 1))
        member(district, gone, ends=MAY)
        member(district, make.TeacherFactory(school=school), date(2023, 9, 1), date(2024, 8, 31))
        carry = self.carry(district, methodist)
        assert carry.staying == (stays,)
        assert set(carry.returning) == {(returns, True), (early, False)}
        assert carry.leaving == (leaves,)
        assert carry.suggested == (people[3],)

    def test_the_chosen_are_taken_from_september_and_the_gone_are_ended(
        self, visit, district, people, methodist, school
    ):
        member(district, people[0])
        member(district, people[1], ends=MAY)
        left = make.TeacherFactory(school=school, left_on=date(2026, 7, 1))
        leaves = member(district, left)
        data = {"teachers": [people[1].pk, people[3].pk], "leaving": [leaves.pk]}
        answer = visit(methodist).post(page("roster_copy", district, "?year=2026"), data)
        assert answer.url == page("members", district, "?year=2026")
        assert members_on(district, SEPTEMBER) == sorted(
            person.pk for person in (people[0], people[1], people[3])
        )
        leaves.refresh_from_db()
        assert leaves.ends == date(2026, 6, 30)

    def test_copying_nobody_or_somebody_twice_is_told(self, visit, district, people, methodist):
        member(district, people[0], ends=MAY)
        client, url = visit(methodist), page("roster_copy", district, "?year=2026")
        assert client.post(url).context["error"] == "Отметьте, кого перенести в новый учебный год."
        data = {"teachers": [people[0].pk]}
        client.post(url, data)
        again = client.post(url, data)
        assert (again.status_code, again.context["error"][:30]) == (422, "Уже состоят в объединении в эт")
        assert Membership.objects.count() == 2

    def test_a_membership_of_another_association_is_not_ended(self, district, people, methodist):
        foreign = make.MembershipFactory()
        with pytest.raises(Refused, match="Состав изменился"):
            staffing.copy_roster(
                association=district, teacher_ids=[], leaving_ids=[foreign.pk], year=YEAR, by=methodist
            )


class TestApproving:
    def approve(self, district, by, approved_on=date(2026, 9, 10), order_number="145-ОД", year=YEAR):
        return staffing.approve_roster(
            association=district, year=year, approved_on=approved_on, order_number=order_number, by=by
        )

    def test_the_approved_roster_is_a_copy_that_later_changes_do_not_touch(self, district, people, methodist):
        rows = [member(district, person) for person in people]
        roster = self.approve(district, methodist)
        rows[0].delete()
        assert roster.members.count() == 4

    def test_an_august_order_approves_the_members_of_september(self, district, people, methodist):
        member(district, people[0], ends=AUGUST)
        member(district, people[1], SEPTEMBER)
        roster = self.approve(district, methodist, approved_on=date(2026, 8, 28))
        assert [row.teacher for row in roster.members.all()] == [people[1]]

    def test_the_same_order_twice_is_a_message_and_a_later_order_another_roster(
        self, visit, district, people, methodist
    ):
        member(district, people[0])
        client, url = visit(methodist), page("roster_approve", district, "?year=2026")
        order = {"approved_on": "2026-09-10", "order_number": "145-ОД"}
        assert client.post(url, order).url == district.get_absolute_url()
        assert client.post(url, order).url == page("members", district, "?year=2026")
        client.post(url, order | {"order_number": "160-ОД"})
        assert sorted(Roster.objects.values_list("order_number", flat=True)) == ["145-ОД", "160-ОД"]

    def test_an_empty_association_and_a_wrong_year_are_refused(self, district, people, methodist):
        with pytest.raises(Refused, match="нет ни одного члена"):
            self.approve(district, methodist)
        member(district, people[0])
        with pytest.raises(Refused, match=r"кончается 31\.08\.2027"):
            self.approve(district, methodist, approved_on=date(2027, 9, 1))
        with pytest.raises(Refused, match="Слишком рано"):
            self.approve(district, methodist, approved_on=date(2025, 8, 31))


class TestPages:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_members_page_costs_the_same_for_one_and_for_thirty(
        self, visit, district, methodist, school, subject, rows, assert_query_count
    ):
        for _ in range(rows):
            member(district, make.TeacherFactory(school=school))
            make.TeacherFactory(school=school).subjects.add(subject)
        assert_query_count(visit(methodist), page("members", district), 13)

    def test_people_of_the_subject_who_are_not_members_yet_are_offered(
        self, visit, district, people, methodist, school
    ):
        member(district, people[0])
        other = make.TeacherFactory(school=school, surname="Ёлкина")
        client = visit(methodist)
        offered = client.get(page("members", district)).context["candidates"]
        assert set(offered) == set(people[1:])
        found = client.get(page("members", district, "?q=ёлк")).context["candidates"]
        assert list(found) == [other]

    def test_all_that_were_found_can_be_checked_at_once(self, visit, district, people, methodist):
        text = visit(methodist).get(page("members", district, "?q=&all=1")).content.decode()
        assert text.count('name="teachers"') == text.count("checked") == 4

    def test_what_was_checked_stays_checked_when_the_dates_are_wrong(
        self, visit, district, people, methodist
    ):
        data = {"teachers": [people[0].pk], "starts": "31.02.2026"}
        answer = visit(methodist).post(page("members_add", district, "?year=2026"), data)
        assert answer.status_code == 422
        assert answer.context["chosen"] == {people[0].pk}
        assert answer.context["dates"].errors == {
            "starts": ["Такой даты нет. Введите день, месяц и год, например 12.10.2026."]
        }

    def test_a_hand_made_request_with_a_foreign_person_writes_nothing(self, visit, district, methodist):
        foreign = make.TeacherFactory()
        data = {"teachers": [foreign.pk, "-1", "x", "9" * 30], "starts": "2026-09-01"}
        answer = visit(methodist).post(page("members_add", district, "?year=2026"), data)
        assert (answer.status_code, Membership.objects.count()) == (422, 0)
        assert "нет в вашем списке" in answer.content.decode()
        assert foreign.surname not in answer.content.decode()
