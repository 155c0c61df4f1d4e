"""Documents that a job has printed: to the person who asked for them."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from methodservice.directory.access import fetch_visible
from methodservice.documents.models import Rendering
from methodservice.documents.printing import document_response


@require_GET
def file(request, pk):
    """The PDF; the page of its job while it is not printed. 1 query."""
    rendering = fetch_visible(Rendering.objects.defer("html"), request.user, pk=pk)
    if rendering.pdf is not None:
        return document_response(bytes(rendering.pdf), name=rendering.name, fmt="pdf")
    if rendering.job_id is None:
        raise Http404
    return redirect("jobs:progress", rendering.job_id)
