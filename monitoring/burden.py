"""What a campaign costs its organisations: how many numbers the portal brought, how many a coordinator typed.

Numbers are counted, not indicators: a share asks for two. The municipality's own return is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, F, Q

from methodservice.lib.numerals import counted
from monitoring.models import Campaign, Definition, Return, Value
from monitoring.prefill import PARTS
from monitoring.words import number_words

SENT = Q(given__state__in=[Return.State.SUBMITTED, Return.State.ACCEPTED])
"""Before it is sent, nobody has agreed with a number of the portal."""
COUNTS = ("asked", "known", "agreed", "changed", "typed")
SHOWN = {
    "asked": "спрошено",
    "known": "подставил портал",
    "agreed": "взято у портала",
    "changed": "исправлено",
    "typed": "набрано вручную",
    "waiting": "без ответа",
}
"""What the numbers of a burden are called where values are chosen by them."""
EDITION = "indicator__definitions__edition"
SHARE = Q(indicator__definitions__formula=Definition.Formula.SHARE)


@dataclass(frozen=True)
class Burden:
    """asked: numbers; known: brought by the portal; agreed: of these, sent as they were; changed: of these, replaced
    by a person; typed: all that a person typed, changed ones too."""

    asked: int = 0
    known: int = 0
    agreed: int = 0
    changed: int = 0
    typed: int = 0

    @property
    def waiting(self) -> int:
        """Not sent yet, or said to be unknown."""
        return self.asked - self.agreed - self.typed

    @property
    def share(self) -> Fraction | None:
        """Percent of the numbers that cost nobody any typing; None where nothing is asked."""
        return Fraction(100 * self.agreed, self.asked) if self.asked else None

    @property
    def share_words(self) -> str:
        """«74,3 %»: less than all never reads like all."""
        return "—" if self.share is None else number_words(self.share, "%", target=100)

    @property
    def words(self) -> str:
        """«Из 140 чисел портал подставил 110, организации согласились со 104; вручную набрано 36 полей.»"""
        asked = counted(self.asked, "числа", "чисел", "чисел")
        brought = f"подставил {self.known}" if self.known else "не подставил ни одного"
        agreed = f", организации согласились {_with(self.agreed)}" if self.agreed else ""
        typed = f"вручную набрано {_fields(self.typed)}"
        waiting = f", без ответа\N{NO-BREAK SPACE}{self.waiting}" if self.waiting else ""
        return f"Из {asked} портал {brought}{agreed}; {typed}{waiting}."


def _fields(number: int) -> str:
    return counted(number, "поле", "поля", "полей")


def _with(number: int) -> str:
    """«с 5», «со 104»: «со» before «сто»."""
    first = number
    while first >= 1000:
        first //= 1000
    return f"{'со' if 100 <= first < 200 else 'с'}\N{NO-BREAK SPACE}{number}"


def number_q(count: str, part: str) -> Q:
    """Values whose numerator or denominator is counted so, of those that `asked_values` gives."""
    number, known = f"{part}__isnull", f"known_{part}__isnull"
    same = Q(**{part: F(f"known_{part}")})
    typed = Q(typed=True, **{number: False}) & (Q(**{known: True}) | ~same)
    return {
        "asked": Q(),
        "known": Q(**{known: False}),
        "agreed": SENT & same,
        "changed": typed & Q(**{known: False}),
        "typed": typed,
        "waiting": Q(**{number: True}) | same & ~SENT,
    }[count] & (SHARE if part == "denominator" else Q())


def value_q(count: str) -> Q:
    """Values with such a number."""
    return number_q(count, "numerator") | number_q(count, "denominator")


def asked_values(campaigns: Iterable[Campaign]):
    """Values that organisations are asked for by the edition of each campaign."""
    return Value.objects.filter(
        campaign__in=[campaign.pk for campaign in campaigns],
        school__isnull=False,
        **{EDITION: F("campaign__edition")},
    )


def _counted(values):
    return values.annotate(
        **{f"{part}_{name}": Count("pk", filter=number_q(name, part)) for name in COUNTS for part in PARTS}
    )


def _burden(row: dict) -> Burden:
    return Burden(*(sum(row[f"{part}_{name}"] for part in PARTS) for name in COUNTS))


def by_indicator(campaigns: Iterable[Campaign]) -> dict[int, dict[int, Burden]]:
    """{campaign: {indicator: burden}}. 1 query."""
    found: dict[int, dict[int, Burden]] = {}
    for row in _counted(asked_values(campaigns).order_by("campaign").values("campaign", "indicator")):
        found.setdefault(row["campaign"], {})[row["indicator"]] = _burden(row)
    return found


@dataclass(frozen=True)
class OfSchool:
    """given: key of the return."""

    given: int
    name: str
    state: str
    burden: Burden


def by_school(campaign: Campaign) -> list[OfSchool]:
    """Who typed most stands first. 1 query."""
    rows = asked_values([campaign]).order_by("given__school__short_name", "given")
    rows = _counted(rows.values("given", "given__school__short_name", "given__state"))
    found = [
        OfSchool(row["given"], row["given__school__short_name"], row["given__state"], _burden(row))
        for row in rows
    ]
    return sorted(found, key=lambda one: -one.burden.typed)


def total_of(rows: Iterable[Burden]) -> Burden:
    rows = list(rows)
    return Burden(*(sum(getattr(row, name) for row in rows) for name in COUNTS))


def told_of(campaign: Campaign) -> Burden:
    """The campaign as a whole. 1 query."""
    return total_of(by_indicator([campaign]).get(campaign.pk, {}).values())
