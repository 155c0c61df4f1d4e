"""A new edition lets the portal count an indicator otherwise: what becomes of values that nobody has accepted yet."""

from decimal import Decimal

import pytest
from django.urls import reverse

from methodservice import registries
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.registries import Figure
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, SUM, indicator_set, opened
from monitoring.models import Definition, Return
from monitoring.services import following
from monitoring.services import returns as services
from monitoring.services.definitions import change_definition
from monitoring.services.reviewing import accept, send_back
from monitoring.services.sets import put_in_force, revise
from monitoring.sheet import read_sheet

pytestmark = pytest.mark.django_db
NUMBERS = {"t.old": 7, "t.new": 9, "t.whole": 12}
PEOPLE = SUM | {"numerator_figure": "t.old", "numerator_window": "period"}
State = Return.State


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
def figures(monkeypatch, school):
    """«t.old» is 7 for the school, «t.new» 9, «t.whole» 12."""

    def figure(key, number):
        return Figure(
            key, key, "Тест", "чел.", "Считаются.", lambda span: {school.pk: number}, lambda *args: []
        )

    for key, number in NUMBERS.items():
        monkeypatch.setitem(registries.figures, key, figure(key, number))


@pytest.fixture
def given(figures, school, methodist):
    """A return of one number that the portal brings: 7."""
    return opened(indicator_set(school.municipality, PEOPLE), methodist).returns.get()


def revised(given, methodist, **words):
    """An edition in force that says so of the indicator."""
    edition = revise(set=given.campaign.set, reason="Итоги года", by=methodist)
    change_definition(definition=Definition.objects.get(edition=edition), by=methodist, **words)
    return put_in_force(edition=edition, by=methodist)


def value_of(given):
    return given.values.get()


def stands(given):
    value = value_of(given)
    return value.numerator, value.known_numerator, value.typed, value.asked_again


def type_in(given, number, by, word="у нас учёт"):
    texts = {"numerator": number, "no_data": "", "word": word}
    services.save_texts(given=given, typed={value_of(given).pk: texts}, base={}, by=by)


def test_what_nobody_touched_follows_silently(given, methodist):
    revised(given, methodist, numerator_figure="t.new")
    assert stands(given) == (9, 9, False, "")


def test_what_was_sent_as_the_portal_gave_it_goes_back_with_the_reason(given, methodist, coordinator):
    services.submit(given=given, by=coordinator)
    revised(given, methodist, numerator_figure="t.new")
    given.refresh_from_db()
    number, known, is_typed, reason = stands(given)
    assert (number, known, is_typed, given.state) == (9, 9, False, State.RETURNED)
    assert reason.replace("\N{NO-BREAK SPACE}", " ") == (
        "Показатель теперь считается иначе (редакция 2). Было: 7 чел., по данным портала стало: 9 чел. "
        "Проверьте, верно ли это."
    )
    assert given.comment == (
        "Показатели изменились (редакция 2). Проверьте отмеченные числа и отправьте сведения снова."
    )
    with pytest.raises(Refused, match="Осталось"):
        services.submit(given=given, by=coordinator)
    services.confirm(given=given, value=value_of(given).pk, by=coordinator)
    services.submit(given=given, by=coordinator)
    assert stands(given) == (9, 9, False, "")
    with pytest.raises(Refused):
        services.confirm(given=given, value=value_of(given).pk, by=coordinator)


def test_what_was_sent_and_withdrawn_is_asked_again_though_it_is_a_draft(given, methodist, coordinator):
    services.submit(given=given, by=coordinator)
    services.withdraw(given=given, by=coordinator)
    revised(given, methodist, numerator_figure="t.new")
    given.refresh_from_db()
    number, known, is_typed, reason = stands(given)
    assert (number, known, is_typed, given.state, given.comment) == (9, 9, False, State.DRAFT, "")
    assert "Было: 7\N{NO-BREAK SPACE}чел., по данным портала стало: 9\N{NO-BREAK SPACE}чел." in reason
    services.confirm(given=given, value=value_of(given).pk, by=coordinator)
    services.submit(given=given, by=coordinator)


