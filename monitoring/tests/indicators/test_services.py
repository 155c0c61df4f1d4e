from decimal import Decimal

import pytest

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.jobs.models import Job
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.registries import Figure
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, SUM, YES, give, indicator_set, opened, planned
from monitoring.models import Campaign, Definition, Edition, Indicator, IndicatorSet, Return, Target
from monitoring.services.definitions import (
    add_definition,
    change_definition,
    give_reason,
    move_definition,
    remove_definition,
    save_targets,
)
from monitoring.services.requesting import KIND
from monitoring.services.sets import changes_of, discard, edition_before, put_in_force, revise, start_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force(district):
    return indicator_set(district, SHARE, SUM)


@pytest.fixture
def draft(in_force, methodist):
    return revise(set=in_force.set, reason="Итоги года", by=methodist)


def names(edition):
    return [row.name for row in Definition.objects.of(edition)]


def target_of(edition, place, year):
    return Target.objects.get(definition=Definition.objects.of(edition)[place], year=year)


def test_a_new_edition_says_what_the_last_one_did_about_the_same_indicators(in_force, draft):
    assert (draft.number, draft.state, draft.reason) == (2, "draft", "Итоги года")
    fields = ("indicator", "position", "number", "name", "unit", "formula", "over_periods", "cumulative")
    assert list(draft.definitions.values_list(*fields)) == list(in_force.definitions.values_list(*fields))
    assert changes_of(draft, in_force) == []


def test_parts_are_copied_beneath_their_indicator(district, methodist):
    edition = start_set(municipality=district, title="П", first_year=2026, last_year=2027, by=methodist)
    whole = add_definition(edition=edition, by=methodist, **SHARE)
    add_definition(edition=edition, by=methodist, **SUM)
    add_definition(edition=edition, parent=whole, by=methodist, name="сельские", unit="%")
    put_in_force(edition=edition, by=methodist)
    copied = revise(set=edition.set, reason="Новый год", by=methodist)
    assert [(row.name, row.parent and row.parent.name) for row in Definition.objects.of(copied)] == [
        (SHARE["name"], None),
        ("сельские", SHARE["name"]),
        (SUM["name"], None),
    ]
    assert Definition.objects.of(copied)[1].parent.edition == copied


def test_one_edition_is_prepared_at_a_time_and_needs_a_reason(in_force, draft, methodist):
    with pytest.raises(Refused, match="уже готовится"):
        revise(set=in_force.set, reason="Ещё", by=methodist)
    discard(edition=draft, by=methodist)
    with pytest.raises(Refused, match="почему меняются"):
        revise(set=in_force.set, reason=" ", by=methodist)


def test_an_edition_in_force_does_not_change(in_force, methodist):
    definition = in_force.definitions.first()
    for attempt in (
        lambda: add_definition(edition=in_force, by=methodist, **YES),
        lambda: change_definition(definition=definition, name="Иначе", by=methodist),
        lambda: move_definition(definition=definition, up=False, by=methodist),
        lambda: remove_definition(definition=definition, by=methodist),
        lambda: save_targets(edition=in_force, values={(definition.pk, 2026): Decimal(1)}, by=methodist),
        lambda: discard(edition=in_force, by=methodist),
    ):
        with pytest.raises(Refused, match="не черновик"):
            attempt()


def test_indicators_move_with_their_parts(draft, methodist):
    first, second = Definition.objects.of(draft)
    add_definition(edition=draft, parent=first, by=methodist, name="часть", unit="%")
    move_definition(definition=second, up=True, by=methodist)
    assert names(draft) == [second.name, first.name, "часть"]
    move_definition(definition=first, up=False, by=methodist)
    assert names(draft) == [second.name, first.name, "часть"]
    move_definition(definition=first, up=True, by=methodist)
    assert names(draft) == [first.name, "часть", second.name]


def test_a_part_has_no_parts(draft, methodist):
    first = Definition.objects.of(draft)[0]
    part = add_definition(edition=draft, parent=first, by=methodist, name="часть", unit="%")
    with pytest.raises(Refused, match="не делится"):
        add_definition(edition=draft, parent=part, by=methodist, name="часть", unit="%")


