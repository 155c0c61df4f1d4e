"""Before and after: the cycle meets its next campaign, a person concludes, and only then it closes."""

from django.db import transaction
from django.utils import timezone

from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.cycle_documents.effect import freeze_effect
from monitoring.models import Campaign, Cycle, Recommendation, SchoolAggregate
from monitoring.rules.arithmetic import NOTHING, Amount
from monitoring.rules.effect import Pair
from monitoring.services.locks import lock_cycle
from monitoring.workflow import move_cycle

NOT_LATER = "Выберите закрытую кампанию по тем же показателям за более поздний период."
NO_CONCLUSION = "Напишите вывод: без него цикл не закрывают."
NO_EFFECT = "Выберите, результативны ли меры."
NOT_COMPARED = "Сначала выберите кампанию, с которой сравнивать."


def following_of(cycle: Cycle):
    """Closed later campaigns of the same indicators, the nearest first. 1 query."""
    return Campaign.objects.filter(
        municipality=cycle.municipality_id,
        set=cycle.campaign.set_id,
        starts__gt=cycle.campaign.starts,
        state=Campaign.State.CLOSED,
    ).order_by("starts", "pk")


@transaction.atomic
def compare(*, cycle: Cycle, following: Campaign, by) -> Cycle:
    """The cycle is judged by this campaign; chosen again while there is no conclusion."""
    current = lock_cycle(cycle.pk)
    if not following_of(current).filter(pk=following.pk).exists():
        raise Refused(NOT_LATER, "following")
    if current.state == Cycle.State.EFFECT:
        current.following = following
        current.save(update_fields=["following"])
        return current
    move_cycle(current, to=Cycle.State.EFFECT, by=by, following=following)
    return current


@transaction.atomic
def conclude(*, cycle: Cycle, effect: str, conclusion: str, by) -> Cycle:
    """Close with a conclusion on what the measures brought, frozen with its numbers as a document of the register.

    Refused without it, or before anything was compared."""
    current = lock_cycle(cycle.pk)
    if current.is_closed:
        raise AlreadyDone("Цикл уже закрыт.")
    if current.following_id is None:
        raise Refused(NOT_COMPARED)
    if effect not in Cycle.Effect:
        raise Refused(NO_EFFECT, "effect")
    if not conclusion.strip():
        raise Refused(NO_CONCLUSION, "conclusion")
    told = {"effect": effect, "conclusion": conclusion, "concluded_on": timezone.localdate()}
    for name, value in told.items():
        setattr(current, name, value)
    document = freeze_effect(current, pairs_of(current), by=by)
    move_cycle(current, to=Cycle.State.CLOSED, by=by, document=document, **told)
    return current


def pairs_of(cycle: Cycle) -> list[Pair]:
    """Organisations before and after from stored aggregates, those to whom a recommendation was sent marked. 2 queries;
    none without an indicator or a campaign to compare."""
    if cycle.indicator_id is None or cycle.following_id is None:
        return []
    sent = cycle.recommendations.exclude(state=Recommendation.State.DRAFT).filter(school__isnull=False)
    advised = set(sent.order_by("school").values_list("school", flat=True))
    before, after = {}, {}
    rows = SchoolAggregate.objects.filter(
        indicator=cycle.indicator_id, campaign__in=(cycle.campaign_id, cycle.following_id)
    )
    for row in rows.order_by("school"):
        side = before if row.campaign_id == cycle.campaign_id else after
        side[row.school_id] = Amount(row.to_date_numerator, row.to_date_denominator)
    return [
        Pair(school, school in advised, before.get(school, NOTHING), after.get(school, NOTHING))
        for school in sorted(before.keys() | after.keys() | advised)
    ]
