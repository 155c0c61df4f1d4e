"""How far returns have come: for lists, the home page and tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.models import Definition, Return, Value
from monitoring.sheet import FIELDS, Line, key_of


@dataclass
class Standing:
    """Of one return: values asked, answered, differing from the portal's figure, with a remark."""

    total: int = 0
    filled: int = 0
    differing: int = 0
    remarks: int = 0

    @property
    def empty(self) -> int:
        return self.total - self.filled


def standings_of(returns: Sequence[Return]) -> dict[int, Standing]:
    """{key of the return: its standing}, with `campaign`. 2 queries, none for no returns."""
    found = {given.pk: Standing() for given in returns}
    if not found:
        return found
    editions = {given.campaign.edition_id for given in returns}
    definitions = {
        (row.edition_id, row.indicator_id): row
        for row in Definition.objects.filter(edition__in=editions).order_by("pk")
    }
    by_key = {given.pk: given for given in returns}
    for value in Value.objects.filter(given__in=found).order_by("pk"):
        given = by_key[value.given_id]
        definition = definitions.get((given.campaign.edition_id, value.indicator_id))
        if definition is not None:
            unread = {name: "" for name in FIELDS if key_of(value, name) in given.unread}
            _count(found[given.pk], Line(definition, value, None, unread))
    return found


def _count(standing: Standing, line: Line) -> None:
    standing.total += 1
    standing.filled += line.is_answered
    standing.differing += line.differs
    standing.remarks += bool(line.value.remark)
