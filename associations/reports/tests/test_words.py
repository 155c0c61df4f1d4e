"""Sentences drawn from figures: right Russian with the numbers, silence about what is not known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.reports.amounts import Amount
from associations.reports.facts import FACTS
from associations.reports.models import AnnualReport
from associations.reports.words import SAYINGS, hints

NOTHING = {key: Amount(None, 0 if fact.is_share else None) for key, fact in FACTS.items()}


def said(now, before=None):
    """{key: sentence} with plain spaces."""
    found = hints(NOTHING | now, NOTHING | (before or {}))
    return {hint.key: hint.text.replace("\N{NO-BREAK SPACE}", " ") for hint in found}


def test_nothing_known_nothing_said():
    assert said({}) == {}


@pytest.mark.parametrize(
    ("now", "before", "key", "text"),
    [
        (
            {"meetings_held": Amount(4), "meetings_required": Amount(4)},
            {"meetings_held": Amount(3)},
            "meetings",
            "Проведено 4 заседания при норме не меньше 4, на 1 больше, чем в прошлом году.",
        ),
        ({"meetings_held": Amount(1)}, {}, "meetings", "Проведено 1 заседание."),
        (
            {"meetings_held": Amount(5)},
            {"meetings_held": Amount(5)},
            "meetings",
            "Проведено 5 заседаний, столько же, сколько в прошлом году.",
        ),
        (
            {"attendance": Amount(15, 18)},
            {"attendance": Amount(1, 2)},
            "attendance",
            "Явка членов объединения на заседания составила 83,3 % (в прошлом году — 50 %).",
        ),
        (
            {"events": Amount(2), "participants": Amount(21)},
            {},
            "events",
            "Проведено 2 мероприятия, в них участвовал 21 педагог.",
        ),
        ({"speakers": Amount(3)}, {}, "speakers", "Свой опыт представили 3 педагога."),
        ({"works": Amount(1)}, {}, "works", "Подготовлена 1 методическая работа или публикация."),
        ({"works": Amount(7)}, {}, "works", "Подготовлено 7 методических работ и публикаций."),
        (
            {"plan_done": Amount(20, 21)},
            {},
            "plan",
            "План года выполнен на 95,2 %: 20 из 21 пункта.",
        ),
        ({"plan_done": Amount(8, 8)}, {}, "plan", "План года выполнен полностью."),
        ({"plan_done": Amount(20, 21)}, {}, "plan_left", "Не отмечен выполненным 1 пункт плана."),
        ({"plan_done": Amount(2, 4)}, {}, "plan_left", "Не отмечены выполненными 2 пункта плана."),
        ({"decisions_done": Amount(2, 3)}, {}, "decisions", "Выполнено 2 из 3 принятых решений."),
        ({"decisions_done": Amount(3, 3)}, {}, "decisions", "Все принятые решения выполнены."),
        ({"decisions_overdue": Amount(2)}, {}, "overdue", "Не выполнены в срок 2 решения."),
        ({"decisions_overdue": Amount(5)}, {}, "finish", "Довести до конца 5 просроченных решений."),
        (
            {"meetings_held": Amount(2), "meetings_required": Amount(4)},
            {},
            "lacking",
            "До нормы муниципалитета не хватило 2 заседаний.",
        ),
        (
            {"meetings_held": Amount(3), "meetings_required": Amount(4)},
            {},
            "lacking",
            "До нормы муниципалитета не хватило 1 заседания.",
        ),
        ({"meetings_not_held": Amount(1)}, {}, "not_held", "Не состоялось 1 назначенное заседание."),
        ({"young": Amount(1)}, {}, "young", "В объединении работает 1 молодой педагог."),
        ({"young": Amount(3)}, {}, "young_goal", "Продолжить сопровождение 3 молодых педагогов."),
        (
            {"attendance": Amount(7, 10)},
            {"attendance": Amount(8, 10)},
            "attendance_goal",
            "Поднять явку на заседания: за год она снизилась до 70 %.",
        ),
    ],
)
def test_a_sentence_agrees_with_its_number(now, before, key, text):
    assert said(now, before)[key] == text


def test_what_went_well_is_no_problem():
    now = {
        "meetings_held": Amount(4),
        "meetings_required": Amount(4),
        "meetings_not_held": Amount(0),
        "decisions_overdue": Amount(0),
        "plan_done": Amount(4, 4),
        "attendance": Amount(9, 10),
    }
    found = said(now, {"attendance": Amount(8, 10)})
    sections = {key: section for key, section, _ in SAYINGS}
    assert {sections[key] for key in found} == {"work", "results"}


def amount_of(fact):
    number = st.integers(0, 130)
    if fact.is_share:
        return number.flatmap(lambda whole: st.builds(Amount, st.integers(0, whole), st.just(whole)))
    return st.builds(Amount, st.none() | number)


years = st.fixed_dictionaries({key: amount_of(fact) for key, fact in FACTS.items()})


@given(years, years)
def test_every_sentence_is_whole_and_has_its_place(now, before):
    for hint in hints(now, before):
        assert hint.section in AnnualReport.SECTIONS
        assert re.fullmatch(r"[А-ЯЁ].*[^ .]\.", hint.text)
        assert "None" not in hint.text
        assert "  " not in hint.text
        assert not re.search(r"\b0\N{NO-BREAK SPACE}(?!%|из)", hint.text)
