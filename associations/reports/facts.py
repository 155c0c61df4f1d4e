"""Facts of the annual report: what is counted, over which records, for many associations at once.

A fact is data: a source (the records of a school year), a condition that tells which of them count and, for a share,
out of which. The number on the report and the list behind it are made of the same fact, so they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from associations.cadence import rules_of
from associations.events.facts import SPEAKERS, came, held, kinds_by_association
from associations.events.models import Event
from associations.models import Attendance, Decision, Meeting, Membership
from associations.papers.models import Paper, PaperKind
from associations.picture import cadence_rule
from associations.plans.models import LineOccurrence, PlanLine
from associations.reports.amounts import Amount
from methodservice.directory.models import MunicipalityRules
from methodservice.directory.rules import young_rule
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import in_force, overlapping

HERE = (Attendance.Status.PRESENT, Attendance.Status.REMOTE)


@dataclass(frozen=True)
class Span:
    """The school year as it is seen today, with the municipality's rules."""

    year: SchoolYear
    today: date
    rules: MunicipalityRules

    @property
    def last_day(self) -> date:
        """The last day that has come: 31 August, or today while the year is running."""
        return min(self.year.ends, self.today)

    @property
    def days(self) -> tuple[date, date]:
        return self.year.starts, self.year.ends

    @property
    def required(self) -> int:
        """Meetings that the rule asks for in the whole year."""
        rule = cadence_rule(self.rules)
        return rule.minimum * len(rule.periods(self.year))


def span_of(municipality_id: int, year: SchoolYear, today: date) -> Span:
    """1 query: the rules."""
    return Span(year, today, rules_of(municipality_id))


@dataclass(frozen=True)
class Source:
    """Records of a kind. rows(associations, span) → all of them; path leads to the association; lookups(span) are the
    annotations that conditions read; people: how to the person where people are counted and not records."""

    name: str
    rows: Callable[[Iterable, Span], QuerySet]
    path: str = "association"
    people: str = ""


def _meetings(associations, span):
    return Meeting.objects.filter(association__in=associations, date__range=span.days)


def _attendance(associations, span):
    """Marks of members on the day; whoever is no member any more or not yet does not count."""
    member = Membership.objects.filter(
        in_force(OuterRef("meeting__date")),
        association=OuterRef("meeting__association"),
        teacher=OuterRef("teacher"),
    )
    return Attendance.objects.filter(
        Exists(member),
        meeting__association__in=associations,
        meeting__date__range=span.days,
        meeting__state__in=Meeting.TOOK_PLACE,
    )


def _decisions(associations, span):
    return Decision.objects.adopted().filter(
        item__meeting__association__in=associations, adopted_on__range=span.days
    )


def _plan_lines(associations, span):
    ends = LineOccurrence.objects.filter(line=OuterRef("pk")).order_by().values("line")
    rows = PlanLine.objects.in_force().filter(
        edition__plan__association__in=associations, edition__plan__school_year=span.year.first
    )
    return rows.annotate(last_end=Subquery(ends.annotate(last=Max("ends")).values("last")))


def _events(associations, span):
    return held(associations, *span.days)


def _participants(associations, span):
    return came(associations, *span.days)


def _works(associations, span):
    return Paper.objects.filter(
        association__in=associations,
        kind__meaning=PaperKind.Meaning.WORKS,
        school_year=span.year.first,
    )


def _members(associations, span):
    return Membership.objects.filter(overlapping(*span.days), association__in=associations)


MEETINGS = Source("meetings", _meetings)
ATTENDANCE = Source("attendance", _attendance, path="meeting__association")
DECISIONS = Source("decisions", _decisions, path="item__meeting__association")
PLAN = Source("plan", _plan_lines, path="edition__plan__association")
EVENTS = Source("events", _events)
PARTICIPANTS = Source("participants", _participants, path="event__association", people="teacher")
WORKS = Source("works", _works)
MEMBERS = Source("members", _members, people="teacher")

Condition = Callable[[Span], Q]
Detail = Callable[[Iterable, Span], Mapping[int, str]]


class Unit(StrEnum):
    """Words that agree with the number, 1, 2 and 5 of them; a share is shown in percent."""

    MEETINGS = "заседание,заседания,заседаний"
    DECISIONS = "решение,решения,решений"
    ITEMS = "пункт,пункта,пунктов"
    EVENTS = "мероприятие,мероприятия,мероприятий"
    PEOPLE = "человек,человека,человек"
    WORKS = "работа,работы,работ"
    TIMES = "посещение,посещения,посещений"
    SHARE = "%,%,%"


def _all(span: Span) -> Q:
    return Q()


