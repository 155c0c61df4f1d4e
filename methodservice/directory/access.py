"""Who may do what today. The only place that answers «may this user…»; pages and querysets ask here.

Assigned roles come from `Role`; rights that follow facts (head of an association, …) are offered by the apps
through `registries.derived_roles`, so that this room knows nothing of them.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from methodservice import registries
from methodservice.directory.models import RoleKind


@dataclass(frozen=True)
class Access:
    """Rights of one user on one day.

    kinds: assigned `RoleKind` values; school_ids: schools where the user is coordinator;
    titles: roles in words, assigned and derived, as shown beside the name.
    """

    kinds: frozenset[str]
    school_ids: frozenset[int]
    titles: tuple[str, ...]

    @property
    def is_portal_admin(self) -> bool:
        return RoleKind.PORTAL_ADMIN in self.kinds

    @property
    def is_methodist(self) -> bool:
        """May run the municipality's directories and associations; the head of the service and an administrator of the
        portal may what a methodist may."""
        return bool(self.kinds & {RoleKind.METHODIST, RoleKind.SERVICE_HEAD, RoleKind.PORTAL_ADMIN})

    @property
    def is_service_head(self) -> bool:
        return bool(self.kinds & {RoleKind.SERVICE_HEAD, RoleKind.PORTAL_ADMIN})

    @property
    def is_department_head(self) -> bool:
        return RoleKind.DEPARTMENT_HEAD in self.kinds

    @property
    def is_district_staff(self) -> bool:
        """Reads everything of the municipality."""
        return self.is_methodist or self.is_department_head

    @property
    def is_coordinator(self) -> bool:
        return bool(self.school_ids)


def access_of(user) -> Access:
    """Rights of the user today. 1 query for roles + 1 for each registry of derived roles."""
    today = timezone.localdate()
    roles = list(user.roles.on(today).select_related("school")) if user.is_active else []
    titles = [
        f"{role.get_kind_display()}, {role.school.short_name}" if role.school else role.get_kind_display()
        for role in roles
    ]
    for derive in registries.derived_roles:
        titles.extend(derive(user, today))
    return Access(
        kinds=frozenset(role.kind for role in roles),
        school_ids=frozenset(role.school_id for role in roles if role.school_id),
        titles=tuple(titles),
    )


def fetch_visible(queryset, user, **lookup):
    """The record from what the user may see, or 404: a foreign record looks exactly like a missing one."""
    model = queryset.model if hasattr(queryset, "model") else queryset
    rows = queryset if hasattr(queryset, "visible_to") else queryset.objects.all()
    try:
        return rows.visible_to(user).get(**lookup)
    except (model.DoesNotExist, ValueError) as missing:
        raise Http404 from missing


def fetch_editable(queryset, user, **lookup):
    """The record if the user may change it; 403 if the user may only see it; 404 if not even that."""
    record = fetch_visible(queryset, user, **lookup)
    if not type(record).objects.editable_by(user).filter(pk=record.pk).exists():
        raise PermissionDenied
    return record


def require_methodist(user) -> None:
    """403 unless the user runs the municipality's directories."""
    if not user.access.is_methodist:
        raise PermissionDenied
