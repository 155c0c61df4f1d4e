"""Pure rules: three working days, due days of check-ups, what a pair lacks, coverage, candidates with reasons."""

from datetime import date
from decimal import Decimal

import pytest

from mentoring.rules.candidates import Candidate, ranked
from mentoring.rules.checkups import Trend, due_days, mean, month_words
from mentoring.rules.coverage import Coverage
from mentoring.rules.notice import earliest_end, too_early
from mentoring.rules.readiness import Standing, load_warning, overlap_warning
from mentoring.rules.steps import Step, step_of_active, step_of_draft


@pytest.mark.parametrize(
    ("notice", "earliest"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),  # Monday → Thursday
        (date(2026, 11, 25), date(2026, 11, 30)),  # Wednesday: the weekend does not count
        (date(2026, 11, 28), date(2026, 12, 2)),  # Saturday
        (date(2026, 12, 30), date(2027, 1, 13)),  # 31 December 2026 is off, then the holidays
        (date(2025, 10, 30), date(2025, 11, 5)),  # Saturday 1 November 2025 works, Monday 3 is off
        (date(2026, 11, 2), date(2026, 11, 6)),  # 4 November is a holiday
    ],
)
def test_three_working_days_after_the_warning(notice, earliest):
    assert earliest_end(notice) == earliest
    assert too_early(notice, earliest) == ""


def test_a_day_before_that_is_told():
    assert too_early(date(2026, 11, 25), date(2026, 11, 29)) == (
        "Предупреждают не меньше чем за три рабочих дня (статья 351.8 ТК РФ): последний день — не раньше 30.11.2026."
    )


def test_days_of_a_year_without_a_decision_are_told_with_a_warning(monkeypatch):
    monkeypatch.setattr("methodservice.lib.workdays.LAST_KNOWN", 2026)
    assert too_early(date(2026, 12, 30), date(2027, 1, 11)).endswith(
        "не раньше 13.01.2027. Переносы выходных после 2026 года порталу неизвестны: сверьтесь с производственным "
        "календарём."
    )


def test_checkups_fall_due_inside_the_term():
    starts = date(2026, 9, 1)
    year = [(1, date(2026, 9, 30)), (3, date(2026, 11, 30)), (6, date(2027, 2, 28)), (12, date(2027, 8, 31))]
    assert due_days(starts, date(2027, 8, 31)) == year
    assert due_days(starts, date(2027, 5, 31)) == year[:3]
    assert due_days(starts, date(2026, 9, 14)) == [(0, date(2026, 9, 14))]
    assert [month_words(month) for month in (0, 1, 3, 12)] == [
        "Конец срока", "1\xa0месяц работы", "3\xa0месяца работы", "12\xa0месяцев работы",
    ]  # fmt: skip


def test_the_mean_is_rounded_to_a_tenth():
    assert mean([1, 2, 2]) == Decimal("1.7")
    assert mean([2, 3, 2, 2]) == Decimal("2.3")
    assert mean([]) is None


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ((), "Замеров ещё не было."),
        (("2.4",), "Средняя оценка — 2,4 из 5."),
        (("2.4", "3.0", "3.8"), "Средняя оценка выросла с 2,4 до 3,8 из 5."),
        (("3.8", "2.4"), "Средняя оценка снизилась с 3,8 до 2,4 из 5."),
        (("3.0", "2.0", "3.0"), "Средняя оценка не изменилась: 3,0 из 5."),
    ],
)
def test_the_trend_in_words(points, words):
    assert Trend(tuple(("замер", Decimal(value)) for value in points)).in_words == words


def test_what_a_pair_lacks_is_named():
    nothing = Standing(mentor_agreed=False, mentee_agreed=False, has_order=False)
    assert nothing.missing == (
        "Нет письменного согласия наставника.", "Нет согласия наставляемого.",
        "Нет приказа о назначении наставника.",
    )  # fmt: skip
    assert not nothing.is_ready
    assert Standing(mentor_agreed=True, mentee_agreed=True, has_order=True).is_ready
    gone = Standing(mentor_agreed=True, mentee_agreed=True, has_order=True, gone=("Белова",))
    assert gone.missing == ("Белова больше не работает: отмените пару.",)


def test_warnings():
    assert load_warning(3) == ""
    assert load_warning(4) == "С этой парой у наставника будет 4\xa0наставляемых сразу, это больше 3."
    assert overlap_warning([]) == ""
    assert overlap_warning([("Белова М. И.", date(2026, 9, 1), date(2027, 5, 31))]) == (
        "В эти дни у наставляемого уже есть наставник: Белова М. И., 01.09.2026 — 31.05.2027."
    )


