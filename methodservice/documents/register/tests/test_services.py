"""Numbers of the register: the next, one typed by hand, one that is taken, one that leaves a gap."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from methodservice.directory.models import AuditEvent
from methodservice.documents.models import NumberMask, RegisterEntry
from methodservice.documents.register import services
from methodservice.documents.register.tests.conftest import TODAY
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.typography import NBSP
from methodservice.testing import factories as make
from methodservice.testing.worlds.register import entry_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def od(district):
    """Orders are numbered «12-ОД»."""
    return NumberMask.objects.create(municipality=district, kind="order", year=2026, mask="{n}-ОД")


def refusal(take, *args, **options) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        take(*args, **options)
    return str(refused.value), refused.value.anchor


def numbers(**conditions) -> list[tuple[str, int | None]]:
    return list(RegisterEntry.objects.filter(**conditions).order_by("pk").values_list("number", "ordinal"))


def test_numbers_run_by_kind_and_year(take, od):
    take()
    take()
    take(kind="note")
    take(on=date(2027, 1, 11))
    assert numbers(kind="order", year=2026) == [("1-ОД", 1), ("2-ОД", 2)]
    assert numbers(kind="order", year=2027) == [("1-ОД", 1)]
    assert numbers(kind="note") == [("1", 1)]


def test_a_year_begins_with_the_first_number_of_its_mask(take, od):
    NumberMask.objects.filter(pk=od.pk).update(first=45)
    assert take().number == "45-ОД"
    assert take().number == "46-ОД"
    assert take(on=date(2027, 1, 11)).number == "1-ОД"


def test_the_mask_of_the_latest_year_before_holds(district, take, od):
    NumberMask.objects.create(municipality=district, kind="order", year=2027, mask="01-12/{n}")
    assert take(on=date(2025, 5, 5)).number == "1"
    assert take(on=date(2026, 5, 5)).number == "1-ОД"
    assert take(on=date(2029, 5, 5)).number == "01-12/1"


@pytest.mark.parametrize("typed", ["№ 1-ОД", "1-од", "1 - ОД", "  1–ОД", "1-OД"])
def test_a_taken_number_is_refused_however_it_is_typed(take, od, typed):
    take(title="О комиссии")
    sentence, anchor = refusal(take, typed)
    number = " ".join(typed.removeprefix("№").split())
    assert (sentence, anchor) == (
        f"Номер {number} уже занят: Приказ № 1-ОД от 20.11.2026, «О комиссии».",
        "number",
    )


def test_a_manual_number_may_not_leave_a_gap(take, od):
    take()
    assert refusal(take, "3-ОД") == (
        "Номер 3-ОД пропускает номер 2-ОД. "
        "Нумерация идёт без пропусков: возьмите следующий номер или измените нумерацию.",
        "number",
    )
    assert take("2-ОД").ordinal == 2


def test_where_gaps_are_allowed_the_next_follows_the_greatest(take, od):
    NumberMask.objects.filter(pk=od.pk).update(gapless=False)
    assert take("7-ОД").ordinal == 7
    assert take().number == "8-ОД"


def test_a_lower_free_number_is_given(take, od):
    NumberMask.objects.filter(pk=od.pk).update(first=10)
    take()
    assert take("9-ОД").ordinal == 9
    assert take().number == "11-ОД"


def test_a_number_that_the_mask_does_not_make_counts_for_nothing(take, od):
    assert take("12/1").ordinal is None
    assert take().number == "1-ОД"
    assert "уже занят" in refusal(take, "12/1")[0]


def test_documents_without_a_number_are_many(take):
    assert [(entry.number, entry.ordinal) for entry in (take("б/н"), take("б/н"))] == [("б/н", None)] * 2
    assert take().number == "1"


def test_a_number_too_long_is_told(take):
    assert refusal(take, "1" * 31) == (services.LONG_NUMBER, "number")


def test_a_mask_changed_within_a_year_goes_on_counting(district, take):
    take()
    take("3-ОД")
    take()
    NumberMask.objects.create(municipality=district, kind="order", year=2026, mask="{n}-ОД")
    assert services.next_number(district, "order", 2026) == "4-ОД"
    assert take().number == "4-ОД"
    assert "Приказ № 2 от" in refusal(take, "2-ОД")[0]


def test_the_next_number_is_what_is_then_taken(district, take, od, django_assert_num_queries):
    take()
    with django_assert_num_queries(3):
        shown = services.next_number(district, "order", 2026)
    assert take().number == shown == "2-ОД"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    wanted=st.lists(
        st.one_of(st.just(""), st.integers(1, 12).map(str), st.sampled_from(["5/1", "б/н"])), max_size=15
    )
)
def test_whatever_is_asked_for_there_are_neither_gaps_nor_twins(district, take, wanted):
    with transaction.atomic():
        for number in wanted:
            try:
                take(number)
            except Refused:
                assert number
        rows = RegisterEntry.objects.filter(municipality=district)
        ordinals = [entry.ordinal for entry in rows if entry.ordinal]
        assert sorted(ordinals) == list(range(1, len(ordinals) + 1))
        keys = [entry.key for entry in rows if entry.key]
        assert len(keys) == len(set(keys))
        transaction.set_rollback(True)


def test_the_database_refuses_a_twin_in_another_case(district, methodist):
    entry_of(district, methodist, number="1-ОД")
    with pytest.raises(IntegrityError), transaction.atomic():
        entry_of(district, methodist, number="1-од")


def test_districts_number_apart(take, methodist):
    take()
    other = make.MunicipalityFactory()
    assert services.next_number(other, "order", 2026) == "1"


def note(district, on, number=""):
    text = services.date_order_note(municipality=district, kind="order", on=on, number=number)
    return text.replace(NBSP, " ")


def test_a_number_out_of_the_order_of_days_is_remarked(district, take):
    take(on=date(2026, 11, 10))
    take(on=date(2026, 11, 18))
    assert note(district, TODAY) == ""
    assert note(district, date(2026, 11, 18)) == ""
    assert note(district, date(2026, 11, 12)) == "Приказ № 2 датирован более поздним днём: 18.11.2026."
    assert note(district, TODAY, "№ 1") == "Приказ № 2 датирован более ранним днём: 18.11.2026."
    assert note(district, TODAY, "12/1") == ""
    RegisterEntry.objects.filter(number="2").update(annulled="Ошибка")
    assert note(district, date(2026, 11, 12)) == ""


def test_a_rollback_gives_the_number_back(take):
    with transaction.atomic():
        assert take().number == "1"
        transaction.set_rollback(True)
    assert take().number == "1"


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_taken_only_inside_a_transaction(district, methodist):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        services.take_entry(municipality=district, kind="order", on=TODAY, title="О конкурсе", by=methodist)


def test_an_annulled_number_stays_taken(take, methodist):
    entry = services.annul(entry=take(), reason=" Внесён дважды ", by=methodist)
    assert entry.annulled == "Внесён дважды"
    assert take().number == "2"
    changes = AuditEvent.objects.about(entry).get(verb="changed").changes
    assert changes == {"почему аннулирована": ["—", "Внесён дважды"]}
    with pytest.raises(AlreadyDone):
        services.annul(entry=entry, reason="Ещё раз", by=methodist)


def test_annulling_needs_a_reason(take, methodist):
    with pytest.raises(Refused) as refused:
        services.annul(entry=take(), reason="  ", by=methodist)
    assert (str(refused.value), refused.value.anchor) == (services.NO_REASON, "reason")
