"""Items of roadmaps as measures of a management cycle: offered, shown with where they stand, linked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.documents.evidence import find_records
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, indicator_set
from methodservice.testing.monitoring_cycle import advise, results, signed_note, thread
from methodservice.testing.roadmap_life import due_in, item_of
from methodservice.testing.roadmaps import draft_roadmap, revised, roadmap_in_force
from monitoring.cycle_documents import common
from monitoring.cycle_documents.effect import effect_snapshot
from monitoring.models import Cycle
from monitoring.services.cycle.measures import add_measure
from roadmap.item_records import ItemRecords
from roadmap.services.coming import approve
from roadmap.services.marking import mark_occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(district):
    return district.schools.get()


@pytest.fixture
def cycle(district, methodist, school, monkeypatch):
    """A thread with a recommendation sent to the school. How its note prints is tested elsewhere."""
    monkeypatch.setattr(
        common, "pdf_of", lambda template, snapshot: b"%PDF " + snapshot["check_code"].encode()
    )
    campaign = results(indicator_set(district, SHARE, targets={0: {2026: 50}}), methodist, {school: (2, 20)})
    row = thread(campaign, methodist)
    signed_note(campaign, methodist)
    advise(row, methodist, school)
    return Cycle.objects.get(pk=row.pk)


def key_of(item) -> str:
    return f"item:{item.pk}"


def measured(client, cycle):
    """[(key, state word, address)] as the thread shows its measures."""
    rows = client.get(cycle.get_absolute_url()).context["measures"]
    return [(measure.key, record.state[1], record.url) for measure, record in rows]


def test_items_in_force_are_offered_by_document_with_number_and_words(district, methodist, edition):
    draft_roadmap(district, methodist)
    roadmap_in_force(make.MunicipalityFactory(), methodist)
    [(title, options)] = ItemRecords().groups(methodist)
    assert title == edition.title
    lines = edition.parts.get(kind="roadmap").lines.order_by("position")
    assert [key for key, _ in options] == [f"item:{line.item_id}" for line in lines]
    words = f"{lines[0].number} {lines[0].action}"
    assert options[0][1].replace("\xa0", " ") == words


def test_an_item_as_a_measure_says_where_it_stands_today(client, cycle, methodist, edition):
    item = item_of(edition, "1.1")
    [due] = due_in(item, -3)
    client.force_login(methodist)
    client.post(reverse("monitoring:cycle_measure_add", args=[cycle.pk]), {"record": key_of(item)})
    measure = cycle.measures.get()
    assert measure.on == timezone.localdate()
    assert measure.title.replace("\xa0", " ").startswith("Пункт 1.1 дорожной карты: ")
    assert measured(client, cycle) == [(key_of(item), "Просрочено", item.get_absolute_url())]

    due.ends = timezone.localdate() + timedelta(days=5)
    due.save()
    assert measured(client, cycle) == [(key_of(item), "Скоро срок", item.get_absolute_url())]

    mark_occurrence(occurrence=due, done_on=timezone.localdate(), by=methodist)
    assert measured(client, cycle) == [(key_of(item), "Выполнено", item.get_absolute_url())]
    [printed] = effect_snapshot(cycle, [], by=methodist)["measures"]
    assert printed["title"].endswith(f"(выполнено, {timezone.localdate():%d.%m.%Y})")


def test_a_coordinator_opens_the_item_from_the_thread(client, cycle, methodist, school, edition):
    item = item_of(edition, "1.1")
    add_measure(cycle=cycle, title="Пункт", on=timezone.localdate(), key=key_of(item), by=methodist)
    coordinator = make.user_with_role(RoleKind.COORDINATOR, municipality=school.municipality, school=school)
    client.force_login(coordinator)
    [(_, _, address)] = measured(client, cycle)
    assert client.get(address).context["page"].line.item == item


def test_items_of_others_and_of_drafts_are_no_measures(client, cycle, district, methodist):
    foreign = item_of(roadmap_in_force(make.MunicipalityFactory(), methodist), "1.1")
    drafted = item_of(draft_roadmap(district, methodist), "1.1")
    client.force_login(methodist)
    address = reverse("monitoring:cycle_measure_add", args=[cycle.pk])
    for item in (foreign, drafted):
        assert client.post(address, {"record": key_of(item)}).status_code == 422
        assert find_records(methodist, [key_of(item)])[key_of(item)].url == ""
    assert not cycle.measures.exists()


def test_what_a_new_edition_left_out_is_said(methodist, edition):
    item = item_of(edition, "1.1")
    others = edition.programme.items.exclude(pk=item.pk).values_list("pk", flat=True)
    following = revised(edition, methodist, years=0, kept=list(others))
    approve(
        edition=following, order_number="13-ОД", approved_on=timezone.localdate(), approved_act="приказом",
        in_force_from=timezone.localdate(), by=methodist,
    )  # fmt: skip
    record = find_records(methodist, [key_of(item)])[key_of(item)]
    assert record.state[1] == "Нет в действующей редакции"
    assert record.url == item.get_absolute_url()
    assert key_of(item) not in dict(ItemRecords().groups(methodist)[0][1])


@pytest.mark.parametrize("number", [1, 30])
def test_measures_cost_the_same_however_many(number, cycle, district, methodist, visit, assert_query_count):
    for _ in range(number):
        item = item_of(roadmap_in_force(district, methodist), "1.1")
        add_measure(cycle=cycle, title="Пункт", on=timezone.localdate(), key=key_of(item), by=methodist)
    assert_query_count(visit(methodist), cycle.get_absolute_url(), 13)
