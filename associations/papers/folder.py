"""The files of associations for a school year, read in a fixed number of queries for any number of associations."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Count, F, Q
from django.urls import reverse

from associations.cadence import rules_of
from associations.models import Association, Meeting, Roster
from associations.papers.lines import NOTHING, Folder, SourceFact, State, judge
from associations.papers.models import Paper, PaperKind
from associations.picture import cadence_rule
from associations.rules import cadence
from methodservice.lib.numerals import counted, people
from methodservice.lib.periods import SchoolYear

Source = Callable[[Sequence[Association], SchoolYear, date], Mapping[int, SourceFact]]

sources: dict[str, Source] = {}
"""Where the portal finds a document by itself: `PaperKind.Source` → function(associations, year, today).

The function answers {association.pk: SourceFact} for all of the associations in one grouped query; who is left out has
nothing. `year` is the year of the file, also for «report», which is the accepted report on `year.previous`. Apps above
register theirs in `AppConfig.ready`: `folder.sources["plan"] = facts_of_plans`.
"""


def folders(
    associations: Iterable[Association], year: SchoolYear, today: date, *, only: Q | None = None
) -> dict[int, Folder]:
    """{association.pk: its file} for associations of one municipality. 2 queries and those of the sources in use.

    only: condition on PaperKind, for a page that asks about some of the documents.
    """
    associations = list(associations)
    if not associations:
        return {}
    kinds = PaperKind.objects.filter(only or Q(), municipality_id=associations[0].municipality_id)
    kinds = sorted(kinds.select_related("municipality__rules"), key=lambda kind: kind.retired)
    papers = defaultdict(list)
    for paper in _papers(associations, year):
        papers[paper.association_id, paper.kind_id].append(paper)
    in_use = {kind.source for kind in kinds if not kind.retired}
    facts = {name: read(associations, year, today) for name, read in sources.items() if name in in_use}

    def line(kind, association):
        fact = facts.get(kind.source, {}).get(association.pk, NOTHING)
        return judge(kind, fact, papers[association.pk, kind.pk], year, today, association.created_on)

    return {
        association.pk: Folder(
            association.pk,
            year,
            tuple(
                line(kind, association)
                for kind in kinds
                if not kind.retired or papers[association.pk, kind.pk]
            ),
        )
        for association in associations
    }


def folder_of(association: Association, year: SchoolYear, today: date) -> Folder:
    """The file of one association. Queries: as `folders`."""
    return folders([association], year, today)[association.pk]


def _papers(associations, year):
    """Papers that count for the year, the newest first, those without a date before them. 1 query."""
    return (
        Paper.objects.filter(Q(school_year=year.first) | Q(kind__yearly=False), association__in=associations)
        .select_related("file__uploaded_by", "author")
        .order_by(F("date").desc(nulls_first=True), "-pk")
    )


def facts_of_rosters(associations, year, today) -> dict[int, SourceFact]:
    """Rosters approved for the year; the last one counts. 1 query."""
    rows = Roster.objects.filter(association__in=associations, school_year=year.first)
    facts = {}
    for roster in rows.annotate(people=Count("members")).order_by("approved_on", "pk"):
        number = f" № {roster.order_number}" if roster.order_number else ""
        facts[roster.association_id] = SourceFact(
            State.THERE,
            f"приказ от {roster.approved_on:%d.%m.%Y}{number}, {people(roster.people)}",
            reverse("associations:roster", args=[roster.pk]),
        )
    return facts


def facts_of_protocols(associations, year, today) -> dict[int, SourceFact]:
    """Signed protocols among meetings held in the year, and periods of the rule without enough meetings. 2 queries."""
    rule = cadence_rule(rules_of(associations[0].municipality_id))
    periods = rule.periods(year)
    first, last = min(year.starts, periods[0].starts), max(year.ends, periods[-1].ends)
    meetings = defaultdict(list)
    took_place = Meeting.objects.filter(
        association__in=associations, state__in=Meeting.TOOK_PLACE, date__range=(first, last)
    )
    for association_id, day, state in took_place.order_by().values_list("association_id", "date", "state"):
        meetings[association_id].append((day, state))
    facts = {}
    for association in associations:
        held = meetings[association.pk]
        standing = cadence([day for day, _ in held], rule, today, year)
        facts[association.pk] = _protocols(
            [state for day, state in held if day in year],
            len(standing.missed),
            reverse("associations:protocol_list", args=[association.pk]),
        )
    return facts


def _protocols(states, missed: int, url: str) -> SourceFact:
    """states: of the year's meetings that took place; missed: periods that are over without enough meetings."""
    signed = states.count(Meeting.State.SIGNED)
    detail = f"подписано {signed} из {len(states)}" if states else ""
    if missed:
        without = f"{counted(missed, 'период', 'периода', 'периодов')} без нужного числа заседаний"
        return SourceFact(
            State.PARTLY if states else State.MISSING, "; ".join(filter(None, [detail, without])), url
        )
    if not states:
        return SourceFact(State.NOT_YET, "заседаний в этом году ещё не было")
    return SourceFact(State.THERE if signed == len(states) else State.PARTLY, detail, url)


sources[PaperKind.Source.ROSTER] = facts_of_rosters
sources[PaperKind.Source.PROTOCOLS] = facts_of_protocols