@pytest.mark.parametrize(
    ("young", "covered", "words", "reached"),
    [
        (0, 0, "молодых педагогов нет", True),
        (10, 7, "7 из 10, 70\xa0%", False),
        (3, 2, "2 из 3, 66,7\xa0%", False),
        (2000, 1999, "1999 из 2000, 99,9\xa0%", False),
        (4, 4, "4 из 4, 100\xa0%", True),
    ],
)
def test_coverage_never_says_hundred_before_all(young, covered, words, reached):
    coverage = Coverage(young, covered)
    assert (coverage.in_words, coverage.is_reached, coverage.without) == (words, reached, young - covered)


def person(key, **fields) -> Candidate:
    options = {
        "name": f"Человек {key}", "school": 1, "subjects": frozenset({"математика"}), "category": "", "years": 12,
        "mentees": 0, "is_young": False,
    }  # fmt: skip
    return Candidate(key=key, **options | fields)


MENTEE = person(0, is_young=True, years=1)


def order_of(*candidates) -> list[int]:
    return [each.candidate.key for each in ranked(MENTEE, candidates)]


def test_the_fittest_stands_first():
    assert order_of(
        person(1, school=2, subjects=frozenset()),
        person(2, school=2),
        person(3, subjects=frozenset()),
        person(4),
        person(5, category="highest"),
        person(6, category="mentor"),
    ) == [6, 5, 4, 3, 2, 1]
    assert order_of(person(1, mentees=2), person(2, years=3), person(3, years=30)) == [3, 2, 1]


def test_young_people_those_who_left_and_the_mentee_are_no_candidates():
    unknown = person(4, is_young=None, years=None)
    assert order_of(MENTEE, person(1, is_young=True), person(2, has_left=True), person(3), unknown) == [3, 4]


def test_reasons_and_doubts_are_told():
    best, busy = ranked(
        MENTEE, [person(1, category="first", years=21), person(2, mentees=1, school=3, years=None)]
    )
    assert best.reasons == (
        "та же организация", "тот же предмет: математика", "первая категория", "стаж 21\xa0год",
    )  # fmt: skip
    assert best.doubts == ()
    assert (busy.reasons, busy.doubts) == (
        ("тот же предмет: математика",), ("стаж не указан", "уже 1\xa0наставляемый"),
    )  # fmt: skip


def test_an_overloaded_mentor_stands_behind_others():
    assert order_of(person(1, mentees=3), person(2, school=2)) == [2, 1]


def test_namesakes_keep_their_order():
    assert order_of(person(2, name="Белова"), person(1, name="Белова")) == [1, 2]


AGREED = {"mentor_agreed": True, "mentee_agreed": True}


@pytest.mark.parametrize(
    ("known", "step", "of_coordinator"),
    [
        ({"mentor_agreed": False, "mentee_agreed": False, "has_order": False}, Step.MENTOR_CONSENT, ...),
        ({"mentor_agreed": True, "mentee_agreed": False, "has_order": True}, Step.MENTEE_CONSENT, ...),
        (AGREED | {"has_order": False}, Step.ORDER, Step.PAPER_ORDER),
        (AGREED | {"has_order": True}, Step.START, ...),
        (AGREED | {"has_order": True, "gone": ("Белова",)}, Step.CANCEL, ...),
    ],
)
def test_a_draft_has_one_next_step(known, step, of_coordinator):
    standing = Standing(**known)
    assert step_of_draft(standing, may_order=True, has_draft_order=False) == step
    expected = step if of_coordinator is ... else of_coordinator
    assert step_of_draft(standing, may_order=False, has_draft_order=False) == expected


def test_an_order_under_way_is_opened_by_those_who_prepare_it_and_awaited_by_others():
    standing = Standing(**AGREED, has_order=False)
    assert step_of_draft(standing, may_order=True, has_draft_order=True) == Step.OPEN_ORDER
    assert step_of_draft(standing, may_order=False, has_draft_order=True) is None


@pytest.mark.parametrize(
    ("may_edit", "may_work", "term_is_over", "checkup_is_due", "step"),
    [
        (True, True, True, True, Step.FINISH),
        (False, True, True, True, Step.CHECKUP),
        (True, True, False, True, Step.CHECKUP),
        (True, True, False, False, Step.SESSION),
        (False, False, True, True, None),
    ],
)
def test_what_is_late_goes_first_in_a_pair_at_work(may_edit, may_work, term_is_over, checkup_is_due, step):
    found = step_of_active(
        may_edit=may_edit, may_work=may_work, term_is_over=term_is_over, checkup_is_due=checkup_is_due
    )
    assert found == step
