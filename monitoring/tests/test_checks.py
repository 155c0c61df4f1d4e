from decimal import Decimal

import pytest

from monitoring.models import Definition, Value
from monitoring.rules.arithmetic import Amount
from monitoring.rules.checks import doubts_of

SHARE = Definition(formula="share", unit="%", cumulative=True)
PEOPLE = Definition(formula="sum", unit="чел.")
YES = Definition(formula="yes_share", unit="%")


def value(numerator=None, denominator=None, **fields):
    return Value(
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        **fields,
    )


def told(definition, value, before=None):
    return [(doubt.text, doubt.forbids, doubt.asks) for doubt in doubts_of(definition, value, before)]


@pytest.mark.parametrize(
    ("definition", "given", "sentence"),
    [
        (SHARE, value(), "Впишите число."),
        (SHARE, value(3), "Впишите, от какого числа считается доля."),
        (SHARE, value(12, 10), "Часть больше целого: 12 из 10. Проверьте оба числа."),
        (PEOPLE, value("2.5"), "Здесь считают целыми: впишите целое число."),
        (YES, value(), "Выберите «да» или «нет»."),
        (YES, value(2), "Выберите «да» или «нет»."),
        (Definition(formula="maximum", unit="%"), value(101), "Больше 100 % не бывает."),
    ],
)
def test_what_cannot_be_sent(definition, given, sentence):
    assert told(definition, given) == [(sentence, True, False)]


def test_agreed_figures_need_nothing():
    assert told(SHARE, value(8, 10, known_numerator=8, known_denominator=10)) == []


@pytest.mark.parametrize("word", ["", "Двое уволились"])
def test_a_difference_from_the_portal_asks_for_a_word(word):
    given = value(8, 10, known_numerator=10, known_denominator=10, word=word)
    sentence = "По данным портала — 10. Напишите, почему у вас иначе."
    assert told(SHARE, given) == ([] if word else [(sentence, False, True)])


def test_absence_asks_why():
    assert told(SHARE, value(no_data=True)) == [("Напишите, почему сведений нет.", False, True)]
    assert told(SHARE, value(no_data=True, word="Школа на ремонте")) == []


def test_a_jump_of_more_than_thirty_percent_asks():
    before = Amount(Decimal(10))
    assert told(PEOPLE, value(13), before) == []
    sentence = "В прошлый раз было 10, теперь 14. Напишите, чем это объясняется."
    assert told(PEOPLE, value(14), before) == [(sentence, False, True)]


@pytest.mark.parametrize(
    ("definition", "given"),
    [
        (PEOPLE, value(14, known_numerator=14)),
        (SHARE, value(9, 10, known_numerator=9, known_denominator=10)),
    ],
)
def test_a_jump_that_the_portal_counted_is_told_and_asks_nothing(definition, given):
    before = Amount(Decimal(5), Decimal(10) if definition is SHARE else None)
    (told_of,) = doubts_of(definition, given, before)
    assert told_of.text.endswith("Так посчитал портал.")
    assert not told_of.asks


def test_a_jump_beside_a_number_of_ones_own_asks():
    (told_of,) = doubts_of(SHARE, value(9, 10, known_numerator=9), Amount(Decimal(5), Decimal(10)))
    assert told_of.asks


def test_a_fall_of_a_cumulative_number_warns_and_is_not_clamped():
    before = Amount(Decimal(8), Decimal(10))
    sentence = "Нарастающий итог уменьшился: было 80, стало 66,7. Проверьте, верно ли это."
    assert told(SHARE, value(8, 12), before) == [(sentence, False, False)]


def test_a_share_of_nobody_is_told():
    sentence = "Доля от нуля не считается: в итоге будет «нет данных»."
    assert told(SHARE, value(0, 0)) == [(sentence, False, False)]
