"""Where a document stands: pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.papers.lines import AHEAD, NOTHING, Folder, SourceFact, State, judge
from associations.papers.models import Paper, PaperKind
from methodservice.lib.periods import SchoolYear

TODAY = date(2026, 11, 20)
THIS, LAST, NEXT = SchoolYear(2026), SchoolYear(2025), SchoolYear(2027)
NBSP = "\N{NO-BREAK SPACE}"


def kind(**fields):
    return PaperKind(title="Отчёт", **fields)


def day_words(text: str) -> str:
    return text.replace("_", NBSP)


@pytest.mark.parametrize(
    ("due", "year", "state", "detail"),
    [
        ("", THIS, State.MISSING, ""),
        ("", LAST, State.MISSING, ""),
        ("", NEXT, State.NOT_YET, "учебный год ещё не начался"),
        ("19.11", THIS, State.OVERDUE, "срок был 19_ноября_2026_г."),
        ("20.11", THIS, State.MISSING, "срок — 20_ноября_2026_г."),
        ("20.12", THIS, State.MISSING, "срок — 20_декабря_2026_г."),
        ("21.12", THIS, State.NOT_YET, "срок — 21_декабря_2026_г."),
        ("25.05", THIS, State.NOT_YET, "срок — 25_мая_2027_г."),
        ("25.05", LAST, State.OVERDUE, "срок был 25_мая_2026_г."),
        ("15.09", NEXT, State.NOT_YET, "срок — 15_сентября_2027_г."),
    ],
)
def test_a_document_that_is_not_there(due, year, state, detail):
    line = judge(kind(due=due), NOTHING, (), year, TODAY)
    assert (line.state, line.word, line.detail) == (state, state.word, day_words(detail))


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (SourceFact(State.THERE, "приказ № 7", "/r/"), (State.THERE, "есть", "приказ № 7")),
        (
            SourceFact(State.NOT_YET, "заседаний не было"),
            (State.NOT_YET, "пока не нужно", "заседаний не было"),
        ),
        (
            SourceFact(State.MISSING, "готовит руководитель", word="черновик"),
            (State.OVERDUE, "просрочено", "готовит руководитель; срок был 15_сентября_2026_г."),
        ),
        (
            SourceFact(State.PARTLY, "подписано 1 из 2"),
            (State.OVERDUE, "просрочено", "подписано 1 из 2; срок был 15_сентября_2026_г."),
        ),
    ],
)
def test_what_the_portal_has_past_the_due_day(fact, expected):
    line = judge(kind(due="15.09"), fact, (), THIS, TODAY)
    state, word, detail = expected
    assert (line.state, line.word, line.detail, line.url) == (state, word, day_words(detail), fact.url)


def test_a_source_may_have_its_own_word():
    line = judge(kind(), SourceFact(State.MISSING, word="черновик"), (), THIS, TODAY)
    assert (line.state, line.word) == (State.MISSING, "черновик")


def test_part_of_a_document_is_asked_for_however_far_its_day_is():
    line = judge(kind(due="31.08"), SourceFact(State.PARTLY, "подписано 1 из 2"), (), THIS, TODAY)
    assert (line.state, line.word) == (State.PARTLY, "не все")


def test_what_was_put_in_by_hand_counts_for_any_document():
    papers = (Paper(title="а"), Paper(title="б"))
    line = judge(kind(due="15.09"), SourceFact(State.PARTLY, "подписано 1 из 2"), papers, THIS, TODAY)
    assert (line.state, line.word, line.detail, line.papers) == (
        State.THERE, "есть", f"вложено: 2{NBSP}документа; подписано 1 из 2", papers,
    )  # fmt: skip


def test_an_association_owes_nothing_for_years_before_it_existed():
    born = date(2026, 10, 1)
    plan, report = kind(due="15.09"), kind(due="15.09", source=PaperKind.Source.REPORT)
    states = [
        judge(what, NOTHING, (), year, TODAY, born).state for what in (plan, report) for year in (LAST, THIS)
    ]
    assert states == [State.NOT_YET, State.OVERDUE, State.NOT_YET, State.NOT_YET]
    assert report.due_day == "15.09"
    assert judge(report, NOTHING, (), THIS, TODAY, born).detail == day_words(
        "объединение создано 1_октября_2026_г."
    )


def test_the_report_in_a_file_is_that_on_the_year_before():
    report = kind(due="10.06", source=PaperKind.Source.REPORT)
    assert judge(report, NOTHING, (), THIS, TODAY).due == date(2026, 6, 10)
    assert judge(report, NOTHING, (), NEXT, TODAY).state == State.NOT_YET


DAYS = st.dates(date(2024, 9, 1), date(2028, 8, 31))
DUES = st.one_of(st.just(""), st.dates(date(2021, 1, 1), date(2021, 12, 31)).map(lambda day: f"{day:%d.%m}"))


TOLD = (State.THERE, State.PARTLY, State.MISSING, State.NOT_YET)


@given(DUES, DAYS, st.sampled_from([LAST, THIS, NEXT]), st.sampled_from(TOLD), st.booleans())
def test_every_document_has_a_state_that_its_day_explains(due, today, year, state, put_in):
    fact = SourceFact(state)
    line = judge(kind(due=due), fact, (Paper(title="а"),) if put_in else (), year, today)
    if put_in:
        assert line.state == State.THERE
    elif state in (State.THERE, State.NOT_YET):
        assert line.state == state
    else:
        assert line.state != State.THERE
        if line.due:
            assert (line.state == State.OVERDUE) == (line.due < today)
        if line.state == State.NOT_YET:
            assert year.starts > today or line.due - today > AHEAD


@given(DUES, st.sampled_from([State.MISSING, State.PARTLY]), DAYS)
def test_time_never_makes_a_missing_document_less_urgent(due, state, today):
    order = [State.NOT_YET, State.MISSING, State.PARTLY, State.OVERDUE]
    now, later = (
        judge(kind(due=due), SourceFact(state), (), THIS, day).state
        for day in (today, today + timedelta(days=1))
    )
    assert order.index(now) <= order.index(later)


def test_a_file_counts_what_is_required_and_names_the_worst_first():
    lines = [
        judge(kind(), NOTHING, (), THIS, TODAY),
        judge(kind(due="15.09"), NOTHING, (), THIS, TODAY),
        judge(kind(), SourceFact(State.THERE), (), THIS, TODAY),
        judge(kind(retired=True), NOTHING, (Paper(title="а"),), THIS, TODAY),
        judge(kind(due="25.05"), NOTHING, (), THIS, TODAY),
    ]
    folder = Folder(1, THIS, tuple(lines))
    assert (folder.there, len(folder.required)) == (1, 4)
    assert folder.lacking == (lines[1], lines[0])
    assert folder.overdue == (lines[1],)
