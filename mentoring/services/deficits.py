"""What mentoring does to the mentee's deficits."""

from collections.abc import Collection
from datetime import date

from development.models import Deficit
from mentoring.models import Pair
from methodservice.directory import audit


def close_deficits(*, pair: Pair, keys: Collection[int], on: date, by) -> None:
    """Close open deficits of the mentee among the keys; others are passed over. Must run inside a transaction."""
    rows = (
        Deficit.objects.select_for_update(of=("self",)).open_on(on).filter(teacher=pair.mentee, pk__in=keys)
    )
    for deficit in rows.order_by("pk"):
        before = audit.state_of(deficit)
        deficit.closed_on, deficit.closed_how = on, f"Наставничество: {pair.mentor.full_name}"[:300]
        deficit.save(update_fields=["closed_on", "closed_how"])
        audit.record_change(by=by, obj=deficit, before=before)
