"""Rules in words, for the page where a municipality sets them."""

from functools import singledispatch

from methodservice.lib.numerals import agree

from .cadence import CadenceRule
from .quorum import QuorumRule
from .shares import needed_of, share_in_words
from .votes import HALF, MajorityRule

IMPOSSIBLE = "больше всех не бывает: такое правило выполнить нельзя"

PERIOD_ACCUSATIVE = {
    "quarter": "квартал",
    "term": "учебную четверть",
    "half_year": "полугодие",
    "school_year": "учебный год",
}
MAJORITY_OF = {
    "members": "всех членов объединения",
    "present": "присутствующих",
    "cast": "проголосовавших «за» и «против»",
}
TIE_WORDS = {
    "chair": "решает голос председателя",
    "fails": "решение не принято",
    "passes": "решение принято",
}


@singledispatch
def explain(rule, members: int) -> str:
    """What the rule means for so many members: «Из 16 членов нужно не меньше 9 присутствующих»."""
    raise TypeError(f"No words for {type(rule).__name__}")


@explain.register
def _(rule: QuorumRule, members: int) -> str:
    whole = f"{members} {agree(members, 'члена', 'членов', 'членов')}"
    if rule.base == "roster":
        whole = f"{members} {agree(members, 'человека', 'человек', 'человек')} утверждённого состава"
    needed = needed_of(rule.share, rule.strict, members)
    if needed > members:
        return f"Из {whole} — {IMPOSSIBLE}"
    present = agree(needed, "присутствующего", "присутствующих", "присутствующих")
    return f"Из {whole} нужно не меньше {needed} {present}"


@explain.register
def _(rule: MajorityRule, members: int) -> str:
    whole = {
        "members": f"Из {members} {agree(members, 'члена', 'членов', 'членов')}",
        "present": f"Если присутствует {members}",
        "cast": f"Если «за» и «против» проголосовало {members}",
    }[rule.base]
    needed = needed_of(rule.share, rule.strict, members)
    if needed > members:
        return f"{whole} — {IMPOSSIBLE}"
    sentence = f"{whole}, нужно не меньше {needed} {agree(needed, 'голоса', 'голосов', 'голосов')} «за»"
    if rule.share == HALF and members and members % 2 == 0:
        half = members // 2
        sentence += f"; при {half} «за» и {half} «против» {TIE_WORDS[rule.tie]}"
    return sentence


@explain.register
def _(rule: CadenceRule, members: int) -> str:
    if rule.minimum == 0:
        return "Число заседаний не задано"
    meetings = agree(rule.minimum, "заседания", "заседаний", "заседаний")
    return f"Не меньше {rule.minimum} {meetings} в {PERIOD_ACCUSATIVE[rule.kind]}"


def in_words(rule: QuorumRule | MajorityRule) -> str:
    """The rule without figures: «больше половины членов объединения», «не меньше двух третей присутствующих»."""
    if isinstance(rule, QuorumRule):
        whole = "утверждённого состава" if rule.base == "roster" else "членов объединения"
    else:
        whole = MAJORITY_OF[rule.base]
    if rule.share == 1 and not rule.strict:
        return f"все: 100 % {whole}"
    return f"{share_in_words(rule.share, rule.strict)} {whole}"
