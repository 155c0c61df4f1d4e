"""Copying last year's plan: what there is to take, and taking it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from associations.models import Association, Membership, Term
from associations.plans.copying import Standing, doubts_of, moved
from associations.plans.life import ItemLife, life_of_lines
from associations.plans.lines import LineDraft
from associations.plans.models import AnnualPlan, LineResponsible, PlanEdition
from associations.plans.services.starting import fill_plan
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import overlapping
from methodservice.lib.refusals import Refused

NOTHING_CHOSEN = "Отметьте хотя бы один пункт."


@dataclass(frozen=True)
class Carried:
    """A line of last year. life: what became of it; draft: what the new plan would say; doubts: what to look at."""

    key: int
    number: int
    life: ItemLife
    draft: LineDraft
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class LastPlan:
    """Last year's plan as something to copy."""

    plan: AnnualPlan
    edition: PlanEdition
    lines: tuple[Carried, ...]

    @property
    def unfinished(self) -> list[Carried]:
        return [line for line in self.lines if not line.life.finished]

    @property
    def finished(self) -> list[Carried]:
        return [line for line in self.lines if line.life.finished]

    @property
    def doubtful(self) -> list[Carried]:
        return [line for line in self.lines if line.doubts]


def last_plan(association: Association, year: SchoolYear, today: date) -> LastPlan | None:
    """The plan of the year before: what is in force, or the newest words there are. 10 queries, 1 without a plan."""
    editions = PlanEdition.objects.filter(
        plan__association=association, plan__school_year=year.previous.first
    ).select_related("plan")
    ranked = sorted(
        editions, key=lambda each: (each.state == PlanEdition.State.APPROVED, each.number), reverse=True
    )
    if not ranked:
        return None
    edition = ranked[0]
    rows = edition.lines.select_related("direction", "kind", "item").order_by("position", "pk")
    lines = list(rows)
    lives = life_of_lines(edition.lines, today)
    people = _people_of(edition, association, year)
    return LastPlan(
        edition.plan,
        edition,
        tuple(
            Carried(
                line.pk,
                line.position,
                lives[line.item_id],
                draft := moved(LineDraft.of(line), 1),
                doubts_of(draft, people.get(line.pk, ())),
            )
            for line in lines
        ),
    )


def _people_of(edition: PlanEdition, association: Association, year: SchoolYear) -> dict[int, list[Standing]]:
    """{key of a line: people named in it, with their standing in the new year}. 4 queries."""
    rows = LineResponsible.objects.filter(line__edition=edition, teacher__isnull=False)
    rows = list(rows.select_related("teacher").order_by("pk"))
    if not rows:
        return {}
    days = (year.starts, year.ends)
    own = {"association": association, "teacher__in": {row.teacher_id for row in rows}}
    members = set(Membership.objects.filter(overlapping(*days), **own).values_list("teacher", flat=True))
    before = _offices(own, year.previous)
    now = _offices(own, year)
    found: dict[int, list[Standing]] = {}
    for row in rows:
        teacher = row.teacher
        standing = Standing(
            name=teacher.short_name,
            works=teacher.left_on is None,
            belongs=teacher.pk in members or teacher.pk in now,
            then=frozenset(before.get(teacher.pk, ())),
            now=frozenset(now.get(teacher.pk, ())),
        )
        found.setdefault(row.line_id, []).append(standing)
    return found


def _offices(own: dict, year: SchoolYear) -> dict[int, set[str]]:
    terms = Term.objects.filter(overlapping(year.starts, year.ends), void=False, **own)
    held: dict[int, set[str]] = {}
    for teacher, office in terms.order_by("pk").values_list("teacher", "office"):
        held.setdefault(teacher, set()).add(office)
    return held


@transaction.atomic
def copy_plan(
    *, association: Association, year: SchoolYear, chosen: Collection[int], today: date, seen: int, by
) -> PlanEdition:
    """Fill the plan of the year with the chosen lines (their keys) of last year's. seen: as in `fill_plan`."""
    source = last_plan(association, year, today)
    drafts = [line.draft for line in source.lines if line.key in chosen] if source else []
    if not drafts:
        raise Refused(NOTHING_CHOSEN)
    words = {name: getattr(source.edition, name) for name in ("theme", "goals", "tasks")}
    return fill_plan(association=association, year=year, drafts=drafts, seen=seen, by=by, **words)
