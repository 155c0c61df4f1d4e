"""What the page of a campaign says of roadmaps: items that it completes, editions whose changes it grounds."""

from datetime import date

import pytest
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.registries import panels_of
from methodservice.testing import factories as make
from methodservice.testing.monitoring import indicator_set, opened
from methodservice.testing.roadmap_life import item_of
from methodservice.testing.roadmaps import living_part, revised, roadmap_content, roadmap_in_force
from monitoring.services.closing import close_campaign, key_of
from roadmap.models import ChangeReason, Completion, Item
from roadmap.services.watching import watch

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def campaign(district, methodist):
    return opened(indicator_set(district), methodist)


@pytest.fixture
def coordinator(campaign):
    school = campaign.returns.exclude(school=None).first().school
    return make.user_with_role(RoleKind.COORDINATOR, municipality=campaign.municipality, school=school)


def close(campaign, by):
    return close_campaign(campaign=campaign, reason="Школы на карантине", by=by)


def prove(item, campaign, by):
    return Completion.objects.create(item=item, done_on=TODAY, record=key_of(campaign), marked_by=by)


def ground(edition, campaign, count=None):
    """The first changes of the edition lie on the campaign."""
    keys = list(edition.reasons.values_list("pk", flat=True)[:count])
    return ChangeReason.objects.filter(pk__in=keys).update(record=key_of(campaign))


def shown(campaign, user):
    """([(number of the item, whether it closed by itself)], [(edition, its changes)]); None without a panel."""
    panels = panels_of(campaign, user, TODAY)
    if not panels:
        return None
    (panel,) = panels
    rows = [*panel.context["rows"], *panel.context["more"]]
    items = [(line.number, mark.automatic) for mark, line in rows]
    return items, [(edition, edition.grounded) for edition in panel.context["editions"]]


def test_it_names_what_closed_by_itself_and_what_a_person_proved(visit, edition, methodist, campaign):
    closed, proved = item_of(edition, "2.3"), item_of(edition, "1.1")
    watch(item=closed, key=key_of(campaign), by=methodist)
    found = close(campaign, methodist)
    prove(proved, campaign, methodist)
    prove(proved, campaign, methodist)
    assert shown(found, methodist) == ([("1.1", False), ("2.3", True)], [])
    page = visit(methodist).get(campaign.get_absolute_url()).content.decode()
    section = page.partition('id="by-roadmap"')[2].partition("</section>")[0]
    for item, word in ((closed, "Закрыто само:"), (proved, "Подтверждает:")):
        assert section.count(item.get_absolute_url()) == section.count(word) == 1


def test_nothing_is_said_before_it_is_closed(edition, methodist, campaign):
    prove(item_of(edition, "1.1"), campaign, methodist)
    ground(revised(edition, methodist), campaign)
    assert shown(campaign, methodist) is None
    assert shown(close(campaign, methodist), methodist) is not None


def test_a_campaign_of_which_no_roadmap_knows_has_no_panel(edition, methodist, campaign):
    assert shown(close(campaign, methodist), methodist) is None


def test_editions_that_it_grounds_lead_to_their_changes(visit, edition, methodist, campaign):
    draft = revised(edition, methodist)
    assert ground(draft, campaign, 2) == 2
    found = close(campaign, methodist)
    assert shown(found, methodist) == ([], [(draft, 2)])
    page = visit(methodist).get(campaign.get_absolute_url()).content.decode()
    assert "Основание 2 изменений:" in page
    address = f"/roadmaps/{draft.programme_id}/changes/?edition={draft.number}"
    assert f'href="{address}"' in page
    assert visit(methodist).get(address).context["edition"] == draft


def test_a_coordinator_does_not_learn_of_drafts(visit, edition, methodist, campaign, coordinator):
    prove(item_of(edition, "1.1"), campaign, methodist)
    draft = revised(edition, methodist)
    ground(draft, campaign)
    found = close(campaign, methodist)
    assert shown(found, methodist)[1] == [(draft, draft.reasons.count())]
    assert shown(found, coordinator) == ([("1.1", False)], [])
    page = visit(coordinator).get(campaign.get_absolute_url()).content.decode()
    assert "Подтверждает:" in page
    assert "Основание" not in page


def test_another_municipality_stays_unseen(methodist, campaign):
    other = make.SchoolFactory().municipality
    stranger = make.user_with_role(RoleKind.METHODIST, municipality=other)
    foreign = roadmap_in_force(other, stranger)
    prove(item_of(foreign, "1.1"), campaign, stranger)
    ground(revised(foreign, stranger), campaign)
    found = close(campaign, methodist)
    assert shown(found, methodist) is None
    assert shown(found, stranger) is not None


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same(visit, assert_query_count, district, methodist, campaign, count):
    parts = [living_part((("1.1", "Обновить страницу", "до 15 мая 2026", "методисты", ""),))]
    for number in range(count):
        title = f"Дорожная карта {number} на 2026 год"
        edition = roadmap_in_force(district, methodist, roadmap_content(title=title, parts=parts))
        ground(revised(edition, methodist), campaign)
    for item in Item.objects.all():
        prove(item, campaign, methodist)
    close(campaign, methodist)
    assert_query_count(visit(methodist), campaign.get_absolute_url(), 13)