def test_what_a_person_took_from_the_portal_is_asked_again(given, methodist, coordinator):
    type_in(given, "8", coordinator)
    services.agree(given=given, value=value_of(given).pk, by=coordinator)
    assert stands(given) == (7, 7, False, "")
    revised(given, methodist, numerator_figure="t.new")
    assert stands(given)[:3] == (9, 9, False)
    assert "Было: 7" in value_of(given).asked_again


def test_another_line_of_the_same_draft_is_untouched(given, methodist, coordinator):
    services.save_texts(
        given=given, typed={value_of(given).pk: {"word": "проверили"}}, base={}, by=coordinator
    )
    revised(given, methodist, numerator_figure="t.new")
    assert stands(given) == (9, 9, False, "")


def test_what_a_person_typed_stays_and_is_asked_again(given, methodist, coordinator):
    type_in(given, "8", coordinator)
    revised(given, methodist, numerator_figure="t.new")
    number, known, is_typed, reason = stands(given)
    assert (number, known, is_typed) == (8, 9, True)
    assert "Вы указали: 8\N{NO-BREAK SPACE}чел." in reason
    assert value_of(given).word == "у нас учёт"
    assert read_sheet(given).is_ready is False
    type_in(given, "9", coordinator, word="")
    assert stands(given) == (9, 9, False, "")
    assert read_sheet(Return.objects.get()).is_ready is True
    with pytest.raises(AlreadyDone):
        services.confirm(given=given, value=value_of(given).pk, by=coordinator)


def test_a_number_that_the_portal_comes_to_confirm_is_not_asked_again(given, methodist, coordinator):
    type_in(given, "9", coordinator)
    services.submit(given=given, by=coordinator)
    revised(given, methodist, numerator_figure="t.new")
    given.refresh_from_db()
    assert (given.state, *stands(given)) == (State.SUBMITTED, 9, 9, False, "")


def test_a_return_that_came_back_is_asked_again_and_its_remarks_stay(given, methodist, coordinator):
    services.submit(given=given, by=coordinator)
    send_back(given=given, by=methodist, remarks={value_of(given).pk: "Проверьте"})
    revised(given, methodist, numerator_figure="t.new")
    given.refresh_from_db()
    assert (given.state, given.comment, value_of(given).remark) == (State.RETURNED, "", "Проверьте")
    assert "Было: 7" in value_of(given).asked_again


def test_said_to_be_unknown_is_asked_again(given, methodist, coordinator):
    texts = {"numerator": "", "no_data": "on", "word": "нет учёта"}
    services.save_texts(given=given, typed={value_of(given).pk: texts}, base={}, by=coordinator)
    revised(given, methodist, numerator_figure="t.new")
    number, known, _, reason = stands(given)
    assert (number, known, value_of(given).no_data) == (None, 9, True)
    assert "что сведений нет" in reason


def test_a_text_that_is_no_number_stays(given, methodist, coordinator):
    type_in(given, "восемь", coordinator)
    revised(given, methodist, numerator_figure="t.new")
    given.refresh_from_db()
    assert list(given.unread.values()) == ["восемь"]
    assert stands(given)[:2] == (None, 9)
    with pytest.raises(Refused, match="впишите"):
        services.confirm(given=given, value=value_of(given).pk, by=coordinator)


def test_a_figure_that_is_gone_leaves_the_field_to_be_filled_in(given, methodist, coordinator):
    services.submit(given=given, by=coordinator)
    revised(given, methodist, numerator_figure="", numerator_window="")
    number, known, _, reason = stands(given)
    assert (number, known) == (None, None)
    assert "Портал этого больше не считает: впишите число." in reason


def test_what_is_accepted_stays(given, methodist, coordinator):
    services.submit(given=given, by=coordinator)
    accept(given=given, by=methodist)
    revised(given, methodist, numerator_figure="t.new")
    given.refresh_from_db()
    assert (given.state, *stands(given)) == (State.ACCEPTED, 7, 7, False, "")


