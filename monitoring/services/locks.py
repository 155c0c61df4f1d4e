"""Rows that race are locked alone, then looked at again."""

from monitoring.models import Campaign, Cycle, Edition, IndicatorSet, Note, Recommendation, Return


def lock_set(pk: int) -> IndicatorSet:
    return IndicatorSet.objects.select_for_update(of=("self",)).get(pk=pk)


def lock_edition(pk: int) -> Edition:
    """The edition under the lock of its set: every change of editions passes through the set's row."""
    lock_set(Edition.objects.values_list("set", flat=True).get(pk=pk))
    return Edition.objects.select_related("set").get(pk=pk)


def lock_campaign(pk: int) -> Campaign:
    Campaign.objects.select_for_update(of=("self",)).get(pk=pk)
    return Campaign.objects.select_related("set", "edition", "municipality").get(pk=pk)


def lock_return(pk: int) -> Return:
    """The return under its own lock; its campaign is read after it."""
    Return.objects.select_for_update(of=("self",)).get(pk=pk)
    return Return.objects.select_related("campaign__municipality", "school").get(pk=pk)


def lock_note(pk: int) -> Note:
    """The note under the lock of its campaign: whatever begins or signs notes passes through the campaign's row."""
    lock_campaign(Note.objects.values_list("campaign", flat=True).get(pk=pk))
    return Note.objects.select_related(
        "campaign__municipality", "campaign__set", "campaign__edition", "campaign__order__entry"
    ).get(pk=pk)


def lock_cycle(pk: int) -> Cycle:
    Cycle.objects.select_for_update(of=("self",)).get(pk=pk)
    return Cycle.objects.select_related("campaign__set", "municipality", "following").get(pk=pk)


def lock_recommendation(pk: int) -> Recommendation:
    """The recommendation under the lock of its cycle: whatever moves a cycle passes through the cycle's row."""
    lock_cycle(Recommendation.objects.values_list("cycle", flat=True).get(pk=pk))
    return Recommendation.objects.select_related("cycle__municipality", "school").get(pk=pk)
