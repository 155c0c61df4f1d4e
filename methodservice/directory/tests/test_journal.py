"""The journal of the municipality, and the history of a record for those who may open the record."""

from datetime import datetime

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.testing.factories import MunicipalityFactory, SchoolFactory, TeacherFactory, user_with_role

JOURNAL = reverse("directory:journal")
CANARY = "Канарейка чужого района"


@pytest.fixture
def district(db):
    return MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return user_with_role(RoleKind.METHODIST, municipality=district, full_name="Методист Анна")


def history_of(record):
    return reverse("directory:history", args=[record._meta.label_lower, record.pk])


def shown(client, query=""):
    return [event.pk for event in client.get(f"{JOURNAL}?{query}").context["page"].object_list]


@pytest.mark.parametrize("number", [1, 30])
def test_journal_costs_the_same_for_one_and_thirty_rows(
    number, district, methodist, visit, assert_query_count
):
    for school in SchoolFactory.create_batch(number, municipality=district):
        audit.record(audit.Verb.CREATED, by=methodist, obj=school)
    assert_query_count(visit(methodist), JOURNAL, 6)


@pytest.mark.parametrize("number", [1, 30])
def test_history_costs_the_same_for_one_and_thirty_rows(
    number, district, methodist, visit, assert_query_count
):
    school = SchoolFactory(municipality=district)
    for _ in range(number):
        audit.record(audit.Verb.CHANGED, by=methodist, obj=school, changes={"название": ["А", "Б"]})
    assert_query_count(visit(methodist), history_of(school), 6)


def test_journal_is_filtered_by_who_what_which_and_when(district, methodist, visit):
    other = user_with_role(RoleKind.METHODIST, municipality=district, full_name="Методист Борис")
    school = SchoolFactory(municipality=district, short_name="Школа у озера")
    teacher = TeacherFactory(school=school)
    made = audit.record(audit.Verb.CREATED, by=methodist, obj=school)
    changed = audit.record(audit.Verb.CHANGED, by=other, obj=school, changes={"вид": ["школа", "сад"]})
    read = audit.record(audit.Verb.READ, by=methodist, obj=teacher)
    # half past midnight of 10 March by the portal's clock is still 9 March in UTC
    early = timezone.make_aware(datetime(2026, 3, 10, 0, 30))
    AuditEvent.objects.filter(pk=made.pk).update(at=early)
    client = visit(methodist)
    assert shown(client) == [read.pk, changed.pk, made.pk]
    assert shown(client, "who=борис") == [changed.pk]
    assert shown(client, "verb=read") == [read.pk]
    assert shown(client, "kind=directory.school") == [changed.pk, made.pk]
    assert shown(client, "q=озера") == [changed.pk, made.pk]
    assert shown(client, "since=2026-03-10&until=2026-03-10") == [made.pk]
    assert shown(client, "until=2026-03-09") == []
    assert shown(client, "since=2026-03-11") == [read.pk, changed.pk]


@pytest.mark.parametrize(
    "query", ["since=31.02.2026", "verb=nothing", "kind=x.y", "page=999", "q=" + "я" * 5000]
)
def test_nonsense_in_the_address_is_no_fault(methodist, visit, query):
    assert visit(methodist).get(f"{JOURNAL}?{query}").status_code == 200


def test_journal_shows_from_and_to(district, methodist, visit):
    school = SchoolFactory(municipality=district)
    audit.record(audit.Verb.CHANGED, by=methodist, obj=school, changes={"вид": ["школа", "детский сад"]})
    for url in (JOURNAL, history_of(school)):
        page = visit(methodist).get(url).content.decode()
        assert "Вид: <del>школа</del> → <ins>детский сад</ins>" in page
        assert "Методист Анна" in page


def test_journal_is_of_the_own_municipality(district, methodist, visit):
    stranger = user_with_role(RoleKind.METHODIST, municipality=MunicipalityFactory(), full_name=CANARY)
    foreign = SchoolFactory(municipality=stranger.municipality, short_name=CANARY)
    audit.record(audit.Verb.CREATED, by=stranger, obj=foreign)
    nobodys = audit.record(audit.Verb.LOGIN_FAILED, by=None, note="адрес 10.0.0.1")
    client = visit(methodist)
    assert shown(client) == []
    assert CANARY not in client.get(JOURNAL).content.decode()
    admin = user_with_role(RoleKind.PORTAL_ADMIN, municipality=district)
    assert nobodys.pk in shown(visit(admin))


def test_a_record_that_is_gone_has_no_link(district, methodist, visit):
    kept, gone = SchoolFactory.create_batch(2, municipality=district)
    for school in (kept, gone):
        audit.record(audit.Verb.CREATED, by=methodist, obj=school)
    url = history_of(gone)
    gone.delete()
    client = visit(methodist)
    page = client.get(JOURNAL).content.decode()
    assert history_of(kept) in page
    assert url not in page
    assert client.get(url).status_code == 404


def test_history_opens_to_whoever_may_open_the_record(world, visit):
    from methodservice.directory.models import Teacher

    teacher = Teacher.objects.get(pk=world.records["teacher"]["own_school"])
    audit.record(audit.Verb.CREATED, by=world.users["methodist"], obj=teacher)
    statuses = {role: visit(user).get(history_of(teacher)).status_code for role, user in world.users.items()}
    sees = {"admin", "department", "methodist", "coordinator"}
    assert statuses == {role: 200 if role in sees else 404 for role in world.users}


@pytest.mark.parametrize(
    "kind", ["directory.nothing", "nonsense", "auth.permission", "sessions.session", "a.b.c"]
)
def test_what_has_no_scope_has_no_history(methodist, visit, kind):
    assert visit(methodist).get(reverse("directory:history", args=[kind, 1])).status_code == 404


def test_rules_have_the_history_of_their_municipality(district, methodist, visit):
    audit.record(audit.Verb.CHANGED, by=methodist, obj=district.rules, changes={"ничья": ["а", "б"]})
    assert visit(methodist).get(history_of(district.rules)).context["page"].paginator.count == 1
    assert visit(methodist).get(history_of(MunicipalityFactory().rules)).status_code == 404


def test_history_link_leads_to_the_record_s_history(district):
    school = SchoolFactory(municipality=district)
    text = Template("{% load history %}{% history_link school %}").render(Context({"school": school}))
    assert f'href="{history_of(school)}"' in text
    assert "История" in text


def test_an_export_of_the_journal_is_journaled(district, methodist, client):
    client.force_login(methodist)
    school = SchoolFactory(municipality=district)
    audit.record(audit.Verb.CHANGED, by=methodist, obj=school, changes={"вид": ["=1+1", "сад"]})
    response = client.get(f"{JOURNAL}?export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "вид: =1+1 → сад" in text
    event = AuditEvent.objects.first()
    assert (event.verb, event.actor, event.note) == ("exported", methodist, "Журнал действий: CSV, строк: 1")
