"""The register: what it shows, finds, sorts and downloads, and what it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.cadence import requirement, standings
from associations.models import Association, Level, Meeting, Roster
from methodservice.testing import factories as make

pytestmark = pytest.mark.django_db

REGISTER = reverse("associations:list")
NOVEMBER = date(2026, 11, 20)


@pytest.fixture
def district():
    return make.MunicipalityFactory(name="Заречный район")


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


@pytest.fixture
def november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: NOVEMBER)


def shown(client, query=""):
    return [str(row) for row, *_ in client.get(f"{REGISTER}?{query}").context["rows"]]


def association(district, teachers_of, **fields):
    return make.AssociationFactory(municipality=district, teachers_of=teachers_of, **fields)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_register_costs_the_same_for_one_row_and_for_thirty(
    visit, district, methodist, rows, assert_query_count
):
    school = make.SchoolFactory(municipality=district)
    for _ in range(rows):
        row = make.AssociationFactory(municipality=district)
        person = make.TeacherFactory(school=school)
        make.MembershipFactory(association=row, teacher=person)
        make.TermFactory(association=row, teacher=person)
        make.MeetingFactory(association=row, state="signed")
    assert_query_count(visit(methodist), REGISTER, 8)


def test_a_row_tells_head_members_and_meetings(visit, district, methodist, november):
    row = association(district, "учителей физики")
    school = make.SchoolFactory(municipality=district)
    head, other = make.TeacherFactory.create_batch(2, school=school)
    make.TermFactory(association=row, teacher=head)
    make.TermFactory(association=row, teacher=other, starts=date(2019, 9, 1), ends=date(2020, 8, 31))
    make.MembershipFactory(association=row, teacher=head)
    make.MembershipFactory(association=row, teacher=other, ends=date(2021, 8, 31))
    for day, state in [
        (date(2026, 9, 10), "signed"),
        (date(2026, 10, 12), "held"),
        (date(2026, 11, 2), "not_held"),
        (date(2026, 12, 7), "planned"),
        (date(2027, 2, 1), "planned"),
    ]:
        make.MeetingFactory(association=row, date=day, state=state)
    ((found, kind, word),) = visit(methodist).get(REGISTER).context["rows"]
    assert (found.head_name, found.members_count) == (head.full_name, 1)
    assert (found.last_meeting, found.next_meeting) == (date(2026, 10, 12), date(2026, 12, 7))
    assert (kind, word) == ("done", "проведено 1\N{NO-BREAK SPACE}из\N{NO-BREAK SPACE}1")


def test_filters_narrow_the_register(visit, district, methodist, november):
    school = make.SchoolFactory(municipality=district)
    subject = make.SubjectFactory(municipality=district)
    association(district, "учителей Математики", subject=subject)
    small = association(district, "учителей физики", level=Level.SCHOOL, school=school)
    association(district, "логопедов", closed_on=date(2025, 8, 31))
    client = visit(methodist)
    assert shown(client) == ["РМО учителей Математики", str(small)]
    assert shown(client, "q=МАТЕМ") == ["РМО учителей Математики"]
    assert shown(client, "q=физики+" + school.short_name[-2]) == [str(small)]
    assert shown(client, "level=school") == [str(small)]
    assert shown(client, f"school={school.pk}") == [str(small)]
    assert shown(client, f"subject={subject.pk}") == ["РМО учителей Математики"]
    assert shown(client, "state=closed") == ["РМО логопедов"]
    assert shown(client, "q=шахмат") == []


def test_what_is_missing_can_be_found(visit, district, methodist, november):
    school = make.SchoolFactory(municipality=district)
    whole, bare = (association(district, name) for name in ("полное", "пустое"))
    person = make.TeacherFactory(school=school)
    make.MembershipFactory(association=whole, teacher=person)
    make.TermFactory(association=whole, teacher=person)
    make.MeetingFactory(association=whole, date=date(2026, 10, 12), state="held")
    make.MeetingFactory(association=bare, date=date(2026, 10, 12), state="not_held")
    make.MeetingFactory(association=bare, date=date(2026, 9, 12), state="signed")
    for number in (2025, 2026):
        Roster.objects.create(association=whole, school_year=number, approved_on=date(number, 9, 1))
    Roster.objects.create(association=bare, school_year=2025, approved_on=date(2025, 9, 1))
    client = visit(methodist)
    for lack in ("meeting", "head", "members", "roster"):
        assert shown(client, f"lacks={lack}") == [str(bare)], lack


def test_the_filter_and_the_rule_name_the_same_associations(district, november):
    """The register counts in the database, the panel by the pure rule: they may not disagree."""
    for number in range(6):
        row = association(district, f"учителей предмета {number}")
        for day in range(number):
            make.MeetingFactory(
                association=row,
                date=date(2026, 9, 25) + timedelta(days=day * 4),
                state=Meeting.State.values[number - 1],
            )
    rules = district.rules
    for kind in ("quarter", "term", "half_year", "school_year"):
        for minimum in (0, 1, 2, 3):
            rules.meetings_period, rules.meetings_minimum = kind, minimum
            rows = Association.objects.all()
            counted = set(requirement(rules, NOVEMBER).lacking(rows))
            judged = {s.association for s in standings(rows, rules, NOVEMBER) if s.cadence.missing_now}
            assert counted == judged, (kind, minimum)


def test_nothing_is_required_in_summer(district):
    association(district, "учителей физики")
    needed = requirement(district.rules, date(2026, 7, 20))
    assert (needed.is_running, list(needed.lacking(Association.objects.all()))) == (False, [])


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("title", "абв"), ("-title", "вба"), ("members", "бав"), ("-members", "ваб"), ("x", "абв")],
)
def test_columns_sort(visit, district, methodist, sort, expected):
    school = make.SchoolFactory(municipality=district)
    for name, size in (("а", 1), ("б", 0), ("в", 2)):
        row = association(district, name)
        for person in make.TeacherFactory.create_batch(size, school=school):
            make.MembershipFactory(association=row, teacher=person)
    assert shown(visit(methodist), f"sort={sort}") == [f"РМО {letter}" for letter in expected]


def test_the_empty_stand_last_in_both_directions(visit, district, methodist, november):
    for name in ("а", "б"):
        association(district, name)
    make.MeetingFactory(association=association(district, "в"), date=date(2026, 10, 1), state="held")
    client = visit(methodist)
    assert [shown(client, f"sort={sort}")[0] for sort in ("last", "-last")] == ["РМО в", "РМО в"]


def test_the_download_is_what_the_page_shows(visit, district, methodist, november):
    association(district, "учителей физики")
    association(district, "учителей химии")
    lines = b"".join(visit(methodist).get(f"{REGISTER}?q=физики&export=csv").streaming_content).decode(
        "utf-8-sig"
    )
    assert lines.splitlines() == [
        "Объединение;Уровень;Руководитель;Членов;Последнее заседание;Следующее заседание;Заседания в периоде",
        "РМО учителей физики;районное;;0;;;нужно до 31.12: 0\N{NO-BREAK SPACE}из\N{NO-BREAK SPACE}1",
    ]


def test_a_list_of_the_second_page_keeps_the_rest(visit, district, methodist):
    make.AssociationFactory.create_batch(27, municipality=district)
    client = visit(methodist)
    assert (len(shown(client)), len(shown(client, "page=2"))) == (25, 2)


def test_an_empty_register_says_what_to_do(visit, district, methodist):
    page = visit(methodist).get(REGISTER).content.decode()
    assert "Объединений пока нет. Создайте первое" in page
    teacher = make.user_with_role("teacher", municipality=district)
    page = visit(teacher).get(REGISTER).content.decode()
    assert "Вы пока не состоите ни в одном объединении" in page
    assert "Создать объединение" not in page


def test_the_running_period_is_named(district):
    assert requirement(district.rules, NOVEMBER).period.title == "IV квартал 2026 года"
