"""Terms of office: one head at a time, by the service and by the database; elections hand the office over at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from associations.models import AgendaItem, Association, Office, Term
from associations.services import terms
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 12)
DAY = timedelta(days=1)


@pytest.fixture
def district():
    return make.AssociationFactory()


@pytest.fixture
def by(district):
    return make.user_with_role("methodist", municipality=district.municipality)


@pytest.fixture
def people(district):
    school = make.SchoolFactory(municipality=district.municipality)
    return make.TeacherFactory.create_batch(3, school=school)


def appoint(district, teacher, by, starts=SEPTEMBER, office=Office.HEAD, **more):
    return terms.open_term(association=district, teacher=teacher, office=office, starts=starts, by=by, **more)


def dates(*rows):
    return [
        (row.starts, row.ends, row.void)
        for row in Term.objects.filter(pk__in=[r.pk for r in rows]).order_by("pk")
    ]


def election(district, day=OCTOBER, office=Office.HEAD):
    meeting = make.MeetingFactory(association=district, date=day)
    return AgendaItem.objects.create(
        meeting=meeting, position=1, kind="election", office=office, title="О выборах"
    )


class TestAppointing:
    def test_a_second_head_is_refused_until_the_form_says_that_the_first_one_ends(self, district, people, by):
        first = appoint(district, people[0], by)
        with pytest.raises(Refused) as refusal:
            appoint(district, people[1], by, starts=OCTOBER)
        assert str(refusal.value) == (
            f"С 01.09.2026 руководитель — {people[0]}. "
            "Отметьте, что прежний срок завершается накануне, или измените даты."
        )
        second = appoint(district, people[1], by, starts=OCTOBER, close_previous=True)
        assert dates(first, second) == [(SEPTEMBER, OCTOBER - DAY, False), (OCTOBER, None, False)]

    def test_a_head_named_by_mistake_is_replaced_on_the_same_day_and_stays_on_record(
        self, district, people, by
    ):
        wrong = appoint(district, people[0], by)
        right = appoint(district, people[1], by, close_previous=True)
        assert dates(wrong, right) == [(SEPTEMBER, SEPTEMBER - DAY, True), (SEPTEMBER, None, False)]
        assert list(Term.objects.on(SEPTEMBER)) == [right]

    def test_two_deputies_may_stand_beside_each_other(self, district, people, by):
        appoint(district, people[0], by, office=Office.DEPUTY)
        appoint(district, people[1], by, office=Office.DEPUTY)
        assert Term.objects.on(SEPTEMBER).count() == 2

    def test_the_same_person_is_not_appointed_twice(self, district, people, by):
        appoint(district, people[0], by, office=Office.DEPUTY)
        with pytest.raises(Refused, match="уже занимает эту должность"):
            appoint(district, people[0], by, office=Office.DEPUTY, starts=OCTOBER)

    def test_an_appointment_before_a_known_later_one_must_end_before_it(self, district, people, by):
        appoint(district, people[0], by, starts=OCTOBER)
        with pytest.raises(Refused, match="уже записан другой срок"):
            appoint(district, people[1], by, close_previous=True)
        bounded = appoint(district, people[1], by, ends=OCTOBER - DAY)
        assert dates(bounded) == [(SEPTEMBER, OCTOBER - DAY, False)]

    def test_a_person_of_another_municipality_is_refused(self, district, by):
        with pytest.raises(Refused, match="в другом муниципалитете"):
            appoint(district, make.TeacherFactory(), by)

    def test_a_person_who_left_is_refused(self, district, people, by):
        people[0].left_on = date(2026, 8, 20)
        people[0].save()
        with pytest.raises(Refused, match=r"увольнение 20\.08\.2026"):
            appoint(district, people[0], by)

    def test_a_closed_association_gets_no_head(self, district, people, by):
        Association.objects.filter(pk=district.pk).update(closed_on=date(2026, 8, 31))
        with pytest.raises(Refused, match=r"Объединение закрыто 31\.08\.2026"):
            appoint(district, people[0], by)

    def test_the_journal_tells_who_ended_which_term_and_why(self, district, people, by):
        first = appoint(district, people[0], by)
        second = appoint(
            district, people[1], by, starts=OCTOBER, close_previous=True, ground_text="приказ № 7"
        )
        ended = AuditEvent.objects.about(first).get(verb="changed")
        assert (ended.actor, ended.changes) == (by, {"по": ["—", "11.10.2026"]})
        assert AuditEvent.objects.about(second).get().note == "приказ № 7"


class TestEnding:
    def test_a_term_ends_on_the_day_given(self, district, people, by):
        term = appoint(district, people[0], by)
        terms.close_term(term=term, ends=OCTOBER, by=by)
        assert dates(term) == [(SEPTEMBER, OCTOBER, False)]

    def test_ending_twice_is_a_message(self, district, people, by):
        term = appoint(district, people[0], by)
        terms.close_term(term=term, ends=OCTOBER, by=by)
        with pytest.raises(AlreadyDone, match=r"уже завершён 12\.10\.2026"):
            terms.close_term(term=term, ends=OCTOBER, by=by)

    def test_a_term_does_not_end_before_it_began(self, district, people, by):
        term = appoint(district, people[0], by)
        with pytest.raises(Refused, match="не может быть раньше первого"):
            terms.close_term(term=term, ends=SEPTEMBER - DAY, by=by)

    def test_a_term_called_off_was_never_in_force_and_frees_the_days(self, district, people, by):
        term = appoint(district, people[0], by)
        terms.call_off_term(term=term, by=by, note="записан по ошибке")
        other = appoint(district, people[1], by)
        assert dates(term, other) == [(SEPTEMBER, SEPTEMBER - DAY, True), (SEPTEMBER, None, False)]
        with pytest.raises(AlreadyDone):
            terms.call_off_term(term=term, by=by, note="ещё раз")


class TestElection:
    def elect(self, district, winner, by, **where):
        return terms.apply_election(item=election(district, **where), winner=winner, protocol_number=3, by=by)

    def test_the_old_term_ends_the_day_before_the_meeting(self, district, people, by):
        old = appoint(district, people[0], by)
        new = self.elect(district, people[1], by)
        assert dates(old, new) == [(SEPTEMBER, OCTOBER - DAY, False), (OCTOBER, None, False)]
        assert (new.ground, new.ground_text) == ("election", "протокол от 12.10.2026 № 3")

    def test_a_term_that_began_on_the_day_of_the_meeting_becomes_void(self, district, people, by):
        old = appoint(district, people[0], by, starts=OCTOBER)
        new = self.elect(district, people[1], by)
        assert dates(old, new) == [(OCTOBER, OCTOBER - DAY, True), (OCTOBER, None, False)]

    def test_reelection_opens_a_new_term_of_the_same_person(self, district, people, by):
        old = appoint(district, people[0], by)
        new = self.elect(district, people[0], by)
        assert dates(old, new) == [(SEPTEMBER, OCTOBER - DAY, False), (OCTOBER, None, False)]

    def test_an_order_that_already_named_the_winner_bounds_the_elected_term(self, district, people, by):
        order = appoint(district, people[1], by, starts=OCTOBER + 3 * DAY)
        new = self.elect(district, people[1], by)
        assert dates(order, new) == [(OCTOBER + 3 * DAY, None, False), (OCTOBER, OCTOBER + 2 * DAY, False)]

    def test_a_later_appointment_of_somebody_else_is_not_overruled(self, district, people, by):
        later = appoint(district, people[2], by, starts=OCTOBER + 3 * DAY)
        with pytest.raises(Refused, match=r"С 15\.10\.2026 в этой должности уже записан другой срок"):
            self.elect(district, people[1], by)
        terms.call_off_term(term=later, by=by, note="приказ отменён")
        assert self.elect(district, people[1], by, day=OCTOBER + DAY).ends is None

    def test_an_ended_term_of_the_past_is_left_alone(self, district, people, by):
        past = appoint(district, people[0], by, starts=date(2025, 9, 1), ends=date(2026, 8, 31))
        self.elect(district, people[1], by)
        assert dates(past) == [(date(2025, 9, 1), date(2026, 8, 31), False)]

    def test_offices_do_not_touch_each_other(self, district, people, by):
        head = appoint(district, people[0], by)
        self.elect(district, people[1], by, office=Office.SECRETARY)
        assert dates(head) == [(SEPTEMBER, None, False)]

    @pytest.mark.parametrize("began", [0, 30])
    def test_the_new_head_works_at_once_and_the_old_one_cannot(self, district, people, by, began):
        today = timezone.localdate()
        old, new = (
            make.user_with_role("teacher", municipality=district.municipality, teacher=person)
            for person in people[:2]
        )
        appoint(district, people[0], by, starts=today - began * DAY)
        assert [list(Association.objects.led_by(user)) for user in (old, new)] == [[district], []]
        self.elect(district, people[1], by, day=today)
        old, new = (type(user).objects.get(pk=user.pk) for user in (old, new))
        assert [list(Association.objects.led_by(user)) for user in (old, new)] == [[], [district]]
        assert [list(Association.objects.visible_to(user)) for user in (old, new)] == [[], [district]]
        assert new.access.titles == ("педагог", f"руководитель: {district.title}")


class TestTheDatabaseItself:
    """What the service refuses, a write past it meets too; the same on SQLite and on PostgreSQL."""

    def refuses(self, **term):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.TermFactory(**term)

    def test_two_open_heads_are_impossible(self, district, people):
        make.TermFactory(association=district, teacher=people[0], starts=SEPTEMBER)
        self.refuses(association=district, teacher=people[1], starts=OCTOBER)

    def test_a_closed_term_and_an_open_one_may_not_share_a_day(self, district, people):
        make.TermFactory(association=district, teacher=people[0], starts=SEPTEMBER, ends=OCTOBER)
        self.refuses(association=district, teacher=people[1], starts=OCTOBER)
        make.TermFactory(association=district, teacher=people[1], starts=OCTOBER + DAY)

    def test_an_update_cannot_stretch_a_term_over_another(self, district, people):
        first = make.TermFactory(association=district, teacher=people[0], starts=SEPTEMBER, ends=OCTOBER)
        make.TermFactory(association=district, teacher=people[1], starts=OCTOBER + DAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Term.objects.filter(pk=first.pk).update(ends=OCTOBER + DAY)

    def test_a_void_term_stands_in_nobodys_way(self, district, people):
        make.TermFactory(
            association=district, teacher=people[0], starts=OCTOBER, ends=OCTOBER - DAY, void=True
        )
        make.TermFactory(association=district, teacher=people[1], starts=SEPTEMBER)
        self.refuses(association=district, teacher=people[0], starts=OCTOBER)

    def test_a_void_term_holds_no_day(self, district, people):
        self.refuses(association=district, teacher=people[0], starts=OCTOBER, ends=OCTOBER, void=True)
        self.refuses(association=district, teacher=people[0], starts=OCTOBER, ends=OCTOBER - DAY)

    def test_what_only_the_database_saw_becomes_a_sentence(self, district, people, by, monkeypatch):
        make.TermFactory(association=district, teacher=people[0], starts=SEPTEMBER)
        monkeypatch.setattr(terms, "_standing", lambda *args: [])
        with pytest.raises(Refused) as refusal:
            appoint(district, people[1], by, starts=OCTOBER)
        assert str(refusal.value) == terms.ONE_HEAD
