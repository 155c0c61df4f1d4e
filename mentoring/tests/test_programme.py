"""Items from deficits, marks, meetings, check-ups."""

from datetime import date

import pytest

from mentoring.models import Score
from mentoring.rules.checkups import mean
from mentoring.services import checkups, pairs, programme
from mentoring.trend import table_of
from methodservice.directory import audit
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import development

TODAY = date(2026, 11, 20)
LOW, HIGH = (2, 2, 3, 2, 3), (3, 4, 4, 3, 5)


def scores(*values) -> dict:
    return dict(zip([each.value for each in Score.Criterion], values, strict=True))


def test_open_deficits_become_items_once(district, draft):
    found = development.deficit(district.mentee, date(2026, 9, 10), words="Темп урока")
    development.deficit(
        district.mentee, date(2026, 9, 10), words="Закрыт", closed_on=date(2026, 10, 1), closed_how="Курсы"
    )
    development.deficit(district.mentor, date(2026, 9, 10), words="Чужой")
    items = programme.take_deficits(pair=draft, by=district.methodist)
    assert [(item.deficit, item.action, item.due) for item in items] == [
        (found, "Разобрать вместе: Темп урока", draft.ends)
    ]
    with pytest.raises(AlreadyDone):
        programme.take_deficits(pair=draft, by=district.methodist)


def test_items_are_marked_when_the_pair_works(district, draft, active_too):
    item = programme.add_item(pair=draft, action="Посетить урок", due=draft.ends, by=district.methodist)
    with pytest.raises(AlreadyDone):
        programme.add_item(pair=draft, action="Посетить урок", due=draft.ends, by=district.methodist)
    with pytest.raises(Refused, match="ещё не начала"):
        programme.mark_item(item=item, done_on=TODAY, outcome="", by=district.methodist)
    active_too(draft)
    with pytest.raises(Refused, match="не наступил"):
        programme.mark_item(item=item, done_on=date(2026, 12, 1), outcome="", by=district.methodist)
    item = programme.mark_item(item=item, done_on=TODAY, outcome="Разобран", by=district.methodist)
    assert (item.done_on, item.outcome) == (TODAY, "Разобран")
    item = programme.mark_item(item=item, done_on=None, outcome="", by=district.methodist)
    assert item.done_on is None
    assert AuditEvent.objects.about(item).filter(verb=audit.Verb.CHANGED).count() == 2
    programme.remove_item(item=item, by=district.methodist)
    with pytest.raises(AlreadyDone):
        programme.remove_item(item=item, by=district.methodist)


@pytest.fixture
def active_too(district):
    from methodservice.testing import mentoring as make

    def begin(pair):
        make.agree(pair, district.methodist)
        pairs.start_pair(pair=pair, by=district.methodist)

    return begin


def test_meetings_are_written_down_once(district, active):
    asked = {"pair": active, "about": "Начало урока", "by": district.methodist}
    for day, words in ((date(2026, 11, 21), "не наступил"), (date(2026, 8, 31), "начала работу 01.09.2026")):
        with pytest.raises(Refused, match=words):
            programme.add_session(held_on=day, **asked)
    session = programme.add_session(held_on=TODAY, **asked)
    with pytest.raises(AlreadyDone):
        programme.add_session(held_on=TODAY, **asked)
    programme.remove_session(session=session, by=district.methodist)
    assert not active.sessions.exists()


def test_nothing_is_written_of_a_pair_that_is_over(district, active):
    pairs.finish_pair(pair=active, ended_on=TODAY, result="Готово", by=district.methodist)
    with pytest.raises(Refused, match="уже не работает"):
        programme.add_session(pair=active, held_on=TODAY, about="Начало урока", by=district.methodist)
    with pytest.raises(Refused, match="уже не работает"):
        checkups.hold_checkup(
            checkup=active.checkups.first(),
            held_on=TODAY,
            scores=scores(*LOW),
            note="",
            by=district.methodist,
        )


def test_check_ups_make_a_trend_and_can_be_corrected(district, active):
    first, second, _ = active.checkups.all()
    for checkup, marks in ((first, HIGH), (first, LOW), (second, HIGH)):
        checkups.hold_checkup(
            checkup=checkup, held_on=TODAY, scores=scores(*marks), note="", by=district.methodist
        )
    table = table_of(active.checkups.prefetch_related("scores"))
    assert [title for title, _ in table.heads] == ["1\xa0месяц работы", "3\xa0месяца работы"]
    assert table.rows[0] == ("Планирует урок по программе и под свой класс", ("2", "3"))
    assert table.means == ("2,4", "3,8")
    assert table.trend.in_words == "Средняя оценка выросла с 2,4 до 3,8 из 5."
    assert mean(LOW) == table.trend.points[0][1]
    changed = AuditEvent.objects.about(first).filter(verb=audit.Verb.CHANGED).latest("pk")
    assert changed.changes["Планирует урок по программе и под свой класс"] == ["3", "2"]
