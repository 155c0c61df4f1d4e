"""What the pages of indicators share: the way to a record through the user's scope, the path to the page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from methodservice.directory.access import fetch_editable
from monitoring.crumbs import room_crumbs
from monitoring.models import Definition, Edition, IndicatorSet

SETS = IndicatorSet.objects.select_related("municipality")
EDITIONS = Edition.objects.select_related("set__municipality")
DEFINITIONS = Definition.objects.select_related("edition__set", "parent")
NOT_A_DRAFT = "Эта редакция уже не черновик: менять её нельзя."


def set_crumbs(found: IndicatorSet | None = None) -> list[tuple[str, str]]:
    """The path to the page of the set, or to pages under it."""
    path = [*room_crumbs(), ("Показатели", reverse("monitoring:sets"))]
    return [*path, (found.title, found.get_absolute_url())] if found else path


def edition_crumbs(edition: Edition) -> list[tuple[str, str]]:
    return [*set_crumbs(), (edition.set.title, edition.get_absolute_url())]


def fetch_edition(user, pk) -> Edition:
    """An edition that the user keeps. 404 and 403 as everywhere."""
    return fetch_editable(EDITIONS, user, pk=pk)


def no_draft(request, edition: Edition):
    """The answer for an edition that may not change any more; None for a draft."""
    if edition.is_draft:
        return None
    messages.info(request, NOT_A_DRAFT)
    return redirect(edition)
