"""Check-ups of adaptation: scores by criterion."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from mentoring.models import Checkup, Score
from mentoring.services.pairs import AHEAD
from mentoring.services.programme import lock_open
from methodservice.directory import audit
from methodservice.lib.refusals import Refused


@transaction.atomic
def hold_checkup(*, checkup: Checkup, held_on: date, scores: Mapping[str, int], note: str, by) -> Checkup:
    """scores: {criterion: 1–5}, all criteria. Held again it is corrected. Raises Refused for a day to come or before
    the pair began."""
    pair = lock_open(checkup.pair, working=True)
    if held_on > timezone.localdate():
        raise Refused(AHEAD, "held_on")
    if held_on < pair.starts:
        raise Refused(f"Пара начала работу {pair.starts:%d.%m.%Y}.", "held_on")
    checkup = Checkup.objects.select_related("pair").get(pk=checkup.pk)
    before = audit.state_of(checkup) | scores_in_words(checkup)
    checkup.held_on, checkup.note = held_on, note
    checkup.save(update_fields=["held_on", "note"])
    for criterion, value in scores.items():
        Score.objects.update_or_create(checkup=checkup, criterion=criterion, defaults={"value": value})
    after = audit.state_of(checkup) | scores_in_words(checkup)
    changes = {
        name: [before.get(name, "—"), told] for name, told in after.items() if before.get(name) != told
    }
    if changes:
        audit.record(audit.Verb.CHANGED, by=by, obj=checkup, changes=changes)
    return checkup


def scores_in_words(checkup: Checkup) -> dict[str, str]:
    """{criterion: score}, for the journal. 1 query."""
    return {score.get_criterion_display(): str(score.value) for score in checkup.scores.all()}
