"""Whose keys a user holds on a day: «Мои дела» and the right to mark an item go by them. Keys: see `parties`."""

from datetime import date

from associations.models import Office, Term
from methodservice.directory.models import Signatory


def keys_of(user, day: date) -> frozenset[str]:
    """Keys of parties that stand for the user on the day: «Мои дела» and the right to mark go by them.

    A person is one's own card, the associations headed on the day and, with any of them, «role:heads». Methodists are
    «role:methodists» and the service, coordinators their school and both roles of schools, department heads
    «role:authority». The staff of the district is also whoever of the dated list of signatories has the same full name.
    At most 2 queries beyond the user's access.
    """
    access = user.access
    keys = {f"school:{pk}" for pk in access.school_ids}
    if access.is_coordinator:
        keys |= {"role:schools", "role:deputies"}
    if access.is_methodist:
        keys |= {"role:methodists", "role:service"}
    if access.is_department_head:
        keys.add("role:authority")
    if user.teacher_id:
        keys.add(f"teacher:{user.teacher_id}")
        headed = Term.objects.on(day).filter(teacher_id=user.teacher_id, office=Office.HEAD)
        associations = set(headed.values_list("association_id", flat=True))
        keys |= {f"association:{pk}" for pk in associations}
        if associations:
            keys.add("role:heads")
    if access.is_district_staff and user.full_name:
        signing = Signatory.objects.on(day).filter(municipality_id=user.municipality_id)
        keys |= {f"signatory:{row.pk}" for row in signing if str(row) == user.full_name}
    return frozenset(keys)