def test_what_no_edition_speaks_of_is_forgotten_and_what_an_older_one_does_stays(draft, methodist):
    made = add_definition(edition=draft, by=methodist, **YES)
    remove_definition(definition=made, by=methodist)
    assert not Indicator.objects.filter(pk=made.indicator_id).exists()
    old = Definition.objects.of(draft)[0]
    remove_definition(definition=old, by=methodist)
    assert Indicator.objects.filter(pk=old.indicator_id).exists()
    with pytest.raises(AlreadyDone):
        remove_definition(definition=old, by=methodist)


def test_without_a_share_there_is_no_denominator(draft, methodist):
    definition = Definition.objects.of(draft)[0]
    change_definition(definition=definition, denominator_words="все педагоги", by=methodist)
    changed = change_definition(definition=definition, formula="sum", by=methodist)
    assert changed.denominator_words == ""


def test_the_cell_of_the_document_lives_until_its_words_change(draft, methodist):
    definition = Definition.objects.of(draft)[0]
    Definition.objects.filter(pk=definition.pk).update(written="Доля…, %")
    assert change_definition(definition=definition, formula="sum", by=methodist).written == "Доля…, %"
    assert change_definition(definition=definition, unit="ед.", by=methodist).written == ""


def test_an_empty_target_is_not_nought_and_a_year_of_forecast_lives_while_it_has_a_target(draft, methodist):
    definition = Definition.objects.of(draft)[0]
    values = {
        (definition.pk, 2026): None,
        (definition.pk, 2027): Decimal(0),
        (definition.pk, 2030): Decimal(9),
    }
    assert save_targets(edition=draft, values=values, by=methodist) == 3
    said = dict(definition.targets.values_list("year", "value"))
    assert said == {2026: None, 2027: Decimal(0), 2028: Decimal(70), 2030: Decimal(9)}
    save_targets(edition=draft, values={(definition.pk, 2030): None}, by=methodist)
    assert sorted(definition.targets.values_list("year", flat=True)) == [2026, 2027, 2028]


def test_a_changed_target_needs_a_ground(draft, in_force, methodist):
    definition = Definition.objects.of(draft)[0]
    save_targets(
        edition=draft, values={(definition.pk, 2026): None, (definition.pk, 2030): Decimal(5)}, by=methodist
    )
    changes = changes_of(draft, edition_before(draft))
    assert [(row.year, row.before, row.after) for row in changes] == [
        (2026, Decimal(50), None),
        (2030, None, Decimal(5)),
    ]
    with pytest.raises(Refused, match=r"без него 2.изменения"):
        put_in_force(edition=draft, by=methodist)
    key = definition.indicator_id
    give_reason(edition=draft, keys=[(key, 2026)], ground="order", reason="Приказ № 5", by=methodist)
    with pytest.raises(Refused, match=r"без него 1.изменение"):
        put_in_force(edition=draft, by=methodist)
    give_reason(edition=draft, keys=[(key, 2030)], ground="other", reason="Прогноз", by=methodist)
    assert put_in_force(edition=draft, by=methodist).state == "in_force"
    in_force.refresh_from_db()
    assert in_force.state == "superseded"


def test_a_new_indicator_needs_no_ground_of_its_targets(draft, methodist):
    made = add_definition(edition=draft, by=methodist, **YES)
    save_targets(edition=draft, values={(made.pk, 2026): Decimal(40)}, by=methodist)
    put_in_force(edition=draft, by=methodist)
    assert Edition.objects.get(state="in_force").number == 2


def test_a_ground_needs_a_change(draft, methodist):
    with pytest.raises(Refused, match="Отметьте"):
        give_reason(edition=draft, keys=[(0, 2026)], ground="order", reason="Приказ", by=methodist)


