"""The ground of changed targets: told once where they share it."""

from decimal import Decimal

import pytest

from methodservice.testing.monitoring import SHARE, SUM, indicator_set
from monitoring.difference import difference_of
from monitoring.models import Definition
from monitoring.printed import changes_snapshot
from monitoring.services.definitions import give_reason, save_targets
from monitoring.services.sets import revise

pytestmark = pytest.mark.django_db
ALL = ((0, 2026), (0, 2027), (1, 2026))


@pytest.fixture
def draft(district, methodist):
    """Three changed targets of two indicators."""
    made = revise(set=indicator_set(district, SHARE, SUM).set, reason="Итоги года", by=methodist)
    rows = list(Definition.objects.of(made))
    values = {(rows[place].pk, year): Decimal(9) for place, year in ALL}
    save_targets(edition=made, values=values, by=methodist)
    return made


def ground(draft, methodist, *which, reason):
    rows = list(Definition.objects.of(draft))
    keys = [(rows[place].indicator_id, year) for place, year in which]
    give_reason(edition=draft, keys=keys, ground="order", reason=reason, by=methodist)


def test_a_ground_of_all_is_told_once_above(draft, methodist):
    ground(draft, methodist, *ALL, reason="№ 5")
    difference = difference_of(draft)
    assert [difference.grounds(line) for line in difference.lines] == [
        ["2026, 2027: приказ — № 5"],
        ["2026: приказ — № 5"],
    ]
    printed = changes_snapshot(draft, difference)
    assert printed["common_ground"] == "приказ\N{NO-BREAK SPACE}— №\N{NO-BREAK SPACE}5"
    assert [row["ground"] for row in printed["rows"]] == [[], []]


def test_different_grounds_stand_in_their_rows(draft, methodist):
    ground(draft, methodist, *ALL[:2], reason="№ 5")
    ground(draft, methodist, ALL[2], reason="№ 6")
    difference = difference_of(draft)
    assert difference.common_ground == ""
    assert [difference.grounds(line) for line in difference.lines] == [
        ["2026, 2027: приказ — № 5"],
        ["2026: приказ — № 6"],
    ]


def test_one_that_some_targets_lack_is_not_common(draft, methodist):
    ground(draft, methodist, *ALL[:2], reason="№ 5")
    assert difference_of(draft).common_ground == ""
