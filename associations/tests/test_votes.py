from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from associations.rules import MajorityRule, Tally, explain, verdict
from associations.rules.words import in_words

HALF, TWO_THIRDS, ALL = Fraction(1, 2), Fraction(2, 3), Fraction(1)
votes = st.integers(0, 60)
rules = st.builds(
    MajorityRule,
    share=st.fractions(min_value=Fraction(1, 20), max_value=1, max_denominator=20),
    strict=st.booleans(),
    base=st.sampled_from(["members", "present", "cast"]),
    tie=st.sampled_from(["fails", "passes"]),
)


def ask(rule, for_, against=0, abstained=0, *, members=20, present=16, chair=None):
    return verdict(rule, Tally(for_, against, abstained), members, present, chair)


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        ("present", "За — 9 из 16 присутствующих, нужно 9 — решение принято"),
        ("members", "За — 9 из 20 членов объединения, нужно 11 — решение не принято: не хватает 2 голосов"),
        ("cast", "За — 9 из 12 проголосовавших, нужно 7 — решение принято"),
    ],
)
def test_base_decides_what_a_majority_is(base, reason):
    answer = ask(MajorityRule(base=base), 9, 3, 4)
    assert answer.reason == reason
    assert answer.passed == reason.endswith("решение принято")


def test_rejected_question_says_how_many_votes_are_lacking():
    answer = ask(MajorityRule(), 8, 7, 1)
    assert (answer.passed, answer.needed, answer.base_count) == (False, 9, 16)
    assert answer.reason == "За — 8 из 16 присутствующих, нужно 9 — решение не принято: не хватает 1 голоса"


def test_unanimous_means_nobody_against_or_abstained():
    answer = ask(MajorityRule(), 16)
    assert (answer.unanimous, answer.passed) == (True, True)
    assert answer.reason == "За — 16 из 16 присутствующих, нужно 9 — решение принято единогласно"
    assert [
        ask(MajorityRule(), *tally).unanimous for tally in [(15, 0, 1), (15, 1, 0), (0, 0, 0), (0, 0, 16)]
    ] == [False] * 4


@pytest.mark.parametrize(
    ("tie", "chair", "passed", "reason"),
    [
        (
            "passes",
            None,
            True,
            "Голоса разделились поровну (8 и 8) — по правилам муниципалитета решение принято",
        ),
        (
            "fails",
            None,
            False,
            "Голоса разделились поровну (8 и 8) — по правилам муниципалитета решение не принято",
        ),
        (
            "chair",
            "for",
            True,
            "Голоса разделились поровну (8 и 8), председатель голосовал «за» — решение принято",
        ),
        (
            "chair",
            "against",
            False,
            "Голоса разделились поровну (8 и 8), председатель голосовал «против» — решение не принято",
        ),
        (
            "chair",
            "abstained",
            False,
            "Голоса разделились поровну (8 и 8), председатель воздержался — решение не принято",
        ),
        (
            "chair",
            None,
            None,
            "Голоса разделились поровну (8 и 8): укажите, как голосовал председатель, — его голос решает",
        ),
    ],
)
def test_tie_follows_the_rule_of_the_municipality(tie, chair, passed, reason):
    answer = ask(MajorityRule(tie=tie), 8, 8, chair=chair)
    assert (answer.passed, answer.reason, answer.unanimous) == (passed, reason, False)


def test_tie_rule_is_more_special_than_at_least_half():
    assert ask(MajorityRule(strict=False, tie="fails"), 8, 8).passed is False
    assert ask(MajorityRule(strict=False, tie="passes"), 8, 8).passed is True


def test_equal_votes_far_from_the_threshold_are_not_a_tie():
    answer = ask(MajorityRule(tie="passes"), 7, 7, 2)
    assert answer.passed is False
    assert answer.reason == "За — 7 из 16 присутствующих, нужно 9 — решение не принято: не хватает 2 голосов"


def test_equal_votes_of_those_who_voted_are_a_tie_whoever_abstained():
    assert ask(MajorityRule(base="cast"), 7, 7, 2).passed is None