def test_nothing_comes_into_force_empty_twice_or_with_a_figure_that_is_gone(district, methodist):
    edition = start_set(municipality=district, title="П", first_year=2026, last_year=2027, by=methodist)
    with pytest.raises(Refused, match="ни одного показателя"):
        put_in_force(edition=edition, by=methodist)
    one = add_definition(edition=edition, by=methodist, numerator_figure="gone", **SHARE)
    with pytest.raises(Refused, match="больше не ведёт"):
        put_in_force(edition=edition, by=methodist)
    change_definition(definition=one, numerator_figure="", by=methodist)
    put_in_force(edition=edition, by=methodist)
    with pytest.raises(AlreadyDone):
        put_in_force(edition=edition, by=methodist)


def test_open_campaigns_adopt_the_edition_ask_for_what_is_new_and_keep_what_was_answered(
    district, in_force, methodist, monkeypatch
):
    school = district.schools.get()
    figure = Figure(
        "test.people", "Люди", "Кадры", "чел.", "Все.", lambda span: {school.pk: 7}, lambda *args: []
    )
    monkeypatch.setitem(registries.figures, figure.key, figure)
    campaign = opened(in_force, methodist)
    give(campaign.returns.get(), {0: (5, 10), 1: 3})
    draft = revise(set=in_force.set, reason="Добавлен показатель", by=methodist)
    add_definition(edition=draft, by=methodist, **(YES | {"formula": "sum", "numerator_figure": figure.key}))
    add_definition(edition=draft, by=methodist, **OWN)
    put_in_force(edition=draft, by=methodist)
    campaign.refresh_from_db()
    assert campaign.edition == draft
    given = campaign.returns.get(school=school)
    assert list(given.values.order_by("indicator").values_list("numerator", "denominator")) == [
        (Decimal(5), Decimal(10)),
        (Decimal(3), None),
        (Decimal(7), None),
    ]
    assert (given.state, campaign.returns.get(school=None).values.count()) == ("accepted", 1)
    assert [job.arguments for job in Job.objects.filter(kind=KIND)] == [{"campaign": campaign.pk}]


def test_organisations_of_a_new_kind_are_asked_too(district, methodist):
    make.SchoolFactory(municipality=district, kind="kindergarten")
    edition = indicator_set(district, SHARE | {"school_kinds": ["school"]})
    campaign = opened(edition, methodist)
    draft = revise(set=edition.set, reason="Все", by=methodist)
    change_definition(definition=draft.definitions.get(), school_kinds=[], by=methodist)
    put_in_force(edition=draft, by=methodist)
    assert sorted(Return.objects.filter(campaign=campaign).values_list("school__kind", flat=True)) == [
        "kindergarten",
        "school",
    ]


def test_a_closed_campaign_keeps_its_edition_and_one_in_preparation_gets_the_new_one(
    in_force, draft, methodist
):
    closed = opened(in_force, methodist)
    Campaign.objects.filter(pk=closed.pk).update(state="closed")
    coming = planned(in_force, methodist, half=2)
    put_in_force(edition=draft, by=methodist)
    closed.refresh_from_db()
    coming.refresh_from_db()
    assert (closed.edition, coming.edition) == (in_force, draft)
    assert not Job.objects.filter(kind=KIND).exists()


def test_a_set_that_was_never_in_force_goes_with_its_draft(district, methodist):
    edition = start_set(municipality=district, title="П", first_year=2026, last_year=2027, by=methodist)
    assert discard(edition=edition, by=methodist) is False
    assert not IndicatorSet.objects.exists()
    with pytest.raises(AlreadyDone):
        discard(edition=edition, by=methodist)


def test_common_sets_are_kept_by_the_administrator_and_read_by_others(district, methodist):
    admin = make.user_with_role(RoleKind.PORTAL_ADMIN, municipality=district)
    edition = start_set(municipality=None, title="Общие", first_year=2026, last_year=2027, by=admin)
    assert IndicatorSet.objects.editable_by(admin).get() == edition.set
    assert not IndicatorSet.objects.editable_by(methodist).exists()
    assert IndicatorSet.objects.visible_to(methodist).get() == edition.set
