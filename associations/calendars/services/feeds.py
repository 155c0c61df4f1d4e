"""Addresses of calendars: made, replaced, revoked. The secret is known to whoever made it and to nobody else."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from associations.calendars.models import Feed
from associations.models import Association
from methodservice.directory import audit
from methodservice.directory.models import User
from methodservice.lib.refusals import AlreadyDone

READ_NOTED_EVERY = timedelta(hours=1)
"""A program reads every few minutes; the page tells the hour."""


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@sensitive_variables()
@transaction.atomic
def open_feed(*, by, association: Association | None = None) -> str:
    """A new address of the user's own calendar or of an association; → its secret, kept nowhere.

    Raises AlreadyDone when there is one in use.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if Feed.objects.visible_to(by).live().filter(association=association).exists():
        raise AlreadyDone("Такой адрес уже есть. Если вы его потеряли, замените его новым.")
    return _make(by, association)


@sensitive_variables()
@transaction.atomic
def replace_feed(*, feed: Feed, by) -> str:
    """A new address instead of one in use; → its secret. Raises AlreadyDone when that one is revoked already."""
    revoke_feed(feed=feed, by=by)
    return _make(by, feed.association)


@transaction.atomic
def revoke_feed(*, feed: Feed, by) -> None:
    """The address answers nobody any more. Raises AlreadyDone on a second click."""
    current = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    if current.revoked_at:
        raise AlreadyDone("Этот адрес уже отозван.")
    current.revoked_at = timezone.now()
    current.save(update_fields=["revoked_at"])
    audit.record(audit.Verb.DELETED, by=by, obj=current)


@sensitive_variables()
def _make(by, association) -> str:
    secret = secrets.token_urlsafe(32)
    feed = Feed.objects.create(
        owner=by, municipality=by.municipality, association=association, secret_sha256=hash_of(secret)
    )
    audit.record(audit.Verb.CREATED, by=by, obj=feed)
    return secret


def note_reading(feed: Feed) -> None:
    """Keep when the address was last read, once an hour at most."""
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at >= READ_NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(read_at=now)
