"""What the pages of roadmaps share: the way to a record through the user's scope, the path to the page."""

from django.urls import reverse

from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.lib.whole import whole
from roadmap.models import Edition, Programme
from roadmap.page import edition_among, editions_of

PROGRAMMES = Programme.objects.select_related("municipality")


def programme_crumbs(programme: Programme, *, inside=True) -> list[tuple[str, str]]:
    """The path to the programme's page, or to a page under it."""
    path = [("Дорожные карты", reverse("roadmap:list"))]
    return [*path, (programme.title, programme.get_absolute_url())] if inside else path


def fetch_draft(user, pk) -> tuple[Programme, Edition | None]:
    """(the programme that the user keeps, its draft or None). 404 and 403 as everywhere. 2 queries."""
    programme = fetch_editable(PROGRAMMES, user, pk=pk)
    draft = programme.editions.filter(state=Edition.State.DRAFT).first()
    if draft:
        draft.programme = programme
    return programme, draft


def asked_edition(request) -> int | None:
    """The number in ?edition=2, None where there is none."""
    return whole(request.GET.get("edition", ""))


def edition_to_show(programme: Programme, user, number: int | None = None) -> Edition | None:
    """The edition of the number, or by default the one in force, else the newest that the user sees. 1 query."""
    return edition_among(editions_of(programme, user), number)


def fetch_programme(user, pk) -> Programme:
    """The programme that the user sees."""
    return fetch_visible(PROGRAMMES, user, pk=pk)
