from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from methodservice import registries
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.registries import Figure
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, SUM, YES, give, indicator_set, opened
from monitoring.models import Campaign, Return, Value
from monitoring.services import returns as services
from monitoring.sheet import read_sheet

pytestmark = pytest.mark.django_db
COUNTS = {"people": 8}


@pytest.fixture
def school():
    return make.SchoolFactory()


@pytest.fixture
def coordinator(school):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=school.municipality, school=school)


@pytest.fixture
def methodist(school):
    return make.user_with_role(RoleKind.METHODIST, municipality=school.municipality)


@pytest.fixture
def figure(monkeypatch, school):
    """A figure whose number for the school is COUNTS["people"]."""
    known = dict(COUNTS)
    made = Figure(
        "t.people", "Люди", "Тест", "чел.", "Считаются люди.",
        count=lambda span: {school.pk: known["people"]}, records=lambda span, user, school_id: [],
    )  # fmt: skip
    monkeypatch.setitem(registries.figures, made.key, made)
    return known


@pytest.fixture
def given(figure, school, methodist):
    """A return of a share whose numerator is known (8), a sum, an answer."""
    share = SHARE | {"numerator_figure": "t.people", "numerator_window": "period"}
    edition = indicator_set(school.municipality, share, SUM, YES, OWN)
    return opened(edition, methodist).returns.get(school=school)


def values(given):
    return list(given.values.order_by("indicator"))


def numbers(given):
    return [
        (value.numerator, value.denominator, value.no_data, value.word, value.typed)
        for value in values(given)
    ]


def typed(given, *texts):
    """{value's key: texts} in the order of the indicators; None leaves one out."""
    return {
        value.pk: {"no_data": "", "word": ""} | told
        for value, told in zip(values(given), texts, strict=False)
        if told is not None
    }


def save(given, by, *texts, base=None):
    return services.save_texts(given=given, typed=typed(given, *texts), base=base or {}, by=by)


FULL = ({"numerator": "8", "denominator": "12"}, {"numerator": "3"}, {"numerator": "1"})


def test_numbers_are_kept_and_what_a_person_typed_is_marked(given, coordinator):
    saved = save(
        given, coordinator, {"numerator": "8", "denominator": "12"}, {"numerator": "3,5"}, {"numerator": "1"}
    )
    assert (saved.clashes, saved.is_changed) == ([], True)
    assert numbers(given) == [
        (Decimal(8), Decimal(12), False, "", True),
        (Decimal("3.5"), None, False, "", True),
        (Decimal(1), None, False, "", True),
    ]
    given.refresh_from_db()
    assert (given.version, given.opened_at is not None, given.state) == (2, True, "draft")
    event = AuditEvent.objects.about(given).latest("pk")
    assert event.municipality_id == coordinator.municipality_id
    assert event.changes == {
        "1. знаменатель": ["—", "12"],
        "2. число": ["—", "3,5"],
        "3. число": ["—", "да"],
    }


def test_typing_goes_on_in_one_row_of_the_journal(given, coordinator):
    save(given, coordinator, None, {"numerator": "3"})
    save(given, coordinator, None, {"numerator": "4"})
    changes = AuditEvent.objects.about(given).filter(verb="changed").values_list("changes", flat=True)
    assert list(changes) == [{"2. число": ["—", "4"]}]


def test_what_is_no_number_is_kept_beside_its_sentence(given, coordinator):
    save(given, coordinator, {"numerator": "восемь", "denominator": "12"}, {"numerator": "-3"})
    given.refresh_from_db()
    first, second = values(given)[:2]
    assert given.unread == {f"{first.pk}.numerator": "восемь", f"{second.pk}.numerator": "-3"}
    assert (first.numerator, first.denominator) == (None, Decimal(12))
    lines = read_sheet(given).lines
    assert lines[0].texts == {"numerator": "восемь", "denominator": "12", "no_data": "", "word": ""}
    assert [doubt.text for line in lines[:2] for doubt in line.said] == [
        "Нужно число цифрами: 12 или 12,5.",
        "Число не бывает меньше нуля.",
    ]
    save(given, coordinator, {"numerator": "9", "denominator": "12"}, {"numerator": "3"})
    given.refresh_from_db()
    assert given.unread == {}