@pytest.mark.parametrize(("for_", "passed"), [(10, False), (11, True)])
def test_two_thirds_know_no_tie(for_, passed):
    assert ask(MajorityRule(TWO_THIRDS, False, "present", "passes"), for_, 16 - for_).passed is passed
    assert ask(MajorityRule(TWO_THIRDS, False, "present", "passes"), 8, 8).passed is False


def test_everybody_means_everybody_of_the_base():
    rule = MajorityRule(ALL, False)
    assert [ask(rule, 16).passed, ask(rule, 15, 0, 1).passed, ask(rule, 15).passed] == [True, False, False]


@pytest.mark.parametrize(
    ("base", "members", "present", "reason"),
    [
        ("members", 0, 0, "В объединении нет ни одного члена — решение не принято"),
        ("present", 5, 0, "Никто не присутствует — решение не принято"),
        ("cast", 5, 3, "Никто не проголосовал ни «за», ни «против» — решение не принято"),
    ],
)
def test_nothing_passes_on_an_empty_base(base, members, present, reason):
    answer = ask(MajorityRule(base=base, tie="passes"), 0, members=members, present=present)
    assert (answer.passed, answer.reason) == (False, reason)


def test_votes_never_outnumber_those_present():
    with pytest.raises(ValueError, match="Подано голосов") as refusal:
        ask(MajorityRule(), 10, 6, 1)
    assert str(refusal.value) == "Подано голосов: 17, а присутствует 16 человек. Проверьте подсчёт."


@pytest.mark.parametrize("tally", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_negative_votes_are_an_error(tally):
    with pytest.raises(ValueError, match="не бывает отрицательным"):
        Tally(*tally)


@given(rules, votes, votes, votes, votes)
def test_a_vote_changed_to_for_never_breaks_a_decision(rule, for_, against, abstained, idle):
    assume(abstained > 0)
    present = for_ + against + abstained + idle
    before = verdict(rule, Tally(for_, against, abstained), present, present)
    after = verdict(rule, Tally(for_ + 1, against, abstained - 1), present, present)
    assert before.passed <= after.passed


@given(rules, votes, votes, votes)
def test_outside_a_tie_the_verdict_is_integer_arithmetic(rule, for_, against, abstained):
    assume(for_ != against)
    present = for_ + against + abstained
    base = for_ + against if rule.base == "cast" else present
    left, right = for_ * rule.share.denominator, rule.share.numerator * base
    expected = left > right if rule.strict else left >= right
    assert verdict(rule, Tally(for_, against, abstained), present, present).passed is expected


@given(rules, st.integers(1, 60))
def test_everybody_for_carries_every_possible_rule(rule, present):
    assume(not (rule.strict and rule.share == 1))
    answer = verdict(rule, Tally(present), present, present)
    assert (answer.passed, answer.unanimous) == (True, True)


@pytest.mark.parametrize(
    ("rule", "members", "words"),
    [
        (MajorityRule(), 15, "Если присутствует 15, нужно не меньше 8 голосов «за»"),
        (
            MajorityRule(base="members"),
            16,
            "Из 16 членов, нужно не меньше 9 голосов «за»; при 8 «за» и 8 «против» решает голос председателя",
        ),
        (
            MajorityRule(base="cast", tie="fails"),
            16,
            "Если «за» и «против» проголосовало 16, нужно не меньше 9 голосов «за»; "
            "при 8 «за» и 8 «против» решение не принято",
        ),
        (MajorityRule(TWO_THIRDS, False), 17, "Если присутствует 17, нужно не меньше 12 голосов «за»"),
        (
            MajorityRule(ALL, True),
            15,
            "Если присутствует 15 — больше всех не бывает: такое правило выполнить нельзя",
        ),
    ],
)
def test_rule_explains_itself(rule, members, words):
    assert explain(rule, members) == words


def test_rule_in_words():
    assert in_words(MajorityRule()) == "больше половины присутствующих"
    assert (
        in_words(MajorityRule(TWO_THIRDS, False, "cast"))
        == "не меньше двух третей проголосовавших «за» и «против»"
    )
    assert in_words(MajorityRule(ALL, False, "members")) == "все: 100 % всех членов объединения"
