"""Addresses of calendars: the page where one makes and revokes them, and the feed itself, read without a login."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from associations.calendars.entries import Circle, entries_between
from associations.calendars.feed import feed_days, feed_text, last_changes
from associations.calendars.forms.month import FeedForm
from associations.calendars.models import Feed
from associations.calendars.services.feeds import (
    hash_of,
    note_reading,
    open_feed,
    replace_feed,
    revoke_feed,
)
from associations.models import Association
from methodservice.directory.access import fetch_editable
from methodservice.directory.addresses import client_address
from methodservice.directory.backends import AccountBackend
from methodservice.lib.refusals import AlreadyDone
from methodservice.lib.throttle import within_limit

ICS_TYPE = "text/calendar; charset=utf-8"


def _crumbs(*more) -> list[tuple[str, str]]:
    return [("Календарь", reverse("calendars:month")), *more]


def _own_feeds(user):
    """Addresses in use, the person's own first. 1 query."""
    rows = Feed.objects.visible_to(user).live()
    rows = rows.select_related("association__municipality", "association__school")
    return rows.order_by("association__level", "association__teachers_of", "pk")


@require_http_methods(["GET", "POST"])
def feeds(request):
    """One's addresses in use and a form that makes another; the answer shows the new address once."""
    form = FeedForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        association = form.cleaned_data["association"]
        try:
            return _address_page(request, open_feed(by=request.user, association=association), association)
        except AlreadyDone as repeat:
            form.add_error("association", str(repeat))
    context = {"form": form, "feeds": list(_own_feeds(request.user)), "crumbs": _crumbs()}
    return render(request, "calendars/feeds.html", context)


@sensitive_variables("secret", "address")
def _address_page(request, secret, association):
    """The address stands in this answer and nowhere else."""
    address = settings.PUBLIC_ADDRESS + reverse("calendars:feed", args=[secret])
    context = {
        "address": address,
        "subscribe": f"webcal://{address.partition('://')[2]}",
        "association": association,
        "crumbs": _crumbs(("Подписка на календарь", reverse("calendars:feeds"))),
    }
    return render(request, "calendars/feed_address.html", context)


def _own_feed(request, pk) -> Feed:
    rows = Feed.objects.select_related("association__municipality", "association__school")
    return fetch_editable(rows, request.user, pk=pk)


def _already(request, repeat):
    messages.info(request, str(repeat))
    return redirect("calendars:feeds")


def _ask(request, feed, *, title, question, consequence, action):
    context = {
        "title": title,
        "crumbs": _crumbs(("Подписка на календарь", reverse("calendars:feeds"))),
        "question": f"{question} «{feed.title}»?",
        "consequence": consequence,
        "action": action,
        "back_url": reverse("calendars:feeds"),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
def feed_replace(request, pk):
    """Asks once, then shows a new address; the old one dies."""
    feed = _own_feed(request, pk)
    if request.method == "POST":
        try:
            return _address_page(request, replace_feed(feed=feed, by=request.user), feed.association)
        except AlreadyDone as repeat:
            return _already(request, repeat)
    return _ask(
        request,
        feed,
        title="Заменить адрес",
        question="Заменить адрес календаря",
        consequence="Прежний адрес перестанет работать: на всех устройствах подписку нужно будет добавить заново.",
        action="Заменить",
    )


@require_http_methods(["GET", "POST"])
def feed_revoke(request, pk):
    """Asks once, then the address answers nobody."""
    feed = _own_feed(request, pk)
    if request.method == "POST":
        try:
            revoke_feed(feed=feed, by=request.user)
        except AlreadyDone as repeat:
            return _already(request, repeat)
        messages.success(request, "Адрес отозван: по нему календарь больше не открывается.")
        return redirect("calendars:feeds")
    return _ask(
        request,
        feed,
        title="Отозвать адрес",
        question="Отозвать адрес календаря",
        consequence="Устройства, где он добавлен, перестанут получать изменения.",
        action="Отозвать",
    )


@login_not_required
@require_safe
def feed(request, secret):
    """The calendar that a program reads. What it shows is what the owner may see now.

    404 alike for an address that never was, is revoked, or whose owner may not enter the portal, has moved to another
    municipality or no longer sees the association. 7 queries beside the owner's rights, 8 for an association; the note
    of reading once an hour.
    """
    asker = f"feed:{client_address(request)}"
    if not within_limit(asker, limit=settings.FEEDS_PER_MINUTE, seconds=60):
        response = render(request, "429.html", status=429)
        response["Retry-After"] = "60"
        return response
    found = _living_feed(secret)
    body = found and _text_of(found)
    if body is None:
        return HttpResponse("Такого календаря нет.", status=404, content_type="text/plain; charset=utf-8")
    if request.method == "GET":
        note_reading(found)
    response = HttpResponse(
        body,
        content_type=ICS_TYPE,
        headers={
            "ETag": f'"{hashlib.sha256(body).hexdigest()}"',
            "Cache-Control": "private, no-store",
            "Content-Disposition": 'inline; filename="calendar.ics"',
            "X-Robots-Tag": "noindex",
        },
    )
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _living_feed(secret: str) -> Feed | None:
    """The feed, if its owner may enter the portal and works where the address was made. 1 query."""
    rows = Feed.objects.live().select_related(
        "owner__municipality", "municipality", "association__municipality", "association__school"
    )
    found = rows.filter(secret_sha256=hash_of(secret)).first()
    if found is None or found.owner.municipality_id != found.municipality_id:
        return None
    return found if AccountBackend().user_can_authenticate(found.owner) else None


def _text_of(found: Feed) -> bytes | None:
    """The calendar on this day of the municipality; None when the owner does not see the association any more."""
    owner, association = found.owner, found.association
    with timezone.override(found.municipality.timezone):
        if association and not Association.objects.visible_to(owner).filter(pk=association.pk).exists():
            return None
        circle = Circle(association) if association else Circle(mine=True)
        entries = entries_between(owner, *feed_days(timezone.localdate()), circle)
    return feed_text(
        entries,
        name=f"Методслужба: {found.title}",
        timezone=found.municipality.timezone,
        changes=last_changes(entries),
        since=found.created_at,
    )