def test_a_word_too_long_is_kept_until_it_is_shortened(given, coordinator):
    save(given, coordinator, None, {"numerator": "3", "word": "о" * 501})
    given.refresh_from_db()
    line = read_sheet(given).lines[1]
    assert (line.texts["word"], line.said[0].field, line.is_answered) == ("о" * 501, "word", False)


def test_no_data_takes_the_numbers_away_and_asks_for_a_word(given, coordinator):
    save(given, coordinator, {"numerator": "8", "denominator": "12", "no_data": "on"})
    line = read_sheet(Return.objects.get(pk=given.pk)).lines[0]
    assert (line.value.numerator, line.value.denominator, line.value.no_data) == (None, None, True)
    assert [doubt.text for doubt in line.said] == ["Напишите, почему сведений нет."]


def test_only_what_differs_from_the_opened_form_is_written(given, coordinator, methodist):
    base = read_sheet(given).base
    save(given, methodist, None, {"numerator": "7"})
    saved = save(
        given,
        coordinator,
        {"numerator": "8", "denominator": "12"},
        {"numerator": ""},
        {"numerator": "0"},
        base=base,
    )
    assert saved.clashes == []
    assert [row[:2] for row in numbers(given)] == [(8, 12), (7, None), (0, None)]


def test_what_somebody_else_changed_meanwhile_is_told_and_not_overwritten(given, coordinator, methodist):
    base = read_sheet(given).base
    save(given, methodist, None, {"numerator": "7"})
    saved = save(given, coordinator, {"numerator": "8", "denominator": "12"}, {"numerator": "9"}, base=base)
    assert saved.clashes == [services.Clash("2. число", "7", "9")]
    assert [row[:2] for row in numbers(given)][:2] == [(8, 12), (7, None)]
    again = services.save_texts(
        given=given, typed=typed(given, None, {"numerator": "9"}), base=base, by=coordinator,
        is_own=lambda current: True,
    )  # fmt: skip
    assert (again.clashes, values(given)[1].numerator) == ([], 9)


def test_a_second_saving_of_the_same_writes_nothing(given, coordinator):
    save(given, coordinator, *FULL)
    version = Return.objects.get(pk=given.pk).version
    saved = save(
        given,
        coordinator,
        {"numerator": "8,0", "denominator": "12"},
        {"numerator": " 3 "},
        {"numerator": "да"},
    )
    assert (saved.is_changed, Return.objects.get(pk=given.pk).version) == (False, version)


def test_agreeing_takes_the_portal_s_number(given, coordinator):
    save(given, coordinator, {"numerator": "10", "denominator": "12"})
    assert read_sheet(given).differing == 1
    services.agree(given=given, value=values(given)[0].pk, by=coordinator)
    assert numbers(given)[0][:2] == (8, 12)
    with pytest.raises(Refused, match="нет своего числа"):
        services.agree(given=given, value=values(given)[1].pk, by=coordinator)


def test_fresh_figures_follow_unless_a_person_typed(given, figure, coordinator):
    figure["people"] = 9
    assert services.refresh(given=given, by=coordinator) == 1
    first = values(given)[0]
    assert (first.numerator, first.known_numerator, first.typed) == (9, 9, False)
    save(given, coordinator, {"numerator": "10", "denominator": "12"})
    figure["people"] = 11
    assert services.refresh(given=given, by=coordinator) == 1
    first = values(given)[0]
    assert (first.numerator, first.known_numerator) == (10, 11)
    assert services.refresh(given=given, by=coordinator) == 0


