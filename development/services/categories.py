"""What follows from attestations: the category of the directory's card, rows of the schedule."""

from collections import defaultdict
from collections.abc import Collection

from django.utils import timezone

from development.models import Attestation
from development.rules.standing import Held, current_category
from development.services.schedule import fulfil
from methodservice.directory import audit
from methodservice.directory.models import Teacher

LABELS = dict(Teacher.Category.choices)


def follow(teacher_ids: Collection[int], *, by, municipality_id: int) -> None:
    """Attestations of these people were written: their categories and the schedule follow. To be called in that
    transaction."""
    follow_categories(teacher_ids, by=by, municipality_id=municipality_id)
    fulfil(teacher_ids, by=by, municipality_id=municipality_id)


def follow_categories(teacher_ids: Collection[int], *, by, municipality_id: int) -> None:
    """The latest kept attestation in force sets the category of the directory's card, journaled there.

    Where none is in force the directory stays as it is: what a person wrote there is never taken back silently. Locks
    the people. 2 queries, 2 more where a category changed.
    """
    rows = Teacher.objects.select_for_update(of=("self",)).filter(pk__in=teacher_ids)
    people = list(rows.order_by("pk"))
    held = defaultdict(list)
    kept = Attestation.objects.kept().filter(teacher__in=teacher_ids).order_by("-decided_on", "-pk")
    for teacher_id, *known in kept.values_list("teacher_id", "category", "decided_on", "valid_until"):
        held[teacher_id].append(Held(*known))
    today = timezone.localdate()
    changed, told = [], []
    for teacher in people:
        current = current_category(held[teacher.pk], today)
        if current is None or current.category == teacher.category:
            continue
        words = [LABELS[teacher.category], LABELS[current.category]]
        teacher.category = current.category
        changed.append(teacher)
        told.append(
            audit.event(
                audit.Verb.CHANGED, by=by, obj=teacher, municipality_id=municipality_id,
                changes={"категория": words}, note="по записи об аттестации",
            )
        )  # fmt: skip
    Teacher.objects.bulk_update(changed, ["category"])
    audit.AuditEvent.objects.bulk_create(told)
