"""A return as the methodist reads it: values beside what the portal knows and what was before, with doubts."""

import copy
import re
from dataclasses import dataclass

from monitoring.before import accepted_before
from monitoring.models import Campaign, Definition, Return, Value
from monitoring.rules.arithmetic import Amount
from monitoring.rules.checks import Doubt, amount_of, doubts_of

_ASKED = re.compile(r" (?:Напишите|Проверьте)[^.]*\.")
"""What a doubt asks of the organisation; the methodist reads only what is odd."""


@dataclass(frozen=True)
class Line:
    """A value in its return. before: the accepted one of the period before; doubts: whether explained or not."""

    definition: Definition
    value: Value
    before: Amount | None
    doubts: list[Doubt]

    @property
    def amount(self) -> Amount:
        return amount_of(self.value)

    @property
    def known(self) -> Amount:
        """What the portal counts itself."""
        return Amount(self.value.known_numerator, self.value.known_denominator)

    @property
    def notes(self) -> list[str]:
        """The doubts in words."""
        return [_ASKED.sub("", doubt.text) for doubt in self.doubts]

    @property
    def is_known(self) -> bool:
        return self.value.known_numerator is not None or self.value.known_denominator is not None


def lines_of(campaign: Campaign, returns: list[Return]) -> dict[int, list[Line]]:
    """{return: its values in the order of the edition}, for any number of returns. 4 queries."""
    definitions = list(Definition.objects.of(campaign.edition))
    before = accepted_before(campaign, returns)
    found: dict[int, dict[int, Value]] = {given.pk: {} for given in returns}
    for value in Value.objects.filter(given__in=found):
        found[value.given_id][value.indicator_id] = value
    return {
        key: [
            _line(definition, values[definition.indicator_id], before)
            for definition in definitions
            if definition.indicator_id in values
        ]
        for key, values in found.items()
    }


def _line(definition: Definition, value: Value, before: dict) -> Line:
    then = before.get((value.school_id, value.indicator_id))
    bare = copy.copy(value)
    bare.word = ""
    return Line(definition, value, then, doubts_of(definition, bare, then))
