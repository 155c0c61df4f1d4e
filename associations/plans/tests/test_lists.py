"""Directions and kinds of activity: the municipality's own lists."""

import pytest
from django.urls import reverse

from associations.plans.models import ActivityKind, Direction
from associations.plans.services.lists import start_lists
from associations.plans.usual import DIRECTIONS, KINDS
from methodservice.directory.models import AuditEvent, Municipality, RoleKind
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.plans import edition_with

pytestmark = pytest.mark.django_db


def to(name, *args):
    return reverse(f"plans:{name}", args=args)


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


@pytest.fixture
def entries(association):
    return [
        Direction.objects.create(municipality=association.municipality, title=title, position=position)
        for position, title in enumerate(("Сети", "Проекты", "Мониторинг"), start=1)
    ]


def titles(model):
    return list(model.objects.order_by("position").values_list("title", flat=True))


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_for_one_row_and_for_thirty(client, association, rows, assert_query_count):
    for position in range(rows):
        Direction.objects.create(
            municipality=association.municipality, title=f"Направление {position}", position=position
        )
    assert_query_count(client, to("direction_list"), 4)


def test_an_empty_list_takes_the_usual_one_once(client):
    assert "Взять обычный перечень" in client.get(to("kind_list")).content.decode()
    client.post(to("kind_usual"))
    answer = client.post(to("kind_usual"), follow=True)
    assert [str(message) for message in answer.context["messages"]][-1] == "Перечень уже заполнен."
    assert titles(ActivityKind) == list(KINDS)
    assert AuditEvent.objects.filter(verb="created", record_type="plans.activitykind").count() == len(KINDS)


def test_a_new_municipality_begins_with_both_lists(association, methodist):
    start_lists(association.municipality, methodist)
    assert (titles(Direction), titles(ActivityKind)) == (list(DIRECTIONS), list(KINDS))


def test_an_added_municipality_has_them_at_once(visit, association):
    admin = visit(make.user_with_role(RoleKind.PORTAL_ADMIN, municipality=association.municipality))
    url = reverse("directory:municipality_add")
    names = ("name", "name_genitive", "authority", "service", "service_short", "place")
    words = {name: f"Новый {name}" for name in names}
    admin.post(url, filled(admin.get(url), **words))
    made = Municipality.objects.get(name="Новый name")
    assert Direction.objects.filter(municipality=made).count() == len(DIRECTIONS)
    assert ActivityKind.objects.filter(municipality=made).count() == len(KINDS)


def test_a_new_entry_goes_to_the_end(client, entries):
    client.post(to("direction_add"), {"title": "Цифра"})
    assert titles(Direction) == ["Сети", "Проекты", "Мониторинг", "Цифра"]


@pytest.mark.parametrize("title", ["", " ", "сети", "а" * 301])
def test_bad_titles_are_refused(client, entries, title):
    answer = client.post(to("direction_add"), {"title": title})
    assert answer.status_code == 422
    assert Direction.objects.count() == 3


def test_an_entry_is_renamed_and_nobody_is_overwritten(client, entries):
    url = to("direction_edit", entries[0].pk)
    data = filled(client.get(url), title="Сетевая работа")
    Direction.objects.filter(pk=entries[0].pk).update(title="Сетевое дело")
    assert client.post(url, data).status_code == 409
    client.post(url, filled(client.get(url), title="Сетевая работа"))
    assert titles(Direction)[0] == "Сетевая работа"


def test_entries_move_by_buttons(client, entries):
    for entry, way in ((entries[2], "up"), (entries[0], "up"), (entries[1], "down"), (entries[1], "down")):
        client.post(to("direction_move", entry.pk), {"way": way})
    assert titles(Direction) == ["Сети", "Мониторинг", "Проекты"]


def test_what_is_retired_is_not_offered_but_stays_in_plans(client, entries, association):
    edition = edition_with(1, association=association, direction=entries[0])
    client.post(to("direction_retire", entries[0].pk), {"retired": "1"})
    assert entries[0] not in Direction.objects.offered()
    assert edition.lines.get().direction == entries[0]
    client.post(to("direction_retire", entries[0].pk), {"retired": "0"})
    assert entries[0] in Direction.objects.offered()


def test_the_directories_show_how_many_are_offered(client, entries):
    client.post(to("direction_retire", entries[0].pk), {"retired": "1"})
    cards = {card.title: card.count for card in client.get(reverse("directory:index")).context["cards"]}
    assert (cards["Направления работы"], cards["Виды деятельности"]) == (2, 0)
