"""The way of a pair: what each step asks for, what is refused, what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mentoring.models import Pair, PairConsent
from mentoring.services import pairs as services
from methodservice.directory import audit
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import development, factories
from methodservice.testing import mentoring as make

State = Pair.State


def test_a_pair_needs_both_consents_and_an_order(district, draft):
    by = district.methodist
    with pytest.raises(Refused) as nothing:
        services.start_pair(pair=draft, by=by)
    assert str(nothing.value) == (
        "Нет письменного согласия наставника. Нет согласия наставляемого. Нет приказа о назначении наставника."
    )
    make.agree(draft, by)
    pair = services.start_pair(pair=draft, by=by)
    assert pair.state == State.ACTIVE
    assert list(pair.checkups.values_list("month", "due")) == [
        (1, date(2026, 9, 30)), (3, date(2026, 11, 30)), (6, date(2027, 2, 28)),
    ]  # fmt: skip
    moved = AuditEvent.objects.about(pair).get(verb=audit.Verb.MOVED)
    assert moved.changes == {"состояние": ["Готовится", "Работает"]}
    assert moved.note == "Приказ № 45 от 01.09.2026"
    with pytest.raises(AlreadyDone):
        services.start_pair(pair=draft, by=by)


def test_the_same_two_are_a_pair_once(district, draft):
    with pytest.raises(AlreadyDone):
        make.pair(district.school, mentor=district.mentor, mentee=district.mentee)
    assert Pair.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"ends": date(2026, 8, 1)}, "ends"),
        ({"mentor": "mentee"}, "mentor"),
        ({"mentor": "foreign"}, "mentor"),
    ],
)
def test_an_impossible_pair_is_refused(district, fields, anchor):
    whose = {"mentee": district.mentee, "foreign": factories.TeacherFactory()}
    asked = {"mentor": district.mentor, "mentee": district.mentee} | fields
    asked["mentor"] = whose.get(fields.get("mentor"), district.mentor)
    with pytest.raises(Refused) as refusal:
        make.pair(district.school, **asked)
    assert refusal.value.anchor == anchor
    assert not Pair.objects.exists()


def test_the_database_says_no_as_well(district, draft, active_of):
    def refused(name, **fields):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Pair.objects.filter(pk=draft.pk).update(**fields)

    refused("pair_of_two", mentor=draft.mentee)
    refused("pair_dates", ends=date(2026, 8, 1))
    refused("pair_begun_has_order", state="active")
    refused("pair_ended_on", ended_on=date(2026, 11, 1))
    refused("pair_stopped_why", state="cancelled")
    active_of(draft)
    second = Pair.objects.create(
        municipality=draft.municipality, mentor=draft.mentor, mentee=draft.mentee, starts=draft.starts,
        ends=draft.ends, order_number="46", order_on=draft.starts,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.filter(pk=second.pk).update(state="active")


@pytest.fixture
def active_of(district):
    def begin(pair):
        make.agree(pair, district.methodist)
        return services.start_pair(pair=pair, by=district.methodist)

    return begin


def test_consents_and_order_change_only_while_the_pair_is_prepared(district, active):
    consent = active.consents.first()
    for step in (
        lambda: services.take_back_consent(consent=consent, by=district.methodist),
        lambda: services.name_order(pair=active, number="1", on=active.starts, by=district.methodist),
        lambda: services.give_consent(
            pair=active, side="mentor", given_on=active.starts, by=district.methodist
        ),
    ):
        with pytest.raises(Refused, match="пока пара готовится"):
            step()


def test_a_consent_is_given_once_and_not_tomorrow(district, draft):
    by, side = district.methodist, PairConsent.Side.MENTOR
    with pytest.raises(Refused, match="не наступил"):
        services.give_consent(pair=draft, side=side, given_on=date(2026, 11, 21), by=by)
    consent = services.give_consent(pair=draft, side=side, given_on=date(2026, 11, 20), by=by)
    with pytest.raises(AlreadyDone):
        services.give_consent(pair=draft, side=side, given_on=date(2026, 11, 20), by=by)
    services.take_back_consent(consent=consent, by=by)
    with pytest.raises(AlreadyDone):
        services.take_back_consent(consent=consent, by=by)


def test_a_refusal_keeps_three_working_days(district, active):
    asked = {"pair": active, "ended_by": "mentor", "reason": "Здоровье", "by": district.methodist}
    with pytest.raises(Refused, match=r"не раньше 24\.11\.2026") as refusal:
        services.stop_pair(notice_on=date(2026, 11, 19), ended_on=date(2026, 11, 23), **asked)
    assert refusal.value.anchor == "ended_on"
    with pytest.raises(Refused, match="когда предупредили"):
        services.stop_pair(ended_on=date(2026, 11, 24), **asked)
    pair = services.stop_pair(notice_on=date(2026, 11, 19), ended_on=date(2026, 11, 24), **asked)
    assert (pair.state, pair.state_note, pair.ended_by) == (State.STOPPED, "Здоровье", "mentor")
    with pytest.raises(AlreadyDone):
        services.stop_pair(notice_on=date(2026, 11, 19), ended_on=date(2026, 11, 24), **asked)


def test_a_transfer_needs_no_warning(district, active):
    pair = services.stop_pair(
        pair=active, ended_by="other", reason="Перевод", ended_on=date(2026, 11, 20), by=district.methodist
    )
    assert (pair.ended_on, pair.notice_on) == (date(2026, 11, 20), None)


def test_a_pair_is_finished_with_a_result_and_closes_deficits(district, active):
    own = development.deficit(district.mentee, date(2026, 9, 10))
    other = development.deficit(district.mentor, date(2026, 9, 10))
    asked = {"pair": active, "ended_on": date(2026, 11, 20), "by": district.methodist}
    with pytest.raises(Refused, match="результат"):
        services.finish_pair(result=" ", **asked)
    pair = services.finish_pair(result="Ведёт уроки сама", closed=[own.pk, other.pk], **asked)
    assert (pair.state, pair.result) == (State.FINISHED, "Ведёт уроки сама")
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.closed_on, own.closed_how) == (
        date(2026, 11, 20),
        f"Наставничество: {district.mentor.full_name}",
    )
    assert other.closed_on is None
    assert AuditEvent.objects.about(own).filter(verb=audit.Verb.CHANGED).count() == 1


def test_what_ended_never_begins_again(district, active):
    services.finish_pair(pair=active, ended_on=date(2026, 11, 20), result="Готово", by=district.methodist)
    for step in (services.start_pair, lambda **asked: services.cancel_pair(reason="Ошибка", **asked)):
        with pytest.raises(Refused, match="Завершена"):
            step(pair=active, by=district.methodist)


def test_whoever_leaves_is_in_no_pair_any_more(district, active):
    other = make.young(district.school, surname="Новова")
    draft = make.pair(district.school, mentor=district.mentor, mentee=other)
    assert (
        services.end_pairs_of(district.mentor, date(2026, 11, 13), district.methodist, district.school) == []
    )
    told = services.end_pairs_of(district.mentor, date(2026, 11, 13), district.methodist, None)
    assert told == ["Наставничество прекращено, пар: 2."]
    active.refresh_from_db()
    draft.refresh_from_db()
    assert (active.state, active.ended_on, draft.state) == (
        State.STOPPED,
        date(2026, 11, 13),
        State.CANCELLED,
    )


def test_a_pair_works_on_the_days_of_its_term(district, active):
    def works(*day):
        return Pair.objects.worked_on(date(*day)).exists()

    assert [works(2026, 8, 31), works(2026, 9, 1), works(2027, 5, 31), works(2027, 6, 1)] == [
        False, True, True, False,
    ]  # fmt: skip
    services.finish_pair(pair=active, ended_on=date(2026, 11, 20), result="Готово", by=district.methodist)
    assert [works(2026, 11, 20), works(2026, 11, 21)] == [True, False]
