"""The schedule of attestation: rows are added, changed, removed, and closed by what was decided."""

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from development.models import Attestation, PlannedAttestation
from development.rules.outlook import fulfils
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone


@transaction.atomic
def remove_planned(*, row: PlannedAttestation, by) -> None:
    """Raises AlreadyDone when it is gone."""
    row = (
        PlannedAttestation.objects.select_for_update(of=("self",))
        .select_related("teacher__school")
        .filter(pk=row.pk)
        .first()
    )
    if row is None:
        raise AlreadyDone("Этой строки в графике уже нет.")
    audit.record(audit.Verb.DELETED, by=by, obj=row)
    row.delete()


def fulfil(teacher_ids: Collection[int], *, by, municipality_id: int) -> int:
    """Join planned attestations with those that came of them; how many were joined. To be called in the transaction
    that writes attestations. 2 queries, 2 more where something was joined."""
    waiting = PlannedAttestation.objects.filter(teacher__in=teacher_ids, result=None).select_related(
        "teacher"
    )
    waiting = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    free = defaultdict(list)
    decided = Attestation.objects.kept().filter(teacher__in={row.teacher_id for row in waiting}, plan=None)
    for record in decided.order_by("decided_on", "pk"):
        free[record.teacher_id].append(record)
    joined = []
    for row in waiting:
        for record in free[row.teacher_id]:
            if fulfils(record.category, record.decided_on, row.category, row.planned_on):
                row.result = record
                free[row.teacher_id].remove(record)
                joined.append(row)
                break
    PlannedAttestation.objects.bulk_update(joined, ["result"])
    audit.AuditEvent.objects.bulk_create(
        audit.event(
            audit.Verb.CHANGED,
            by=by,
            obj=row,
            municipality_id=municipality_id,
            changes={"результат": ["—", str(row.result)]},
        )
        for row in joined
    )
    return len(joined)
