"""What the card of an association shows, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q

from associations.cadence import rules_of
from associations.models import Association, Meeting, Membership, Office, Proposal, Roster, Term
from associations.picture import cadence_rule
from associations.rules import Cadence, cadence
from methodservice.lib.numerals import counted, people
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
class FileLine:
    """A document that the association must have (Положение о ММО, раздел 6) and what the portal has of it.

    kind: of the state («done», «overdue», …); word: the state in words; detail: numbers behind it.
    """

    title: str
    kind: str
    word: str
    detail: str


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
    file: tuple[FileLine, ...]

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
    meetings = tuple(_meetings(association, year))
    rosters = tuple(association.rosters.annotate(people=Count("members")))
    rule = cadence_rule(rules_of(association.municipality_id))
    periods = rule.periods(year)
    held = Meeting.objects.filter(
        association=association,
        state__in=Meeting.TOOK_PLACE,
        date__range=(periods[0].starts, periods[-1].ends),
    ).values_list("date", flat=True)
    standing = cadence(held.order_by(), rule, today, year)
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
        meetings=meetings,
        rosters=rosters,
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
        cadence=standing,
        file=tuple(_file(year, meetings, rosters, standing)),
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


def _file(year, meetings, rosters, standing):
    """The lines of the file that the portal keeps itself."""
    roster = next((row for row in rosters if row.school_year == year.first), None)
    if roster:
        number = f" № {roster.order_number}" if roster.order_number else ""
        detail = f"приказ от {roster.approved_on:%d.%m.%Y}{number}, {people(roster.people)}"
        yield FileLine("Состав, утверждённый приказом", "done", "есть", detail)
    else:
        yield FileLine(
            "Состав, утверждённый приказом", "overdue", "нет", "состав на этот год ещё не утверждён"
        )
    yield _plan_line(meetings, standing)
    yield _protocols_line(meetings, standing)


def _plan_line(meetings, standing) -> FileLine:
    needed = sum(entry.needed for entry in standing.periods)
    there = sum(meeting.state != State.NOT_HELD for meeting in meetings)
    detail = f"записано {there} из {needed} за учебный год" if needed else f"записано: {there}"
    if there and there >= needed:
        return FileLine("План заседаний", "done", "есть", detail)
    return FileLine("План заседаний", "soon" if there else "overdue", "неполный" if there else "нет", detail)


def _protocols_line(meetings, standing) -> FileLine:
    signed = sum(meeting.state == State.SIGNED for meeting in meetings)
    held = sum(meeting.state in Meeting.TOOK_PLACE for meeting in meetings)
    missed = len(standing.missed)
    detail = f"подписано {signed} из {held}"
    if missed:
        detail += f"; {counted(missed, 'период', 'периода', 'периодов')} без нужного числа заседаний"
    if signed < held or missed:
        return FileLine("Протоколы заседаний", "overdue", "не все", detail)
    if not held:
        return FileLine("Протоколы заседаний", "plain", "пока не нужны", "заседаний в этом году ещё не было")
    return FileLine("Протоколы заседаний", "done", "есть", detail)


def _holds(term, on) -> bool:
    return term.starts <= on and (term.ends is None or term.ends >= on)
