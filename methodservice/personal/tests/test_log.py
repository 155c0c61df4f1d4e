"""«Кто смотрел карточку»: what the journal tells of one person, and to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.personal.access_log import in_words, log_of
from methodservice.testing import factories as make

READ, EXPORTED = audit.Verb.READ, audit.Verb.EXPORTED


def address(district):
    return reverse("personal:log", args=[district.person.pk])


def words(district) -> list[str]:
    return [in_words(row) for row in log_of(district.person)]


def test_opening_the_card_is_seen_by_the_person(district, visit):
    visit(district.coordinator).get(reverse("directory:teacher", args=[district.person.pk]))
    page = visit(district.account).get(address(district))
    assert [(str(row.actor), told) for row, told in page.context["rows"]] == [("Завуч", "Открыта карточка")]
    assert "Кто смотрел мою карточку" in page.text


def test_exports_of_all_data_and_of_lists_are_told_apart(district, visit):
    client = visit(district.methodist)
    client.get(reverse("personal:data", args=[district.person.pk, "json"]))
    client.get("/directory/teachers/?export=csv")
    client.get("/directory/schools/?export=csv")
    listed, alone = words(district)
    assert alone == "Выгружено или напечатано: все данные: JSON"
    assert listed == "Выгружен список, в нём могла быть и эта карточка. Педагоги: CSV, строк: 1"


def test_a_coordinator_of_another_school_could_not_have_it_in_a_list(district, visit):
    elsewhere = make.user_with_role(
        RoleKind.COORDINATOR,
        municipality=district.municipality,
        school=make.SchoolFactory(municipality=district.municipality),
    )
    visit(elsewhere).get("/directory/teachers/?export=csv")
    assert words(district) == []
    visit(district.coordinator).get("/directory/teachers/?export=csv")
    assert len(words(district)) == 1


def test_lists_of_other_districts_concern_nobody_here(district, visit):
    visit(make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())).get(
        "/directory/teachers/?export=csv"
    )
    assert words(district) == []


def test_other_peoples_cards_and_changes_are_not_in_it(district):
    audit.record(READ, by=district.methodist, obj=make.TeacherFactory(school=district.school))
    audit.record(audit.Verb.CHANGED, by=district.methodist, obj=district.person)
    assert words(district) == []


def test_the_period_narrows_the_log(district, visit):
    old = audit.record(READ, by=district.methodist, obj=district.person)
    AuditEvent.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=40))
    new = audit.record(READ, by=district.methodist, obj=district.person)
    client, today = visit(district.methodist), timezone.localdate()
    for query, expected in (
        ({}, [new, old]),
        ({"since": today.isoformat()}, [new]),
        ({"until": (today - timedelta(days=1)).isoformat()}, [old]),
    ):
        assert [row for row, _ in client.get(address(district), query).context["rows"]] == expected


def test_the_download_is_the_same_list(district, visit):
    audit.record(READ, by=district.methodist, obj=district.person)
    answer = visit(district.account).get(address(district), {"export": "csv"})
    assert "Методист;Открыта карточка" in b"".join(answer.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("rows", [1, 30])
def test_the_log_costs_the_same_for_one_and_for_thirty(district, visit, assert_query_count, rows):
    for _ in range(rows):
        audit.record(READ, by=district.methodist, obj=district.person)
    assert_query_count(visit(district.methodist), address(district), 7)
