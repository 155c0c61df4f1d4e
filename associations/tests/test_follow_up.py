"""What has become of decisions, and the words of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.rules import Followed, follow_up_title, follow_up_words, standing

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("due", "done_on", "expected"),
    [
        (None, None, ("waiting", "без срока", 0)),
        (TODAY + 30 * DAY, None, ("waiting", "выполняется", 0)),
        (TODAY + 7 * DAY, None, ("soon", "осталось 7 дней", 0)),
        (TODAY, None, ("soon", "сегодня", 0)),
        (TODAY - DAY, None, ("overdue", "просрочено на 1 день", 1)),
        (TODAY - 22 * DAY, None, ("overdue", "просрочено на 22 дня", 22)),
        (TODAY, TODAY, ("done", "выполнено", 0)),
        (None, TODAY, ("done", "выполнено", 0)),
        (TODAY - 3 * DAY, TODAY, ("late", "выполнено с опозданием на 3 дня", 3)),
    ],
)
def test_standing_of_a_decision(due, done_on, expected):
    answer = standing(due, done_on, TODAY)
    assert (answer.state, answer.word.replace("\N{NO-BREAK SPACE}", " "), answer.days) == expected


@given(due=st.none() | days, done_on=st.none() | days, today=days)
def test_only_a_missed_due_day_counts_days(due, done_on, today):
    answer = standing(due, done_on, today)
    assert (answer.days > 0) == (answer.state in ("late", "overdue"))
    if answer.days:
        assert ((done_on or today) - due).days == answer.days


def row(number="1.1", **changes):
    fields = {
        "number": number, "text": "Провести открытый урок", "responsible": "Иванова М. И.", "due": TODAY,
        "due_text": "", "done_on": None, "comment": "",
    } | changes  # fmt: skip
    return Followed(**fields)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").split("\n")


def test_the_question_names_the_protocol():
    assert (
        follow_up_title(3, date(2026, 10, 12)).replace("\N{NO-BREAK SPACE}", " ")
        == "О выполнении решений протокола № 3 от 12 октября 2026 г."
    )


def test_words_of_what_was_done_and_what_was_not():
    rows = [
        row(done_on=TODAY - DAY, comment="Урок посетили 12 человек"),
        row("1.2", text="Собрать материалы;", due=TODAY - 5 * DAY, done_on=TODAY),
        row("2.1", text="Составить график.", due=TODAY - DAY),
        row("2.2", text="Продолжить работу", due=None, due_text="постоянно", responsible=""),
    ]
    assert plain(follow_up_words(rows, TODAY)) == [
        "Принято 4 решения, выполнено 2.",
        "1.1. Провести открытый урок. Ответственный: Иванова М. И. Выполнено 19.11.2026. Урок посетили 12 человек.",
        "1.2. Собрать материалы. Ответственный: Иванова М. И. Выполнено 20.11.2026, с опозданием на 5 дней.",
        "2.1. Составить график. Ответственный: Иванова М. И. Не выполнено, срок истёк 19.11.2026.",
        "2.2. Продолжить работу. Выполняется, срок: постоянно.",
    ]


def test_earlier_protocols_stand_apart():
    rows = [row(done_on=TODAY), row("", due=TODAY + DAY, source="протокол № 1 от 01.09.2026")]
    assert plain(follow_up_words(rows, TODAY)) == [
        "Решение выполнено.",
        "1.1. Провести открытый урок. Ответственный: Иванова М. И. Выполнено 20.11.2026.",
        "Из решений прежних протоколов:",
        "Провести открытый урок (протокол № 1 от 01.09.2026). Ответственный: Иванова М. И. "
        "Выполняется, срок 21.11.2026.",
    ]


@given(text=st.text(max_size=700), comment=st.text(max_size=700))
def test_one_line_for_each_decision_whatever_was_typed(text, comment):
    lines = follow_up_words([row(text=text, comment=comment, done_on=TODAY)], TODAY).split("\n")
    assert len(lines) == 2
    assert len(lines[1]) < 800
