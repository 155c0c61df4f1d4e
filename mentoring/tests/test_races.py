"""Two people at one pair: each step is made once, the other one is told. By threads on PostgreSQL."""

import time
from datetime import date
from unittest import mock

import pytest

from mentoring.models import Outsider, OutsiderAct, Pair, PairConsent
from mentoring.order_kind import PAIRS_ORDER, PairsOrderForm
from mentoring.services import pairs as services
from mentoring.services import programme
from mentoring.services.anonymising import anonymise_outsider
from mentoring.services.orders import draft_order
from methodservice.directory import audit
from methodservice.directory.models import AuditEvent
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services import signing
from methodservice.lib.refusals import Refused
from methodservice.testing import development
from methodservice.testing import factories as make
from methodservice.testing import mentoring as made
from methodservice.testing.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 20)


@pytest.fixture
def district(transactional_db, district):
    return district


@pytest.fixture
def people(district):
    """Two methodists."""
    return [make.user_with_role("methodist", municipality=district.municipality) for _ in range(2)]


def told(*works) -> list[str]:
    """What became of works done at once: «done», or the name of a refusal; anything else is raised."""
    answers = at_once(*works)
    for answer in answers:
        if isinstance(answer, Exception) and not isinstance(answer, Refused):
            raise answer
    return sorted(type(answer).__name__ if isinstance(answer, Refused) else "done" for answer in answers)


def _slowly(work):
    """The work, late enough for whoever doesn't wait to come in between."""

    def run(**asked):
        time.sleep(0.5)
        return work(**asked)

    return run


def test_a_pair_begins_once(draft, people):
    made.agree(draft, people[0])
    works = [lambda by=by: services.start_pair(pair=draft, by=by) for by in people]
    assert told(*works) == ["AlreadyDone", "done"]
    assert draft.checkups.count() == 3
    assert AuditEvent.objects.about(draft).filter(verb=audit.Verb.MOVED).count() == 1


def test_two_drafts_of_the_same_two_do_not_both_begin(district, draft, people):
    later = made.pair(
        district.school,
        mentor=draft.mentor,
        mentee=draft.mentee,
        starts=date(2027, 9, 1),
        ends=date(2028, 5, 31),
    )
    services.give_consent(pair=later, side="mentor", given_on=TODAY, by=people[0])
    services.give_consent(pair=later, side="mentee", given_on=TODAY, by=people[0])
    services.name_order(pair=later, number="46", on=TODAY, by=people[0])
    made.agree(draft, people[0])
    works = [
        lambda pair=pair, by=by: services.start_pair(pair=pair, by=by)
        for pair, by in zip((draft, later), people, strict=True)
    ]
    with mock.patch.object(services, "move", _slowly(services.move)):
        assert told(*works) == ["Refused", "done"]
    assert Pair.objects.active().count() == 1


def test_a_consent_taken_back_and_the_start_exclude_each_other(draft, people):
    made.agree(draft, people[0])
    consent = draft.consents.get(side=PairConsent.Side.MENTOR)
    answers = told(
        lambda: services.start_pair(pair=draft, by=people[0]),
        lambda: services.take_back_consent(consent=consent, by=people[1]),
    )
    assert answers == ["Refused", "done"]
    draft.refresh_from_db()
    assert (draft.state, draft.consents.count()) in [("active", 2), ("draft", 1)]


def test_a_consent_is_written_down_once(draft, people):
    works = [
        lambda by=by: services.give_consent(pair=draft, side="mentor", given_on=TODAY, by=by) for by in people
    ]
    assert told(*works) == ["AlreadyDone", "done"]
    assert draft.consents.count() == 1


def test_the_same_two_become_a_pair_once(district, people):
    fields = {
        "mentor": district.mentor,
        "mentee": district.mentee,
        "starts": TODAY,
        "ends": date(2027, 5, 31),
    }
    works = [lambda by=by: services.add_pair(by=by, **fields) for by in people]
    assert told(*works) == ["AlreadyDone", "done"]
    assert Pair.objects.count() == 1


def test_the_same_partner_becomes_the_mentor_of_one_once(district, people):
    works = [
        lambda by=by: made.pair(district.school, form="partner", mentee=district.mentee, by=by)
        for by in people
    ]
    assert told(*works) == ["AlreadyDone", "done"]
    assert Outsider.objects.count() == 1


@pytest.mark.parametrize("form", ["partner", "student"])
def test_a_pair_with_a_person_without_a_card_begins_once(district, people, form):
    pair = made.pair(district.school, form=form)
    made.agree(pair, district.methodist)
    assert told(*(lambda by=by: services.start_pair(pair=pair, by=by) for by in people)) == [
        "AlreadyDone", "done",
    ]  # fmt: skip