def test_sending_is_refused_until_all_is_answered_and_explained(given, coordinator):
    with pytest.raises(Refused, match="показатели: 1, 2, 3") as refusal:
        services.submit(given=given, by=coordinator)
    assert refusal.value.anchor == f"value-{values(given)[0].pk}"
    save(given, coordinator, {"numerator": "9", "denominator": "12"}, {"numerator": "3"}, {"numerator": "1"})
    with pytest.raises(Refused, match="показатели: 1"):
        services.submit(given=given, by=coordinator)
    save(given, coordinator, {"numerator": "9", "denominator": "12", "word": "Ещё один"})
    assert services.submit(given=given, by=coordinator).state == "submitted"
    with pytest.raises(AlreadyDone):
        services.submit(given=given, by=coordinator)
    with pytest.raises(Refused, match="уже отправлены"):
        save(given, coordinator, *FULL)


@pytest.mark.parametrize(("extended_to", "late"), [(None, True), (date(2026, 7, 5), False)])
def test_late_is_what_was_sent_after_its_own_last_day(given, coordinator, monkeypatch, extended_to, late):
    Return.objects.filter(pk=given.pk).update(extended_to=extended_to)
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 7, 1))
    save(given, coordinator, *FULL)
    assert services.submit(given=given, by=coordinator).submitted_late is late


def test_a_correction_of_a_returned_one_is_not_late(given, coordinator, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 6, 20))
    save(given, coordinator, *FULL)
    services.submit(given=given, by=coordinator)
    Return.objects.filter(pk=given.pk).update(state=Return.State.RETURNED)
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 7, 20))
    assert services.submit(given=given, by=coordinator).submitted_late is False


def test_it_is_taken_back_while_nobody_has_answered(given, coordinator):
    with pytest.raises(AlreadyDone):
        services.withdraw(given=given, by=coordinator)
    save(given, coordinator, *FULL)
    services.submit(given=given, by=coordinator)
    assert services.withdraw(given=given, by=coordinator).submitted_at is None
    give(given, {}, state=Return.State.ACCEPTED)
    with pytest.raises(Refused, match="уже приняты"):
        services.withdraw(given=given, by=coordinator)
    with pytest.raises(Refused, match="уже приняты"):
        save(given, coordinator, *FULL)


def test_nothing_changes_in_a_closed_campaign(given, coordinator):
    Campaign.objects.update(state=Campaign.State.CLOSED)
    for attempt in (
        lambda: save(given, coordinator, *FULL),
        lambda: services.submit(given=given, by=coordinator),
        lambda: services.refresh(given=given, by=coordinator),
        lambda: services.agree(given=given, value=values(given)[0].pk, by=coordinator),
    ):
        with pytest.raises(Refused, match="Сбор закрыт"):
            attempt()


def test_the_period_before_is_the_accepted_one_of_the_same_organisation(given, school, methodist):
    edition = given.campaign.edition
    give(given, {0: (8, 12), 1: 3})
    later = opened(edition, methodist, half=2).returns.get(school=school)
    assert [line.before and line.before.numerator for line in read_sheet(later).lines] == [8, 3, None]
    Return.objects.filter(pk=given.pk).update(state=Return.State.SUBMITTED)
    assert [line.before for line in read_sheet(later).lines] == [None, None, None]


def test_parts_that_do_not_add_up_warn_at_the_whole(school, methodist, coordinator):
    edition = indicator_set(school.municipality, SUM, SUM, SUM)
    whole, *parts = edition.definitions.order_by("position")
    edition.definitions.filter(pk__in=[part.pk for part in parts]).update(parent=whole)
    given = opened(edition, methodist).returns.get(school=school)
    save(given, coordinator, {"numerator": "12"}, {"numerator": "4"}, {"numerator": "6"})
    sheet = read_sheet(given, checked=True)
    assert [doubt.text for doubt in sheet.lines[0].said] == [
        "Части в сумме дают 10, а здесь 12. Проверьте, верно ли это."
    ]
    assert ([line.is_part for line in sheet.lines], sheet.is_ready) == ([False, True, True], True)
    assert Value.objects.filter(given=given, typed=True).count() == 3
