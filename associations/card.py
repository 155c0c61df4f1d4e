"""What the card of an association shows, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min, Q

from associations.cadence import rules_of
from associations.models import Association, Meeting, Membership, Office, Proposal, Roster, Term
from associations.picture import cadence_rule
from associations.rules import Cadence, cadence
from methodservice.lib.periods import SchoolYear

COMING = timedelta(days=120)
"""So long before 1 September the coming school year is already being prepared."""

State = Meeting.State
STATE_KINDS = {
    State.PLANNED: "waiting",
    State.HELD: "draft",
    State.SIGNED: "done",
    State.CORRECTING: "returned",
    State.NOT_HELD: "refused",
}
"""Look of a meeting's state, see the tag `state`."""


@dataclass(frozen=True)
class Card:
    """See the module's docstring. `meetings` are those of `year`; `members` and `officers` those of the day `on`."""

    association: Association
    on: date
    year: SchoolYear
    years: tuple[SchoolYear, ...]
    officers: tuple[tuple[str, tuple[Term, ...]], ...]
    past_terms: tuple[Term, ...]
    members: tuple[Membership, ...]
    meetings: tuple[Meeting, ...]
    rosters: tuple[Roster, ...]
    proposals: tuple[Proposal, ...]
    children: tuple[Association, ...]
    cadence: Cadence

    @property
    def head(self) -> Term | None:
        return next(
            (terms[0] for office, terms in self.officers if office == Office.HEAD.label and terms), None
        )


def read_card(association: Association, *, user, on: date, year: SchoolYear, today: date) -> Card:
    """The card. 9 queries, whatever the number of rows; meetings before the first year shown are one link away."""
    terms = list(
        Term.objects.filter(association=association)
        .select_related("teacher__school")
        .order_by("starts", "pk")
    )
    rule = cadence_rule(rules_of(association.municipality_id))
    periods = rule.periods(year)
    held = Meeting.objects.filter(
        association=association,
        state__in=Meeting.TOOK_PLACE,
        date__range=(periods[0].starts, periods[-1].ends),
    ).values_list("date", flat=True)
    return Card(
        association=association,
        on=on,
        year=year,
        years=_years(association, year, today),
        officers=tuple(_officers(terms, on)),
        past_terms=tuple(term for term in reversed(terms) if term.void or (term.ends and term.ends < on)),
        members=tuple(
            Membership.objects.on(on).filter(association=association).select_related("teacher__school")
        ),
        meetings=tuple(_meetings(association, year)),
        rosters=tuple(association.rosters.all()),
        proposals=tuple(
            Proposal.objects.filter(Q(association=association) | Q(source=association))
            .select_related("source__municipality", "source__school", "association__municipality", "item")
            .order_by("-created_at", "-pk")
        ),
        children=tuple(
            Association.objects.visible_to(user)
            .active()
            .filter(parent=association)
            .select_related("municipality", "school")
        ),
        cadence=cadence(held.order_by(), rule, today, year),
    )


def _years(association, year, today) -> tuple[SchoolYear, ...]:
    """School years from the newest to the oldest with a meeting; the coming one is offered from May. 1 query."""
    first = Meeting.objects.filter(association=association).aggregate(day=Min("date"))["day"]
    oldest = min(SchoolYear.containing(first or today), SchoolYear.containing(today), year)
    newest = max(SchoolYear.containing(today + COMING), year)
    return tuple(SchoolYear(number) for number in range(newest.first, oldest.first - 1, -1))


def _meetings(association, year):
    """Meetings of the school year with `number` and `protocol_id` of the newest edition, newest first. 1 query."""
    return (
        Meeting.objects.filter(association=association, date__range=(year.starts, year.ends))
        .annotate(number=Max("protocols__number"), protocol_id=Max("protocols__pk"))
        .order_by("-date", "-pk")
    )


def _officers(terms, on):
    """(office in words, terms in force on the day), each office once, in the order of their weight."""
    for office in Office:
        held = tuple(term for term in terms if term.office == office and _holds(term, on))
        yield office.label, held


def _holds(term, on) -> bool:
    return term.starts <= on and (term.ends is None or term.ends >= on)