@dataclass(frozen=True)
class Fact:
    """One figure. counted: which records of the source it counts; whole: out of which, makes it a share; known:
    there must be such records for the number to mean anything, else «нет данных» (by default the association must have
    had members that year). source None: the rule itself tells the number. detail: what the number is made of.
    each: records are counted, not people. main: stands in the analysis of the service. private: the list says of
    people what not every reader may know."""

    key: str
    title: str
    unit: Unit
    source: Source | None
    counted: Condition = _all
    whole: Condition | None = None
    known: Condition | None = None
    detail: Detail | None = None
    each: bool = False
    main: bool = False
    private: bool = False

    @property
    def is_share(self) -> bool:
        return self.whole is not None

    @property
    def people(self) -> str:
        """How to the people that are counted; empty where records are."""
        return "" if self.each or self.source is None else self.source.people

    def records(self, associations: Iterable, span: Span) -> QuerySet:
        """The very records that the figure is made of: the counted ones or, for a share, the whole."""
        return self.source.rows(associations, span).filter((self.whole or self.counted)(span))


def _state(*states) -> Condition:
    return lambda span: Q(state__in=states)


def _has_due(span):
    return Q(due__isnull=False)


def _decision_done(span):
    return Q(done__isnull=False)


def _decision_on_time(span):
    return Q(due__isnull=False, done__done_on__lte=F("due"))


def _decision_overdue(span):
    return Q(done__isnull=True, due__lt=span.today)


def _item_done(span):
    return Q(item__done__isnull=False)


def _item_on_time(span):
    """As `plans.life.judge` has it: a mark after the last deadline is late, what has no date cannot be."""
    return Q(item__done__isnull=False) & (
        Q(last_end__isnull=True) | Q(item__done__done_on__lte=F("last_end"))
    )


def _first_day(span):
    return in_force(span.year.starts)


def _last_day(span):
    return in_force(span.last_day)


def _young(span):
    rule, day = young_rule(span.rules), span.last_day
    return _last_day(span) & Q(
        teacher__born_on__gt=rule.born_after(day), teacher__teaching_since__gt=rule.teaching_after(day)
    )


def _age_known(span):
    """Members of whom `directory.rules.young` can say yes or no."""
    rule, day = young_rule(span.rules), span.last_day
    return _last_day(span) & (
        Q(teacher__born_on__isnull=False, teacher__teaching_since__isnull=False)
        | Q(teacher__born_on__lte=rule.born_after(day))
        | Q(teacher__teaching_since__lte=rule.teaching_after(day))
    )


TOOK_PLACE = _state(*Meeting.TOOK_PLACE)


def _speaking(span):
    return Q(part__in=SPEAKERS)


def _kinds(associations, span):
    """«семинар — 2, открытый урок — 1». 1 query."""
    return {
        association: ", ".join(f"{kind.label} — {kinds[kind]}" for kind in Event.Kind if kind in kinds)
        for association, kinds in kinds_by_association(associations, *span.days).items()
    }