def test_other_words_of_the_indicator_ask_nothing(given, methodist, coordinator, monkeypatch):
    services.submit(given=given, by=coordinator)
    now = Figure(
        "t.old", "Люди", "Тест", "чел.", "Все.", lambda span: {given.school_id: 20}, lambda *args: []
    )
    monkeypatch.setitem(registries.figures, now.key, now)
    revised(given, methodist, name="Сколько обучено")
    given.refresh_from_db()
    assert (given.state, *stands(given)) == (State.SUBMITTED, 7, 7, False, "")


def test_another_window_is_another_number(figures, school, methodist, monkeypatch):
    made = Figure(
        "t.old", "Люди", "Тест", "чел.", "Все.", lambda span: {school.pk: span.first.month}, lambda *args: []
    )
    monkeypatch.setitem(registries.figures, made.key, made)
    given = opened(indicator_set(school.municipality, PEOPLE), methodist, half=2).returns.get()
    assert stands(given)[0] == 7
    revised(given, methodist, numerator_window="year")
    assert stands(given) == (1, 1, False, "")


def test_of_a_share_the_part_that_was_typed_stays_and_the_other_follows(
    figures, school, methodist, coordinator
):
    share = SHARE | {
        "numerator_figure": "t.old", "numerator_window": "period",
        "denominator_figure": "t.whole", "denominator_window": "period",
    }  # fmt: skip
    given = opened(indicator_set(school.municipality, share), methodist).returns.get()
    texts = {"numerator": "7", "denominator": "14", "no_data": "", "word": "у нас 14"}
    services.save_texts(given=given, typed={value_of(given).pk: texts}, base={}, by=coordinator)
    revised(given, methodist, numerator_figure="t.new")
    value = value_of(given)
    assert (value.numerator, value.denominator) == (Decimal(9), Decimal(14))
    assert "Вы указали: 7 из 14" in value.asked_again


def test_the_journal_says_it_and_the_form_that_is_open_sees_it(given, methodist):
    version = given.version
    revised(given, methodist, numerator_figure="t.new")
    given.refresh_from_db()
    assert given.version == version + 1
    last = AuditEvent.objects.about(given).order_by("-pk").first()
    assert (last.actor, last.note) == (
        methodist, "редакция 2: портал считает иначе 1\N{NO-BREAK SPACE}показатель",
    )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_the_same_for_one_organisation_and_for_thirty(
    given, methodist, rows, django_assert_num_queries, school
):
    others = make.SchoolFactory.create_batch(rows, municipality=school.municipality)
    edition = revise(set=given.campaign.set, reason="Итоги года", by=methodist)
    definition = Definition.objects.get(edition=edition)
    campaign = given.campaign
    for other in others:
        row = Return.objects.create(campaign=campaign, school=other)
        services.value_for(campaign, definition, row, {}).save()
    former = list(Definition.objects.of(campaign.edition_id))
    definition.numerator_figure = "t.new"
    with django_assert_num_queries(6):
        following.follow_edition(campaign, former, edition, [definition], by=methodist)
    assert Return.objects.filter(values__numerator=9).count() == 1


class TestPage:
    def test_the_reason_stands_beside_the_number_and_one_button_answers(
        self, given, methodist, coordinator, visit
    ):
        services.submit(given=given, by=coordinator)
        revised(given, methodist, numerator_figure="t.new")
        client = visit(coordinator)
        page = client.get(given.get_absolute_url()).content.decode()
        assert "Показатель теперь считается иначе (редакция 2)" in page
        assert 'name="confirm"' in page
        key = value_of(given).pk
        data = {"version": "1", "base": "{}", "writer": "w", "confirm": str(key)}
        answer = client.post(reverse("monitoring:return_save", args=[given.pk]), data, follow=True)
        page = answer.content.decode()
        assert "Отмечено: число верно." in page
        assert 'name="confirm"' not in page
        assert value_of(given).asked_again == ""

    def test_nonsense_in_the_button_does_no_harm(self, given, coordinator, visit):
        for key in ("x", "999999", "9" * 40):
            data = {"version": "1", "base": "{}", "writer": "w", "confirm": key}
            answer = visit(coordinator).post(reverse("monitoring:return_save", args=[given.pk]), data)
            assert answer.status_code == 302