def test_two_mentors_of_one_and_a_mentor_of_many_are_advised_against_but_not_refused(district, people):
    """The form asks once about a second mentor and a fourth mentee; the rule leaves it to people."""
    other = made.mentor(district.school, surname="Другова")
    works = [
        lambda by=by, mentor=mentor: made.pair(district.school, mentor=mentor, mentee=district.mentee, by=by)
        for by, mentor in zip(people, (district.mentor, other), strict=True)
    ]
    assert told(*works) == ["done", "done"]
    mentees = [made.young(district.school, surname=f"Новова{number}") for number in range(4)]
    works = [
        lambda mentee=mentee: made.pair(district.school, mentor=other, mentee=mentee, by=people[0])
        for mentee in mentees
    ]
    assert told(*works) == ["done"] * 4


def _drafting(by, *pairs):
    """What the view does between the reading of its form and the draft."""
    records = [pair.pk for pair in pairs]
    form = PairsOrderForm({"records": records}, municipality=by.municipality, user=by, back_url="/")
    assert form.is_valid(), form.errors
    facts = PAIRS_ORDER.facts(form)
    return lambda: draft_order(kind=PAIRS_ORDER, facts=facts, municipality=by.municipality, by=by)


def test_the_same_order_is_drafted_once(draft, people):
    assert told(*[_drafting(by, draft) for by in people]) == ["AlreadyDrafted", "done"]
    assert Order.objects.count() == 1


def test_a_pair_comes_into_one_order(district, draft, people):
    other = made.pair(district.school, mentee=made.young(district.school, surname="Новова"))
    one, two = people
    assert told(_drafting(one, draft), _drafting(two, draft, other)) == ["Refused", "done"]
    assert Order.objects.count() == 1


def test_an_order_signed_twice_reaches_the_pair_once(draft, people):
    order = _drafting(people[0], draft)()
    signing.submit(order=order, by=people[0])
    version = draft.version
    with mock.patch.object(signing, "render_order", return_value=b"%PDF"):
        works = [lambda by=by: signing.sign(order=order, on=TODAY, by=by) for by in people]
        assert told(*works) == ["AlreadyDone", "done"]
    draft.refresh_from_db()
    assert (draft.order, draft.version) == (order, version + 1)


def test_an_item_is_marked_once(active, people):
    item = programme.add_item(pair=active, action="Посетить урок", due=active.ends, by=people[0])
    works = [
        lambda by=by, outcome=outcome: programme.mark_item(item=item, done_on=TODAY, outcome=outcome, by=by)
        for by, outcome in zip(people, ("Понял приём", "Разобрали"), strict=True)
    ]
    assert told(*works) == ["AlreadyDone", "done"]


def test_deficits_come_into_the_programme_once(active, people):
    development.deficit(active.mentee, date(2026, 9, 10))
    works = [lambda by=by: programme.take_deficits(pair=active, by=by) for by in people]
    assert told(*works) == ["AlreadyDone", "done"]
    assert active.items.count() == 1


def test_a_pair_is_finished_or_stopped(active, people):
    answers = told(
        lambda: services.finish_pair(pair=active, ended_on=TODAY, result="Ведёт уроки сама", by=people[0]),
        lambda: services.stop_pair(
            pair=active, ended_by="other", reason="Перевод", ended_on=TODAY, by=people[1]
        ),
    )
    assert answers == ["Refused", "done"]
    active.refresh_from_db()
    assert (active.state == "finished") == bool(active.result) == (not active.state_note)


def test_a_person_without_a_card_is_anonymised_once_for_all_pairs(district, people):
    pairs = [
        made.pair(school, state="cancelled", form="partner", by=people[0])
        for school in (district.school, make.SchoolFactory(municipality=district.municipality))
    ]
    works = [
        lambda pair=pair, by=by: anonymise_outsider(pair=pair, surname="Лесных", chosen=set(), by=by)
        for pair, by in zip(pairs, people, strict=True)
    ]
    assert told(*works) == ["AlreadyDone", "done"]
    assert set(Outsider.objects.values_list("act", flat=True)) == {OutsiderAct.objects.get().pk}


def test_a_review_goes_with_the_name_or_is_refused(district, people):
    pair = made.pair(district.school, state="finished", form="student", by=people[0])
    works = (
        lambda: anonymise_outsider(pair=pair, surname="Вешняк", chosen=set(), by=people[0]),
        lambda: services.write_review(pair=pair, by=people[1], mentor_review="Вешняк Анна растёт"),
    )
    assert told(*works) in (["done", "done"], ["Refused", "done"])
    assert Pair.objects.get().mentor_review == ""
