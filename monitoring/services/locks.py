"""Rows that race are locked alone, then looked at again. What is gone meanwhile is refused in words."""

from django.db.models import QuerySet

from methodservice.lib.refusals import Refused
from monitoring.models import Campaign, Cycle, Edition, IndicatorSet, Note, Recommendation, Return

GONE = "Этой записи больше нет: её удалили."


def _found(rows: QuerySet, pk: int):
    """Raises Refused when the row is gone."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Refused(GONE)
    return row


def _locked(model, pk: int):
    return _found(model.objects.select_for_update(of=("self",)), pk)


def lock_set(pk: int) -> IndicatorSet:
    return _locked(IndicatorSet, pk)


def lock_edition(pk: int) -> Edition:
    """The edition under the lock of its set: every change of editions passes through the set's row."""
    lock_set(_found(Edition.objects, pk).set_id)
    return _found(Edition.objects.select_related("set"), pk)


def lock_campaign(pk: int) -> Campaign:
    _locked(Campaign, pk)
    return _found(Campaign.objects.select_related("set", "edition", "municipality"), pk)


def lock_return(pk: int) -> Return:
    """The return under its own lock; its campaign is read after it."""
    _locked(Return, pk)
    return _found(Return.objects.select_related("campaign__municipality", "school"), pk)


def lock_note(pk: int) -> Note:
    """The note under the lock of its campaign: whatever begins or signs notes passes through the campaign's row."""
    lock_campaign(_found(Note.objects, pk).campaign_id)
    whole = Note.objects.select_related(
        "campaign__municipality", "campaign__set", "campaign__edition", "campaign__order__entry"
    )
    return _found(whole, pk)


def lock_cycle(pk: int) -> Cycle:
    _locked(Cycle, pk)
    return _found(Cycle.objects.select_related("campaign__set", "municipality", "following"), pk)


def lock_recommendation(pk: int) -> Recommendation:
    """The recommendation under the lock of its cycle: whatever moves a cycle passes through the cycle's row."""
    lock_cycle(_found(Recommendation.objects, pk).cycle_id)
    return _found(Recommendation.objects.select_related("cycle__municipality", "school"), pk)
