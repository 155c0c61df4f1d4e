"""What associations tell the directories: what rules mean, panels of cards, what stands in the way."""

from associations.picture import cadence_rule, majority_rule, quorum_rule
from associations.rules import MajorityRule, explain
from associations.rules.shares import needed_of
from associations.rules.votes import HALF
from associations.rules.words import TIE_WORDS, in_words
from methodservice.registries import RulesPreview

SIZES = (15, 16, 17)
"""Associations that the page of rules shows: an even number between two odd ones."""


def explain_rules(rules) -> RulesPreview:
    """The rules in words, and what they need in an association of 15, 16 and 17 members. No query."""
    quorum, majority, cadence = quorum_rule(rules), majority_rule(rules), cadence_rule(rules)
    return RulesPreview(
        sentences=(
            ("Кворум", in_words(quorum)),
            ("Решение принято", in_words(majority)),
            ("Заседания", explain(cadence, SIZES[0])),
        ),
        columns=(
            "Членов",
            "Кворум: присутствуют",
            "Голосов «за», если пришли все",
            "Голосов «за», если пришёл только кворум",
            "Голоса поровну",
        ),
        rows=tuple(_row(quorum, majority, members) for members in SIZES),
    )


def _row(quorum, majority, members: int) -> tuple[str, ...]:
    needed = needed_of(quorum.share, quorum.strict, members)
    return (
        str(members),
        f"не меньше {needed}",
        _votes(majority, members, members),
        _votes(majority, members, needed),
        _tie(majority, members),
    )


def _votes(majority: MajorityRule, members: int, present: int) -> str:
    needed = needed_of(majority.share, majority.strict, members if majority.base == "members" else present)
    return f"{needed} из {present}" if needed <= present else f"решение невозможно: нужно {needed}"


def _tie(majority: MajorityRule, members: int) -> str:
    if majority.share != HALF:
        return "особого правила нет: нужна названная доля"
    if members % 2:
        return "не бывает, если голосуют все"
    return f"{members // 2} и {members // 2} — {TIE_WORDS[majority.tie]}"
