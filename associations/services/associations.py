"""The association itself: taken under a lock before its people change."""

from associations.models import Association
from associations.services.errors import Refused


def lock_association(association_id: int) -> Association:
    """The association under a row lock: whoever changes its people waits here. Must run inside a transaction."""
    rows = Association.objects.select_for_update(of=("self",))
    return rows.select_related("municipality", "school").get(pk=association_id)


def lock_open_association(association_id: int) -> Association:
    """Like `lock_association`; raises Refused for a closed one."""
    association = lock_association(association_id)
    if association.closed_on:
        raise Refused(f"Объединение закрыто {association.closed_on:%d.%m.%Y}: менять его состав нельзя.")
    return association
