"""Entering and leaving the portal, in the journal and in the log."""

import logging

from allauth.account.signals import password_changed, password_reset, user_logged_in
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models import Q
from django.db.models.functions import Lower
from django.dispatch import receiver

from methodservice.directory import audit
from methodservice.directory.addresses import client_address, login_as_counted
from methodservice.directory.models import User

log = logging.getLogger("methodservice.access")


def _note(request) -> str:
    return f"адрес {client_address(request)}" if request else ""


@receiver(user_logged_in)
def logged_in(sender, request, user, **kwargs):
    audit.record(audit.Verb.LOGGED_IN, by=user, obj=user, note=_note(request))
    log.info("login: user=%s address=%s", user.username, client_address(request))


@receiver(user_logged_out)
def logged_out(sender, request, user, **kwargs):
    if user:
        audit.record(audit.Verb.LOGGED_OUT, by=user, obj=user, note=_note(request))
        log.info("logout: user=%s address=%s", user.username, client_address(request))


@receiver(user_login_failed)
def login_failed(sender, credentials, request=None, **kwargs):
    """What was typed is kept only when such an account exists: people type passwords into the login field."""
    login = login_as_counted(request, credentials)
    user = (
        User.objects.annotate(login=Lower("username"))
        .filter(Q(login=login) | Q(email__iexact=login))
        .order_by("pk")
        .first()
        if login
        else None
    )
    audit.record(audit.Verb.LOGIN_FAILED, by=None, obj=user, note=_note(request))
    log.warning(
        "login failed: user=%s address=%s",
        user.username if user else "unknown",
        client_address(request) if request else "",
    )


@receiver(password_changed)
@receiver(password_reset)
def own_password_set(sender, request, user, **kwargs):
    """The person chose a password: a temporary one is temporary no longer."""
    if user.password_is_temporary:
        user.password_is_temporary = False
        user.save(update_fields=["password_is_temporary"])
    audit.record(audit.Verb.CHANGED, by=user, obj=user, note=f"пароль сменён владельцем, {_note(request)}")
    log.info("password changed: user=%s address=%s", user.username, client_address(request))
