"""Accounts and roles: each write leaves its row in the journal in the same transaction."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from axes.utils import reset as forget_failed_logins
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import Role, RoleKind, User

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4


def generate_password() -> str:
    """«k7mf-3xqa-pd9t»: 12 random characters (59 bits) without look-alikes, easy to read aloud."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def _held(user: User, by: User) -> User:
    """The account as it is now, locked; 403 if `by` may not change it (any more)."""
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not User.objects.editable_by(by).filter(pk=user.pk).exists():
        raise PermissionDenied
    return locked


def _give_password(user: User) -> str:
    password = generate_password()
    user.set_password(password)
    user.password_is_temporary = True
    return password


@transaction.atomic
def create_account(*, user: User, role: Role, by: User) -> str:
    """Save a new account with its first role. Returns the temporary password: it is kept nowhere else."""
    password = _give_password(user)
    user.save()
    audit.record(audit.Verb.CREATED, by=by, obj=user)
    role.user = user
    assign_role(role=role, by=by)
    return password


@transaction.atomic
def change_account(form, *, by: User) -> User:
    """Save the form of an account. A changed mail address is forgotten by the login and the reset at once."""
    _held(form.instance, by)
    user = audit.save_form(form, by=by)
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    return user


@transaction.atomic
def reset_password(*, user: User, by: User) -> str:
    """A new temporary password, returned once; all sessions of the person end, a lock of the login is lifted."""
    user = _held(user, by)
    password = _give_password(user)
    user.save(update_fields=["password", "password_is_temporary"])
    forget_failed_logins(username=user.username.lower())
    audit.record(audit.Verb.CHANGED, by=by, obj=user, note="выдан временный пароль")
    return password


@transaction.atomic
def set_blocked(*, user: User, blocked: bool, by: User) -> bool:
    """Close the account or open it again. False when it already is so. Sessions of a closed account end."""
    user = _held(user, by)
    if user.is_active is not blocked:
        return False
    before = audit.state_of(user)
    user.is_active = not blocked
    user.save(update_fields=["is_active"])
    audit.record_change(by=by, obj=user, before=before, note="заблокирована" if blocked else "разблокирована")
    return True


@transaction.atomic
def assign_role(*, role: Role, by: User) -> Role:
    """Give the role. Nobody gives one to oneself; only a portal administrator makes another."""
    if role.kind == RoleKind.PORTAL_ADMIN and not by.access.is_portal_admin:
        raise PermissionDenied
    _held(role.user, by)
    role.full_clean()
    role.save()
    _journal(role.user, "—", in_words(role), by)
    return role


@transaction.atomic
def end_role(*, role: Role, by: User) -> None:
    """Take the role away from this moment: it ended yesterday, or, given today or later, never was."""
    _held(role.user, by)
    role = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    was = in_words(role)
    yesterday = timezone.localdate() - timedelta(days=1)
    if role.ends and role.ends <= yesterday:
        return
    if role.starts > yesterday:
        role.delete()
        _journal(role.user, was, "—", by)
    else:
        role.ends = yesterday
        role.save(update_fields=["ends"])
        _journal(role.user, was, in_words(role), by)


def _journal(user: User, was: str, now: str, by: User) -> None:
    """A role has no page of its own: its history is the history of the account."""
    audit.record(audit.Verb.CHANGED, by=by, obj=user, changes={"роль": [was, now]})


def in_words(role: Role) -> str:
    """«методист, с 01.09.2026 по 31.08.2027»."""
    parts = [role.get_kind_display()]
    if role.school:
        parts.append(role.school.short_name)
    dates = f"с {audit.in_words(role.starts)}" + (f" по {audit.in_words(role.ends)}" if role.ends else "")
    return ", ".join([*parts, dates])
