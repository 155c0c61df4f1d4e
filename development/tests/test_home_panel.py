"""The panel of the home page: how people stand with courses, attestation and deficits."""

from datetime import date

import pytest
from django.urls import reverse

from development.home_panel import development_panel
from development.models import PlannedAttestation
from development.offers_card import own_card
from methodservice.directory.models import RoleKind
from methodservice.testing import development as have
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)


def told(user) -> dict:
    """What the panel says, but the words of the most common deficit."""
    (panel,) = development_panel(user, TODAY)
    return {name: panel.context[name] for name in ("overdue", "attested", "late", "lacking", "most_people")}


def lived(place, people):
    """Each is overdue with courses, has a term that is over, waits in the schedule and lacks two things."""
    for person in people:
        have.attestation(person, date(2021, 9, 1))
        have.deficit(person)
        have.deficit(person, words="Цель урока")
        have.deficit(person, kind="subject")
        PlannedAttestation.objects.create(teacher=person, category="first", planned_on=date(2026, 12, 1))


def test_each_person_counts_once_and_numbers_are_those_of_the_lists(visit, place):
    fresh = make.TeacherFactory(school=place.school, surname="Свежева", hired_on=date(2015, 9, 1))
    have.course(fresh)
    lived(place, [place.teacher])
    assert told(place.methodist) == {"overdue": 1, "attested": 1, "late": 0, "lacking": 1, "most_people": 1}
    client = visit(place.methodist)
    html = client.get(reverse("home")).content.decode()
    for name, words in (("watch", "?state=overdue"), ("attestation", "?year=2026"), ("needs", "")):
        url = f"{reverse(f'development:{name}')}{words}"
        assert f'href="{url}"' in html
        page = client.get(url).content.decode()
        assert ("Алова" in page, "Свежева" in page) == (True, False), url


def test_a_term_that_is_over_is_late(place):
    have.attestation(place.teacher, date(2021, 9, 1))
    assert told(place.methodist)["late"] == 1


def test_a_coordinator_reads_of_the_own_organisation(place):
    lived(place, [make.TeacherFactory(school=make.SchoolFactory(municipality=place.municipality))])
    assert told(place.methodist)["lacking"] == 1
    assert told(place.coordinator)["lacking"] == 0


def test_who_runs_no_lists_and_who_has_nobody_is_told_nothing(place):
    assert list(development_panel(place.author, TODAY)) == []
    alone = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())
    assert list(development_panel(alone, TODAY)) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_six_queries_for_one_person_and_for_thirty(place, rows, django_assert_num_queries):
    lived(place, make.TeacherFactory.create_batch(rows, school=place.school))
    place.methodist.access  # noqa: B018 — cached from here on
    with django_assert_num_queries(6):
        list(development_panel(place.methodist, TODAY))


def test_whoever_has_a_card_reads_where_they_stand(visit, place):
    (panel,) = own_card(place.author, TODAY)
    assert f'href="{panel.context["url"]}"' in visit(place.author).get(reverse("home")).content.decode()
    assert list(own_card(place.methodist, TODAY)) == list(own_card(place.coordinator, TODAY)) == []
