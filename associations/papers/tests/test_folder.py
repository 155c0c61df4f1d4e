"""Reading the files: what counts for a year, and what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from associations.models import Association, Meeting, Roster
from associations.papers.folder import folder_of, folders, sources
from associations.papers.lines import SourceFact, State
from associations.papers.models import PaperKind
from associations.papers.tests.conftest import TODAY
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make

THIS, LAST = SchoolYear(2026), SchoolYear(2025)
Source = PaperKind.Source


def kind(district, **fields):
    return make.PaperKindFactory(municipality=district, **fields)


def line_of(association, year=THIS):
    (line,) = folder_of(association, year, TODAY).lines
    return line.state, line.detail


def put(association, kind, year=THIS):
    return association.papers.create(kind=kind, school_year=year.first, title="Отчёт", link="https://e.ru/1")


def test_a_yearly_paper_counts_for_its_year_and_another_for_any(district, association):
    yearly, lasting = kind(district, yearly=True), kind(district, yearly=False)
    for what in (yearly, lasting):
        put(association, what, LAST)
    seen = {
        year: [line.state for line in folder_of(association, year, TODAY).lines]
        for year in (LAST, THIS, THIS.following)
    }
    assert seen == {
        LAST: [State.THERE, State.THERE],
        THIS: [State.MISSING, State.THERE],
        THIS.following: [State.NOT_YET, State.THERE],
    }


def test_what_is_required_no_more_stays_where_it_lies(district, association):
    retired = kind(district, retired=True)
    assert folder_of(association, THIS, TODAY).lines == ()
    paper = put(association, retired)
    (line,) = folder_of(association, THIS, TODAY).lines
    assert (line.papers, line.is_lacking) == ((paper,), False)
    assert folder_of(association, THIS, TODAY).required == ()


def test_other_associations_and_districts_are_apart(district, association):
    what = kind(district)
    kind(make.MunicipalityFactory())
    other = make.AssociationFactory(municipality=district)
    put(other, what)
    assert line_of(association) == (State.MISSING, "")
    assert line_of(other)[0] == State.THERE


def test_the_roster_is_the_last_order_of_the_year(district, association):
    kind(district, source=Source.ROSTER, due="15.09")
    Roster.objects.create(association=association, school_year=2025, approved_on=date(2025, 9, 4))
    assert line_of(association)[0] == State.OVERDUE
    for day, number in ((date(2026, 10, 4), "9"), (date(2026, 9, 4), "7")):
        Roster.objects.create(association=association, school_year=2026, approved_on=day, order_number=number)
    (line,) = folder_of(association, THIS, TODAY).lines
    last = Roster.objects.get(order_number="9")
    assert (line.state, line.detail, line.url) == (
        State.THERE, "приказ от 04.10.2026 № 9, 0\N{NO-BREAK SPACE}человек", f"/associations/rosters/{last.pk}/",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], (State.MISSING, "1 период без нужного числа заседаний")),
        (["signed", "signed"], (State.THERE, "подписано 2 из 2")),
        (["signed", "held"], (State.PARTLY, "подписано 1 из 2")),
        (["correcting", "signed"], (State.PARTLY, "подписано 1 из 2")),
        (["signed", "planned"], (State.THERE, "подписано 1 из 1")),
        (["not_held"], (State.MISSING, "1 период без нужного числа заседаний")),
        (["", "signed"], (State.PARTLY, "подписано 1 из 1; 1 период без нужного числа заседаний")),
    ],
)
def test_protocols_are_counted_against_meetings_and_the_rule(district, association, states, expected):
    """A meeting a quarter; the third one of 2026 is over. states: of a meeting in September, then in November."""
    kind(district, source=Source.PROTOCOLS)
    for state, day in zip(states, (date(2026, 9, 10), date(2026, 11, 1)), strict=False):
        if state:
            make.MeetingFactory(association=association, date=day, state=state)
    state, detail = line_of(association)
    assert (state, detail.replace("\N{NO-BREAK SPACE}", " ")) == expected


def test_protocols_are_not_needed_where_nothing_is_required_and_nobody_met(district, association):
    district.rules.meetings_minimum = 0
    district.rules.save()
    kind(district, source=Source.PROTOCOLS)
    assert line_of(association) == (State.NOT_YET, "заседаний в этом году ещё не было")


def test_a_source_is_asked_only_when_a_document_comes_from_it(district, association, monkeypatch):
    asked = []

    def plans(associations, year, today):
        asked.append((list(associations), year, today))
        return {association.pk: SourceFact(State.THERE, "редакция 1")}

    monkeypatch.setitem(sources, Source.PLAN, plans)
    kind(district, source=Source.PLAN, retired=True)
    folder_of(association, THIS, TODAY)
    assert asked == []
    kind(district, source=Source.PLAN)
    assert line_of(association) == (State.THERE, "редакция 1")
    assert asked == [([association], THIS, TODAY)]


@pytest.mark.parametrize("rows", [1, 30])
def test_files_cost_the_same_for_one_association_and_for_thirty(district, rows, monkeypatch):
    for name in (Source.PLAN, Source.REPORT):
        monkeypatch.delitem(sources, name, raising=False)
    kinds = [kind(district, source=source) for source in Source]
    for number in range(rows):
        association = make.AssociationFactory(municipality=district)
        put(association, kinds[0])
        Roster.objects.create(
            association=association, school_year=2026, approved_on=TODAY, order_number=str(number)
        )
        make.MeetingFactory(association=association, date=TODAY, state=Meeting.State.SIGNED)
    associations = list(Association.objects.select_related("municipality"))
    with CaptureQueriesContext(connection) as captured:
        read = folders(associations, THIS, TODAY)
    assert (len(read), len(captured)) == (rows, 5)


def test_no_association_is_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert folders([], THIS, TODAY) == {}


def test_papers_stand_from_the_newest_those_without_a_date_first(district, association):
    what = kind(district)
    days = {"старый": date(2026, 9, 1), "без даты": None, "новый": date(2026, 10, 1)}
    for title, day in days.items():
        association.papers.create(kind=what, school_year=2026, title=title, date=day, link="https://e.ru/1")
    (line,) = folder_of(association, THIS, TODAY).lines
    assert [paper.title for paper in line.papers] == ["без даты", "новый", "старый"]
