"""A person's card as one picture: where the person stands, and the sections of records.

`read_card` reads the whole card, `standing_of` only what its first lines say; both tell it by `rules.standing`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from development.kinds import KINDS
from development.models import Attestation, Course, Deficit, DeficitKind, Diagnosis, Route, RouteStep
from development.models.records import CardRecord
from development.rules import standing
from development.rules.standing import Fact, Going, Held
from development.sections import Section, routes_section, section_of
from development.services.routes import uncovered
from development.workflow import UNTOLD, Proposal, State, StepState
from methodservice.directory.models import Teacher

KIND_LABELS = dict(DeficitKind.choices)
ORDER = ("diagnosis", "deficit", "routes", "course", "attestation", "contest", "work")
ANSWERED = (Proposal.PROPOSED, Proposal.DECLINED, Proposal.KEPT)
"""What waits for somebody stands first in its section, whatever its date."""


@dataclass(frozen=True)
class Card:
    """facts: where the person stands; sections in the order of the page."""

    facts: list[Fact]
    sections: list[Section]

    @property
    def proposed(self) -> list[Section]:
        """Sections with records that wait for an answer."""
        return [section for section in self.sections if section.proposed]


def with_progress(routes, today: date):
    """Routes with `steps_all`, `steps_done`, `steps_told`, `steps_late`: late ones are not told after their day."""
    return routes.annotate(
        steps_all=Count("steps"),
        steps_done=Count("steps", filter=Q(steps__state=StepState.DONE)),
        steps_told=Count("steps", filter=Q(steps__state=StepState.TOLD)),
        steps_late=Count("steps", filter=Q(steps__state__in=UNTOLD, steps__due__lt=today)),
    )


def read_card(teacher: Teacher, user, today: date, *, keeps: bool) -> Card:
    """The card as the user sees it; keeps: the user keeps it. 8 queries, 9 for whoever keeps it."""
    records = {key: list(_records(kind, teacher)) for key, kind in KINDS.items()}
    routes = list(with_progress(Route.objects.filter(teacher=teacher), today).order_by("-starts", "-pk"))
    open_deficits = [each for each in records["deficit"] if each.closed_on is None]
    # open ones first, as they are what is worked on
    records["deficit"] = open_deficits + [each for each in records["deficit"] if each.closed_on]
    for key, kind in KINDS.items():
        if kind.may_be_proposed:
            records[key].sort(key=lambda each: ANSWERED.index(each.state))
    sections = {
        key: section_of(kind, records[key], teacher, user, keeps=keeps) for key, kind in KINDS.items()
    }
    sections["routes"] = routes_section(
        sorted(routes, key=lambda each: (each.state != State.ACTIVE, each.state != State.DRAFT)),
        teacher,
        keeps=keeps,
        may_draft=keeps and uncovered(teacher).exists(),
    )
    facts = _facts(
        teacher,
        _kept(records["course"]),
        _kept(records["attestation"]),
        [each.kind for each in open_deficits],
        bool(records["diagnosis"]),
        routes,
        today,
    )
    return Card(facts, [sections[key] for key in ORDER])


def standing_of(teacher: Teacher, today: date) -> list[Fact]:
    """Where the person stands. 5 queries."""
    return _facts(
        teacher,
        Course.objects.kept().filter(teacher=teacher).order_by("-ends")[:1],
        Attestation.objects.kept().filter(teacher=teacher).order_by("-decided_on", "-pk"),
        list(Deficit.objects.filter(teacher=teacher, closed_on__isnull=True).values_list("kind", flat=True)),
        Diagnosis.objects.filter(teacher=teacher).exists(),
        with_progress(Route.objects.filter(teacher=teacher), today).order_by("-starts", "-pk"),
        today,
    )


def _records(kind, teacher):
    rows = kind.model.objects.filter(teacher=teacher).select_related(*kind.relations)
    return rows.prefetch_related("results") if kind.model is Diagnosis else rows


def _kept(records: Iterable[CardRecord]) -> list[CardRecord]:
    return [each for each in records if each.state == CardRecord.State.KEPT]


def _facts(teacher, courses, attestations, deficits, was_diagnosed, routes, today) -> list[Fact]:
    last = next((course.ends for course in courses), None)
    held = [Held(each.category, each.decided_on, each.valid_until) for each in attestations]
    routes = list(routes)
    going = [
        Going(each.theme, each.ends, each.steps_all, each.steps_done, each.steps_late)
        for each in routes
        if each.state == State.ACTIVE
    ]
    drafts = sum(each.state == State.DRAFT for each in routes)
    at_work = [standing.training(last, teacher.hired_on, today)] if teacher.left_on is None else []
    return [
        *at_work,
        standing.category(teacher.category, held, today),
        standing.deficits(deficits, KIND_LABELS, was_diagnosed),
        standing.route(going, drafts),
    ]


def steps_of(route: Route) -> list[RouteStep]:
    """Steps in their order with deficits and courses. 1 query."""
    return list(route.steps.select_related("deficit", "course").order_by("position", "pk"))
