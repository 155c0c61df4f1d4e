"""What mentoring does to the mentee's deficits."""

from collections.abc import Collection
from datetime import date

from development.models import Deficit
from development.services.diagnoses import shut
from mentoring.models import Pair


def close_deficits(*, pair: Pair, keys: Collection[int], on: date, by) -> None:
    """Close open deficits of the mentee among the keys; others are passed over. Must run inside a transaction."""
    rows = (
        Deficit.objects.select_for_update(of=("self",)).open_on(on).filter(teacher=pair.mentee, pk__in=keys)
    )
    for deficit in rows.order_by("pk"):
        shut(deficit, on=on, how=f"Наставничество: {pair.mentor_person.full_name}"[:300], by=by)
