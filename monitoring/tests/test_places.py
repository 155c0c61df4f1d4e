"""Where a page of monitoring stands: the path to it, the page of the menu that it belongs to."""

import pytest
from django.urls import reverse

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.lib.typography import bind
from methodservice.testing import factories as make
from methodservice.testing.monitoring import indicator_set, opened
from methodservice.testing.monitoring_cycle import thread
from monitoring.services.closing import close_campaign
from monitoring.urls import urlpatterns

pytestmark = pytest.mark.django_db
OF_RESULTS = ("indicator/", "school/", "results/")
"""Addresses below the first page itself."""


@pytest.fixture
def school():
    return make.SchoolFactory()


@pytest.fixture
def methodist(school):
    return make.user_with_role(RoleKind.METHODIST, municipality=school.municipality)


@pytest.fixture
def coordinator(school):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=school.municipality, school=school)


@pytest.fixture
def campaign(school, methodist):
    return opened(indicator_set(school.municipality), methodist)


def menu_of(visit, user):
    (room,) = [room for room in visit(user).get(reverse("monitoring:home")).context["menu"] if room["active"]]
    return [page["title"] for page in room["pages"]]


def test_every_address_lies_below_a_page_of_the_menu():
    room = reverse("monitoring:home")
    pages = [
        reverse(item.url_name).removeprefix(room)
        for item in registries.menu
        if item.under == "monitoring:home"
    ]
    routes = {str(each.pattern) for each in urlpatterns}
    assert {route for route in routes if not route.startswith((*pages, *OF_RESULTS))} == {""}


def test_the_menu_goes_from_results_to_what_is_set_once(visit, campaign, methodist, coordinator):
    assert menu_of(visit, methodist) == [
        "Итоги",
        "По организациям",
        "Кампании",
        "Сведения",
        "Циклы",
        "Рекомендации",
        "Показатели",
        "Данные портала",
    ]
    own = ["Итоги", "Кампании", "Сведения", "Циклы", "Рекомендации", "Показатели"]
    assert menu_of(visit, coordinator) == own


def test_every_path_begins_at_monitoring(visit, campaign, methodist, coordinator):
    given = campaign.returns.exclude(school=None).get()
    found = close_campaign(campaign=campaign, reason="Карантин", by=methodist)
    indicator = found.edition.definitions.first().indicator
    places = [
        reverse("monitoring:campaign", args=[found.pk]),
        reverse("monitoring:campaign_values", args=[found.pk]),
        reverse("monitoring:review", args=[given.pk]),
        reverse("monitoring:figure_records", args=["directory.teachers"]),
        reverse("monitoring:set", args=[found.set_id]),
        reverse("monitoring:return", args=[given.pk]),
        reverse("monitoring:cycle", args=[thread(found, methodist).pk]),
        reverse("monitoring:cycles") + "?state=closed",
        reverse("monitoring:indicator", args=[indicator.pk]),
        reverse("monitoring:heat"),
    ]
    seen = [(methodist, place) for place in places]
    seen += [(coordinator, place) for place in (places[0], places[3], places[4], places[5])]
    for user, place in seen:
        title, address = visit(user).get(place).context["crumbs"][0]
        assert (title, address.partition("?")[0]) == ("Мониторинг", reverse("monitoring:home"))


def test_a_campaign_leads_to_its_indicators_and_when_closed_to_its_results(visit, campaign, methodist):
    results = f"{reverse('monitoring:home')}?campaign={campaign.pk}"
    indicators = f"{reverse('monitoring:set', args=[campaign.set_id])}?edition={campaign.edition.number}"
    page = visit(methodist).get(campaign.get_absolute_url()).content.decode()
    assert (f'href="{indicators}"' in page, f'href="{results}"' in page) == (True, False)
    close_campaign(campaign=campaign, reason="Карантин", by=methodist)
    page = visit(methodist).get(campaign.get_absolute_url()).content.decode()
    assert (f'href="{indicators}"' in page, f'href="{results}"' in page) == (True, True)
    assert visit(methodist).get(indicators).context["edition"] == campaign.edition


def test_the_list_names_campaigns_where_they_differ(visit, campaign, methodist, coordinator):
    address = reverse("monitoring:returns")
    title = f'<p class="muted small">{campaign.title}</p>'
    page = visit(methodist).get(address)
    (given,) = campaign.returns.exclude(school=None)
    assert f'<a href="{given.get_absolute_url()}">{bind(given.who)}</a>' in page.content.decode()
    assert title not in page.content.decode()
    other = opened(indicator_set(campaign.municipality), methodist)
    type(other).objects.filter(pk=other.pk).update(title="Мониторинг наставничества")
    both = visit(methodist).get(address).content.decode()
    assert title in both
    assert '<p class="muted small">Мониторинг наставничества</p>' in both
    own = visit(coordinator).get(address).content.decode()
    assert f"{campaign.title}, {bind(campaign.period_title)}</a>" in own
