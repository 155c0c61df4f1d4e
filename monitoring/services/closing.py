"""The end of a campaign: closed with everything, or with a word why not; opened again with a reason."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from methodservice import registries
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Campaign, Return
from monitoring.services.locks import lock_campaign
from monitoring.services.requesting import request_aggregation
from monitoring.workflow import move_campaign

NAMED = 5
NOT_CLOSED = "Эта кампания ещё готовится: сначала откройте сбор."
NO_REASON = "Напишите, зачем открываете кампанию снова."


def missing_of(campaign: Campaign) -> list[Return]:
    """Returns that are not accepted, with their organisations. 1 query."""
    rows = campaign.returns.exclude(state=Return.State.ACCEPTED).select_related(
        "school", "campaign__municipality"
    )
    return list(rows.order_by(F("school__short_name").asc(nulls_last=True), "pk"))


def named(returns: list[Return]) -> str:
    """«Школа № 1, Школа № 2 и ещё 3»."""
    names = ", ".join(given.who for given in returns[:NAMED])
    rest = len(returns) - NAMED
    return f"{names} и ещё {rest}" if rest > 0 else names


@transaction.atomic
def close_campaign(*, campaign: Campaign, by, reason: str = "") -> Campaign:
    """Freeze what was gathered. Refused without a reason while returns are missing; they are named.

    Everybody who writes a return waits for its row, which is locked here, and then finds the campaign closed.
    """
    current, reason = lock_campaign(campaign.pk), reason.strip()
    if current.state == Campaign.State.CLOSED:
        raise AlreadyDone("Кампания уже закрыта.")
    list(Return.objects.select_for_update(of=("self",)).filter(campaign=current).order_by("pk").values("pk"))
    missing = missing_of(current)
    if missing and not reason:
        raise Refused(
            f"Не приняты сведения: {named(missing)}. Напишите, почему кампания закрывается без них.", "reason"
        )
    move_campaign(
        current,
        to=Campaign.State.CLOSED,
        by=by,
        note=f"{reason}. Не приняты: {named(missing)}"[:300] if missing else "",
        closing_reason=reason if missing else "",
        closed_at=timezone.now(),
    )
    registries.announce(fact_of(current), by)
    request_aggregation(current, by=by)
    return current


@transaction.atomic
def reopen_campaign(*, campaign: Campaign, reason: str, by) -> Campaign:
    """Let the returns be corrected; the results get a new version."""
    current, reason = lock_campaign(campaign.pk), reason.strip()
    if current.is_open:
        raise AlreadyDone("Кампания уже открыта.")
    if current.state != Campaign.State.CLOSED:
        raise Refused(NOT_CLOSED)
    if not reason:
        raise Refused(NO_REASON, "reason")
    move_campaign(
        current,
        to=Campaign.State.OPEN,
        by=by,
        note=reason,
        reopening_reason=reason,
        closing_reason="",
        closed_at=None,
        result_version=current.result_version + 1,
    )
    registries.withdraw(key_of(current), by)
    request_aggregation(current, by=by)
    return current


def key_of(campaign: Campaign) -> str:
    return f"campaign:{campaign.pk}"


def fact_of(campaign: Campaign) -> registries.Fact:
    """A closed campaign as a fact."""
    return registries.Fact(
        key=key_of(campaign),
        municipality_id=campaign.municipality_id,
        day=timezone.localdate(campaign.closed_at),
        title=f"Проведён мониторинг «{campaign.title}» за {campaign.period_title}",
        streams=(f"campaigns:{campaign.set_id}",),
    )