GROUPS: tuple[tuple[str, tuple[Fact, ...]], ...] = (
    (
        "Заседания",
        (
            Fact("meetings_required", "Заседаний нужно по правилу", Unit.MEETINGS, None),
            Fact("meetings_planned", "Заседаний назначено", Unit.MEETINGS, MEETINGS),
            Fact("meetings_held", "Заседаний проведено", Unit.MEETINGS, MEETINGS, TOOK_PLACE, main=True),
            Fact(
                "meetings_not_held",
                "Заседаний не состоялось",
                Unit.MEETINGS,
                MEETINGS,
                _state(Meeting.State.NOT_HELD),
            ),
            Fact(
                "attendance",
                "Явка членов объединения",
                Unit.SHARE,
                ATTENDANCE,
                lambda span: Q(status__in=HERE),
                whole=_all,
                main=True,
            ),
        ),
    ),
    (
        "Решения",
        (
            Fact("decisions", "Решений принято", Unit.DECISIONS, DECISIONS, known=_all),
            Fact("decisions_due", "Из них со сроком", Unit.DECISIONS, DECISIONS, _has_due, known=_all),
            Fact(
                "decisions_done", "Решений выполнено", Unit.SHARE, DECISIONS, _decision_done, _all, main=True
            ),
            Fact(
                "decisions_on_time",
                "Выполнено в срок",
                Unit.SHARE,
                DECISIONS,
                _decision_on_time,
                _has_due,
            ),
            Fact(
                "decisions_overdue",
                "Просрочено",
                Unit.DECISIONS,
                DECISIONS,
                _decision_overdue,
                known=_has_due,
            ),
        ),
    ),
    (
        "План",
        (
            Fact("plan_items", "Пунктов в плане", Unit.ITEMS, PLAN, known=_all),
            Fact("plan_done", "Пунктов выполнено", Unit.SHARE, PLAN, _item_done, _all, main=True),
            Fact("plan_on_time", "Выполнено в срок", Unit.SHARE, PLAN, _item_on_time, _all),
        ),
    ),
    (
        "Мероприятия и методические работы",
        (
            Fact("events", "Мероприятий проведено", Unit.EVENTS, EVENTS, detail=_kinds, main=True),
            Fact(
                "participants",
                "Участников мероприятий",
                Unit.PEOPLE,
                PARTICIPANTS,
                known=_all,
                main=True,
                private=True,
            ),
            Fact(
                "visits",
                "Посещений мероприятий",
                Unit.TIMES,
                PARTICIPANTS,
                known=_all,
                each=True,
                private=True,
            ),
            Fact(
                "speakers",
                "Поделились опытом",
                Unit.PEOPLE,
                PARTICIPANTS,
                _speaking,
                known=_all,
                main=True,
                private=True,
            ),
            Fact("works", "Публикаций и методических работ", Unit.WORKS, WORKS, main=True),
        ),
    ),
    (
        "Педагоги",
        (
            Fact("members_first", "Членов на начало года", Unit.PEOPLE, MEMBERS, _first_day),
            Fact("members_last", "Членов на конец года", Unit.PEOPLE, MEMBERS, _last_day, main=True),
            Fact(
                "young",
                "Из них молодых педагогов",
                Unit.PEOPLE,
                MEMBERS,
                _young,
                known=_age_known,
                main=True,
                private=True,
            ),
        ),
    ),
)
FACTS: Mapping[str, Fact] = {fact.key: fact for _, facts in GROUPS for fact in facts}
SOURCES = tuple(dict.fromkeys(fact.source for fact in FACTS.values() if fact.source))
PRESENT = "present"
"""Alias of the number of memberships: whether the association was there at all that year."""

Amounts = dict[str, Amount]


def amounts_of(associations: Iterable, span: Span) -> dict[int, Amounts]:
    """{association id: {key of a fact: amount}}. One query for each of the 8 sources, whatever the number of rows."""
    raw = {}
    for source in SOURCES:
        rows = source.rows(associations, span).order_by(source.path).values(source.path)
        for row in rows.annotate(**_aggregates(source, span)):
            raw.setdefault(row.pop(source.path), {}).update(row)
    return {
        getattr(each, "pk", each): _amounts(raw.get(getattr(each, "pk", each), {}), span)
        for each in associations
    }


def totals_of(associations: Iterable, span: Span, amounts: Mapping[int, Amounts]) -> Amounts:
    """Amounts of all the associations together: parts of shares are added, and whoever belongs to two of them is
    counted once. 1 query for each source of people."""
    totals = {
        key: Amount.total((each[key] for each in amounts.values()), is_share=fact.is_share)
        for key, fact in FACTS.items()
    }
    for source in SOURCES:
        if source.people:
            found = source.rows(associations, span).aggregate(**_aggregates(source, span))
            for fact in FACTS.values():
                if fact.source is source and totals[fact.key].known:
                    totals[fact.key] = Amount(found[fact.key])
    return totals


def _aggregates(source: Source, span: Span) -> dict:
    """Numbers of the facts of a source: the part under the key, «key_whole» and «key_known» beside it."""
    numbers = {PRESENT: Count("pk")} if source is MEMBERS else {}
    for fact in FACTS.values():
        if fact.source is source:
            what, once = (fact.people, True) if fact.people else ("pk", False)
            numbers[fact.key] = Count(what, filter=fact.counted(span), distinct=once)
            for name, condition in (("whole", fact.whole), ("known", fact.known)):
                if condition:
                    numbers[f"{fact.key}_{name}"] = Count("pk", filter=condition(span))
    return numbers


def _amounts(row: Mapping[str, int], span: Span) -> Amounts:
    there = bool(row.get(PRESENT))
    return {key: _amount(fact, row, there, span) for key, fact in FACTS.items()}


def _amount(fact: Fact, row: Mapping[str, int], there: bool, span: Span) -> Amount:
    if fact.source is None:
        return Amount(span.required if there and span.required else None)
    number = row.get(fact.key, 0)
    if fact.whole:
        return Amount(number, row.get(f"{fact.key}_whole", 0))
    is_known = bool(row.get(f"{fact.key}_known")) if fact.known else there or number > 0
    return Amount(number if is_known else None)
